// Places → the way of each link as a line of horizontal and vertical pieces.
import type { Card, Plot, Point } from "./card.ts";
import { channels_of, type Turn } from "./channels.ts";
import type { Link } from "./fold.ts";
import type { Layout } from "./layout.ts";

/** A card where it stands on the page. */
export interface Placed {
  card: Card;
  x: number;
  y: number;
}

const kPort = 13; // distance of two links at one side of a block

/** Every card by the id of its node, where its plot was placed. */
export function placed_cards(plots: readonly Plot[], at: ReadonlyMap<string, Point>): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  for (const plot of plots) {
    const origin = at.get(plot.id) ?? { x: 0, y: 0 };
    for (const card of [plot.body, ...plot.leaves])
      placed.set(card.node.id, { card, x: origin.x + card.x, y: origin.y + card.y });
  }
  return placed;
}

function middle({ card, x, y }: Placed): Point {
  return { x: x + card.width / 2, y: y + card.height / 2 };
}

/** Heights of the links at one side of a block: the one that can run straight in the middle, the others around it. */
function ports(block: Placed, ends: { key: string; y: number }[], pitch: number): Map<string, number> {
  const own = middle(block).y;
  const sorted = [...ends].sort((a, b) => a.y - b.y);
  const distance = sorted.map(({ y }) => Math.abs(y - own));
  const straight = distance.indexOf(Math.min(...distance));
  const room = block.card.height / 2 - 8; // from the middle to the outermost port
  const step = Math.min(pitch, (2 * room) / Math.max(1, sorted.length - 1));
  const [low, high] = [-room + straight * step, room - (sorted.length - 1 - straight) * step];
  const middle_port = own + Math.min(Math.max(0, low), high);
  return new Map(sorted.map(({ key }, index) => [key, middle_port + (index - straight) * step]));
}

function by(end: (link: Link) => string, links: readonly Link[]): Map<string, Link[]> {
  const found = new Map<string, Link[]>();
  for (const link of links) {
    const known = found.get(end(link));
    if (known) known.push(link);
    else found.set(end(link), [link]);
  }
  return found;
}

/** At what height each link leaves its block, and enters the next, by its key. */
function heights(layout: Layout, plots: readonly Plot[], links: readonly Link[]) {
  const placed = placed_cards(plots, layout.at);
  const out_of = by((link) => link.from, links);
  const into = by((link) => link.to, links);
  const height = (id: string): number => {
    const card = placed.get(id);
    return card ? middle(card).y : 0;
  };
  const starts = new Map<string, number>();
  const ends = new Map<string, number>();
  for (const { id, pitch } of plots) {
    const card = placed.get(id);
    if (!card) continue;
    const next = ({ key, to }: Link) => ({ key, y: layout.crossings.get(key)?.[0]?.y ?? height(to) });
    const last = ({ key, from }: Link) => ({ key, y: layout.crossings.get(key)?.at(-1)?.y ?? height(from) });
    for (const [key, y] of ports(card, (out_of.get(id) ?? []).map(next), kPort)) starts.set(key, y);
    for (const [key, y] of ports(card, (into.get(id) ?? []).map(last), pitch)) ends.set(key, y);
  }
  return { starts, ends };
}

/** Where a link changes its height: in the gap before a column. */
function turns_of({ crossings, column }: Layout, { key, to }: Link, start: number, end: number): Turn[] {
  const stops = [...(crossings.get(key) ?? []), { column: column.get(to) ?? 0, y: end }];
  const from = [start, ...stops.map(({ y }) => y)];
  return stops
    .map((stop, index) => ({ column: stop.column, from: from[index] ?? stop.y, to: stop.y }))
    .filter((turn) => Math.abs(turn.from - turn.to) >= 1);
}

/** The line of a leaf beside its block. */
function way_of(plot: Plot, leaf: Card, at: ReadonlyMap<string, Point>): Point[] {
  const origin = at.get(plot.id) ?? { x: 0, y: 0 };
  return leaf.way.map(({ x, y }) => ({ x: origin.x + x, y: origin.y + y }));
}

/** The lines of all leaves that stand beside their block, by key of the link. */
export function leaf_ways(plots: readonly Plot[], at: ReadonlyMap<string, Point>, links: readonly Link[]) {
  const cards = new Map(plots.flatMap((plot) => plot.leaves.map((leaf) => [leaf.node.id, { plot, leaf }] as const)));
  const own = links.filter(({ from, to }) => from === to);
  return new Map(
    own.flatMap(({ key, source }) => {
      const known = cards.get(source);
      return known ? [[key, way_of(known.plot, known.leaf, at)] as const] : [];
    }),
  );
}

export interface Routed {
  placed: Map<string, Placed>;
  ways: Map<string, Point[]>;
}

/** Ways through a layout that runs to the right, and its columns moved apart as the ways need it. */
export function* routing_rightward(
  layout: Layout,
  plots: readonly Plot[],
  links: readonly Link[],
): Generator<void, Routed> {
  const long = links.filter((link) => link.from !== link.to);
  const { starts, ends } = heights(layout, plots, long);
  const turns = new Map(
    long.map((link) => [link.key, turns_of(layout, link, starts.get(link.key) ?? 0, ends.get(link.key) ?? 0)]),
  );
  yield;
  const { shift, corners } = channels_of(layout.columns, turns);
  yield;
  const at = new Map(
    [...layout.at].map(([id, point]) => [id, { ...point, x: point.x + (shift[layout.column.get(id) ?? 0] ?? 0) }]),
  );
  const placed = placed_cards(plots, at);
  const ways = leaf_ways(plots, at, links);
  yield;
  for (const { key, from, to } of long) {
    const [source, target] = [placed.get(from), placed.get(to)];
    if (!source || !target) continue;
    const bends = (turns.get(key) ?? []).flatMap(({ column }) => corners(key, column));
    const [start, end] = [starts.get(key) ?? 0, ends.get(key) ?? 0];
    const last = bends.at(-1)?.y ?? start;
    ways.set(key, [
      { x: source.x + source.card.width, y: bends[0]?.y ?? start },
      ...bends,
      { x: target.x, y: Math.abs(last - end) < 1 ? last : end },
    ]);
  }
  return { placed, ways };
}
