// What the page and its engine say to each other, wherever the engine runs.
import type { Frame } from "./load.ts";

export type ToWorker =
  /** `opens_lane`: the answer ends the fast lane that was open. */
  { id: number; request: string; opens_lane?: true } | { id: number; frame: Frame };
/** The first message: the engine, or why there is none. */
export type Beginning = { module: WebAssembly.Module } | { failure: string };
export type FromWorker =
  | { what: "ready" }
  | { what: "failed"; message: string }
  | { what: "answer"; id: number; text: string }
  | { what: "block"; id: number; block: Float64Array<ArrayBuffer> | null }
  | { what: "trap"; id: number; message: string }
  /** Of the first answers: what has no answer yet, and all that follows, is for a worker. */
  | { what: "over" };
