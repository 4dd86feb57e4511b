// Places and numbers → the scene: every box, cell and line where it stands, ready to be drawn.
import type { Graph, Group, NodeResult, NullableReals, OpInfo } from "../engine/types.gen.ts";
import type { Join } from "../view/carried.ts";
import { element, type Place } from "../view/labels.ts";
import type { Arrangement } from "./arrange.ts";
import { box_of } from "./boxes.ts";
import type { Point } from "./card.ts";
import { type Folded, type Link, reached_from } from "./fold.ts";
import { label_place } from "./label_placement.ts";
import { kMargin } from "./layout.ts";
import { link_local, local_mark, type Sources } from "./locals.ts";
import type { Box, Cell, Context, Wire } from "./pieces.ts";
import { stroke } from "./wire.ts";

/** What a picture of a network is made from. */
export interface Picture {
  graph: Graph;
  nodes: readonly NodeResult[];
  ops: readonly OpInfo[];
  weight: Place | null;
  output: Place | null;
  /** The network in scalars, where a statement is shown as neurons. */
  scalars?: { graph: Graph; nodes: readonly NodeResult[] } | null;
  groups?: readonly Group[];
  /** What forward adds where paths meet, by node. */
  joins?: ReadonlyMap<string, Join>;
  /** Where a race is on: what of the numbers is computed. */
  unfinished?: Unfinished | null;
}

/** What of the numbers is computed at a moment of a race. */
export interface Unfinished {
  /** A node with what is there of it. */
  of(node: NodeResult): NodeResult;
  has_value(id: string): boolean;
  /** Nodes whose adjoint still waits for a part. */
  pending: ReadonlySet<string>;
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

/** The numbers of every block; those of a neuron are an element of its statement's, whether or not the scalars are there. */
function results_of({ nodes, scalars, unfinished }: Picture, { blocks, places }: Folded): Map<string, NodeResult> {
  const results = new Map(nodes.map((node) => [node.id, unfinished ? unfinished.of(node) : node]));
  const inner = new Map((scalars?.nodes ?? []).map((node) => [node.id, node]));
  for (const [id, node] of inner) if (!results.has(id)) results.set(id, node);
  for (const { id, level } of blocks) {
    const place = level === "neuron" ? places.get(id) : undefined;
    const whole = place && results.get(place.id);
    if (!place || !whole || place.id === id) continue;
    const at = (values: NodeResult["tangent"]): NullableReals =>
      values ? values.slice(place.index, place.index + 1) : null;
    const value = whole.value?.slice(place.index, place.index + 1) ?? [];
    results.set(id, { ...inner.get(id), id, value, tangent: at(whole.tangent), adjoint: at(whole.adjoint) });
  }
  return results;
}

/** What boxes have to know of the whole. */
function context_of(picture: Picture, { folded }: Arrangement): Context {
  const { graph, weight, output, scalars } = picture;
  const nodes = new Map([...(scalars?.graph.nodes ?? []), ...graph.nodes].map((node) => [node.id, node]));
  const named = (place: Place | null): string =>
    place ? element(place.id, nodes.get(place.id)?.shape ?? [], place.index) : "?";
  const targets = new Map<string, string[]>();
  for (const { source, to } of folded.links) targets.set(source, [...(targets.get(source) ?? []), to]);
  const reached = weight ? reached_from(graph, weight.id) : new Set<string>();
  const carries = carrying(picture, folded);
  const moving = new Map<string, string[]>();
  for (const link of folded.links)
    if (reached.has(link.source) && carries(link)) moving.set(link.to, [...(moving.get(link.to) ?? []), link.source]);
  return {
    weight,
    output,
    by: named(weight),
    of: named(output),
    outputs: graph.outputs,
    wrt: graph.wrt,
    results: results_of(picture, folded),
    pending: picture.unfinished?.pending ?? new Set(),
    joins: picture.joins ?? new Map(),
    moving: (id) => moving.get(id) ?? [],
    statement: (id) => folded.home.get(id) ?? id,
    users: (id) => targets.get(id) ?? [],
    places: folded.places,
  };
}

/** Whether the far end of a link has a use of its near end that carries a derivative: a comparison does not. */
function carrying({ graph, scalars }: Picture, { home }: Folded): (link: Link) => boolean {
  const known = new Map([...(scalars?.graph.nodes ?? []), ...graph.nodes].map((node) => [node.id, node]));
  return ({ source, to }) => {
    const users = (known.get(source)?.consumers ?? []).map(({ node }) => known.get(node));
    const inside = users.filter((user) => user && (user.id === to || home.get(user.id) === to));
    return inside.length === 0 || inside.some((user) => user?.active);
  };
}

/** Which directions a link carries: ▸ where the weight reaches it, ◂ where its far end has a path to the output. */
function directions(picture: Picture, { folded }: Arrangement) {
  const { graph, weight, scalars } = picture;
  const known = new Map(graph.nodes.map((node) => [node.id, node]));
  const of = (id: string): string => (known.has(id) ? id : (folded.places.get(id)?.id ?? id));
  const inner = new Map((scalars?.graph.nodes ?? []).map((node) => [node.id, node]));
  const reached = weight ? reached_from(graph, weight.id) : new Set<string>();
  const carries = carrying(picture, folded);
  const along = (link: Link): boolean => reached.has(of(link.source)) && carries(link);
  const against = ({ source, to }: Link): boolean => {
    const node = known.get(source) ?? inner.get(source);
    const users = node?.active ? node.consumers.map((use) => use.node) : [];
    const scalar = !known.has(to) && inner.has(to);
    if (scalar && known.has(source)) return (node?.active ?? false) && (inner.get(to)?.connected ?? false);
    if (!scalar && !known.has(source)) return (node?.active ?? false) && (known.get(to)?.connected ?? false);
    return users.some((user) => folded.home.get(user) === to && (known.get(user) ?? inner.get(user))?.connected);
  };
  return { along, against };
}

function wire_of(link: Link, way: readonly Point[], along: boolean, against: boolean): Wire {
  const strokes: Wire["strokes"] = [];
  if (along) strokes.push(stroke(way, "along", against));
  if (against) strokes.push(stroke(way, "against", along));
  if (strokes.length === 0) strokes.push(stroke(way, null, false));
  const uses = link.uses > 1 ? ` (${link.uses} times)` : "";
  const xs = way.map(({ x }) => x);
  const ys = way.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - x, Math.max(...ys) - y];
  return {
    key: link.key,
    strokes,
    title: `${link.source} is used by ${link.to}${uses}`,
    mark: null,
    x,
    y,
    width,
    height,
  };
}

const kLetter = 6.6; // width of a letter at 11 px
const kOver = 9; // px from a block to the middle of a name over it

/** The lines of an arrangement, without what stands on them: they depend on the weight, and not on the numbers. */
const cache = new WeakMap<Arrangement, { weight: string | undefined; wires: Map<string, Wire> }>();

function lines_of(picture: Picture, arrangement: Arrangement): Map<string, Wire> {
  const weight = picture.weight?.id;
  const known = cache.get(arrangement);
  if (known && known.weight === weight) return known.wires;
  const { along, against } = directions(picture, arrangement);
  const wires = new Map<string, Wire>();
  for (const link of arrangement.folded.links) {
    const way = arrangement.ways.get(link.key);
    if (way) wires.set(link.key, wire_of(link, way, along(link), against(link)));
  }
  cache.set(arrangement, { weight, wires });
  return wires;
}

function wires_of(picture: Picture, arrangement: Arrangement, sources: Sources): Wire[] {
  const { folded, blocks, placed, tight } = arrangement;
  const lines = lines_of(picture, arrangement);
  const order = new Map(folded.blocks.map(({ id }, index) => [id, index]));
  return folded.links.flatMap((link) => {
    const [wire, block] = [lines.get(link.key), blocks.get(link.to)];
    if (!wire || !block) return [];
    const local = link_local(link, block, folded, sources);
    const mark = local && local_mark(local);
    const there = picture.unfinished?.has_value(folded.places.get(link.to)?.id ?? link.to) ?? true;
    if (!mark || !there) return [wire];
    const [source, target] = [placed.get(link.from), placed.get(link.to)];
    if (tight && mark.text && source && target && order.get(link.to) === (order.get(link.from) ?? 0) + 1) {
      const text = `∂${link.to}/∂${link.source} ${mark.text}`;
      const width = Math.min([...text].length * kLetter, target.card.width);
      return [{ ...wire, mark: { ...mark, text, width, x: target.x + width / 2, y: target.y - kOver } }];
    }
    const spot = label_place(arrangement, link.key, mark.width, mark.height, link.from === link.to);
    return [{ ...wire, mark: spot && { ...mark, ...spot } }];
  });
}

/** The scene of an arrangement with the numbers of the picture. */
export function scene(picture: Picture, arrangement: Arrangement): Scene {
  const { placed, border } = arrangement;
  const context = context_of(picture, arrangement);
  const boxes = [...placed.values()].map((one) => box_of(one, context));
  const weights = boxes.filter(({ key }) => picture.graph.wrt.includes(key));
  const nodes = new Map(picture.graph.nodes.map((node) => [node.id, node]));
  const locals = (picture.groups ?? []).flatMap(({ local }) => local);
  const groups = new Map(locals.map((one) => [`${one.of} ${one.operand}`, one]));
  const results = picture.unfinished
    ? results_of({ ...picture, unfinished: null }, arrangement.folded)
    : context.results;
  const wires = wires_of(picture, arrangement, { nodes, results, groups });
  const [left, top, right, bottom] = border;
  return {
    left: left - kMargin,
    top: top - kMargin,
    width: right - left + 2 * kMargin,
    height: bottom - top + 2 * kMargin,
    boxes,
    wires,
    get picks() {
      return weights.flatMap((box) => box.cells.filter((cell) => cell.pick));
    },
  };
}
