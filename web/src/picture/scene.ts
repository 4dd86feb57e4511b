// Places and numbers → the scene: every box, cell and line where it stands, ready to be drawn.
import type { NodeResult, NullableReals, Shape } from "../engine/types.gen.ts";
import { by_id } from "../view/by_id.ts";
import { element, type Place } from "../view/labels.ts";
import type { Arrangement } from "./arrange.ts";
import { box_of } from "./boxes.ts";
import { type Folded, reached_from } from "./fold.ts";
import { kMargin } from "./layout.ts";
import { once, push } from "./once.ts";
import type { Box, Cell, Context, Picture, Wire } from "./pieces.ts";
import type { Tiles } from "./tiles.ts";
import { carrying, wires_of } from "./wires.ts";

export interface Scene {
  left: number;
  top: number;
  width: number;
  height: number;
  boxes: Box[];
  wires: Wire[];
  tiles: Tiles;
  /** Cells that can be chosen, in reading order. */
  picks: Cell[];
}

/** The numbers of every block; those of a neuron are an element of its statement's, whether or not the scalars are there. */
function results_of(
  { nodes, scalars, unfinished }: Picture,
  { blocks, places }: Folded,
): ReadonlyMap<string, NodeResult> {
  if (!unfinished && !scalars && places.size === 0) return by_id(nodes);
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

/** Who is joined with whom: the same while only numbers change. */
interface Joined {
  weight: string | undefined;
  users: ReadonlyMap<string, string[]>;
  /** The blocks that a block reads and that the weight reaches. */
  moving: ReadonlyMap<string, string[]>;
}

const cache = new WeakMap<Arrangement, Joined>();

function joined_of(picture: Picture, arrangement: Arrangement): Joined {
  const weight = picture.weight?.id;
  const known = cache.get(arrangement);
  if (known && known.weight === weight) return known;
  const users = new Map<string, string[]>();
  const moving = new Map<string, string[]>();
  const reached = weight === undefined ? new Set<string>() : reached_from(picture.graph, weight);
  const carries = carrying(picture, arrangement.folded);
  for (const link of arrangement.folded.links) {
    push(users, link.source, link.to);
    if (reached.has(link.source) && carries(link)) push(moving, link.to, link.source);
  }
  const made = { weight, users, moving };
  cache.set(arrangement, made);
  return made;
}

/** What boxes have to know of the whole. */
function context_of(picture: Picture, arrangement: Arrangement): Context {
  const { graph, weight, output, scalars } = picture;
  const { folded } = arrangement;
  const shape = (id: string): Shape =>
    (by_id(graph.nodes).get(id) ?? by_id(scalars?.graph.nodes ?? []).get(id))?.shape ?? [];
  const named = (place: Place | null): string => (place ? element(place.id, shape(place.id), place.index) : "?");
  const { users, moving } = joined_of(picture, arrangement);
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
    stated: picture.stated,
    statement: (id) => folded.home.get(id) ?? id,
    users: (id) => users.get(id) ?? [],
    places: folded.places,
  };
}

/** The scene of an arrangement with the numbers of the picture. */
export function scene(picture: Picture, arrangement: Arrangement): Scene {
  const { placed, border } = arrangement;
  const context = context_of(picture, arrangement);
  const boxes = [...placed.values()].map((one) => box_of(one, context));
  const weights = once(() => {
    const wrt = new Set(picture.graph.wrt);
    return boxes.filter(({ key }) => wrt.has(key));
  });
  const nodes = by_id(picture.graph.nodes);
  const groups = once(() => {
    const locals = (picture.groups ?? []).flatMap(({ local }) => local);
    return new Map(locals.map((one) => [`${one.of} ${one.operand}`, one]));
  });
  const results = picture.unfinished
    ? results_of({ ...picture, unfinished: null }, arrangement.folded)
    : context.results;
  const { wires, tiles } = wires_of(picture, arrangement, { nodes, results, groups });
  const [left, top, right, bottom] = border;
  return {
    left: left - kMargin,
    top: top - kMargin,
    width: right - left + 2 * kMargin,
    height: bottom - top + 2 * kMargin,
    boxes,
    wires,
    tiles,
    get picks() {
      return weights().flatMap((box) => box.cells.filter((cell) => cell.pick));
    },
  };
}
