// Less memory for more work: the runs of a network within several budgets, as a curve of bytes against what is made again.
import type { ModeInfo, ModeRequest, Run } from "../engine/types.gen.ts";
import { bytes, flops_of, functions_of, times, whole } from "./format.ts";
import type { Sheet } from "./sheet.ts";

/** The mode that takes a budget, as the catalogue lists it; undefined where the engine has none. */
export const mode_with_budget = (modes: readonly ModeInfo[]): ModeInfo | undefined =>
  modes.find(({ options }) => options.includes("budget_bytes"));

/** One way to go back: its working peak, and what it makes again. */
export interface Trade {
  run: Run;
  bytes: number;
  /** Flops and evaluations of functions that are done once more. */
  again: number;
}

export function trade_of(run: Run): Trade {
  const cost = run.cost.recomputed;
  return { run, bytes: run.memory.inner_peak_bytes, again: cost ? flops_of(cost) + functions_of(cost) : 0 };
}

const kPoints = 9;

/** Budgets between the least and all, both included, dense where memory is dear: each a multiple of a number's 8 bytes. */
export function budgets(least: number, all: number): number[] {
  const apart = Math.max(1, all / Math.max(1, least));
  const parts = Array.from({ length: kPoints }, (_, at) => least * apart ** (at / (kPoints - 1)));
  return [...new Set(parts.map((part) => Math.round(part / 8) * 8))];
}

/** Requests for the points of the curve: one for each budget. */
export const curve_requests = (mode: string, least: number, all: number): ModeRequest[] =>
  budgets(least, all).map((budget_bytes) => ({ mode, budget_bytes }));

/** Those that no other beats in both: fewer bytes cost more work. */
export function frontier(trades: readonly Trade[]): Trade[] {
  const sorted = [...trades].sort((a, b) => a.bytes - b.bytes || a.again - b.again);
  let least = Number.POSITIVE_INFINITY;
  return sorted.filter(({ again }) => {
    if (again >= least) return false;
    least = again;
    return true;
  });
}

/** The chosen point in a sentence: what it saves, and what it costs. */
export function trade_words(chosen: Trade, all: Trade): string {
  const work = flops_of(all.run.cost.total) + functions_of(all.run.cost.total);
  const part = work > 0 ? chosen.again / work : 0;
  const saved =
    chosen.bytes < all.bytes
      ? `${times(all.bytes / Math.max(1, chosen.bytes))} times less than keeping all`
      : "as keeping all";
  const cost =
    chosen.again === 0
      ? "nothing is made again"
      : `${whole(chosen.again)} operations are done again, ${(100 * part).toFixed(part < 0.1 ? 1 : 0)} % more work`;
  return `${bytes(chosen.bytes)}, ${saved}; ${cost}.`;
}

export function trades_sheet(trades: readonly Trade[]): Sheet {
  return {
    name: "the budgets",
    heads: ["schedule", "inner peak bytes", "operations made again", "segments", "proven"],
    rows: trades.map(({ run, bytes: peak, again }) => [
      run.title,
      peak,
      again,
      run.cuts?.segments ?? 1,
      run.cuts?.proven === undefined ? "" : String(run.cuts.proven),
    ]),
  };
}
