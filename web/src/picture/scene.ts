// Places and numbers → the scene: every box, cell and line where it stands, ready to be drawn.
import type { NodeResult, NullableReals } from "../engine/types.gen.ts";
import { element, type Place } from "../view/labels.ts";
import type { Arrangement } from "./arrange.ts";
import { box_of } from "./boxes.ts";
import { type Folded, reached_from } from "./fold.ts";
import { kMargin } from "./layout.ts";
import { push } from "./once.ts";
import type { Box, Cell, Context, Picture, Wire } from "./pieces.ts";
import { carrying, wires_of } from "./wires.ts";

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
  for (const { source, to } of folded.links) push(targets, source, to);
  const reached = weight ? reached_from(graph, weight.id) : new Set<string>();
  const carries = carrying(picture, folded);
  const moving = new Map<string, string[]>();
  for (const link of folded.links) if (reached.has(link.source) && carries(link)) push(moving, link.to, link.source);
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
