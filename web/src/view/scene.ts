// Graph and numbers → the scene: every box, cell and line with its place, ready to be drawn.
import type { Graph, GraphNode, NodeResult, OpInfo } from "../engine/types.gen.ts";
import { box_of } from "./boxes.ts";
import { type Block, type Folded, fold, type Link, reached_from } from "./fold.ts";
import { element, type Place, short_statement } from "./labels.ts";
import { is_chain, kMargin, type Point, place_rightward } from "./layout.ts";
import { measure_downward, measure_rightward, type Wishes } from "./measure.ts";
import type { Box, Cell, Context } from "./pieces.ts";
import { place_downward, rail_of } from "./rail.ts";
import { type Placed, placed_cards, route_downward, route_rightward } from "./route.ts";
import { type Lane, lane } from "./wire.ts";

/** What a picture of a network is made from. */
export interface Picture {
  graph: Graph;
  nodes: readonly NodeResult[];
  ops: readonly OpInfo[];
  weight: Place | null;
  output: Place | null;
}

/** The width of the page's place for the graph, and whether the graph runs down it. */
export interface Room {
  width: number;
  downward: boolean;
}

export interface Wire {
  key: string;
  lanes: Lane[];
  title: string;
}

export interface Scene {
  left: number;
  top: number;
  width: number;
  height: number;
  boxes: Box[];
  wires: Wire[];
  /** Cells that can be chosen, in reading order. */
  picks: Cell[];
}

/** Where everything stands; it does not depend on the numbers, so it stays while they change. */
export interface Arrangement {
  folded: Folded;
  placed: Map<string, Placed>;
  ways: Map<string, Point[]>;
}

/** Finds a place for every block, leaf and link. */
export function arrange(graph: Graph, ops: readonly OpInfo[], room: Room): Arrangement {
  const folded = fold(graph);
  const { blocks, links } = folded;
  const connected = new Set(graph.nodes.filter((node) => node.connected).map((node) => node.id));
  const terms = (node: GraphNode): number =>
    node.connected ? node.consumers.filter((use) => connected.has(use.node)).length : 0;
  const wishes: Wishes = {
    wrt: graph.wrt,
    terms,
    title: (block: Block) => short_statement(block.node.label || block.id, ops),
  };
  if (room.downward) {
    const rail = rail_of(
      blocks.map((block) => block.id),
      links,
    );
    const plots = measure_downward(blocks, wishes, room.width - 2 * kMargin - rail.width);
    const placed = placed_cards(plots, place_downward(plots, rail));
    return { folded, placed, ways: route_downward(rail, placed, links) };
  }
  const sketch = measure_rightward(blocks, wishes, true);
  const plots = is_chain(sketch, links) ? measure_rightward(blocks, wishes, false) : sketch;
  const layout = place_rightward(plots, links);
  const placed = placed_cards(plots, layout.at);
  return { folded, placed, ways: route_rightward(layout, placed, links) };
}

/** A link carries ▸ where the weight reaches it, and ◂ where its far end has a path to the output. */
function wire_of(link: Link, way: readonly Point[], along: boolean, against: boolean): Wire {
  const lanes: Lane[] = [];
  if (along) lanes.push(lane(way, "along", against));
  if (against) lanes.push(lane(way, "against", along));
  if (lanes.length === 0) lanes.push(lane(way, null, false));
  const uses = link.uses > 1 ? ` (${link.uses} times)` : "";
  return { key: link.key, lanes, title: `${link.source} is used by ${link.to}${uses}` };
}

/** The scene of an arrangement with the numbers of the picture. */
export function scene(picture: Picture, { folded, placed, ways }: Arrangement): Scene {
  const { graph, weight, output } = picture;
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const named = (place: Place | null): string =>
    place ? element(place.id, nodes.get(place.id)?.shape ?? [], place.index) : "?";
  const context: Context = {
    weight,
    output,
    by: named(weight),
    of: named(output),
    outputs: graph.outputs,
    wrt: graph.wrt,
    results: new Map(picture.nodes.map((node) => [node.id, node])),
    statement: (id) => folded.home.get(id) ?? id,
  };
  const boxes = [...placed.values()].map((one) => box_of(one, context));
  const reached = weight ? reached_from(graph, weight.id) : new Set<string>();
  const carries_back = ({ source, to }: Link): boolean => {
    const uses = nodes.get(source)?.active ? (nodes.get(source)?.consumers ?? []) : [];
    return uses.some((use) => folded.home.get(use.node) === to && nodes.get(use.node)?.connected);
  };
  const wires = folded.links.flatMap((link) => {
    const way = ways.get(link.key);
    return way ? [wire_of(link, way, reached.has(link.source), carries_back(link))] : [];
  });
  const points = [
    ...[...placed.values()].flatMap(({ card, x, y }) => [
      { x, y },
      { x: x + card.width, y: y + card.height },
    ]),
    ...[...ways.values()].flat(),
  ];
  const range = (values: number[]): [number, number] =>
    values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [0, 0]);
  const [left, right] = range(points.map((point) => point.x));
  const [top, bottom] = range(points.map((point) => point.y));
  return {
    left: left - kMargin,
    top: top - kMargin,
    width: right - left + 2 * kMargin,
    height: bottom - top + 2 * kMargin,
    boxes,
    wires,
    picks: boxes.flatMap((box) => box.cells.filter((cell) => cell.pick)),
  };
}
