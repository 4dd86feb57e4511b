// Which of all schedules somebody looks at: some derivatives at a time, and runs of default modes before the others.
import type { Direction, ModeRequest, Run } from "../engine/types.gen.ts";
import type { Counts } from "../view/agreement.ts";
import { default_mode, type Seen } from "./costs.ts";
import type { Common } from "./slice.ts";

const kCarried = 8; // where there are enough; else half of them, as one and all have schedules of their own

/** A schedule that takes a number, of how many at most. */
export interface Chunk {
  direction: Direction;
  request: ModeRequest & { chunk: number };
  most: number;
}

/** Some derivatives at a time, back and forward; none where one and all of them, which have schedules of their own, are all there is. */
export function chunks({ catalogue, costs }: Seen, { weights, outputs }: Counts): Chunk[] {
  return (["against", "along"] as const).flatMap((direction) => {
    const mode = default_mode({ catalogue }, direction);
    const most = direction === "along" ? weights : outputs;
    if (!mode?.options.includes("chunk") || most < 3) return [];
    const chunk = Math.min(costs.carried[direction] ?? Math.max(2, Math.min(kCarried, most >> 1)), most);
    return [{ direction, most, request: { mode: mode.name, chunk } }];
  });
}

/** Runs of default modes before the others. */
export function defaults_first(state: Pick<Common, "catalogue">, runs: readonly Run[]): Run[] {
  const other = ({ mode, direction }: Run): boolean => mode !== default_mode(state, direction)?.name;
  return [...runs].sort((a, b) => Number(other(a)) - Number(other(b)));
}
