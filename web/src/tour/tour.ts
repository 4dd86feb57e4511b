// What a step of the tour is: a network, one thing to do, and sentences whose every number is one of the engine's answer.
import type { Direction, Graph, NodeResult, NullableReals, PathsResponse, Real, Run } from "../engine/types.gen.ts";
import { counted, flops_of, number, times, whole } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";
import { value_cost } from "../view/reading.ts";

/** A figure of a sentence, or a name; everything else of it is plain words without a digit. */
export interface Figure {
  kind: "number" | "name";
  text: string;
  hue?: Direction;
}

export type Sentence = readonly (string | Figure)[];

/** What the engine said of a network. */
export interface Answered {
  graph: Graph;
  nodes: readonly NodeResult[];
  /** Those of default modes first. */
  runs: readonly Run[];
}

export interface Facts extends Answered {
  /** Of the step's own question about paths. */
  paths: PathsResponse | null;
  /** Of the other network that the step compares with. */
  other: Answered | null;
  other_paths: PathsResponse | null;
  /** The network in scalars. */
  scalars: Answered | null;
}

/** A number of the step's network that the reader moves. */
export interface Knob {
  id: string;
  label: string;
  least: number;
  most: number;
  start: number;
}

export type Knobs = Readonly<Record<string, number>>;

export interface TourStep {
  title: string;
  /** The formula of the step, in the notation of the question. */
  formula: string;
  text(knobs: Knobs): string;
  knobs: readonly Knob[];
  /** One thing to do. */
  task: string;
  /** The tab of the page where more of it is seen. */
  tab?: string;
  /** The text of the other network that is asked about too. */
  other?(knobs: Knobs): string;
  /** Whether the paths of both networks are asked for. */
  paths?: boolean;
  /** Whether the network in scalars is asked for, where the sliders stand so. */
  scalars?(knobs: Knobs): boolean;
  /** What there is to see. Throws Missing where the network has become another. */
  sees(facts: Facts): Sentence[];
}

/** A sentence needs something that this network does not have. */
export class Missing extends Error {}

export function need<T>(found: T | null | undefined): T {
  if (found === null || found === undefined) throw new Missing();
  return found;
}

/** A sentence: words, and figures between them. */
export function say(words: TemplateStringsArray, ...figures: (Figure | string)[]): Sentence {
  return words
    .flatMap((word, at) => [word, ...(figures[at] === undefined ? [] : [figures[at]])])
    .filter((one) => one !== "");
}

export function name(text: string, hue?: Direction): Figure {
  return { kind: "name", text, ...(hue ? { hue } : {}) };
}

export function figure(value: number | Real, hue?: Direction): Figure {
  return { kind: "number", text: number(value), ...(hue ? { hue } : {}) };
}

/** A whole number, with its unit where it has one. */
export function count(value: number, unit = "", hue?: Direction, units = `${unit}s`): Figure {
  const text = unit ? counted(value, unit, units) : whole(value);
  return { kind: "number", text, ...(hue ? { hue } : {}) };
}

export function ratio(value: number, hue?: Direction): Figure {
  return { kind: "number", text: times(value), ...(hue ? { hue } : {}) };
}

/** A count of any length as the engine wrote it. */
export function digits(text: string): Figure {
  return { kind: "number", text };
}

/** The only, or first, number of an array. */
export function one(values: NullableReals | undefined): Real {
  return need(values?.[0]);
}

export function node(answered: Answered, id: string): NodeResult {
  return need(answered.nodes.find((found) => found.id === id));
}

export type Way = "each" | "kept" | "at once" | "as on paper";

/** The schedule along the arrows that goes one weight a pass, keeps the values, carries all, or only what is not zero. */
export function forward({ runs }: Answered, way: Way): Run {
  const of = ({ chunk, keep_values }: Run): Way =>
    chunk === undefined ? "as on paper" : chunk === "all" ? "at once" : keep_values ? "kept" : "each";
  return need(runs.find((run) => run.direction === "along" && of(run) === way));
}

export function backward({ runs }: Answered): Run {
  return need(runs.find((run) => run.direction === "against"));
}

export function work(run: Run): number {
  return flops_of(run.cost.total);
}

/** Flops of the values alone. */
export function values_alone({ nodes }: Answered): number {
  return Math.max(1, flops_of(value_cost(nodes)));
}

export const along = (id: string) => name(`${kGlyph.along} ${id}`, "along");
export const against = (id: string) => name(`${kGlyph.against} ${id}`, "against");

export function flops_of_both(facts: Facts): Sentence {
  const [there, back] = [work(forward(facts, "each")), work(backward(facts))];
  const compared = there === back ? "the same number" : there > back ? "which is less" : "which is more";
  return say`Forward takes ${count(there, "flop", "along")}; backward takes ${count(back, "flop", "against")}, ${compared}.`;
}
