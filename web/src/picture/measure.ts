// Folded graph → the size of every block and leaf, and where the leaves stand beside their block; no text is measured.
import type { GraphNode } from "../engine/types.gen.ts";
import { size } from "../view/labels.ts";
import { is_leaf } from "../view/leaves.ts";
import { type Grid, grid_of, kColumn } from "./arrays.ts";
import type { Block } from "./fold.ts";

export const kPad = 3;
export const kTitle = 24;
export const kHeads = 32;
export const kFoot = 17;
const kLetter = 7.3; // width of a letter of the 12 px monospaced face
const kGapToLeaf = 16;
const kGapWithLocal = 34; // room for the derivative on the line between a leaf and its block
export const kToggle = 24; // the square that unfolds or folds a statement
const kPort = 13; // height that one link takes at the side of a block
const kBetweenLeaves = 4;
const kOverhang = 12; // how much wider than the body a row of leaves may be
const kWidestTitle = 300;
const kTerm = 58; // room for a term of a sum, as in 0.12 + 0.38 = 0.50
const kMostTerms = 4; // more are left to the ledger

export interface Column {
  x: number;
  width: number;
  grid: Grid;
}

/** A rectangle with columns of numbers. Its x and y are relative to the origin of its plot. */
export interface Card {
  node: GraphNode;
  leaf: boolean;
  title: string;
  x: number;
  y: number;
  width: number;
  height: number;
  value: Column;
  /** Absent beside a leaf (its tangent is the seed) and where the node is inactive. */
  along: Column | null;
  against: Column | null;
  /** Room for a line under the numbers, for the uses that add up. */
  foot: boolean;
  /** The block that the card shows; null for a leaf beside one. */
  block: Block | null;
}

/** A block with its leaves, as the layout moves it: how far it reaches from its origin in each direction. */
export interface Plot {
  id: string;
  left: number;
  right: number;
  up: number;
  down: number;
  body: Card;
  leaves: Card[];
}

/** The card of a node; a leaf has no ▸ column, since its tangent is the seed. */
function card_of(node: GraphNode, block: Block | null, leaf: boolean, title: string, wishes: Wishes): Card {
  const wrt = wishes.wrt.includes(node.id);
  const terms = wishes.terms(node);
  let right = 0;
  const next = (use: "choose" | "beside" | "see"): Column => {
    const grid = grid_of(node.shape, use);
    const column = { x: right + kPad, width: Math.max(kColumn, grid.width), grid };
    right = column.x + column.width;
    return column;
  };
  const value = next(wrt ? "choose" : "see");
  const along = node.active && !leaf ? next(wrt ? "beside" : "see") : null;
  const against = node.active ? next(wrt ? "beside" : "see") : null;
  const named = Math.min(kWidestTitle, [...title].length * kLetter + 2 * kPad + 6 + (block?.next ? kToggle : 0));
  const summed = terms > 1 && terms <= kMostTerms && size(node.shape) === 1 ? (terms + 1) * kTerm : 0;
  const width = Math.max(right + kPad, leaf ? kColumn : Math.max(named, 3 * kColumn + 4 * kPad), summed);
  const note = value.grid.left_out > 0 ? kFoot : 0;
  const foot = terms > 1;
  const tallest = Math.max(value.grid.height, against?.grid.height ?? 0);
  const tall = kTitle + (leaf ? 0 : kHeads) + tallest + kPad + note + (foot ? kFoot : 0);
  const height = Math.max(tall, block ? wishes.ports(block) * kPort + 8 : 0);
  return { node, block, leaf, title, x: 0, y: 0, width, height, value, along, against, foot };
}

/** Rows of leaves, each no wider than `most` unless one leaf alone is. */
function rows_of(
  leaves: Card[],
  most: number,
  gap = kBetweenLeaves,
): { leaves: Card[]; width: number; height: number }[] {
  const rows: { leaves: Card[]; width: number; height: number }[] = [];
  for (const leaf of leaves) {
    const row = rows.find(({ width }) => width + gap + leaf.width <= most);
    if (row) {
      row.leaves.push(leaf);
      row.width += gap + leaf.width;
      row.height = Math.max(row.height, leaf.height);
    } else rows.push({ leaves: [leaf], width: leaf.width, height: leaf.height });
  }
  return rows;
}

function put(row: { leaves: Card[] }, x: number, y: number, gap = kBetweenLeaves): void {
  for (const leaf of row.leaves) {
    leaf.x = x;
    leaf.y = y;
    x += leaf.width + gap;
  }
}

/** Leaves under the body, or under and over it in turn so that the body stays in the middle. Origin: the body's middle. */
function around(body: Card, leaves: Card[], over_too: boolean, gap: number): Omit<Plot, "id" | "body" | "leaves"> {
  body.x = -body.width / 2;
  body.y = -body.height / 2;
  let [up, down, half] = [body.height / 2, body.height / 2, body.width / 2];
  for (const row of rows_of(leaves, body.width + kOverhang)) {
    const over = over_too && up <= down;
    put(row, -row.width / 2, over ? -up - gap - row.height : down + gap);
    if (over) up += gap + row.height;
    else down += gap + row.height;
    half = Math.max(half, row.width / 2);
  }
  return { left: half, right: half, up, down };
}

/** Leaves to the right of the body while there is room, else under it. Origin: the body's upper left corner. */
function beside(body: Card, leaves: Card[], across: number, gaps: Gaps): Omit<Plot, "id" | "body" | "leaves"> {
  const fits = leaves.every((leaf) => body.width + gaps.right + leaf.width <= across);
  const x = fits ? body.width + gaps.right : 0;
  let y = fits ? 0 : body.height + gaps.under;
  let right = body.width;
  const gap = fits ? kGapToLeaf : kBetweenLeaves;
  for (const row of rows_of(leaves, across - x, gap)) {
    put(row, x, y, gap);
    right = Math.max(right, x + row.width);
    y += row.height + kBetweenLeaves;
  }
  return { left: 0, right, up: 0, down: Math.max(body.height, leaves.length > 0 ? y - kBetweenLeaves : 0) };
}

interface Size {
  width: number;
  height: number;
}

/** Distances of a leaf from its block. */
interface Gaps {
  right: number;
  under: number;
}

/** What the layout wants to know of the graph beside its shapes. */
export interface Wishes {
  /** Ids whose elements can be chosen. */
  wrt: readonly string[];
  /** How many uses of a node add up on the way back. */
  terms(node: GraphNode): number;
  title(block: Block): string;
  /** How many links end at one side of a block. */
  ports(block: Block): number;
  /** Room for the derivative on the links into a block: from others, and from each leaf beside it. */
  locals(block: Block): { before: number; leaf: Size };
}

function cards_of(block: Block, wishes: Wishes): { body: Card; leaves: Card[] } {
  const alone = is_leaf(block.node);
  const body = card_of(block.node, block, alone, alone ? block.id : wishes.title(block), wishes);
  return { body, leaves: block.leaves.map((leaf) => card_of(leaf, null, true, leaf.id, wishes)) };
}

/** Sizes for a graph that runs to the right; `over_too` puts leaves over the bodies as well. */
export function measure_rightward(blocks: readonly Block[], wishes: Wishes, over_too: boolean): Plot[] {
  return blocks.map((block) => {
    const { body, leaves } = cards_of(block, wishes);
    const { before, leaf } = wishes.locals(block);
    const sides = around(body, leaves, over_too, leaf.height > 0 ? kGapWithLocal : kGapToLeaf);
    return { id: block.id, body, leaves, ...sides, left: sides.left + before };
  });
}

/** Sizes for a graph that runs down a page with so much room `across`. */
export function measure_downward(blocks: readonly Block[], wishes: Wishes, across: number): Plot[] {
  const cards = blocks.map((block) => ({ block, ...cards_of(block, wishes) }));
  const wished = Math.max(0, ...blocks.map((block) => wishes.locals(block).before));
  const left = Math.min(wished, Math.max(0, across - Math.max(...cards.map(({ body }) => body.width))));
  return cards.map(({ block, body, leaves }) => {
    const { width, height } = wishes.locals(block).leaf;
    const gaps = { right: Math.max(kGapToLeaf, width + 8), under: height > 0 ? kGapWithLocal : kGapToLeaf };
    return { id: block.id, body, leaves, ...beside(body, leaves, across - left, gaps), left };
  });
}
