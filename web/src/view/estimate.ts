// About how many operations a network will need, from its shapes alone: before anything of it is computed.
import type { Graph, GraphNode } from "../engine/types.gen.ts";
import { size } from "./labels.ts";

/** m·n·k of a product of m×k by k×n; else one for each number that is read or written. */
function work(node: GraphNode, sizes: ReadonlyMap<string, number>): number {
  const mine = size(node.shape);
  const read = node.inputs.map((id) => sizes.get(id) ?? 1);
  if (node.category === "linear algebra") return Math.sqrt(read.reduce((all, one) => all * one, mine));
  return Math.max(mine, ...read);
}

/** Values once and a pass forward for each weight: the dearest schedule that the page runs by itself. */
export function operations(graph: Graph): number {
  const sizes = new Map(graph.nodes.map((node) => [node.id, size(node.shape)]));
  const once = graph.nodes.reduce((sum, node) => sum + work(node, sizes), 0);
  const weights = graph.wrt.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0);
  return once * (2 + 2 * weights);
}
