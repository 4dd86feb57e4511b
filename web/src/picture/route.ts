// Places → the way of each link as a line of horizontal and vertical pieces.
import type { Link } from "./fold.ts";
import { type Gutter, kTrack } from "./gutter.ts";
import type { Layout, Point } from "./layout.ts";
import type { Card, Plot } from "./measure.ts";

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

/** From a leaf to the block it stands beside. */
function stub(leaf: Placed, body: Placed): Point[] {
  const [a, b] = [middle(leaf), middle(body)];
  if (leaf.x >= body.x + body.card.width) {
    const y = Math.min(Math.max(a.y, body.y + 8), body.y + body.card.height - 8);
    return bent({ x: leaf.x, y: a.y }, { x: body.x + body.card.width, y }, (leaf.x + body.x + body.card.width) / 2);
  }
  const below = leaf.y > b.y;
  const from = { x: a.x, y: below ? leaf.y : leaf.y + leaf.card.height };
  const to = {
    x: Math.min(Math.max(a.x, body.x + 12), body.x + body.card.width - 12),
    y: below ? body.y + body.card.height : body.y,
  };
  if (Math.abs(from.x - to.x) < 1) return [from, to];
  const y = to.y + (below ? 8 : -8);
  return [from, { x: from.x, y }, { x: to.x, y }, to];
}

function bent(from: Point, to: Point, x: number): Point[] {
  return Math.abs(from.y - to.y) < 1 ? [from, { x: to.x, y: from.y }] : [from, { x, y: from.y }, { x, y: to.y }, to];
}

/** Heights of the links at one side of a block: the one that can run straight in the middle, the others around it. */
function ports(block: Placed, ends: { key: string; y: number }[]): Map<string, number> {
  const own = middle(block).y;
  const sorted = [...ends].sort((a, b) => a.y - b.y);
  const distance = sorted.map(({ y }) => Math.abs(y - own));
  const straight = distance.indexOf(Math.min(...distance));
  const room = block.card.height / 2 - 8; // from the middle to the outermost port
  const step = Math.min(kPort, (2 * room) / Math.max(1, sorted.length - 1));
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

/** Where a link begins: a leaf's beside its block begins at the leaf itself. */
function source_of(link: Link, placed: ReadonlyMap<string, Placed>): Placed | undefined {
  return placed.get(link.from === link.to ? link.source : link.from);
}

/** Ways from the right side of a block straight to the left side of another. */
function route_straight(placed: ReadonlyMap<string, Placed>, links: readonly Link[]): Map<string, Point[]> {
  const into = by((link) => link.to, links);
  return new Map(
    links.flatMap((link) => {
      const source = source_of(link, placed);
      const target = placed.get(link.to);
      if (!source || !target) return [];
      if (link.from === link.to) return [[link.key, stub(source, target)] as const];
      const among = into.get(link.to) ?? [];
      const y = target.y + (target.card.height * (among.indexOf(link) + 1)) / (among.length + 1);
      return [
        [
          link.key,
          [
            { x: source.x + source.card.width, y: middle(source).y },
            { x: target.x, y },
          ],
        ] as const,
      ];
    }),
  );
}

/** At what height each link leaves its block, and enters the next, by its key. */
function heights(layout: Layout, placed: ReadonlyMap<string, Placed>, long: readonly Link[]) {
  const out_of = by((link) => link.from, long);
  const into_of = by((link) => link.to, long);
  const height = (card: Placed | undefined): number => (card ? middle(card).y : 0);
  const starts = new Map<string, number>();
  const ends = new Map<string, number>();
  for (const [id, card] of placed) {
    const seen = (list: Link[], y: (link: Link) => number) =>
      ports(
        card,
        list.map((link) => ({ key: link.key, y: y(link) })),
      );
    const next = (link: Link): number => layout.crossings.get(link.key)?.[0]?.y ?? height(placed.get(link.to));
    const last = (link: Link): number => layout.crossings.get(link.key)?.at(-1)?.y ?? height(source_of(link, placed));
    for (const [key, y] of seen(out_of.get(id) ?? [], next)) starts.set(key, y);
    for (const [key, y] of seen(into_of.get(id) ?? [], last)) ends.set(key, y);
  }
  return { starts, ends };
}

/** A link comes to height `y` in the gap before a column, and runs on to `right`. */
interface Turn {
  before: number;
  y: number;
  right: number;
}

function turns_of(layout: Layout, link: Link, target: Placed | undefined, end: number): Turn[] {
  const last = target ? [{ left: target.x, right: target.x, y: end }] : [];
  return [...(layout.crossings.get(link.key) ?? []), ...last].map(({ left, right, y }) => ({
    before: layout.columns.findIndex((column) => column.left <= left && left <= column.right),
    y,
    right,
  }));
}

/** The keys of the links that turn in the gap before each column, in their order. */
function channels_of(turns: ReadonlyMap<string, readonly Turn[]>): Map<number, string[]> {
  const channels = new Map<number, string[]>();
  for (const [key, all] of turns)
    for (const { before } of all) {
      const channel = channels.get(before);
      if (channel) channel.push(key);
      else channels.set(before, [key]);
    }
  return channels;
}

/** Ways through a layout that runs to the right. */
export function route_rightward(
  layout: Layout,
  placed: ReadonlyMap<string, Placed>,
  links: readonly Link[],
): Map<string, Point[]> {
  if (layout.straight) return route_straight(placed, links);
  const long = links.filter((link) => link.from !== link.to);
  const { starts, ends } = heights(layout, placed, long);
  const turns = new Map(
    long.map((link) => [link.key, turns_of(layout, link, placed.get(link.to), ends.get(link.key) ?? 0)]),
  );
  const channels = channels_of(turns);
  const ways = new Map<string, Point[]>();
  for (const link of links) {
    const source = source_of(link, placed);
    const target = placed.get(link.to);
    if (!source || !target) continue;
    if (link.from === link.to) {
      ways.set(link.key, stub(source, target));
      continue;
    }
    const way: Point[] = [{ x: source.x + source.card.width, y: starts.get(link.key) ?? 0 }];
    for (const { before, y, right } of turns.get(link.key) ?? []) {
      const here = way.at(-1)?.y ?? 0;
      const gap = [layout.columns[before - 1]?.right ?? 0, layout.columns[before]?.left ?? 0] as const;
      const among = channels.get(before) ?? [];
      const x = gap[0] + ((gap[1] - gap[0]) * (among.indexOf(link.key) + 1)) / (among.length + 1);
      if (Math.abs(here - y) >= 1) way.push({ x, y: here }, { x, y });
      way.push({ x: right, y });
    }
    ways.set(link.key, way);
  }
  return ways;
}

/** Ways through a layout that runs down: out of a block's left side, along a track of the gutter, into the left side of another. */
export function route_downward(
  gutter: Gutter,
  placed: ReadonlyMap<string, Placed>,
  links: readonly Link[],
): Map<string, Point[]> {
  const ways = new Map<string, Point[]>();
  const sides = new Map<string, string[]>(); // links at the lower (out) and upper (into) part of a block's left side
  const side = (way: string, { card }: Placed): string => `${way} ${card.node.id}`;
  const join = (key: string, side: string): unknown => sides.set(side, [...(sides.get(side) ?? []), key]);
  const port = (key: string, side: string, height: number): number => {
    const all = sides.get(side) ?? [];
    return 8 + all.indexOf(key) * Math.min(kPort, (height / 2 - 10) / Math.max(1, all.length - 1));
  };
  for (const link of links.filter(({ key }) => gutter.tracks.has(key))) {
    const [source, target] = [source_of(link, placed), placed.get(link.to)];
    if (source) join(link.key, side("out", source));
    if (target) join(link.key, side("into", target));
  }
  for (const link of links) {
    const [source, target] = [source_of(link, placed), placed.get(link.to)];
    if (!source || !target) continue;
    const track = gutter.tracks.get(link.key);
    if (track === undefined) {
      ways.set(link.key, stub(source, target));
      continue;
    }
    const out = source.y + source.card.height - port(link.key, side("out", source), source.card.height);
    const into = target.y + port(link.key, side("into", target), target.card.height);
    const x = gutter.width - kTrack * (track + 1);
    ways.set(link.key, [
      { x: source.x, y: out },
      { x, y: out },
      { x, y: into },
      { x: target.x, y: into },
    ]);
  }
  return ways;
}
