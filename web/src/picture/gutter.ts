// Links and sizes → places for narrow pages: blocks one under the other in order of execution, links in a gutter on their left.

import type { Plot, Point } from "./card.ts";
import type { Link } from "./fold.ts";
import { push } from "./once.ts";
import { leaf_ways, type Placed, placed_cards, type Routed } from "./route.ts";

export interface Gutter {
  /** Distance of each link from the blocks, in tracks from 0, by key of the link. */
  tracks: Map<string, number>;
  /** Width of the gutter. */
  width: number;
}

const kTrack = 12;
const kPort = 13; // distance of two links at one side of a block
const kEdge = 10; // of a link from the corner of a block
const kHead = 12; // from a block to where its first link bends
const kFirstPort = 56; // room for a number on a link that comes from the gutter
const kLeastBand = 16;
const kLeastTracks = 8;
const kShare = 0.3; // of the width of the page

interface Way {
  key: string;
  source: string;
  from: number;
  to: number;
}

function apart(a: Way, b: Way): boolean {
  return a.to <= b.from || b.to <= a.from;
}

/**
 * Shortest links first, each in the nearest track that is free on its way. `order` has the ids of all blocks. Where no
 * track is left of those that a page so wide has room for, a link shares one, if it can with others of its source.
 */
export function gutter_of(order: readonly string[], links: readonly Link[], width: number): Gutter {
  const most = Math.max(kLeastTracks, Math.floor((width * kShare) / kTrack));
  const row = new Map(order.map((id, index) => [id, index]));
  const ways = links.map(({ key, source, from, to }) => ({
    ...{ key, source },
    from: row.get(from) ?? 0,
    to: row.get(to) ?? 0,
  }));
  const busy: Way[][] = [];
  const tracks = new Map<string, number>();
  for (const way of ways.sort((a, b) => a.to - a.from - (b.to - b.from))) {
    if (way.from >= way.to) continue;
    const free = busy.findIndex((track) => track.every((other) => apart(other, way)));
    const shared = (): number =>
      busy.findIndex((track) => track.every((other) => apart(other, way) || other.source === way.source));
    const found = free < 0 && busy.length >= most ? shared() : free;
    const track = found >= 0 ? found : Math.min(busy.length, most - 1);
    if (track === busy.length) busy.push([way]);
    else busy[track]?.push(way);
    tracks.set(way.key, track);
  }
  return { tracks, width: busy.length === 0 ? 0 : (busy.length + 1) * kTrack };
}

/** How the links come into one block: from above, those of the gutter on the left of the straight one. */
interface Entry {
  straight: Link | null;
  /** From the left to the right. */
  around: Link[];
  /** Distance from the block above. */
  band: number;
}

function entry_of(plot: Plot, above: Plot | undefined, into: readonly Link[], gutter: Gutter): Entry {
  const open = above?.leaves.every(({ x }) => x >= above.body.width); // no leaf stands under it
  const wide = kFirstPort + kPort * (into.length - 1) + kEdge; // so that it is on the right of all others
  const from = above && open && (into.length === 1 || above.body.width >= wide) ? above.id : null;
  const straight = into.find((link) => link.from === from) ?? null;
  const track = ({ key }: Link): number => gutter.tracks.get(key) ?? 0;
  const around = into.filter((link) => link !== straight).sort((a, b) => track(b) - track(a));
  const label = plot.pitch > kTrack ? plot.pitch : 0;
  const band = Math.max(around.length > 0 ? kHead + plot.pitch * around.length : 0, straight ? label + kHead / 2 : 0);
  return { straight, around, band: above ? Math.max(kLeastBand, band) : band };
}

/** Where so many links come in from above: those of the gutter, then the straight one, if one comes from a block so wide. */
function ports_of(
  count: number,
  width: number,
  narrower: number | null,
): { first: number; step: number; straight: number } {
  const middle = (narrower ?? width) / 2;
  const straight = count === 0 ? middle : Math.min(kFirstPort + kPort * count, (narrower ?? width) - kEdge);
  const last = narrower === null ? width - kEdge : straight - kPort;
  const first = Math.max(kEdge, Math.min(kFirstPort, last - kPort * (count - 1)));
  return { first, step: Math.min(kPort, (last - first) / Math.max(1, count - 1)), straight };
}

/** Places and ways for a page that the graph runs down. */
export function route_downward(gutter: Gutter, plots: readonly Plot[], links: readonly Link[]): Routed {
  const into = new Map<string, Link[]>();
  for (const link of links) if (link.from !== link.to) push(into, link.to, link);
  const at = new Map<string, Point>();
  const entries = new Map<string, Entry>();
  let y = 0;
  for (const [index, plot] of plots.entries()) {
    const entry = entry_of(plot, plots[index - 1], into.get(plot.id) ?? [], gutter);
    y += entry.band;
    at.set(plot.id, { x: gutter.width + plot.left, y: y + plot.up });
    y += plot.up + plot.down;
    entries.set(plot.id, entry);
  }
  const placed = placed_cards(plots, at);
  const ways = leaf_ways(plots, at, links);
  const starts = left_ports(gutter, placed, [...entries.values()]);
  for (const plot of plots) {
    const [entry, target] = [entries.get(plot.id), placed.get(plot.id)];
    if (!entry || !target) continue;
    const above = entry.straight && placed.get(entry.straight.from);
    const { width } = target.card;
    const port = ports_of(entry.around.length, width, above ? Math.min(width, above.card.width) : null);
    if (entry.straight && above) {
      const x = target.x + port.straight;
      ways.set(entry.straight.key, [
        { x, y: above.y + above.card.height },
        { x, y: target.y },
      ]);
    }
    for (const [index, { key, from }] of entry.around.entries()) {
      const x = gutter.width - kTrack * ((gutter.tracks.get(key) ?? 0) + 1);
      const into = target.x + port.first + port.step * index;
      const [out, over] = [starts.get(key) ?? 0, target.y - kHead - plot.pitch * index];
      ways.set(key, [
        { x: placed.get(from)?.x ?? 0, y: out },
        { x, y: out },
        { x, y: over },
        { x: into, y: over },
        { x: into, y: target.y },
      ]);
    }
  }
  return { placed, ways };
}

/** Where the links leave the left side of their block: the lowest takes the nearest track. */
function left_ports(gutter: Gutter, placed: ReadonlyMap<string, Placed>, entries: readonly Entry[]) {
  const out = new Map<string, Link[]>();
  for (const link of entries.flatMap(({ around }) => around)) push(out, link.from, link);
  const starts = new Map<string, number>();
  for (const [id, list] of out) {
    const source = placed.get(id);
    if (!source) continue;
    const { height } = source.card;
    const step = Math.min(kPort, (height - 2 * kEdge) / Math.max(1, list.length - 1));
    const sorted = list.sort((a, b) => (gutter.tracks.get(a.key) ?? 0) - (gutter.tracks.get(b.key) ?? 0));
    for (const [index, { key }] of sorted.entries()) starts.set(key, source.y + height - kEdge - step * index);
  }
  return starts;
}
