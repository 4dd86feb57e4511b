// The race on totals: how far every schedule is when each has done so many operations, and how much of the Jacobian it has.
import type { EstimatedRun } from "../engine/types.gen.ts";
import { number, times } from "./format.ts";
import { kGlyph } from "./labels.ts";
import { count, flops, functions } from "./wide.ts";

/** A schedule at a moment of the race. */
export interface TotalLane {
  run: EstimatedRun;
  /** What it takes in all: flops and evaluations of functions. */
  work: number;
  /** How much of that is done, 0 to 1. */
  done: number;
  /** Sweeps that are behind it. */
  sweeps: number;
  /** In words. */
  said: string;
}

/** What a schedule takes in all, to the last digit: flops and evaluations of functions. */
const operations_of = ({ cost }: EstimatedRun): bigint => BigInt(flops(cost.total)) + BigInt(functions(cost.total));

/** What each is done with: a row of the Jacobian, or columns of it. */
function filled({ direction, sweeps, directions }: EstimatedRun, behind: number): string {
  if (direction === "against") return behind === 0 ? "nothing of the row yet" : "the whole row, every derivative";
  const columns = Math.floor((Number(directions) * behind) / Math.max(1, Number(sweeps)));
  return `${count(columns)} of ${count(directions)} columns`;
}

/** Schedules when each has done so many operations, those that take least first. */
export function lanes_at(runs: readonly EstimatedRun[], operations: number): TotalLane[] {
  return runs
    .map((run) => ({ run, work: Number(operations_of(run)) }))
    .sort((a, b) => a.work - b.work)
    .map(({ run, work }) => {
      const done = work === 0 ? 1 : Math.min(1, operations / work);
      const sweeps = done === 1 ? Number(run.sweeps) : Math.floor(done * Number(run.sweeps));
      const part = done === 1 ? "done" : `${percent(done)} done`;
      return { run, work, done, sweeps, said: `${part}: ${filled(run, sweeps)}` };
    });
}

/** A part in percent, with as many digits as it takes to see that it is not 0. */
export function percent(part: number): string {
  const value = 100 * part;
  if (value === 0) return "0 %";
  if (value < 1e-6) return `${number(value)} %`;
  const digits = value >= 10 ? 0 : 1 - Math.floor(Math.log10(value));
  return `${value.toFixed(digits)} %`;
}

/** The answer to why one goes back, by the totals: the cheapest schedule of each direction, in words. */
export function answer_by_totals(runs: readonly EstimatedRun[]): string[] {
  const all = lanes_at(runs, 0);
  const best = (["against", "along"] as const).flatMap((way) => all.find(({ run }) => run.direction === way) ?? []);
  const [back, there] = best;
  if (!back || !there) return [];
  const said = best.map(
    ({ run }) => `${kGlyph[run.direction]} ${run.title}: ${count(String(operations_of(run)))} operations`,
  );
  const apart = Math.max(back.work, there.work) / Math.max(1, Math.min(back.work, there.work));
  const fewer = back.work <= there.work ? "going back" : "going forward";
  return [...said, `Every derivative at once: ${fewer} takes ${times(apart)} times fewer operations.`];
}
