// What the page begins before its own code is there: the engine, compiled while it comes in, and its first answer.
import { Opening } from "./opening.ts";
import { compile } from "./where.ts";

export const module = compile();
export const opening = new Opening(module);
