// Which of all schedules somebody looks at: forward some derivatives at a time, and runs of default modes before the others.
import type { ModeRequest, Run } from "../engine/types.gen.ts";
import { default_mode, type Seen } from "./costs.ts";
import type { Common } from "./slice.ts";

const kCarried = 8; // where there are enough weights; else half of them, as one and all have schedules of their own

/** Forward some derivatives at a time; null where no schedule takes a number, or one and all of them, which have schedules of their own, are all there is. */
export function chunk_mode({ catalogue, costs }: Seen, weights: number): ModeRequest | null {
  const mode = default_mode({ catalogue }, "along");
  return mode?.options.includes("chunk") && weights > 2
    ? { mode: mode.name, chunk: Math.min(costs.carried ?? Math.max(2, Math.min(kCarried, weights >> 1)), weights) }
    : null;
}

/** Runs of default modes before the others. */
export function defaults_first(state: Pick<Common, "catalogue">, runs: readonly Run[]): Run[] {
  const other = ({ mode, direction }: Run): boolean => mode !== default_mode(state, direction)?.name;
  return [...runs].sort((a, b) => Number(other(a)) - Number(other(b)));
}
