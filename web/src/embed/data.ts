// For programs without a page: links out of data and back, and a text checked by an engine that the caller loads.
import type { Engine } from "../engine/load.ts";
import type { ErrorResponse, GraphResponse } from "../engine/types.gen.ts";

export { type Engine, load } from "../engine/load.ts";
export { checked as validate } from "../link/checked.ts";
export { decode, encode, type Reading } from "../link/codec.ts";
export { canonical, type Link } from "../link/link.ts";
export type { Problem } from "../link/problem.ts";

/** The graph of a text, or what is wrong with it; the engine's own answer. */
export function parse(engine: Pick<Engine, "call">, text: string): GraphResponse | ErrorResponse {
  return JSON.parse(engine.call(JSON.stringify({ v: 1, kind: "graph", network: { text } })));
}
