// Which nodes are leaves; which of them have sliders at once, which are folded, and how many of their elements are shown.
import type { Graph, GraphNode } from "../engine/types.gen.ts";
import { size } from "./labels.ts";

export interface LeafGroup {
  node: GraphNode;
  elements: number;
  /** Shown before anyone has asked for it. */
  open: boolean;
  /** How many elements have a row. */
  rows: number;
}

const kMostRows = 64; // of one leaf
const kMostGroups = 100;
const kSmall = 4; // elements of an array that may be open at first
const kFew = 12; // elements of all leaves, up to which small arrays are open at first

/** True for inputs and params. */
export function is_leaf(node: GraphNode): boolean {
  return node.category === "leaf";
}

/** True for numbers written in the text: they have no bytes, no step and no derivative. */
export function is_const(node: GraphNode): boolean {
  return node.category === "const";
}

/** The leaves of a graph in its order, and how many have no place. */
export function leaf_groups({ nodes }: Graph): { groups: LeafGroup[]; left_out: number } {
  const leaves = nodes.filter(is_leaf);
  const all = leaves.reduce((sum, node) => sum + size(node.shape), 0);
  const groups = leaves.slice(0, kMostGroups).map((node): LeafGroup => {
    const elements = size(node.shape);
    const open = node.shape.length === 0 || (elements <= kSmall && all <= kFew);
    return { node, elements, open, rows: Math.min(elements, kMostRows) };
  });
  return { groups, left_out: leaves.length - groups.length };
}
