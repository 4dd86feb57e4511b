// How much of a board too large to draw the lanes of a race have found.
import { passes_done } from "./board.ts";
import type { RaceLane } from "./lane.ts";

/** Shares of all cells that each direction has found, 0 to 1, by whole passes: for boards too large to draw. */
export function shares(lanes: readonly RaceLane[], work: number): Record<RaceLane["direction"], number> {
  const made = { along: 0, against: 0 };
  for (const lane of lanes)
    made[lane.direction] = Math.max(made[lane.direction], passes_done(lane, work) / lane.passes);
  return made;
}
