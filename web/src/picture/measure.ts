// Folded graph → the size of every block and leaf, and where the leaves stand beside their block; no text is measured.
import type { GraphNode } from "../engine/types.gen.ts";
import { size } from "../view/labels.ts";
import { is_leaf } from "../view/leaves.ts";
import { grid_of } from "./arrays.ts";
import type { Card, Column, Plot } from "./card.ts";
import type { Block } from "./fold.ts";
import { beside, type Extent, hang, type Size } from "./leaves.ts";

export const kPad = 3;
export const kTitle = 24;
export const kHeads = 32;
export const kFoot = 17;
const kLetter = 7.3; // width of a letter of the 12 px monospaced face
export const kToggle = 24; // the square that unfolds or folds a statement
const kMostAcross = 2; // columns of a matrix that has its derivative beside it; under it stands that of a wider one
const kWidestTitle = 300;
const kTerm = 52; // room for a term of a sum, as in 0.12 + 0.38 = 0.50
const kMostTerms = 4; // more are left to the ledger

/** The columns of numbers of a card. */
function columns_of(node: GraphNode, leaf: boolean, wishes: Wishes) {
  const wrt = wishes.wrt.includes(node.id);
  let right = 0;
  const next = (use: "choose" | "beside" | "see"): Column => {
    const grid = grid_of(node.shape, use, wishes.column);
    const column = { x: right + kPad, y: 0, width: Math.max(wishes.column, grid.width), grid };
    right = column.x + column.width;
    return column;
  };
  const value = next(wrt ? "choose" : "see");
  const along = node.active && !leaf ? next(wrt ? "beside" : "see") : null;
  const under = leaf && value.grid.digits && value.grid.columns > kMostAcross;
  if (!node.active) return { value, along, against: null, right };
  if (!under) return { value, along, against: next(wrt ? "beside" : "see"), right };
  const grid = grid_of(node.shape, "see", wishes.column);
  return { value, along, against: { x: kPad, y: value.grid.height + kFoot, width: value.width, grid }, right };
}

/** The card of a node; a leaf has no ▸ column, since its tangent is the seed. */
function card_of(node: GraphNode, block: Block | null, leaf: boolean, title: string, wishes: Wishes): Card {
  const terms = wishes.terms(node);
  const { value, along, against, right } = columns_of(node, leaf, wishes);
  const named = Math.min(kWidestTitle, [...title].length * kLetter + kPad + 2 + (block?.next ? kToggle - 4 : 6));
  const stated = !leaf && block !== null && wishes.states(block);
  const join = !leaf && block !== null && wishes.joins(block);
  const added = join && !wishes.tight ? Math.max(terms, 2) : terms;
  const summed = added > 1 && added <= kMostTerms && size(node.shape) === 1 ? (added + 1) * kTerm : 0;
  const least = leaf ? wishes.column : Math.max(named, 3 * wishes.column + 4 * kPad);
  const width = Math.max(right + kPad, least, summed);
  const foot = terms > 1;
  const tallest = Math.max(value.grid.height, (against?.y ?? 0) + (against?.grid.height ?? 0));
  const lines = [value.grid.left_out > 0, foot, join, stated].filter(Boolean).length;
  const tall = kTitle + (leaf ? 0 : kHeads) + tallest + kPad + lines * kFoot;
  const height = Math.max(tall, block ? wishes.side(block) : 0);
  return { node, block, leaf, title, x: 0, y: 0, width, height, value, along, against, foot, join, stated, way: [] };
}

/** What the layout wants to know of the graph beside its shapes. */
export interface Wishes {
  /** Ids whose elements can be chosen. */
  wrt: readonly string[];
  /** Width of a column of numbers. */
  column: number;
  /** Width that leaves side by side may take under a narrower block. */
  abreast: number;
  /** How many uses of a node add up on the way back. */
  terms(node: GraphNode): number;
  /** There is no room for the numbers of what forward adds: it is said where they come from. */
  tight?: boolean;
  /** Whether forward may have to add in a block. */
  joins(block: Block): boolean;
  /** Whether a definition that is called in a block states its derivative. */
  states(block: Block): boolean;
  title(block: Block): string;
  /** The card of a node, in place of one with its numbers. */
  card?: (node: GraphNode, block: Block | null, leaf: boolean, title: string) => Card;
  /** Height that the links at one side of a block take. */
  side(block: Block): number;
  /** Room for the derivatives on the links into a block: before it, between two links, and on the line of a leaf beside it. */
  locals(block: Block): { before: number; pitch: number; leaf: Size };
}

function cards_of(block: Block, wishes: Wishes): { body: Card; leaves: Card[] } {
  const alone = is_leaf(block.node);
  const make = wishes.card ?? ((...card) => card_of(...card, wishes));
  const body = make(block.node, block, alone, alone ? block.id : wishes.title(block));
  return { body, leaves: block.leaves.map((leaf) => make(leaf, null, true, leaf.id)) };
}

/** Sizes for a graph that runs to the right: leaves under their block, whose middle is the origin. */
export function measure_rightward(blocks: readonly Block[], wishes: Wishes): Plot[] {
  return blocks.map((block) => {
    const { body, leaves } = cards_of(block, wishes);
    const { before, pitch, leaf } = wishes.locals(block);
    const { height } = hang(body, leaves, wishes.abreast, leaf);
    const [right, up] = [body.width / 2, body.height / 2];
    for (const card of [body, ...leaves]) moved(card, -right, -up);
    return { id: block.id, body, leaves, pitch, left: right + before, right, up, down: height - up };
  });
}

function moved(card: Card, x: number, y: number): void {
  card.x += x;
  card.y += y;
  card.way = card.way.map((point) => ({ x: point.x + x, y: point.y + y }));
}

/** Sizes for a graph that runs down a page with so much room `across`; the origin is the left upper corner of the block. */
export function measure_downward(blocks: readonly Block[], wishes: Wishes, across: number): Plot[] {
  return blocks.map((block) => {
    const { pitch, leaf } = wishes.locals(block);
    const make = (stand: (body: Card, leaves: Card[]) => Extent | null): Plot | null => {
      const { body, leaves } = cards_of(block, wishes);
      const extent = stand(body, leaves);
      return extent && { id: block.id, body, leaves, pitch, left: 0, right: extent.width, up: 0, down: extent.height };
    };
    const under = make((body, leaves) => hang(body, leaves, across, leaf));
    const right = make((body, leaves) => beside(body, leaves, across, leaf));
    return right && (!under || right.down <= under.down) ? right : (under as Plot);
  });
}
