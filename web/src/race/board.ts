// The Jacobian as a board: which of its cells the lanes of a race have found when so much work is done.
import type { Elements } from "../view/elements.ts";
import { is_done, pass_at, pass_of, type RaceLane, written } from "./lane.ts";

export const kMostDrawn = 64; // rows or columns of a board that is drawn cell by cell

/** Who has found a cell: forward, backward, both. */
export interface Found {
  along: boolean;
  against: boolean;
}

/** Columns that forward lanes have found, and for each row the columns that backward lanes have. */
export interface Board {
  columns: readonly boolean[];
  rows: readonly (readonly boolean[])[];
}

/** The passes of a lane that have ended. */
export function passes_done(lane: RaceLane, work: number): number {
  if (is_done(lane, work)) return lane.passes;
  return pass_at(lane, work).number - 1;
}

/** The weights whose adjoints are complete in the present pass of a lane. */
function weights_done(lane: RaceLane, work: number): ReadonlySet<string> {
  const open = new Set<string>();
  const done = new Set<string>();
  for (const { steps, end } of pass_at(lane, work).beats ?? [])
    for (const { terms, sweep } of steps)
      if (sweep === "adjoint") for (const { to } of terms) (end <= work ? done : open).add(written(to));
  for (const id of open) done.delete(id);
  return done;
}

/** The board of the lanes: a row for each element of the outputs, a column for each of the weights. */
export function board(lanes: readonly RaceLane[], work: number, outputs: Elements, weights: Elements): Board {
  const columns = new Array<boolean>(weights.count).fill(false);
  const rows = Array.from({ length: outputs.count }, () => new Array<boolean>(weights.count).fill(false));
  for (const lane of lanes) {
    const ended = passes_done(lane, work);
    if (lane.direction === "along") for (const at of columns.keys()) columns[at] ||= pass_of(lane, at) <= ended;
    else {
      const done = ended < lane.passes ? weights_done(lane, work) : new Set<string>();
      for (const [number, row] of rows.entries()) {
        const to_come = pass_of(lane, number) - ended; // 1: it is under way
        for (const at of row.keys()) row[at] ||= to_come < 1 || (to_come === 1 && done.has(weights.at(at)?.id ?? ""));
      }
    }
  }
  return { columns, rows };
}

/** Who has found a cell. */
export function found({ columns, rows }: Board, row: number, column: number): Found {
  return { along: columns[column] ?? false, against: rows[row]?.[column] ?? false };
}

/** How many cells each direction has found. */
export function counts({ columns, rows }: Board): { along: number; against: number; all: number } {
  const filled = columns.filter(Boolean).length;
  const against = rows.reduce((sum, row) => sum + row.filter(Boolean).length, 0);
  return { along: filled * rows.length, against, all: rows.length * columns.length };
}
