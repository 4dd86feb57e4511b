// How many derivatives there are, and whether all ways gave the same.
import type { DifferentiateResponse, Graph, Real } from "../engine/types.gen.ts";
import { by_id } from "./by_id.ts";
import { real } from "./format.ts";
import { size } from "./labels.ts";

/** How many numbers go in and come out: elements of wrt and of the outputs. */
export interface Counts {
  weights: number;
  outputs: number;
}

/** Elements of wrt and of the outputs of a graph. */
export function counts_of(graph: Graph): Counts {
  const nodes = by_id(graph.nodes);
  const total = (ids: readonly string[]): number => ids.reduce((sum, id) => sum + size(nodes.get(id)?.shape ?? []), 0);
  return { weights: total(graph.wrt), outputs: total(graph.outputs) };
}

const kRounding = 1e-12; // what no reader asks about
const kLastDigit = 2 ** -53; // of a number: what differs by less is the same but for the last digit of its 53 bits

/** Whether there were several ways to one number: of what is predicted there is none. */
export function is_compared({ agreement, runs }: Pick<DifferentiateResponse, "agreement" | "runs">): boolean {
  return agreement.node !== null || runs.filter((run) => !run.predicted).length > 1;
}

/** Whether all schedules gave the same derivatives, in words. */
export function agreement(max_relative: Real, compared: boolean): { ok: boolean; words: string } {
  const difference = real(max_relative);
  if (!compared) return { ok: true, words: "" };
  if (difference === 0) return { ok: true, words: "Every way gave exactly the same numbers." };
  if (difference < kLastDigit) return { ok: true, words: "Every way gave the same numbers, to the last digit." };
  if (difference < kRounding) return { ok: true, words: "Every way gave the same numbers, up to rounding." };
  if (difference < 1e-9)
    return {
      ok: true,
      words: `Every way gave the same numbers, up to rounding: ${exponent(difference)} of their size.`,
    };
  return { ok: false, words: `The ways differ by ${exponent(difference)} of the size of the numbers.` };
}

function exponent(value: number): string {
  return Number.isFinite(value) ? value.toExponential(0).replace("-", "\u2212").replace("+", "") : "more than any part";
}
