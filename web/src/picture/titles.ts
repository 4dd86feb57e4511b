// What a block is called: the statement as written, one operation of it, or a neuron.
import type { Graph, GraphNode, OpInfo } from "../engine/types.gen.ts";
import { exact } from "../view/format.ts";
import { short_statement } from "../view/labels.ts";
import { is_const } from "../view/leaves.ts";
import type { Block } from "./fold.ts";

/** One operation with its operands, in the spelling of the language. */
export function operation(node: GraphNode, known: ReadonlyMap<string, GraphNode>, ops: readonly OpInfo[]): string {
  const op = ops.find(({ name }) => name === node.op);
  const names = node.inputs.map((id) => {
    const input = known.get(id);
    const value = input && is_const(input) ? input.attrs.value : undefined;
    return typeof value === "number" ? exact(value) : id;
  });
  const [first = "", second] = names;
  const symbol = op?.symbol ?? "";
  if (symbol.startsWith(".")) return `${first}${symbol}`;
  if (symbol !== "") return second === undefined ? `${symbol}${first}` : `${first} ${symbol} ${second}`;
  return short_statement(`${node.op}(${names.join(", ")})`, ops);
}

/** The title of a block. */
export function title_of(block: Block, graph: Graph, ops: readonly OpInfo[]): string {
  const { node, level } = block;
  if (level === "operation")
    return `${node.id} = ${operation(node, new Map(graph.nodes.map((one) => [one.id, one])), ops)}`;
  if (level === "statement") return short_statement(node.label || node.id, ops);
  return node.id;
}
