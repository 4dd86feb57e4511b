// Which numbers of a derivative can be other than zero: those of which a path leads from the element of the leaf to that of the node.
import type { Graph, JacobianBlock, Shape } from "../engine/types.gen.ts";
import { derivative, element, size } from "../view/labels.ts";
import type { Table } from "../view/zeros.ts";
import { type Facts, Missing, need } from "./tour.ts";

export interface Zeros {
  rows: number;
  columns: number;
  /** Flat positions, row by row, that a path leads to. */
  filled: ReadonlySet<number>;
}

/** Positions of the elements of a node that can be reached from a scalar; the scalars stand in the order of computation. */
function reached(graph: Graph, from: string, to: string): number[] {
  const seen = new Set([from]);
  const found: number[] = [];
  for (const { id, inputs, of } of graph.nodes) {
    if (inputs.some((input) => seen.has(input))) seen.add(id);
    if (seen.has(id) && of?.node === to && !of.inner) found.push(of.element);
  }
  return found;
}

/** Of the network in scalars. Throws Missing where it has no such nodes. */
export function zeros_of({ graph, scalars }: Facts, of: string, by: string): Zeros {
  const extent = (id: string): number => size(need(graph.nodes.find((one) => one.id === id)).shape);
  const [rows, columns] = [extent(of), extent(by)];
  const { graph: flat } = need(scalars);
  const filled = new Set<number>();
  for (const leaf of flat.nodes)
    if (leaf.of?.node === by && !leaf.of.inner)
      for (const row of reached(flat, leaf.id, of)) filled.add(row * columns + leaf.of.element);
  return { rows, columns, filled };
}

/** The derivative with its zeros as it is drawn; null where the network has become another. */
export function zeros_shown(
  facts: Facts,
  { of, by }: { of: string; by: string },
  jacobian: JacobianBlock,
): Table | null {
  const shape = (id: string): Shape => need(facts.graph.nodes.find((one) => one.id === id)).shape;
  try {
    const { rows, columns, filled } = zeros_of(facts, of, by);
    if (jacobian.value.length !== rows * columns) return null;
    const names = (id: string, count: number, name: string): string[] =>
      Array.from({ length: count }, (_, at) => element(name, shape(id), at));
    return {
      name: derivative(of, by),
      rows: names(of, rows, of),
      columns: names(by, columns, ""),
      values: jacobian.value,
      filled,
    };
  } catch (cause) {
    if (cause instanceof Missing) return null;
    throw cause;
  }
}
