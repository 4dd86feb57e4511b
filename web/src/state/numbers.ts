// A number as a reader types or pastes it: the engine reads it, or says why it is none; no other file knows how numbers are spelled.
import type { Outcome } from "../engine/client.ts";
import type { NumberResponse } from "../engine/types.gen.ts";
import { exact, real, whole } from "../view/format.ts";
import { clipped } from "../view/labels.ts";
import { Answer } from "./answer.ts";
import { done, why } from "./outcome.ts";
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

/** Asks for the value of a text: the engine of the page where that is there, which answers at once, else the worker. */
export async function ask_number(engine: Asks, text: string, channel: string): Promise<Outcome<NumberResponse>> {
  const request = { v: 1, kind: "number", text } as const;
  const here = engine.in_page.is_ready ? engine.in_page.call(request) : null;
  return here ? done(here) : engine.call(request, channel);
}

/** What the engine made of a text. */
export function reading_of(outcome: Outcome<NumberResponse>): Reading {
  if (outcome.status !== "done") return { refused: `It was not read: ${why(outcome)}.` };
  const { response } = outcome;
  if (response.ok)
    return { value: real(response.value), digits: response.digits, last_place: real(response.last_place) };
  const [first] = response.diagnostics;
  return { refused: first ? `${first.message} ${first.hint}` : "It was not read." };
}

/** The same, and a number beyond its bounds is refused. */
function within(
  reading: Reading,
  text: string,
  { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY, whole: only_whole = false }: Bounds,
): Reading {
  if ("refused" in reading) return reading;
  const { value } = reading;
  if (value >= least && value <= most && Number.isInteger(value)) return reading;
  if (!only_whole && !(value < least || value > most)) return reading;
  const say = only_whole ? whole : exact;
  const range = `${Number.isFinite(least) ? ` from ${say(least)}` : ""}${Number.isFinite(most) ? ` to ${say(most)}` : ""}`;
  return {
    refused: `Expected a ${only_whole ? "whole " : ""}number${range}, but there is \`${clipped(text.trim(), kMostShown)}\`.`,
  };
}

let readers = 0;

/** Reads what is typed in one place, of which the newest text counts. */
export class Reader {
  private readonly channel = `number ${++readers}`;
  private readonly answer: Answer<string, NumberResponse>;

  /** `current`: whether what was typed still stands there. */
  constructor(engine: () => Asks, current: () => boolean = () => true) {
    this.answer = new Answer({ ask: (text) => ask_number(engine(), text, this.channel), current });
  }

  /** What the engine makes of a text; null where something newer stands there. */
  async read(text: string, bounds: Bounds = {}): Promise<Reading | null> {
    const outcome = await this.answer.ask(text);
    return outcome && within(reading_of(outcome), text, bounds);
  }
}
