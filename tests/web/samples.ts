// Small graphs for the tests of the page: the structure that the engine would say, written in one line a node.
import type { Cost, Graph, GraphNode, Run } from "../../web/src/engine/types.gen.ts";

export interface Spec {
  id: string;
  inputs?: string[];
  shape?: number[];
  category?: string;
  group?: string;
  active?: boolean;
}

/** A graph of nodes given in order of execution. Consumers follow from the inputs. */
export function graph_of(specs: Spec[], outputs: string[], wrt: string[]): Graph {
  const active = new Set(wrt);
  const nodes = specs.map(({ id, inputs = [], shape = [], category, group, active: said }): GraphNode => {
    if (inputs.some((input) => active.has(input))) active.add(id);
    return {
      id,
      op: "op",
      category: category ?? (inputs.length === 0 ? "leaf" : "elementwise"),
      inputs,
      consumers: specs.flatMap((user) =>
        (user.inputs ?? []).flatMap((input, port) => (input === id ? [{ node: user.id, port }] : [])),
      ),
      shape,
      active: said ?? active.has(id),
      connected: said ?? active.has(id),
      group: group ?? id,
      label: id,
      latex: "",
      span: null,
      attrs: {},
    };
  });
  return { nodes, outputs, wrt };
}

/** Two layers and a skip: a chain of statements in which one value is used twice. */
export const skip: Graph = graph_of(
  [
    { id: "x", shape: [3] },
    { id: "y" },
    { id: "W1", shape: [4, 3] },
    { id: "b1", shape: [4] },
    { id: "W2", shape: [4, 4] },
    { id: "w3", shape: [4] },
    { id: "a1.1", inputs: ["W1", "x"], shape: [4], group: "a1" },
    { id: "a1", inputs: ["a1.1", "b1"], shape: [4] },
    { id: "h", inputs: ["W2", "a1"], shape: [4] },
    { id: "a2", inputs: ["a1", "h"], shape: [4] },
    { id: "p", inputs: ["w3", "a2"] },
    { id: "L", inputs: ["p", "y"] },
  ],
  ["L"],
  ["W1", "b1", "W2", "w3"],
);

/** A graph with branches, so not a chain; `s` is a leaf that two statements use. */
export const branches: Graph = graph_of(
  [
    { id: "s" },
    { id: "w" },
    { id: "a", inputs: ["w", "s"] },
    { id: "c", inputs: ["a"] },
    { id: "d", inputs: ["c"] },
    { id: "e", inputs: ["a", "c"] },
    { id: "g", inputs: ["c", "s"] },
    { id: "L.1", inputs: ["d", "e"], group: "L" },
    { id: "L", inputs: ["L.1", "g"] },
  ],
  ["L"],
  ["w"],
);

/** A cost of so many adds and function calls. */
export function cost(add: number, fn = 0): Cost {
  return [add, 0, 0, 0, fn, add];
}

export function run(direction: Run["direction"], flops: number, inner_peak_bytes = 8, predicted = false): Run {
  return {
    mode: "m",
    direction,
    title: `a way of ${flops}`,
    sweeps: 1,
    directions: 1,
    cost: { value: cost(0), derivative: cost(flops), total: cost(flops) },
    memory: { inputs_bytes: 0, peak_bytes: 0, inner_peak_bytes, saved_bytes: 0, saved_for_adjoint_bytes: 0 },
    predicted,
  };
}
