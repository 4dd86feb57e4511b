// What a step of the tour is made of, and the figures that its sentences take from the answers.
import type { Graph, NodeResult, NullableReals, PathsResponse, Real, Run } from "../engine/types.gen.ts";
import type { Spoken } from "../state/page.ts";
import { work_of } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";
import { value_cost } from "../view/reading.ts";
import { count, type Figure, name, type Sentence, say } from "../view/sentence.ts";

const kMinus = "\u2212";

/** An answer of the engine to one network. */
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

/** A number of the step's network that the reader moves, from stop to stop; one of no and yes has the stops 0 and 1. */
export interface Knob {
  id: string;
  label: string;
  stops: readonly number[];
  start: number;
}

export type Knobs = Readonly<Record<string, number>>;

/** A sentence or two, and what they speak of, which is marked in the page. */
export interface Point extends Spoken {
  said: Sentence;
}

/** A part of the page that shows more of the step. */
export interface Opening {
  /** Title of the tab. */
  tab: string;
  /** What a press on the button is for. */
  words: string;
  /** The size that varies there. */
  vary?: string;
}

export interface TourStep {
  title: string;
  /** The formula of the step, in the notation of the question. */
  formula: string;
  text(knobs: Knobs): string;
  knobs: readonly Knob[];
  /** One thing to do. */
  task: string;
  /** The race is run when the step is there. */
  plays?: boolean;
  /** The schedules that race; those that the page chooses where there are none. */
  races?: readonly Way[];
  opens?(knobs: Knobs): Opening;
  /** Statements of its network that are unfolded to their neurons. */
  unfolded?(knobs: Knobs): readonly string[];
  /** The derivative that is shown with its zeros: of a node by a leaf. */
  zeros?: { of: string; by: string; text(knobs: Knobs): string };
  /** The text of the other network that is asked about too. */
  other?(knobs: Knobs): string;
  /** Whether the paths of both networks are asked for. */
  paths?: boolean;
  /** Whether the network in scalars is asked for, where the sliders stand so. */
  scalars?(knobs: Knobs): boolean;
  /** What there is to see. Throws Missing where the network has become another. */
  sees(facts: Facts): Point[];
}

/** A sentence needs something that this network does not have. */
export class Missing extends Error {}

export function need<T>(found: T | null | undefined): T {
  if (found === null || found === undefined) throw new Missing();
  return found;
}

/** Whole numbers from one to another. */
export function up_to(most: number, least = 1): number[] {
  return Array.from({ length: most - least + 1 }, (_, at) => least + at);
}

/** Words about nodes of the graph, which are marked there. */
export function at(nodes: readonly string[], said: Sentence): Point {
  return { said, nodes, part: "" };
}

/** Words about another part of the page. */
export function on(part: Spoken["part"], said: Sentence): Point {
  return { said, nodes: [], part };
}

/** The only, or first, number of an array. */
export function one(values: NullableReals | undefined): Real {
  return need(values?.[0]);
}

export function node(answered: Answered, id: string): NodeResult {
  return need(answered.nodes.find((found) => found.id === id));
}

export type Way = "each" | "kept" | "as on paper" | "back" | "again";

/** The schedule along the arrows that goes one weight a pass, keeps the values, or carries all that is not zero. */
export function forward({ runs }: Answered, way: Exclude<Way, "back" | "again">): Run {
  const of = ({ chunk, keep_values }: Run): Way | null =>
    chunk === undefined ? "as on paper" : chunk !== 1 ? null : keep_values ? "kept" : "each";
  return need(runs.find((run) => run.direction === "along" && of(run) === way));
}

export function backward({ runs }: Answered): Run {
  return need(runs.find((run) => run.direction === "against"));
}

/** The schedule that goes back in segments, whose values it makes again. */
export function again({ runs }: Answered): Run {
  return need(runs.find(({ cuts }) => cuts));
}

export function schedule(answered: Answered, way: Way): Run {
  if (way === "again") return again(answered);
  return way === "back" ? backward(answered) : forward(answered, way);
}

/** Flops and evaluations of functions, as the race counts. */
export function work(run: Run): number {
  return work_of(run.cost.total);
}

/** The work of the values alone. */
export function values_alone({ nodes }: Answered): number {
  return Math.max(1, work_of(value_cost(nodes)));
}

export const along = (id: string) => name(`${kGlyph.along} ${id}`, "along");
export const against = (id: string) => name(`${kGlyph.against} ${id}`, "against");

/** The work of a schedule, in its colour: `33 flops + 5 fn` is 38. */
export function working(run: Run): Figure {
  return count(work(run), "", run.direction);
}

/** Numbers with a plus between them, or the minus of a negative one. */
export function joined(terms: readonly Figure[]): (Figure | string)[] {
  return terms.flatMap((term, at) => {
    if (at === 0) return [term];
    return term.text.startsWith(kMinus) ? [" − ", { ...term, text: term.text.slice(kMinus.length) }] : [" + ", term];
  });
}

export function work_of_both(facts: Facts): Sentence {
  const [there, back] = [forward(facts, "each"), backward(facts)];
  const apart = Math.sign(work(there) - work(back));
  const compared = apart === 0 ? "exactly as much" : apart > 0 ? "which is less" : "which is more";
  return say`Forward’s work is ${working(there)}; backward’s is ${working(back)}, ${compared}.`;
}
