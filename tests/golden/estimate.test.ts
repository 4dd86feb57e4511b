// Costs from shapes alone: equal to execution to the unit; batches against networks that write the batch out; a perceptron by
// its formula; what cannot be estimated.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EstimatedRun, EstimateRequest, EstimateResponse, Network } from "../../web/src/engine/types.gen";
import { asText, cases, load, others } from "./cases";
import { ask, differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

type Asked = Partial<Omit<EstimateRequest, "v" | "kind" | "network">>;
async function estimate(network: string | Network, more: Asked = {}): Promise<EstimateResponse> {
  const response = await ask(engine, {
    ...more,
    v: 1,
    kind: "estimate",
    network: typeof network === "string" ? { text: network } : network,
  });
  if (response.ok && response.kind === "estimate") return response;
  throw new Error(`refused: ${JSON.stringify(response.diagnostics, null, 1)}`);
}

/** What an execution counts, every output seeded with ones. */
async function executed(network: Network, modes: EstimateRequest["modes"]) {
  const graph = await ask(engine, { v: 1, kind: "graph", network });
  if (!graph.ok || graph.kind !== "graph") throw new Error(JSON.stringify(graph.diagnostics));
  const shapes = new Map(graph.graph.nodes.map((node) => [node.id, node.shape as number[]]));
  const seeds = graph.graph.outputs.map((id) => ({
    id,
    value: new Array((shapes.get(id) ?? []).reduce((a, b) => a * b, 1)).fill(1) as number[],
  }));
  const all = [...(modes ?? []), { mode: "reverse" }];
  return differentiate(engine, { network, seeds, modes: all, include: ["cost"], values_alone: true });
}
const whole = (n: number | string) => BigInt(n);
const schedules: NonNullable<EstimateRequest["modes"]> = [
  { mode: "checkpointed", segments: 3 },
  { mode: "forward", chunk: 1 },
  { mode: "forward", chunk: 3 },
  { mode: "forward", chunk: 1, keep_values: true },
  { mode: "forward", chunk: "all" },
  { mode: "reverse", chunk: 1 },
];

interface Published {
  id: string;
  expression: string[];
  inputs: Record<string, number | string>;
  parameters: Record<string, number | string>;
  outputs: string[];
}
const declared = (k: Published) =>
  [
    ...Object.entries({ ...k.inputs, ...k.parameters }).map(([name, value]) => `param ${name} = ${value}`),
    ...k.expression,
    `output ${k.outputs.join(", ")}`,
  ].join("\n");
const folder = new URL("../../web/examples/", import.meta.url);
const networks: { id: string; network: Network }[] = [
  ...[...cases, ...others].map((k) => ({ id: k.id, network: asText(k) })),
  ...load<Published[]>("published.json").map((k) => ({ id: k.id, network: { text: declared(k) } })),
  ...readdirSync(folder)
    .filter((file) => file.endsWith(".net"))
    .map((file) => ({ id: file, network: { text: readFileSync(new URL(file, folder), "utf8") } })),
];

describe.each(networks)("$id", ({ network }) => {
  test("an execution counts what was estimated, to the unit", async () => {
    const [guess, ran] = await Promise.all([estimate(network, { modes: schedules }), executed(network, schedules)]);
    const training = ran.runs.at(-1);
    expect(ran.values_alone?.predicted).toBe(false);
    expect(ran.runs.some((run) => run.predicted)).toBe(false);
    expect(guess.training).toEqual({ cost: training?.cost, memory: training?.memory });
    expect(guess.prediction.cost.value).toEqual(ran.values_alone?.cost);
    expect(guess.prediction.memory).toEqual(ran.values_alone?.memory);
    const figures = ({
      mode,
      sweeps,
      directions,
      cost,
      memory,
      title,
    }: Pick<EstimatedRun, "mode" | "sweeps" | "directions" | "cost" | "title"> & { memory: object }) => ({
      mode,
      sweeps,
      directions,
      cost,
      memory,
      title,
    });
    expect(guess.runs.map(figures)).toEqual(ran.runs.slice(0, -1).map(figures));
    const nodes = new Map(ran.nodes.map((node) => [node.id, node]));
    for (const node of guess.nodes ?? []) {
      const same = nodes.get(node.id);
      expect([node.id, node.cost.value, node.cost.adjoint, node.bytes, node.saved_for]).toEqual([
        node.id,
        same?.cost?.value,
        same?.cost?.adjoint,
        same?.bytes,
        same?.saved_for,
      ]);
    }
    const kept = (guess.nodes ?? []).reduce((sum, node) => sum + whole(node.kept_bytes), 0n);
    expect(kept).toBe(whole(guess.training.memory.saved_for_adjoint_bytes));
  });
});

test("statements are their nodes together, and all of them are the training", async () => {
  const text =
    "input x = randn(6, seed=1)\nh = dense(x, 5, tanh)\nparam w = randn(5, seed=2)\nloss = sum(softplus(h * w - w))";
  const { statements = [], nodes = [], training } = await estimate(text, { batch: 3 });
  expect(statements.map(({ id, weights, nodes }) => [id, weights, nodes])).toEqual([
    ["x", 0, 1],
    ["w", 5, 1],
    ["h", 35, 5],
    ["loss", 0, 4],
  ]);
  for (const part of ["value", "adjoint"] as const) {
    for (let i = 0; i < 6; ++i) {
      const all = statements.reduce((sum, s) => sum + whole(s.cost[part][i] ?? 0), 0n);
      expect(all).toBe(whole(training.cost[part === "value" ? "value" : "derivative"][i] ?? 0));
    }
  }
  for (const [i, s] of statements.entries()) {
    const own = nodes.filter((node) => node.statement === i);
    expect(own.reduce((sum, node) => sum + whole(node.kept_bytes), 0n)).toBe(whole(s.kept_bytes));
    expect(own.at(-1)?.id).toBe(s.node);
  }
});

/** The same network for one example, and for B rows of a batch. */
const pairs: [name: string, one: string, rows: (b: number) => string][] = [
  [
    "two layers",
    "input x = randn(5, seed=1)\nh = dense(x, 4, tanh)\ny = dense(h, 3, sigmoid)",
    (b) => `input x = randn(${b}, 5, seed=1)\nh = dense(x, 4, tanh)\ny = dense(h, 3, sigmoid)`,
  ],
  [
    "a bias that is taken away",
    "input x = randn(5, seed=1)\nparam b = randn(5, seed=2)\ny = relu(x - b)",
    (b) => `input x = randn(${b}, 5, seed=1)\nparam b = randn(5, seed=2)\ny = relu(x - b)`,
  ],
  [
    "weights that are read twice, by products and by sums",
    "input x = randn(5, seed=1)\nparam w = randn(5, seed=2)\nparam V = randn(5, 5, seed=3)\nh = x @ V\ny = (tanh(h) @ V) * w + w / (1 + exp(w))",
    (b) =>
      `input x = randn(${b}, 5, seed=1)\nparam w = randn(5, seed=2)\nparam V = randn(5, 5, seed=3)\nh = x @ V\ny = (tanh(h) @ V) * w + w / (1 + exp(w))`,
  ],
  [
    "lines",
    "input x = randn(6, seed=1)\nparam g = randn(6, seed=2)\nparam b = randn(6, seed=3)\ny = log_softmax(layer_norm(softmax(x * g, axis=-1), g, b), axis=-1)",
    (b) =>
      `input x = randn(${b}, 6, seed=1)\nparam g = randn(6, seed=2)\nparam b = randn(6, seed=3)\ny = log_softmax(layer_norm(softmax(x * g, axis=-1), g, b), axis=-1)`,
  ],
];
test.each(pairs)("a batch of %s is the network of its rows, to the unit", async (_, one, rows) => {
  for (const batch of [1, 2, 7]) {
    const guess = await estimate(one, { batch, modes: schedules });
    const ran = await executed({ text: rows(batch) }, schedules);
    const training = ran.runs.at(-1);
    expect(guess.training).toEqual({ cost: training?.cost, memory: training?.memory });
    expect(guess.prediction.cost.value).toEqual(ran.values_alone?.cost);
    expect(guess.prediction.memory).toEqual(ran.values_alone?.memory);
    for (const [i, run] of guess.runs.entries()) {
      expect(run.cost).toEqual(ran.runs[i]?.cost);
      expect(run.memory).toEqual(ran.runs[i]?.memory);
    }
  }
});

test("a loss over all rows has (rows - 1) adds more and divides once, not once an example", async () => {
  const net = (shape: string) =>
    `input x = randn(${shape}4, seed=1)\ninput t = randn(${shape}3, seed=2)\ny = dense(x, 3, tanh)\nloss = mse(y, t)`;
  const batch = 7;
  const guess = await estimate(net(""), { batch });
  const ran = await executed({ text: net(`${batch}, `) }, []);
  const [add = 0, mul = 0, div = 0, ...rest] = guess.prediction.cost.value.map(Number);
  expect([add + batch - 1, mul, div - (batch - 1), ...rest.slice(0, 2)]).toEqual(ran.values_alone?.cost.slice(0, 5));
  expect(guess.training.cost.derivative).toEqual(ran.runs[0]?.cost.derivative);
});

/** Of a perceptron with relu between its layers, by hand: what rows of examples and a matrix of weights take. */
function perceptron(widths: number[], examples: number) {
  const b = BigInt(examples);
  const zero = { add: 0n, mul: 0n, cmp: 0n };
  const value = { ...zero };
  const adjoint = { ...zero };
  let weights = 0n;
  let kept = 0n;
  const values: bigint[] = [];
  for (let k = 1; k < widths.length; ++k) {
    const [i, o, last] = [BigInt(widths[k - 1] ?? 0), BigInt(widths[k] ?? 0), k === widths.length - 1];
    weights += i * o + o;
    value.mul += b * i * o;
    value.add += b * o * (i - 1n) + b * o; // the product, and the bias
    adjoint.mul += b * i * o; // W̄ = Ȳ xᵀ
    adjoint.add += (b - 1n) * i * o + (b - 1n) * o; // over the batch, for W and b
    if (k > 1) {
      adjoint.mul += b * i * o; // x̄ = Wᵀ Ȳ
      adjoint.add += b * i * (o - 1n);
    }
    values.push(b * o);
    if (last) continue;
    value.cmp += b * o;
    adjoint.cmp += b * o;
    kept += b * o; // relu keeps what came out, and so does the product behind it: one buffer
  }
  return { value, adjoint, weights, kept };
}
const layers = (widths: number[]) =>
  [
    `input x = randn(${widths[0]}, seed=1)`,
    ...widths
      .slice(1)
      .map(
        (n, k) =>
          `${k === widths.length - 2 ? "y" : "x"}${k + 1} = dense(${k === 0 ? "x" : `x${k}`}, ${n}${k === widths.length - 2 ? "" : ", relu"})`,
      ),
  ].join("\n");

test.each([
  [[784, 512, 256, 128, 10], 32],
  [[784, 512, 256, 128, 10], 1],
  [[10_000, 9_000, 1_000, 10], 64],
  [[60_000, 60_000, 10], 1_000_000],
])("a perceptron %j at batch %i, by its formula", async (widths, batch) => {
  const want = perceptron(widths, batch);
  for (const [dtype, size] of [
    ["float64", 8n],
    ["float32", 4n],
    ["bfloat16", 2n],
  ] as const) {
    const got = await estimate(layers(widths), { batch, dtype, optimizer: "adam", modes: [] });
    const [add, mul, div, cmp, fn] = got.training.cost.value.map(whole);
    expect([add, mul, div, cmp, fn]).toEqual([want.value.add, want.value.mul, 0n, want.value.cmp, 0n]);
    const back = got.training.cost.derivative.map(whole);
    expect(back.slice(0, 5)).toEqual([want.adjoint.add, want.adjoint.mul, 0n, want.adjoint.cmp, 0n]);
    expect(whole(got.weights)).toBe(want.weights);
    expect(whole(got.weights_bytes)).toBe(want.weights * size);
    expect(whole(got.gradient_bytes)).toBe(want.weights * size);
    expect(whole(got.optimizer_bytes)).toBe(2n * want.weights * size);
    expect(whole(got.training.memory.saved_for_adjoint_bytes)).toBe(want.kept * size);
    expect([got.predicted, got.arithmetic, got.number_bytes]).toEqual([true, "float64", Number(size)]);
  }
});

test("the peaks of a perceptron, by hand", async () => {
  const got = await estimate(layers([784, 512, 256, 128, 10]), { batch: 32, dtype: "float32", modes: [] });
  const weights = 784 * 512 + 512 + 512 * 256 + 256 + 256 * 128 + 128 + 128 * 10 + 10;
  // At the sum and at the relu of the widest layer two vectors of 512 are live for each example.
  expect(got.prediction.memory.peak_bytes).toBe(4 * 32 * 2 * 512);
  // At the first product, the last step back: all gradients, the output and the adjoint of the product.
  expect(got.training.memory.peak_bytes).toBe(4 * (weights + 32 * (10 + 512)));
  // When the values are there: what came out of each relu, and the output, which is held.
  expect(got.training.memory.saved_bytes).toBe(4 * 32 * (512 + 256 + 128 + 10));
});

test("counts above 2^53 are decimal digits, exact: one weight a pass, and batches", async () => {
  const widths = [8_000, 8_000, 4_500, 10];
  const { value, weights } = perceptron(widths, 1);
  expect(weights > 100_000_000n).toBe(true);
  const got = await estimate(layers(widths), { modes: [{ mode: "forward", chunk: 1 }], include: [] });
  const run = got.runs[0] as EstimatedRun;
  expect(whole(run.sweeps)).toBe(weights);
  expect(run.cost.value[1]).toBe(String(weights * value.mul));
  expect(whole(run.cost.value[1] ?? 0) > 2n ** 53n).toBe(true);
  expect(got.training.cost.value[1]).toBe(Number(value.mul));
  const all = await estimate(layers(widths), {
    batch: 1_000_000,
    modes: [{ mode: "forward", chunk: "all" }],
    include: [],
  });
  // p seeds of p numbers, beside what the widest step carries for a million examples
  expect(whole(all.runs[0]?.memory.peak_bytes ?? 0) > 8n * weights * weights).toBe(true);
});

test("a graph without values has the nodes of the graph with them, and a text that makes the same leaves", async () => {
  const text =
    "size n = 3\ninput x = randn(n, seed=4)\ninput t = [1, 0]\nh = dense(x, 4, tanh, seed=7)\ny = dense(h, 2, seed=8) * 2\nloss = mse(y, t)";
  const [full, bare] = [
    await ask(engine, { v: 1, kind: "graph", network: { text } }),
    await ask(engine, { v: 1, kind: "graph", network: { text }, values: false }),
  ];
  if (!full.ok || full.kind !== "graph" || !bare.ok || bare.kind !== "graph") throw new Error("refused");
  expect(bare.graph).toEqual(full.graph);
  expect(bare.values).toBe(false);
  expect(bare.text).toContain(
    "input x = randn(3, seed=4)\ninput t = [1, 0]\nparam h.W = xavier(4, 3, seed=7)\nparam h.b = zeros(4)\n",
  );
  const again = await ask(engine, { v: 1, kind: "graph", network: { text: bare.text } });
  if (!again.ok || again.kind !== "graph") throw new Error("refused");
  expect(again.network).toEqual(full.network);
  const drawn = (await estimate(text, { include: ["graph"] })).graph;
  expect(drawn).toEqual(full.graph);
});

const block = `
size d = 768
size n = 1024
input X = randn(n, d, seed=1)
param g = ones(d)
param b = zeros(d)
Z = layer_norm(X, g, b)
Q = dense(Z, d)
K = dense(Z, d)
V = dense(Z, d)
A = softmax(Q @ K.T / sqrt(768), axis=-1) @ V
H = X + dense(A, d)
Y = H + dense(dense(H, 4 * d, gelu), d)
`;
const hundred = `size n = 224\ninput x = randn(n, seed=1)\nh = x\nrepeat 2000 {\n  h = dense(h, n, tanh)\n}\nloss = sum(h)`;
test.each([
  ["a transformer block", block, 3 * (768 * 768 + 768) + 768 * 768 + 768 + 2 * 4 * 768 * 768 + 5 * 768 + 2 * 768],
  ["2,000 layers", hundred, 2000 * (224 * 224 + 224)],
  ["fifty layers", hundred.replace("2000", "50").replace("224", "1000"), 50 * 1001 * 1000],
])("%s is estimated and drawn without a value", async (_, text, weights) => {
  const got = await estimate(text, { batch: 8, dtype: "bfloat16" });
  expect(got.weights).toBe(weights);
  const graph = await ask(engine, { v: 1, kind: "graph", network: { text }, values: false });
  expect(graph.ok).toBe(true);
});

const params = (shape: string) => `param W = randn(${shape}, seed=1)\nloss = sum(W)`;
test.each([
  ["a batch of 0", params("2"), { batch: 0 }, "E_NUMBER", "$.batch"],
  ["a batch below 0", params("2"), { batch: -3 }, "E_NUMBER", "$.batch"],
  ["half an example", params("2"), { batch: 2.5 }, "E_TYPE", "$.batch"],
  ["too large a batch", params("2"), { batch: 1_000_001 }, "E_LIMIT", "$.batch"],
  ["an unknown dtype", params("2"), { dtype: "float16" }, "E_ATTR", "$.dtype"],
  ["an unknown optimizer", params("2"), { optimizer: "adagrad" }, "E_ATTR", "$.optimizer"],
  ["a referee", params("2"), { modes: [{ mode: "difference" }] }, "E_ATTR", "$.modes[0]"],
  ["sizes whose product is more than 64 bits", params("99999999999, 99999999999"), {}, "E_LIMIT", undefined],
  ["a size that is no size", params("1e15"), {}, "E_LIMIT", undefined],
  ["more than 10^11 numbers together", `${params("300000, 300000")} + sum(2 * W)`, {}, "E_LIMIT", undefined],
  ["a product of more than 64 bits", "input x = randn(90000000000, seed=1)\ny = outer(x, x)", {}, "E_LIMIT", undefined],
  ["an array in an expression", "input x = 1\ny = x * randn(5000000, seed=1)", {}, "E_LIMIT", undefined],
])("%s is refused", async (_, text, more, code, path) => {
  const response = JSON.parse(
    await engine.call(JSON.stringify({ v: 1, kind: "estimate", network: { text }, ...more })),
  );
  expect(response.ok).toBe(false);
  expect(response.diagnostics[0]).toMatchObject({ code, ...(path === undefined ? {} : { path }) });
  expect(response.diagnostics[0].hint).not.toBe("");
});

test("ten billion weights are an answer", async () => {
  const got = await estimate("input x = randn(100000, seed=1)\ny = dense(x, 100000)", {
    batch: 1_000_000,
    optimizer: "adam",
  });
  expect(got.weights).toBe(10_000_100_000);
  expect(got.training.cost.value[1]).toBe("10000000000000000");
});
