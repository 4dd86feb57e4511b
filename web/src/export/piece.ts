// What an expression of a program is made of: a node, its row, and the names of its operands.
import type { GraphNode, OpInfo, Shape } from "../engine/types.gen.ts";

export type Library = "numpy" | "torch" | "jax";

/** What an expression is made of. */
export interface Piece {
  node: GraphNode;
  /** Its row; absent where the catalogue has none. */
  op: OpInfo | undefined;
  /** Names of the operands. */
  inputs: readonly string[];
  shapes: readonly Shape[];
}

/** An attribute that is a number: what the node says, or what its row takes where it is absent (of whole numbers 0). */
export function number_of({ node, op }: Piece, key: string): number {
  const value = node.attrs[key];
  return typeof value === "number" ? value : (op?.attrs.find(({ name }) => name === key)?.default ?? 0);
}
