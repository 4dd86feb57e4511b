// A good answer of the engine about the network that is shown.
import type { DifferentiateRequest, DifferentiateResponse, Graph, NamedValue } from "../engine/types.gen.ts";
import { type Place, size } from "../view/labels.ts";

/** A good answer of the engine, with what it was an answer to. */
export interface Result {
  /** The same object as long as the numbers of the nodes are the same; parts of the answer that come later change no number. */
  key: object;
  text: string;
  graph: Graph;
  response: DifferentiateResponse;
  /** What was asked; further questions about this result are changes of it. */
  request: DifferentiateRequest;
  /** The element of wrt along which ▸ is computed; null where nothing is asked for. */
  weight: Place | null;
  /** The element of an output whose derivatives ◂ are. */
  output: Place | null;
  /** True where the schedules computed a Jacobian, every output by every weight. */
  jacobian: boolean;
  /** Values of leaves as the text gives them. */
  base: readonly NamedValue[];
  /** The leaves that had other values, as a request says it: whoever asks more about this result sends them too. */
  at: readonly NamedValue[];
  /** Number of the fast lane that the answer opened; 0 where it has none. */
  lane: number;
  /** True while a value is dragged: numbers of nodes are current, those of runs (but for costs) are left out. */
  live: boolean;
}

/** Whether both are one answer, of which one may have more parts. */
export function same_answer(a: Result | null | undefined, b: Result | null | undefined): boolean {
  return a === b || (a?.key !== undefined && a.key === b?.key);
}

export const kMany = 200; // nodes
const kManyNumbers = 2000;
const numbers = new WeakMap<Graph, number>();

/** Whether it takes the page more than a moment to show. */
export function is_large({ graph }: Result): boolean {
  if (graph.nodes.length > kMany) return true;
  const sum = numbers.get(graph) ?? graph.nodes.reduce((all, { shape }) => all + size(shape), 0);
  numbers.set(graph, sum);
  return sum > kManyNumbers;
}
