// What one operation of a statement computes, in the spelling of the language.
import type { Graph, GraphNode, OpInfo } from "../engine/types.gen.ts";
import { exact } from "./format.ts";
import { short_statement } from "./labels.ts";
import { is_const } from "./leaves.ts";

const kShort = 16; // letters of an operand that is written out

/** One operation with its operands, in the spelling of the language; `called` names an operand. */
export function operation(
  node: GraphNode,
  known: ReadonlyMap<string, GraphNode>,
  ops: readonly OpInfo[],
  called = (id: string): string => id,
): string {
  const op = ops.find(({ name }) => name === node.op);
  const names = node.inputs.map((id) => {
    const input = known.get(id);
    const value = input && is_const(input) ? input.attrs.value : undefined;
    return typeof value === "number" ? exact(value) : called(id);
  });
  const [first = "", second] = names;
  const symbol = op?.symbol ?? "";
  if (symbol.startsWith(".")) return `${first}${symbol}`;
  if (symbol !== "") return second === undefined ? `${symbol}${first}` : `${first} ${symbol} ${second}`;
  return short_statement(`${node.op}(${names.join(", ")})`, ops);
}

/** Whether a node is a part of a statement that the reader has given no name. */
export function is_inner({ id, group, category }: GraphNode): boolean {
  return group !== "" && group !== id && category !== "leaf" && category !== "const";
}

const made = new WeakMap<readonly GraphNode[], ReadonlyMap<string, string>>();

/** What the parts of statements compute, by id; what is long in them is left out. Nodes stand in the order of computation. */
function inner_names(nodes: readonly GraphNode[], ops: readonly OpInfo[]): ReadonlyMap<string, string> {
  const before = made.get(nodes);
  if (before) return before;
  const known = new Map(nodes.map((one) => [one.id, one]));
  const names = new Map<string, string>();
  const called = (id: string): string => {
    const name = names.get(id) ?? id;
    return [...name].length <= kShort ? name : "…";
  };
  for (const node of nodes) if (is_inner(node)) names.set(node.id, `(${operation(node, known, ops, called)})`);
  made.set(nodes, names);
  return names;
}

/** The name of a node where a sentence speaks of it: of a part of a statement what it computes, `(W2 @ a1)` for `h.1`. */
export function spoken_name(id: string, { nodes }: Pick<Graph, "nodes">, ops: readonly OpInfo[]): string {
  return inner_names(nodes, ops).get(id) ?? id;
}
