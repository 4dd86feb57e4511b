// What the builder offers: nodes to read, functions of the catalogue, and the statements that can be edited.
import type { Graph, GraphNode, OpInfo } from "../engine/types.gen.ts";
import { callable } from "./words.ts";

/** Nodes with a name of the user's, in order of execution. */
export function named_nodes({ nodes }: Graph): GraphNode[] {
  return nodes.filter(({ id, group, category }) => category === "leaf" || (category !== "const" && id === group));
}

export function same_shape(a: GraphNode | undefined, b: GraphNode | undefined): boolean {
  return a !== undefined && b !== undefined && a.shape.join() === b.shape.join();
}

/** Functions of one operand that need nothing else. */
export function functions(ops: readonly OpInfo[]): OpInfo[] {
  return callable(ops).filter(({ arity, symbol, attrs }) => arity === 1 && symbol === "" && !along_axis(attrs));
}

function along_axis(attrs: OpInfo["attrs"]): boolean {
  return attrs.some(({ type }) => type !== "real");
}

/** What a layer can end in: the activations that take one number at a time. */
export function activations(ops: readonly OpInfo[]): OpInfo[] {
  return functions(ops).filter(({ category }) => category === "activation");
}

export function losses(ops: readonly OpInfo[]): OpInfo[] {
  return ops.filter(({ category, arity }) => category === "loss" && arity === 2);
}
