// For programs without a page: links out of data and back, and a network checked by an engine that the caller loads.

export type { Engine } from "../engine/load.ts";
export { load } from "../engine/load.ts";
export { decode, encode } from "../link/codec.ts";
export type { Link } from "../link/link.ts";
export { canonical, checked } from "../link/link.ts";
