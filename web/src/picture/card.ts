// What the layout moves: blocks and leaves as cards with columns of numbers, whose sizes are known and whose places are not.
import type { GraphNode } from "../engine/types.gen.ts";
import type { Grid } from "./arrays.ts";
import type { Block } from "./fold.ts";

export interface Point {
  x: number;
  y: number;
}

export interface Column {
  x: number;
  /** Distance from the first line of numbers. */
  y: number;
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
  /** A line for what forward adds where paths meet. */
  join: boolean;
  /** A line for a derivative that a definition states. */
  stated: boolean;
  /** The block that the card shows; null for a leaf beside one. */
  block: Block | null;
  /** Of a leaf beside its block: its line to it, from the origin of the plot. */
  way: Point[];
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
  /** Distance of two links that end at the block, with room for what stands on them. */
  pitch: number;
}
