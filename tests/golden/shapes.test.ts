// What is known of networks too large to run or to show: memory over time, growth past every size that runs, and the first
// elements of arrays.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type {
  DifferentiateRequest,
  EstimateResponse,
  ModeRequest,
  ScaleResponse,
} from "../../web/src/engine/types.gen";
import { ask, differentiate, read } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

async function estimate(text: string, more: object = {}): Promise<EstimateResponse> {
  const response = await ask(engine, { v: 1, kind: "estimate", network: { text }, ...more });
  if (response.ok && response.kind === "estimate") return response;
  throw new Error(`refused: ${JSON.stringify(response.diagnostics, null, 1)}`);
}
async function scale(text: string, sizes: number[], modes: ModeRequest[], more: object = {}): Promise<ScaleResponse> {
  const response = await ask(engine, {
    v: 1,
    kind: "scale",
    network: { text },
    vary: "n",
    sizes: sizes as [number],
    modes,
    ...more,
  });
  if (response.ok && response.kind === "scale") return response;
  throw new Error(`refused: ${JSON.stringify(response.diagnostics, null, 1)}`);
}

const folder = new URL("../../web/examples/", import.meta.url);
const texts = readdirSync(folder)
  .filter((file) => file.endsWith(".net"))
  .map((file) => ({ file, text: readFileSync(new URL(file, folder), "utf8") }));

describe.each(texts)("memory over time of $file", ({ text }) => {
  test("is what an execution had, step by step", async () => {
    const graph = await ask(engine, { v: 1, kind: "graph", network: { text } });
    if (!graph.ok || graph.kind !== "graph") throw new Error("no graph");
    const shapes = new Map(graph.graph.nodes.map((node) => [node.id, node.shape as number[]]));
    const seeds = graph.graph.outputs.map((id) => ({
      id,
      value: new Array((shapes.get(id) ?? []).reduce((a, b) => a * b, 1)).fill(1) as number[],
    }));
    const { training, prediction } = await estimate(text, { include: ["timeline"] });
    const ran = await differentiate(engine, {
      network: { text },
      seeds,
      modes: [{ mode: "reverse" }],
      include: ["timeline"],
    });
    const lived = ran.runs[0]?.memory.timeline?.map((point) => point.inner_live_bytes);
    expect(training.memory.timeline).toEqual(lived);
    expect(Math.max(...(prediction.memory.timeline ?? []).map(Number))).toBe(prediction.memory.inner_peak_bytes);
  });
});

test("memory over time is in bytes of the type, and only where it is asked for", async () => {
  const text = "input x = randn(3, seed=1)\nh = dense(x, 4, tanh)\nL = sum(h)";
  const wide = await estimate(text, { include: ["timeline"], batch: 2 });
  const narrow = await estimate(text, { include: ["timeline"], batch: 2, dtype: "bfloat16" });
  expect(narrow.training.memory.timeline?.map((bytes) => 4 * Number(bytes))).toEqual(wide.training.memory.timeline);
  // By hand, a batch of two: the product 8 numbers, the sum beside it 16, tanh beside it 16, L beside it 10.
  expect(wide.prediction.memory.timeline).toEqual([8, 16, 16, 10].map((numbers) => 8 * numbers));
  expect((await estimate(text)).training.memory.timeline).toBeUndefined();
});

const wide = "size n = 4\ninput x = randn(n, seed=1)\nparam w = randn(n, seed=2)\nL = w @ x";
const square = "size n = 4\ninput x = randn(n, seed=1)\nparam W = randn(n, n, seed=2)\nL = sum(W @ x)";

test("a size that no run could have is predicted by the same formulas", async () => {
  const sizes = [1000, 3_000_000, 1_000_000_000];
  const { points, diagnostics } = await scale(wide, sizes, [{ mode: "reverse" }, { mode: "forward", chunk: 1 }]);
  expect(diagnostics.map(({ code }) => code)).toEqual(["W_PREDICTED"]);
  expect(points.map(({ size, mode, predicted }) => [size, mode, predicted])).toEqual([
    [1000, "reverse", false],
    [1000, "forward", false],
    [3_000_000, "reverse", true],
    [3_000_000, "forward", true],
    [1_000_000_000, "reverse", true],
    [1_000_000_000, "forward", true],
  ]);
  // n products and n − 1 sums for the value, n products back; forward so often as there are weights, n² in all.
  for (const { size, mode, cost, sweeps } of points) {
    const n = BigInt(size);
    const [adds, muls] = cost.total.map(BigInt);
    expect([sweeps, adds, muls]).toEqual(
      mode === "reverse" ? [1, n - 1n, 2n * n] : [size, n * (2n * (n - 1n)), n * 2n * n],
    );
  }
});

test("growth is the estimate of the network that has this size, to the unit", async () => {
  const modes: ModeRequest[] = [{ mode: "reverse" }, { mode: "forward", chunk: "all" }];
  const { points } = await scale(square, [100_000], modes);
  const { runs } = await estimate(square.replace("n = 4", "n = 100000"), { modes });
  expect(
    points.map(({ cost, inner_peak_bytes, peak_bytes, saved_bytes, inputs_bytes }) => ({
      cost,
      memory: { inner_peak_bytes, peak_bytes, saved_bytes, inputs_bytes },
    })),
  ).toEqual(runs.map(({ cost, memory: { saved_for_adjoint_bytes: _, ...memory } }) => ({ cost, memory })));
});

test("a text that is too large as it stands can vary; what no estimate can hold says so at its size", async () => {
  const large = square.replace("n = 4", "n = 50000");
  const { points } = await scale(large, [2, 50_000], [{ mode: "reverse" }]);
  expect(points.map(({ size, predicted }) => [size, predicted])).toEqual([
    [2, false],
    [50_000, true],
  ]);
  const beyond = await scale(square, [10, 1_000_000], [{ mode: "reverse" }]).catch(String);
  expect(JSON.stringify(beyond)).toMatch(/With n = 1000000: .*the limit is 100000000000/);
  const many = await scale(square.replace("L = sum(W @ x)", "y = W @ x\noutput y"), [3000], [{ mode: "reverse" }], {
    want: "jacobian",
  });
  expect(many.points.map(({ predicted }) => predicted)).toEqual([true]); // its output has no numbers to seed
});

const sampled = "input x = randn(5, seed=1)\nh = dense(x, 4, tanh)\nL = sum(h * h)";

test("the first elements of every array are those of the whole answer", async () => {
  const request: Omit<DifferentiateRequest, "v" | "kind"> = {
    network: { text: sampled },
    modes: [{ mode: "reverse" }, { mode: "forward" }],
    include: ["value", "tangent", "adjoint", "gradient_forward", "cost"],
  };
  const whole = await differentiate(engine, request);
  const cut = <T>(list: readonly T[] | null | undefined) => list?.slice(0, 3) ?? null;
  for (const first of [3, 1000]) {
    const part = await differentiate(engine, { ...request, first });
    if (first > 20) expect(part).toEqual(whole);
    else {
      expect(
        part.nodes.map(({ value, tangent, adjoint, gradient_forward: check }) => [value, tangent, adjoint, check]),
      ).toEqual(
        whole.nodes.map(({ value, tangent, adjoint, gradient_forward: check }) =>
          [value, tangent, adjoint, check].map(cut),
        ),
      );
      expect(part.runs.map(({ gradient }) => gradient?.map(({ value }) => value))).toEqual(
        whole.runs.map(({ gradient }) => gradient?.map(({ value }) => cut(value))),
      );
      expect(part.tangent).toEqual(whole.tangent.map(({ id, value }) => ({ id, value: cut(value) })));
      expect(part.runs.map(({ cost }) => cost)).toEqual(whole.runs.map(({ cost }) => cost));
    }
  }
});

test("an answer that is too long is short enough with its first elements; none or less than one is refused", async () => {
  const text = "input x = randn(700, seed=1)\nh = dense(x, 700, tanh)\nL = sum(h)";
  const asked = { v: 1, kind: "differentiate", network: { text }, include: ["value", "tangent", "adjoint"] } as const;
  const refused = await ask(engine, { ...asked, include: [...asked.include] });
  expect(refused.diagnostics.map(({ code }) => code)).toEqual(["E_LIMIT_REPLY"]);
  const part = await differentiate(engine, { network: { text }, include: [...asked.include], first: 2 });
  expect(part.nodes.find(({ id }) => id === "h.W")?.adjoint).toHaveLength(2);
  for (const first of [0, -1, 1.5, "2"]) {
    const wrong = read(await engine.call(JSON.stringify({ ...asked, first })));
    expect([first, wrong.ok, wrong.diagnostics[0]?.path]).toEqual([first, false, "$.first"]);
  }
});

test("as data, the shapes of the leaves are enough; without values nothing is run", async () => {
  const nodes = [
    { id: "u", op: "matmul", in: ["W", "x"] },
    { id: "L", op: "sum", in: ["u"] },
  ];
  const shaped = {
    inputs: [
      { id: "x", shape: [20_000] },
      { id: "W", shape: [30_000, 20_000], diff: true },
    ],
    nodes,
  };
  const asked = async (network: object) => read(await engine.call(JSON.stringify({ v: 1, kind: "estimate", network })));
  const found = await asked(shaped);
  if (!found.ok || found.kind !== "estimate") throw new Error(JSON.stringify(found.diagnostics));
  const text = "input x = zeros(20000)\nparam W = zeros(30000, 20000)\nu = W @ x\nL = sum(u)";
  const { training, prediction, weights } = await estimate(text);
  expect([found.training, found.prediction, found.weights]).toEqual([training, prediction, weights]);
  expect(weights).toBe(600_000_000);
  const refused = async (network: object, kind = "estimate") => {
    const { diagnostics } = read(await engine.call(JSON.stringify({ v: 1, kind, network })));
    return diagnostics.map(({ code, path }) => [code, path]);
  };
  const one = (leaf: object) => ({ inputs: [leaf], nodes: [{ id: "L", op: "sum", in: ["x"] }] });
  expect(await refused(shaped, "differentiate")).toContainEqual(["E_KEY", "$.network.inputs[0].value"]);
  expect(await refused(one({ id: "x" }))).toEqual([["E_KEY", "$.network.inputs[0].value"]]);
  expect(await refused(one({ id: "x", shape: [0] }))).toEqual([["E_SHAPE_EMPTY", "$.network.inputs[0].shape[0]"]]);
  expect(await refused(one({ id: "x", shape: [3], value: [1, 2] }))).toEqual([["E_SHAPE", "$.network.inputs[0]"]]);
  expect(await refused(one({ id: "x", shape: [1e9, 1e9] }))).toEqual([["E_LIMIT", "$.network.inputs[0]"]]);
  expect(await refused(one({ id: "x", shape: [1e12] }))).toEqual([["E_LIMIT", "$.network.inputs[0].shape[0]"]]);
  expect((await refused(one({ id: "x", shape: "3" })))[0]?.[0]).toBe("E_TYPE");
});
