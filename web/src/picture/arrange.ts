// Graph → places: what of it is unfolded, how large everything is, where it stands and which ways the links take.
import type { Graph, GraphNode, OpInfo } from "../engine/types.gen.ts";
import { size } from "../view/labels.ts";
import { type Block, type Folded, fold, kFolded, type Link, type Unfolding } from "./fold.ts";
import { type Gutter, gutter_of, place_downward } from "./gutter.ts";
import { kMargin, kRowGap, kTightGap, type Layout, type Point, place_plainly, placed_by } from "./layout.ts";
import { local_room } from "./locals.ts";
import { measure_downward, measure_rightward, type Plot, type Wishes } from "./measure.ts";
import { type Placed, placed_cards, route_downward, route_rightward } from "./route.ts";
import { title_of } from "./titles.ts";

/** The width of the page's place for the graph, and whether the graph runs down it. */
export interface Room {
  width: number;
  downward: boolean;
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
const kOver = 14; // height of a number over the gap of a tight row
const kHead = 10; // of the arrow before a block

/** What the layout has to know of the graph beside its shapes. */
function wishes_of(graph: Graph, folded: Folded, open: Unfolding, ops: readonly OpInfo[]): Wishes {
  const nodes = new Map([...(open.scalars?.nodes ?? []), ...graph.nodes].map((node) => [node.id, node]));
  const into = new Map<string, Link[]>();
  const out = new Map<string, number>();
  for (const link of folded.links) {
    if (link.from === link.to) continue;
    into.set(link.to, [...(into.get(link.to) ?? []), link]);
    out.set(link.from, (out.get(link.from) ?? 0) + 1);
  }
  const room = (source: GraphNode | undefined, to: GraphNode): { width: number; height: number } =>
    source?.active ? local_room(size(to.shape), size(source.shape)) : { width: 0, height: 0 };
  return {
    wrt: graph.wrt,
    terms: (node) => (node.connected ? node.consumers.filter((use) => nodes.get(use.node)?.connected).length : 0),
    title: (block) => title_of(block, graph, ops),
    ports: ({ id }) => Math.min(kMostPorts, Math.max(into.get(id)?.length ?? 0, out.get(id) ?? 0)),
    locals: (block) => {
      const links = into.get(block.id) ?? [];
      const widest = Math.max(0, ...links.map((link) => room(nodes.get(link.source), block.node).width));
      const leaves = block.leaves.map((leaf) => room(leaf, block.node));
      const leaf = {
        width: Math.max(0, ...leaves.map(({ width }) => width)),
        height: Math.max(0, ...leaves.map(({ height }) => height)),
      };
      return { before: widest > 0 ? widest + kHead : 0, leaf };
    },
  };
}

/** Sizes of all blocks, and who is to place them. */
export function plan(graph: Graph, ops: readonly OpInfo[], room: Room, open: Unfolding = kFolded): Plan {
  const folded = fold(graph, open);
  const { blocks, links } = folded;
  const wishes = wishes_of(graph, folded, open, ops);
  if (room.downward) {
    const gutter = gutter_of(
      blocks.map((block) => block.id),
      links,
    );
    const plots = measure_downward(blocks, wishes, room.width - 2 * kMargin - gutter.width);
    return { folded, plots, gutter, by: "gutter", tight: false };
  }
  const sketch = measure_rightward(blocks, wishes, true);
  const by = placed_by(sketch, links);
  if (by !== "row") return { folded, plots: sketch, gutter: null, by, tight: false };
  const row = measure_rightward(blocks, wishes, false);
  const width = row.reduce((sum, plot) => sum + plot.left + plot.right + kRowGap, 2 * kMargin - kRowGap);
  if (width <= room.width) return { folded, plots: row, gutter: null, by, tight: false };
  const between = (block: Block) => ({ ...wishes.locals(block), before: 0 });
  const plots = measure_rightward(blocks, { ...wishes, locals: between }, false);
  return { folded, plots, gutter: null, by, tight: true };
}

/** The arrangement of a plan; without a layout of dagre it stands in a row or in columns. */
export function settle({ folded, plots, gutter, tight }: Plan, layout?: Layout): Arrangement {
  const { links } = folded;
  const blocks = new Map(folded.blocks.map((block) => [block.id, block]));
  if (gutter) {
    const placed = placed_cards(plots, place_downward(plots, gutter));
    return bordered({ folded, blocks, placed, tight, ways: route_downward(gutter, placed, links) });
  }
  const places = layout ?? place_plainly(plots, links, tight ? kTightGap : kRowGap);
  const placed = placed_cards(plots, places.at);
  return bordered({ folded, blocks, placed, tight, ways: route_rightward(places, placed, links) });
}

function bordered(made: Omit<Arrangement, "border">): Arrangement {
  let [left, top, right, bottom] = [0, 0, 0, 0];
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
  if (made.tight) take(0, top - kOver);
  for (const way of made.ways.values()) for (const { x, y } of way) take(x, y);
  return { ...made, border: [left, top, right, bottom] };
}
