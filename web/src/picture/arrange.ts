// Graph → places: what of it is unfolded, how large everything is, where it stands and which ways the links take.
import type { Graph, GraphNode, OpInfo } from "../engine/types.gen.ts";
import { size } from "../view/labels.ts";
import { kColumn } from "./arrays.ts";
import type { Plot, Point } from "./card.ts";
import { type Block, type Folded, fold, kFolded, type Link, type Unfolding } from "./fold.ts";
import { type Gutter, gutter_of, route_downward } from "./gutter.ts";
import { joined } from "./joined.ts";
import { layers } from "./layers.ts";
import { kLoose, kMargin, kTight, placed_by, topological_columns } from "./layout.ts";
import type { Size } from "./leaves.ts";
import { local_room } from "./locals.ts";
import { measure_downward, measure_rightward, type Wishes } from "./measure.ts";
import { push } from "./once.ts";
import { finish } from "./portions.ts";
import { type Placed, routing_rightward } from "./route.ts";
import { title_of } from "./titles.ts";

/** The width of the page's place for the graph, and whether the graph runs down it. */
export interface Room {
  width: number;
  downward: boolean;
  /** Of a row that does not fit, as much as can be is to be in sight at once. */
  slim?: boolean;
}

/** What is to be placed, and by whom. */
export interface Plan {
  folded: Folded;
  plots: Plot[];
  gutter: Gutter | null;
  by: "gutter" | ReturnType<typeof placed_by>;
  /** A row whose derivatives would not fit between its blocks: those that are numbers stand over the gaps. */
  tight: boolean;
}

/** Where everything stands; it does not depend on the numbers, so it stays while they change. */
export interface Arrangement {
  folded: Folded;
  blocks: ReadonlyMap<string, Block>;
  placed: Map<string, Placed>;
  ways: Map<string, Point[]>;
  tight: boolean;
  /** Left, top, right and bottom border. */
  border: readonly [number, number, number, number];
}

const kMostPorts = 16; // links that a block grows for
const kPort = 13; // distance of two links that carry nothing
const kAround = 16.5; // px that what stands on a link needs beside its own height
const kOver = 20; // height of the names over a tight row
const kBare = 20; // px before a block where nothing stands on its links
const kSides = 6.2; // and beside what stands on the only one
const kHeads = 19; // and beside what stands on one of several, which keeps clear of their heads
const kEdge = 8;
const kColumns = [kColumn, 52, 48, 44, 42]; // widths of a column of numbers, of which the first is taken that fits
const kAbreast = [336, 216]; // px that leaves side by side may take under a narrower block
const kSlimmest = 40;
const kMostFitted = 40; // blocks; more do not fit in any way
const kDown = [kColumn, 48, 41];

/** What the layout has to know of the graph beside its shapes. */
function wishes_of(graph: Graph, folded: Folded, open: Unfolding, ops: readonly OpInfo[], downward: boolean): Wishes {
  const nodes = new Map([...(open.scalars?.nodes ?? []), ...graph.nodes].map((node) => [node.id, node]));
  const meets = joined(graph);
  const into = new Map<string, Link[]>();
  const out = new Map<string, number>();
  for (const link of folded.links) {
    if (link.from === link.to) continue;
    push(into, link.to, link);
    out.set(link.from, (out.get(link.from) ?? 0) + 1);
  }
  const room = (source: GraphNode | undefined, to: GraphNode): Size =>
    source?.active ? local_room(size(to.shape), size(source.shape)) : { width: 0, height: 0 };
  const widest = (rooms: readonly Size[]): Size => ({
    width: Math.max(0, ...rooms.map(({ width }) => width)),
    height: Math.max(0, ...rooms.map(({ height }) => height)),
  });
  const locals: Wishes["locals"] = (block) => {
    const links = into.get(block.id) ?? [];
    const { width, height } = widest(links.map((link) => room(nodes.get(link.source), block.node)));
    const leaf = widest(block.leaves.map((one) => room(one, block.node)));
    const before = width > 0 ? width + (links.length > 1 ? kHeads : kSides) : kBare;
    return { before: links.length > 0 ? before : 0, pitch: height > 0 ? height + kAround : kPort, leaf };
  };
  return {
    wrt: graph.wrt,
    column: kColumn,
    abreast: kAbreast[1] ?? 0,
    joins: ({ members }) => members.some((id) => meets.has(id)),
    states: ({ members }) => ops.some(({ name, states }) => states && members.some((id) => nodes.get(id)?.op === name)),
    terms: (node) => (node.connected ? node.consumers.filter((use) => nodes.get(use.node)?.connected).length : 0),
    title: (block) => title_of(block, graph, ops),
    side: (block) => {
      const links = Math.min(kMostPorts, downward ? 0 : (into.get(block.id)?.length ?? 0));
      const outs = Math.min(kMostPorts, out.get(block.id) ?? 0);
      return Math.max(links * locals(block).pitch, outs * kPort) + kEdge;
    },
    locals,
  };
}

/** The ways to measure a graph that runs to the right, from the roomiest: columns of numbers, and leaves side by side. */
const kTries = kAbreast.flatMap((abreast) => kColumns.map((column) => ({ column, abreast })));

/** The roomiest plan that fits, a row at the end with names over it; where none does, it is scrolled. */
function right_of(folded: Folded, wishes: Wishes, room: Room): Plan {
  const by = placed_by(folded.blocks, folded.links);
  const made = (change: Partial<Wishes>, tight = false): Plan => {
    const plots = measure_rightward(folded.blocks, { ...wishes, ...change });
    return { folded, plots, gutter: null, by, tight };
  };
  const between: Wishes["locals"] = (block) => ({ ...wishes.locals(block), before: 0 });
  const fits = (one: Plan): boolean => {
    const [left, , right] = settle(one).border;
    return right - left + 2 * kMargin <= room.width;
  };
  if (folded.blocks.length > kMostFitted) return made({});
  for (const change of kTries) {
    const one = made(change);
    if (fits(one)) return one;
  }
  const slimmest = made({ column: kSlimmest, locals: between, tight: true }, true);
  return by === "row" && fits(slimmest) ? slimmest : made((room.slim && kTries.at(-1)) || {});
}

/** The columns with which a page that the graph runs down is shortest. */
function down_of(folded: Folded, wishes: Wishes, room: Room): Plan {
  const gutter = gutter_of(
    folded.blocks.map((block) => block.id),
    folded.links,
    room.width,
  );
  const across = room.width - 2 * kMargin - gutter.width;
  const made = kDown.map((column) => {
    const plots = measure_downward(folded.blocks, { ...wishes, column }, across);
    return {
      plots,
      height: plots.reduce((sum, { down }) => sum + down, 0),
      fits: plots.every(({ right }) => right <= across),
    };
  });
  const fitting = made.filter(({ fits }) => fits);
  const [best] = (fitting.length > 0 ? fitting : made.slice(-1)).sort((a, b) => a.height - b.height);
  return { folded, plots: best?.plots ?? [], gutter, by: "gutter", tight: false };
}

/** Sizes of all blocks, and who is to place them. */
export function plan(graph: Graph, ops: readonly OpInfo[], room: Room, open: Unfolding = kFolded): Plan {
  const folded = fold(graph, open);
  const wishes = wishes_of(graph, folded, open, ops, room.downward);
  return (room.downward ? down_of : right_of)(folded, wishes, room);
}

/** The arrangement of a plan. */
export function settle(plan: Plan): Arrangement {
  return finish(settling(plan));
}

function* settling({ folded, plots, gutter, by, tight }: Plan): Generator<void, Arrangement> {
  const blocks = new Map(folded.blocks.map((block) => [block.id, block]));
  const made = { folded, blocks, tight };
  if (gutter) return bordered({ ...made, ...route_downward(gutter, plots, folded.links) });
  const columns = () => topological_columns(plots, folded.links, tight ? kTight : kLoose);
  const places = by === "layers" ? layers(plots, folded.links) : columns();
  yield;
  const routed = yield* routing_rightward(places, plots, folded.links);
  yield;
  return bordered({ ...made, ...routed });
}

/** Plan and arrangement of a large graph, in portions; `other` replaces wishes of a picture that shows no numbers. */
export function* arranging(
  graph: Graph,
  ops: readonly OpInfo[],
  room: Room,
  open: Unfolding = kFolded,
  other: Partial<Wishes> = {},
): Generator<void, Arrangement> {
  const folded = fold(graph, open);
  yield;
  const wishes = { ...wishes_of(graph, folded, open, ops, room.downward), ...other };
  yield;
  const plan = (room.downward ? down_of : right_of)(folded, wishes, room);
  yield;
  return yield* settling(plan);
}

function bordered(made: Omit<Arrangement, "border">): Arrangement {
  const far = made.placed.size === 0 ? 0 : Number.POSITIVE_INFINITY;
  let [left, top, right, bottom] = [far, far, -far, -far];
  const take = (x: number, y: number): void => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  };
  for (const { card, x, y } of made.placed.values()) {
    take(x, y);
    take(x + card.width, y + card.height);
  }
  if (made.tight) take(left, top - kOver);
  for (const way of made.ways.values()) for (const { x, y } of way) take(x, y);
  return { ...made, border: [left, top, right, bottom] };
}
