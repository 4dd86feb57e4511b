// The types of `bothways/single`: the same with the engine inside.
import type { Engine } from "./link.js";

export * from "./link.js";
/** A new engine, out of the bytes in this file. */
export function engine(): Promise<Engine>;
