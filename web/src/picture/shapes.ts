// A network of shapes → a scene: its statements with what is known of them, and no numbers.
import type { Graph, GraphNode, OpInfo } from "../engine/types.gen.ts";
import { by_id } from "../view/by_id.ts";
import { clipped } from "../view/labels.ts";
import { type Arrangement, arranging, type Room } from "./arrange.ts";
import type { Card } from "./card.ts";
import type { Block } from "./fold.ts";
import { kMargin } from "./layout.ts";
import { kPad, kTitle } from "./measure.ts";
import { once } from "./once.ts";
import type { Box, Hue, Label } from "./pieces.ts";
import type { Placed } from "./route.ts";
import type { Scene } from "./scene.ts";
import { wires_of } from "./wires.ts";

/** What stands in a box, line by line, and what a screen reader says of it. */
export interface Facts {
  lines: readonly { text: string; hue: Hue }[];
  said: string;
}
/** Facts of the statement that a node is the last of; nothing of a node that is part of another's statement. */
export type FactsOf = (id: string) => Facts | undefined;

const kLine = 16; // px of a line of facts
const kLetter = 6.7; // width of a letter of theirs, at 11 px
const kTitleLetter = 7.3;
const kWidest = 300;
const kNone = { x: kPad, y: 0, width: 0 };
const kEmpty = {
  ...{ rows: 0, columns: 0, cell_width: 0, cell_height: 0, digits: false, pressable: false },
  ...{ width: 0, height: 0, elements: [], left_out: 0 },
};

function card_of(facts: FactsOf, node: GraphNode, block: Block | null, leaf: boolean, title: string): Card {
  const lines = facts(node.id)?.lines ?? [];
  const letters = Math.max(0, ...lines.map(({ text }) => [...text].length * kLetter));
  const width = Math.min(kWidest, Math.max([...title].length * kTitleLetter, letters) + 4 * kPad);
  const height = kTitle + kLine * lines.length + kPad;
  const value = { ...kNone, width: width - 2 * kPad, grid: kEmpty };
  const size = { x: 0, y: 0, width, height };
  return {
    node,
    block,
    leaf,
    title,
    ...size,
    value,
    along: null,
    against: null,
    foot: false,
    join: false,
    stated: false,
    way: [],
  };
}

function box_of({ card, x, y }: Placed, { outputs }: Graph, facts: FactsOf): Box {
  const { id } = card.node;
  const { lines = [], said = id } = facts(id) ?? {};
  const left = x + kPad + 2;
  const title: Label = {
    ...{ x: left, y: y + kTitle / 2, hue: "ink", kind: "title", title: card.title },
    text: clipped(card.title, Math.floor((card.width - 2 * kPad) / kTitleLetter)),
  };
  const notes = lines.map(
    ({ text, hue }, at): Label => ({
      ...{ x: left, y: y + kTitle + kLine * (at + 0.5), hue, kind: "note", title: text },
      text: clipped(text, Math.floor((card.width - 2 * kPad) / kLetter)),
    }),
  );
  return {
    ...{ key: id, x, y, width: card.width, height: card.height, kind: card.leaf ? "leaf" : "statement" },
    ...{ output: outputs.includes(id), name: said, toggle: null, part: false, place: { id, index: 0 } },
    ...{ labels: [title, ...notes], cells: [] },
  };
}

/** The places of a network of shapes, in portions. What a layer makes for itself is in its facts, and has no box. */
export function shapes_arranging(
  graph: Graph,
  ops: readonly OpInfo[],
  room: Room,
  facts: FactsOf,
): Generator<void, Arrangement> {
  const nodes = graph.nodes.filter((node) => node.inputs.length > 0 || facts(node.id));
  const none = { width: 0, height: 0 };
  return arranging({ ...graph, nodes }, ops, room, undefined, {
    card: (...card) => card_of(facts, ...card),
    joins: () => false,
    states: () => false,
    terms: () => 0,
    locals: () => ({ before: 24, pitch: 13, leaf: none }),
  });
}

/** The scene of places. Lines are those of both directions: ▸ along the first weight. */
export function shapes_scene(graph: Graph, ops: readonly OpInfo[], arrangement: Arrangement, facts: FactsOf): Scene {
  const [first] = graph.wrt;
  const picture = {
    ...{ graph, nodes: [], ops, output: null },
    weight: first === undefined ? null : { id: first, index: 0 },
  };
  const sources = { nodes: by_id(graph.nodes), results: new Map(), groups: once(() => new Map()) };
  const [left, top, right, bottom] = arrangement.border;
  return {
    ...{ left: left - kMargin, top: top - kMargin },
    ...{ width: right - left + 2 * kMargin, height: bottom - top + 2 * kMargin },
    boxes: [...arrangement.placed.values()].map((one) => box_of(one, graph, facts)),
    ...wires_of(picture, arrangement, sources),
    picks: [],
  };
}
