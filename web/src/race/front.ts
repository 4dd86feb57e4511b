// The front of a lane: the node that it computes, and the links along which its numbers move.
import type { Direction } from "../engine/types.gen.ts";
import { beat_at, is_done, pass_at, type RaceLane } from "./lane.ts";
import { shown_lane } from "./numbers.ts";

export interface Front {
  node: string;
  /** Values alone are drawn in ink. */
  hue: Direction | "ink";
  /** Links, each from the node that is used to the node that uses it. */
  links: readonly (readonly [source: string, to: string])[];
}

/** The front of a lane when so much work is done; null before it begins and after its end. */
function front_of(lane: RaceLane | undefined, work: number): Front | null {
  if (!lane || is_done(lane, work)) return null;
  const step = beat_at(pass_at(lane, work), work)?.steps.at(-1);
  if (!step) return null;
  const { node, sweep } = step;
  const read = (what: string): string[] => step.reads.filter((one) => one.what === what).map((one) => one.node);
  if (sweep === "adjoint") return { node, hue: "against", links: step.terms.map(({ to }) => [to, node] as const) };
  const sources = read(sweep === "value" ? "value" : "tangent");
  return { node, hue: sweep === "value" ? "ink" : "along", links: sources.map((source) => [source, node] as const) };
}

/** The fronts of the lanes that the graph follows, by direction. */
export function fronts(lanes: readonly RaceLane[], work: number): Record<Direction, Front | null> {
  return {
    along: front_of(shown_lane(lanes, "along"), work),
    against: front_of(shown_lane(lanes, "against"), work),
  };
}
