// The Jacobian as a board: which of its cells the lanes of a race have found when so much work is done.
import type { Elements } from "../view/elements.ts";
import { is_done, pass_at, type RaceLane, written } from "./lane.ts";

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
function passes_done(lane: RaceLane, work: number): number {
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
    const filled = passes_done(lane, work) * lane.chunk;
    if (lane.direction === "along") columns.fill(true, 0, Math.min(filled, columns.length));
    else {
      for (const row of rows.slice(0, filled)) row.fill(true);
      const done = filled < rows.length ? weights_done(lane, work) : new Set<string>();
      for (const row of rows.slice(filled, filled + lane.chunk))
        for (const at of row.keys()) if (done.has(weights.at(at)?.id ?? "")) row[at] = true;
    }
  }
  return { columns, rows };
}

/** Who has found a cell. */
export function found({ columns, rows }: Board, row: number, column: number): Found {
  return { along: columns[column] ?? false, against: rows[row]?.[column] ?? false };
}

/** Shares of all cells that each direction has found, 0 to 1, by whole passes: for boards too large to draw. */
export function shares(lanes: readonly RaceLane[], work: number): Record<RaceLane["direction"], number> {
  const made = { along: 0, against: 0 };
  for (const lane of lanes)
    made[lane.direction] = Math.max(made[lane.direction], passes_done(lane, work) / lane.passes);
  return made;
}

/** How many cells each direction has found. */
export function counts({ columns, rows }: Board): { along: number; against: number; all: number } {
  const filled = columns.filter(Boolean).length;
  const against = rows.reduce((sum, row) => sum + row.filter(Boolean).length, 0);
  return { along: filled * rows.length, against, all: rows.length * columns.length };
}
