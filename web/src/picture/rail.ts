// Links and sizes → places for narrow pages: blocks one under the other in order of execution, links in a rail on their left.
import type { Link } from "./fold.ts";
import type { Point } from "./layout.ts";
import type { Plot } from "./measure.ts";

export interface Rail {
  /** Distance of each link from the blocks, in lanes from 0, by key of the link. */
  lanes: Map<string, number>;
  /** Width of the rail. */
  width: number;
}

export const kLane = 12;
const kBetween = 24;
const kMostLanes = 8; // links that find no free lane share the outermost

/** Shortest links first, each in the nearest lane that is free on its way. `order` has the ids of all blocks. */
export function rail_of(order: readonly string[], links: readonly Link[]): Rail {
  const row = new Map(order.map((id, index) => [id, index]));
  const ways = links.map(({ key, from, to }) => ({ key, from: row.get(from) ?? 0, to: row.get(to) ?? 0 }));
  const busy: { from: number; to: number }[][] = [];
  const lanes = new Map<string, number>();
  for (const way of ways.sort((a, b) => a.to - a.from - (b.to - b.from))) {
    if (way.from >= way.to) continue;
    const free = busy.findIndex((lane) => lane.every((other) => other.to <= way.from || way.to <= other.from));
    const lane = free >= 0 ? free : Math.min(busy.length, kMostLanes - 1);
    if (lane === busy.length) busy.push([way]);
    else busy[lane]?.push(way);
    lanes.set(way.key, lane);
  }
  return { lanes, width: busy.length === 0 ? 0 : (busy.length + 1) * kLane };
}

/** The origin of each plot. */
export function place_downward(plots: readonly Plot[], rail: Rail): Map<string, Point> {
  const at = new Map<string, Point>();
  let y = 0;
  for (const plot of plots) {
    at.set(plot.id, { x: rail.width + plot.left, y: y + plot.up });
    y += plot.up + plot.down + kBetween;
  }
  return at;
}
