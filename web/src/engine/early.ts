// What the page begins before its own code is there: the engine, compiled while it comes in, and its first answer.
import { FirstAnswers } from "./first_answers.ts";
import { compile } from "./where.ts";

export const module = compile();
export const first_answers = new FirstAnswers(module);
