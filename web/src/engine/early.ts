// What the page begins before its own code is there: the engine, compiled while it comes in, and its first answers.
/// <reference path="./answers.d.ts" />
import { answers } from "virtual:answers";
import { FirstAnswers } from "./first_answers.ts";
import { compile } from "./where.ts";

export const module = compile();
/** A link with a network waits for the engine, as everything else does. */
const own = location.hash.length > 1 || /[?&]s=/.test(location.search);

export const first_answers = new FirstAnswers(module, own ? undefined : answers);
