// What a block is called: the statement as written, one operation of it, or a neuron.
import type { Graph, OpInfo } from "../engine/types.gen.ts";
import { by_id } from "../view/by_id.ts";
import { short_statement } from "../view/labels.ts";
import { operation } from "../view/operation.ts";
import type { Block } from "./fold.ts";

/** The title of a block. */
export function title_of(block: Block, graph: Graph, ops: readonly OpInfo[]): string {
  const { node, level } = block;
  if (level === "operation") return `${node.id} = ${operation(node, by_id(graph.nodes), ops)}`;
  if (level === "statement") return short_statement(node.label || node.id, ops);
  return node.id;
}
