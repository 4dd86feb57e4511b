// Small graphs for the tests of the page: the structure that the engine would say, written in one line a node.
import type { Cost, Graph, GraphNode, OpInfo, Run } from "../../web/src/engine/types.gen.ts";
import { type Arrangement, plan, type Room, settle } from "../../web/src/picture/arrange.ts";
import type { Unfolding } from "../../web/src/picture/fold.ts";

export interface Spec {
  id: string;
  inputs?: string[];
  shape?: number[];
  category?: string;
  group?: string;
  active?: boolean;
  /** Of a scalar: the node and the element that it is, or helps to compute. */
  of?: [string, number, boolean?];
}

/** A graph of nodes given in order of execution. Consumers follow from the inputs. */
export function graph_of(specs: Spec[], outputs: string[], wrt: string[]): Graph {
  const active = new Set(wrt);
  const nodes = specs.map(({ id, inputs = [], shape = [], category, group, active: said, of }): GraphNode => {
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
      ...(of ? { of: { node: of[0], element: of[1], inner: of[2] ?? false } } : {}),
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

/** Two neurons that read two inputs, and a loss that adds them: as written, and in scalars. */
export const layer: Graph = graph_of(
  [
    { id: "x", shape: [2] },
    { id: "W", shape: [2, 2] },
    { id: "a.1", inputs: ["W", "x"], shape: [2], group: "a" },
    { id: "a", inputs: ["a.1"], shape: [2] },
    { id: "L", inputs: ["a"] },
  ],
  ["L"],
  ["W", "x"],
);

const element = (node: string, at: number, name: string): Spec => ({ id: name, of: [node, at] });
const row = (k: number): Spec[] => [
  { id: `a.1[${k}].1`, inputs: [`W[${k},0]`, "x[0]"], group: "a", of: ["a.1", k, true] },
  { id: `a.1[${k}].2`, inputs: [`W[${k},1]`, "x[1]"], group: "a", of: ["a.1", k, true] },
  { id: `a.1[${k}]`, inputs: [`a.1[${k}].1`, `a.1[${k}].2`], group: "a", of: ["a.1", k] },
];

export const layer_in_scalars: Graph = graph_of(
  [
    element("x", 0, "x[0]"),
    element("x", 1, "x[1]"),
    ...[0, 1, 2, 3].map((at) => element("W", at, `W[${at >> 1},${at % 2}]`)),
    ...row(0),
    ...row(1),
    { id: "a[0]", inputs: ["a.1[0]"], group: "a", of: ["a", 0] },
    { id: "a[1]", inputs: ["a.1[1]"], group: "a", of: ["a", 1] },
    { id: "L", inputs: ["a[0]", "a[1]"], of: ["L", 0] },
  ],
  ["L"],
  ["x[0]", "x[1]", "W[0,0]", "W[0,1]", "W[1,0]", "W[1,1]"],
);

/** Places of a graph as the page gets them. */
export function arrange(graph: Graph, ops: readonly OpInfo[], room: Room, open?: Unfolding): Arrangement {
  return settle(plan(graph, ops, room, open));
}
