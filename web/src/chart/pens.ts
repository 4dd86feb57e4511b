// How the curves of several schedules are told apart: the hue is that of the direction, the dashes and the mark are their own.
import type { Direction, ModeRequest } from "../engine/types.gen.ts";

/** A schedule by what was asked for; runs and requests alike. */
export function schedule_id({ mode, chunk, keep_values }: ModeRequest): string {
  return `${mode}/${chunk ?? ""}/${keep_values ? "kept" : ""}`;
}

const kDashes = ["6 3", "2 2", "12 3", "12 3 2 3", "1 4"];
/** Paths of marks around 0,0. */
const kMarks = [
  "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
  "M-4-4h8v8h-8z",
  "M0-5 5 4H-5z",
  "M0-5 5 0 0 5-5 0z",
  "M0 5 5-4H-5z",
];

export interface Pen {
  /** Empty: solid, as everything against the arrows is. */
  dash: string;
  mark: string;
}

/** The pen of a schedule that is the `index`-th of its direction. */
export function pen_of(direction: Direction, index: number): Pen {
  const mark = kMarks[index % kMarks.length] ?? "";
  return { dash: direction === "against" ? "" : (kDashes[index % kDashes.length] ?? ""), mark };
}

/** A pen for each of these, in their order. */
export function pens(all: readonly { direction: Direction }[]): Pen[] {
  const seen: Record<Direction, number> = { along: 0, against: 0 };
  return all.map(({ direction }) => pen_of(direction, seen[direction]++));
}
