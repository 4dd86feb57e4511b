// The pieces of a scene: boxes, and the words and cells in them.
import type { Direction, Graph, Group, NodeResult, OpInfo, StatedDerivative } from "../engine/types.gen.ts";
import type { Join } from "../view/carried.ts";
import type { Place } from "../view/labels.ts";
import type { Point } from "./card.ts";
import type { Block } from "./fold.ts";
import type { LocalMark } from "./locals.ts";
import type { Stroke } from "./wire.ts";

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
  /** What calls of definitions state as their derivatives. */
  stated?: readonly StatedDerivative[] | undefined;
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

export type Hue = "ink" | "along" | "against";

/** A word or a number. A fraction has a second line under a rule. */
export interface Label {
  x: number;
  y: number;
  text: string;
  under?: string;
  hue: Hue;
  kind: "title" | "head" | "note";
  title: string;
}

/** One element of an array. */
export interface Cell {
  key: string;
  x: number;
  y: number;
  width: number;
  height: number;
  hue: Hue;
  /** The number, where the cell is wide enough for it. */
  text: string;
  /** |value| as a part of the largest of its array, 0 to 1. */
  strength: number;
  /** There is no number yet. */
  empty: boolean;
  negative: boolean;
  /** What a tooltip and a screen reader say. */
  readonly title: string;
  ring: "" | "meets" | "seed";
  /** The element that a press chooses. */
  pick: Place | null;
  /** The element that it is of, whose card a press opens. */
  place: Place;
}

export interface Box {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: "statement" | "leaf";
  readonly output: boolean;
  /** What a screen reader says of it. */
  readonly name: string;
  /** What a press on its title makes of its statement; null where there is nothing to take apart. */
  readonly toggle: { group: string; next: NonNullable<Block["next"]>; words: string } | null;
  /** Its statement is not folded. */
  readonly part: boolean;
  /** The element whose card it opens. */
  readonly place: Place;
  readonly labels: Label[];
  readonly cells: Cell[];
}

/** A link with the derivative along it. But for its way it is made when it is drawn. */
export interface Wire {
  key: string;
  way: readonly Point[];
  /** What it carries; null, by itself, where it carries no derivative. */
  readonly directions: readonly (Direction | null)[];
  readonly strokes: readonly Stroke[];
  readonly title: string;
  /** The local derivative with its middle; null where the engine gives none or it is too large. */
  readonly mark: (LocalMark & { x: number; y: number }) | null;
}

/** What a box has to know beside its own numbers. */
export interface Context {
  weight: Place | null;
  /** Names of the element that ▸ goes along and of the one that ◂ is of. */
  by: string;
  of: string;
  output: Place | null;
  outputs: readonly string[];
  wrt: readonly string[];
  results: ReadonlyMap<string, NodeResult>;
  /** Nodes whose adjoint still waits for a part. */
  pending: ReadonlySet<string>;
  /** What forward adds where paths meet, by node. */
  joins: ReadonlyMap<string, Join>;
  /** The blocks that a block reads and that the weight reaches. */
  moving(id: string): readonly string[];
  stated: readonly StatedDerivative[] | undefined;
  /** Statement that an operation belongs to. */
  statement(id: string): string;
  /** Blocks that use a node. */
  users(id: string): readonly string[];
  /** The element that a scalar is. */
  places: ReadonlyMap<string, Place>;
}
