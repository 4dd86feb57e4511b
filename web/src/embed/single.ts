// Everything of data.ts with the engine inside: no file beside it is needed, and none is fetched.
import { begin, type Engine } from "../engine/load.ts";
import { bytes } from "./inlined.ts";

export * from "./data.ts";

/** A new engine, out of the bytes in this file. */
export async function engine(): Promise<Engine> {
  return begin(await WebAssembly.compile(bytes()));
}
