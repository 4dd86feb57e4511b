// What the builder offers: nodes to read, functions of the catalogue, and the statements that can be edited.
import type { Graph, GraphNode, OpInfo, WordInfo } from "../engine/types.gen.ts";
import { statements_of } from "./statements.ts";
import { callable } from "./words.ts";

/** Nodes with a name of the user's, in order of execution. */
export function named_nodes({ nodes }: Graph): GraphNode[] {
  return nodes.filter(({ id, group, category }) => category === "leaf" || (category !== "const" && id === group));
}

/** What the builder knows of a node. */
export type Named = Pick<GraphNode, "id" | "category" | "shape" | "inputs">;

/** The names that a text gives, where there is no graph of it yet: nothing is known of their shapes. */
export function written_nodes(text: string, words: readonly WordInfo[]): Named[] {
  return statements_of(text, words).flatMap(({ name, role }): Named[] => {
    if (name === "" || (role !== "leaf" && role !== "value")) return [];
    return [{ id: name, category: role === "leaf" ? "leaf" : "", shape: [], inputs: [] }];
  });
}

/** Operators that stand between two nodes. */
export function signs(ops: readonly OpInfo[]): string[] {
  return ops.flatMap(({ arity, symbol }) => (arity === 2 && symbol !== "" ? [symbol] : []));
}

export function same_shape(a: Named | undefined, b: Named | undefined): boolean {
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
