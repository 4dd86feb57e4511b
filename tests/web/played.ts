// Two short runs written by hand: L = a·a + a with a = w·w at w = 3, forward and backward, as the engine lists steps.
import type { Run, Step } from "../../web/src/engine/types.gen.ts";
import { cost, graph_of } from "./samples.ts";

type Buffers = [string, Step["reads"][number]["what"], number?][];

interface Said {
  node: string;
  sweep: Step["sweep"];
  seed?: boolean;
  reads?: Buffers;
  /** to, port, local, upstream, product, sum after */
  terms?: [string, number, number, number, number, number][];
  allocates?: Buffers;
  frees?: Buffers;
  cut?: number | null;
}

/** Steps whose live bytes follow from what they allocate and free; a buffer has 8 bytes. */
export function steps_of(said: Said[]): Step[] {
  let live = 0;
  return said.map(
    ({ node, sweep, seed = false, reads = [], terms = [], allocates = [], frees = [], cut = null }, step) => {
      const kept = (list: Buffers) => list.map(([id, what, bytes = 8]) => ({ node: id, what, bytes }));
      const sum = (list: Buffers): number => kept(list).reduce((all, one) => all + one.bytes, 0);
      live += sum(allocates);
      const live_bytes = live;
      live -= sum(frees);
      return {
        step,
        sweep,
        pass: 1,
        node,
        seed,
        reads: reads.map(([id, what]) => ({ node: id, what })),
        terms: terms.map(([to, port, local, upstream, product, sum_after]) => ({
          to,
          port,
          local: [local],
          upstream: [upstream],
          product: [product],
          sum_after: [sum_after],
        })),
        allocates: kept(allocates),
        frees: kept(frees),
        cost: cost(1),
        live_bytes,
        live_bytes_after: live,
        cut_sum: cut,
      };
    },
  );
}

export function run_of(direction: Run["direction"], steps: Step[], sweeps = 1): Run {
  const inner_peak_bytes = Math.max(0, ...steps.map((step) => step.live_bytes));
  return {
    mode: "m",
    direction,
    title: `a run ${direction}`,
    sweeps,
    directions: sweeps,
    cost: { value: cost(0), derivative: cost(0), total: cost(0) },
    memory: {
      inputs_bytes: 8,
      peak_bytes: inner_peak_bytes,
      inner_peak_bytes,
      saved_bytes: 0,
      saved_for_adjoint_bytes: 0,
      timeline: steps.map(({ step, live_bytes, live_bytes_after }) => ({
        step,
        live_bytes,
        live_bytes_after,
        inner_live_bytes: live_bytes,
      })),
    },
    steps,
    predicted: false,
  };
}

export const graph = graph_of(
  [
    { id: "w" },
    { id: "a", inputs: ["w", "w"] },
    { id: "L.1", inputs: ["a", "a"], group: "L" },
    { id: "L", inputs: ["L.1", "a"] },
  ],
  ["L"],
  ["w"],
);

// At w = 3: a = 9, da/dw = 6; L.1 = 81, dL.1/dw = 108; L = 90, dL/dw = 114.
export const along = run_of(
  "along",
  steps_of([
    { node: "w", sweep: "tangent", seed: true, allocates: [["w", "tangent"]], cut: 114 },
    {
      node: "a",
      sweep: "tangent",
      reads: [
        ["w", "value"],
        ["w", "tangent"],
      ],
      terms: [
        ["w", 0, 3, 1, 3, 3],
        ["w", 1, 3, 1, 3, 6],
      ],
      allocates: [
        ["a", "value"],
        ["a", "tangent"],
      ],
      frees: [["w", "tangent"]],
      cut: 114,
    },
    {
      node: "L.1",
      sweep: "tangent",
      reads: [
        ["a", "value"],
        ["a", "tangent"],
      ],
      terms: [
        ["a", 0, 9, 6, 54, 54],
        ["a", 1, 9, 6, 54, 108],
      ],
      allocates: [
        ["L.1", "value"],
        ["L.1", "tangent"],
      ],
      cut: 114,
    },
    {
      node: "L",
      sweep: "tangent",
      reads: [
        ["L.1", "value"],
        ["L.1", "tangent"],
        ["a", "value"],
        ["a", "tangent"],
      ],
      terms: [
        ["L.1", 0, 1, 108, 108, 108],
        ["a", 1, 1, 6, 6, 114],
      ],
      allocates: [
        ["L", "value"],
        ["L", "tangent"],
      ],
      frees: [
        ["a", "value"],
        ["a", "tangent"],
        ["L.1", "value"],
        ["L.1", "tangent"],
      ],
      cut: 114,
    },
  ]),
  1,
);

export const against = run_of(
  "against",
  steps_of([
    { node: "a", sweep: "value", reads: [["w", "value"]], allocates: [["a", "value"]] },
    { node: "L.1", sweep: "value", reads: [["a", "value"]], allocates: [["L.1", "value"]] },
    {
      node: "L",
      sweep: "value",
      reads: [
        ["L.1", "value"],
        ["a", "value"],
      ],
      allocates: [["L", "value"]],
      frees: [["L.1", "value"]],
    },
    { node: "L", sweep: "adjoint", seed: true, allocates: [["L", "adjoint"]], cut: 114 },
    {
      node: "L",
      sweep: "adjoint",
      reads: [["L", "adjoint"]],
      terms: [
        ["a", 1, 1, 1, 1, 1],
        ["L.1", 0, 1, 1, 1, 1],
      ],
      allocates: [
        ["a", "adjoint"],
        ["L.1", "adjoint"],
      ],
      frees: [["L", "adjoint"]],
      cut: 114,
    },
    {
      node: "L.1",
      sweep: "adjoint",
      reads: [
        ["a", "value"],
        ["L.1", "adjoint"],
      ],
      terms: [
        ["a", 1, 9, 1, 9, 10],
        ["a", 0, 9, 1, 9, 19],
      ],
      frees: [
        ["a", "value"],
        ["L.1", "adjoint"],
      ],
      cut: 114,
    },
    {
      node: "a",
      sweep: "adjoint",
      reads: [
        ["w", "value"],
        ["a", "adjoint"],
      ],
      terms: [
        ["w", 1, 3, 19, 57, 57],
        ["w", 0, 3, 19, 57, 114],
      ],
      allocates: [["w", "adjoint"]],
      frees: [["a", "adjoint"]],
      cut: 114,
    },
  ]),
);
