// Links and sizes → places for narrow pages: blocks one under the other in order of execution, links in a gutter on their left.
import type { Link } from "./fold.ts";
import type { Point } from "./layout.ts";
import type { Plot } from "./measure.ts";

export interface Gutter {
  /** Distance of each link from the blocks, in tracks from 0, by key of the link. */
  tracks: Map<string, number>;
  /** Width of the gutter. */
  width: number;
}

export const kTrack = 12;
const kBetween = 24;
const kMostTracks = 8; // links that find no free track share the outermost

/** Shortest links first, each in the nearest track that is free on its way. `order` has the ids of all blocks. */
export function gutter_of(order: readonly string[], links: readonly Link[]): Gutter {
  const row = new Map(order.map((id, index) => [id, index]));
  const ways = links.map(({ key, from, to }) => ({ key, from: row.get(from) ?? 0, to: row.get(to) ?? 0 }));
  const busy: { from: number; to: number }[][] = [];
  const tracks = new Map<string, number>();
  for (const way of ways.sort((a, b) => a.to - a.from - (b.to - b.from))) {
    if (way.from >= way.to) continue;
    const free = busy.findIndex((track) => track.every((other) => other.to <= way.from || way.to <= other.from));
    const track = free >= 0 ? free : Math.min(busy.length, kMostTracks - 1);
    if (track === busy.length) busy.push([way]);
    else busy[track]?.push(way);
    tracks.set(way.key, track);
  }
  return { tracks, width: busy.length === 0 ? 0 : (busy.length + 1) * kTrack };
}

/** The origin of each plot. */
export function place_downward(plots: readonly Plot[], gutter: Gutter): Map<string, Point> {
  const at = new Map<string, Point>();
  let y = 0;
  for (const plot of plots) {
    at.set(plot.id, { x: gutter.width + plot.left, y: y + plot.up });
    y += plot.up + plot.down + kBetween;
  }
  return at;
}
