// The totals of the schedules → one sentence that reads them, whichever way comes out ahead.
import type { Cost, Direction, NodeResult, Run } from "../engine/types.gen.ts";
import type { Counts } from "./agreement.ts";
import { bytes, counted, flops_of, times, whole } from "./format.ts";

/** The cost of computing every value once: the reference for all totals. */
export function value_cost(nodes: readonly NodeResult[]): Cost {
  return add_costs(nodes.map((node) => node.cost?.value));
}

/** Costs together; a node without one adds nothing. */
export function add_costs(costs: readonly (Cost | undefined)[]): Cost {
  const none: Cost = [0, 0, 0, 0, 0, 0];
  return costs.reduce<Cost>(
    (sum, cost) => (cost ? (sum.map((part, at) => part + (cost[at] ?? 0)) as Cost) : sum),
    none,
  );
}

/** `All 41 derivatives of L`. */
export function headline(counts: Counts, of: string): string {
  if (counts.outputs === 1) return capital(`${every(counts.weights)} of ${of}`);
  return `${capital(every(counts.weights * counts.outputs))}: ${counted(counts.outputs, "output")} by ${counted(counts.weights, "weight")}`;
}

function every(derivatives: number): string {
  if (derivatives <= 2) return derivatives === 1 ? "the derivative" : "both derivatives";
  return `all ${whole(derivatives)} derivatives`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function cheapest(runs: readonly Run[], direction: Direction): Run | undefined {
  return runs
    .filter((run) => run.direction === direction)
    .sort((a, b) => flops_of(a.cost.total) - flops_of(b.cost.total))[0];
}

/** How the cheapest way of each direction compares, in words and with the reader's own figures. */
export function reading(runs: readonly Run[], counts: Counts, values: Cost): string {
  const [back, there] = [cheapest(runs, "against"), cheapest(runs, "along")];
  if (!back || !there) return "";
  const [b, t, v] = [back, there].map((run) => flops_of(run.cost.total)).concat(flops_of(values)) as [
    number,
    number,
    number,
  ];
  const guess = back.predicted || there.predicted ? " (predicted, not run)" : "";
  const all = every(counts.weights * counts.outputs);
  const alone = v > 0 ? `, ${times(b / v)} times the values alone` : "";
  if (b === t)
    return `The cheapest ways back and forward both need ${counted(b, "flop")} for ${all}${guess}: here neither direction is ahead.`;
  if (b < t)
    return `The cheapest way back needs ${counted(b, "flop")} for ${all}${alone}; the cheapest way forward needs ${whole(t)}, ${times(t / b)} times as many${guess}.`;
  const why =
    counts.weights < counts.outputs
      ? ` (${counted(counts.weights, "weight")}, ${counted(counts.outputs, "output")})`
      : "";
  return `Here the cheapest way is forward${why}: ${counted(t, "flop")} for ${all} against ${whole(b)} going back${guess}.`;
}

/** What the directions need to remember, from the least to the most. */
export function memory_reading(runs: readonly Run[]): string {
  const range = (direction: Direction): string => {
    const peaks = runs.filter((run) => run.direction === direction).map((run) => run.memory.inner_peak_bytes);
    const [least, most] = [Math.min(...peaks), Math.max(...peaks)];
    return peaks.length === 0 ? "" : least === most ? bytes(least) : `${bytes(least)} to ${bytes(most)}`;
  };
  const [back, there] = [range("against"), range("along")];
  return back && there ? `Working memory: ${back} going back, ${there} going forward.` : "";
}
