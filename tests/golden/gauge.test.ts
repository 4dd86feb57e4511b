// The gauge: what a derivative costs beside the value, and that the bound from the rows in use holds.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cost, DifferentiateRequest, Gauge, Network } from "../../web/src/engine/types.gen";
import { asText, cases, load, others } from "./cases";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";
import { flops } from "./model/count";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const operations = (cost: Cost | undefined) => (cost === undefined ? Number.NaN : flops(cost) + cost[4]);
type Question = Omit<DifferentiateRequest, "v" | "kind">;
async function gauges(question: Question) {
  const response = await differentiate(engine, { ...question, modes: [{ mode: "reverse" }], include: ["cost"] });
  const [against, along] = response.gauges as [Gauge, Gauge];
  expect([against.direction, along.direction]).toEqual(["against", "along"]);
  return { against, along, response };
}

const seeds = (k: (typeof cases)[number]) => k.seeds.map(({ node: id, cotangent: value }) => ({ id, value }));
interface Example {
  id: string;
  expression: string[];
  inputs: Record<string, number | string>;
  parameters: Record<string, number | string>;
  outputs: string[];
}
const published = load<Example[]>("published.json").flatMap((k) =>
  k.outputs.map((output) => {
    const leaves = Object.entries({ ...k.inputs, ...k.parameters }).map(([name, value]) => `param ${name} = ${value}`);
    const text = [...leaves, ...k.expression, `output ${output}`].join("\n");
    return { id: `${k.id}: ${output}`, network: { text } as Network };
  }),
);
const folder = new URL("../../web/examples/", import.meta.url);
const presets = readdirSync(folder).filter((name) => name.endsWith(".net"));
const networks: ({ id: string } & Question)[] = [
  ...[...cases, ...others].map((k) => ({ id: k.id, network: asText(k), seeds: seeds(k) })),
  ...published,
  ...presets.map((file) => ({
    id: file,
    network: { text: readFileSync(new URL(file, folder), "utf8") },
    want: "jacobian" as const,
  })),
];

describe.each(networks)("$id", ({ id: _, ...question }) => {
  test("ratio ≤ bound, both ways; the ratio back is that of the run", async () => {
    const { against, along, response } = await gauges(question);
    const value = response.nodes.reduce((sum, node) => sum + operations(node.cost?.value), 0);
    const run = response.runs[0];
    if (value === 0) {
      expect([against.ratio, along.ratio]).toEqual([null, null]);
      return;
    }
    if (question.want === undefined)
      expect(against.ratio).toBe(operations(run?.cost.total) / operations(run?.cost.value));
    for (const gauge of [against, along]) {
      expect(gauge.ratio).toBeGreaterThanOrEqual(1);
      expect(gauge.bound, gauge.direction).not.toBeNull();
      expect(gauge.ratio ?? Number.NaN, gauge.direction).toBeLessThanOrEqual(gauge.bound ?? Number.NaN);
    }
  });
});

const neuron =
  "input x = [0.5, -1.2, 2]\ninput y = 1\nparam w = [0.1, 0.4, -0.3]\nparam b = 0.1\nu = w @ x\nz = u + b\np = sigmoid(z)\nL = bce(p, y)";
test("the neuron by hand", async () => {
  const { against, along } = await gauges({ network: { text: neuron } });
  // Value 12 flops + 3 fn; back 11 more; along one direction 14 more.
  expect([against.ratio, along.ratio]).toEqual([26 / 15, 29 / 15]);
  // p: 1 fn; y(1 - y) 2, times the adjoint 1, an add 1: 5. u: 5, with 3 and 3 more. z: 1 and 2 adds. L: 8, with 4, 1 and 1.
  expect([against.bound, against.bound_node]).toEqual([5, "p"]);
  // Along: p 1 and 3; u 5 and 5; z 1 and 0; L 8 and 5.
  expect([along.bound, along.bound_node]).toEqual([4, "p"]);
});

test("a row that only moves numbers is charged to what it serves", async () => {
  // Back: 2 products at y, and what the second slice adds to x: (1 + 2 + 1) / 1. Bound: 2 adds of y and 1 of each slice.
  const { against } = await gauges({ network: { text: "param x = [2, 3]\ny = x[0] * x[1]" } });
  expect([against.ratio, against.bound, against.bound_node]).toEqual([4, 7, "y"]);
  // Nothing reads the slice: it is charged to z, a matmul of 3 operations with 4 more, 4 adds to W, and the slice's 1.
  const last = await gauges({ network: { text: "param W = [[1, 2]]\ninput x = [3, 4]\nz = W @ x\ny = z[0]" } });
  expect([last.against.ratio, last.against.bound]).toEqual([(3 + 2) / 3, (3 + 2 + 2 + 1) / 3]);
});

test("null where the value costs nothing, and where there is no row to charge", async () => {
  const free = await gauges({ network: { text: "param x = [[1, 2]]\ny = x.T" }, want: "jacobian" });
  expect([free.against.ratio, free.against.bound, free.against.bound_node]).toEqual([null, null, null]);
  const text = "param x = 0.5\ny = transpose(x)\nz = sigmoid(x)\noutput y, z";
  const { against, along } = await gauges({ network: { text }, seeds: { y: [1], z: [1] } });
  expect([against.ratio, against.bound]).toEqual([(1 + 3 + 1) / 1, null]);
  expect([along.ratio, along.bound]).toEqual([4, 4]);
});
