// A number as a reader types or pastes it: the engine reads it, or says why it is none; no other file knows how numbers are spelled.
import { exact, real, whole } from "../view/format.ts";
import { clipped } from "../view/labels.ts";
import { why } from "./outcome.ts";
import type { Asks } from "./slice.ts";

/** `digits` were written from the first that is not 0, and one unit of the last is worth `last_place`. */
export type Reading = { value: number; digits: number; last_place: number } | { refused: string };

/** What a number must be to be taken. */
export interface Bounds {
  least?: number | undefined;
  most?: number | undefined;
  whole?: boolean | undefined;
}

const kMostShown = 40; // characters

/** What the engine makes of a text; null where a newer question in the channel came first. */
export async function read_number(engine: Asks, text: string, channel: string): Promise<Reading | null> {
  const request = { v: 1, kind: "number", text } as const;
  const here = engine.in_page.is_ready ? engine.in_page.call(request) : null;
  const outcome = here ? ({ status: "done", response: here } as const) : await engine.call(request, channel);
  if (outcome.status === "superseded") return null;
  if (outcome.status !== "done") return { refused: `It was not read: ${why(outcome)}.` };
  const { response } = outcome;
  if (response.ok)
    return { value: real(response.value), digits: response.digits, last_place: real(response.last_place) };
  const [first] = response.diagnostics;
  return { refused: first ? `${first.message} ${first.hint}` : "It was not read." };
}

/** The same, and a number beyond its bounds is refused. */
export async function read_within(
  engine: Asks,
  text: string,
  { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY, whole: only_whole = false }: Bounds,
  channel: string,
): Promise<Reading | null> {
  const reading = await read_number(engine, text, channel);
  if (!reading || "refused" in reading) return reading;
  const { value } = reading;
  if (value >= least && value <= most && Number.isInteger(value)) return reading;
  if (!only_whole && !(value < least || value > most)) return reading;
  const say = only_whole ? whole : exact;
  const range = `${Number.isFinite(least) ? ` from ${say(least)}` : ""}${Number.isFinite(most) ? ` to ${say(most)}` : ""}`;
  return {
    refused: `Expected a ${only_whole ? "whole " : ""}number${range}, but there is \`${clipped(text.trim(), kMostShown)}\`.`,
  };
}
