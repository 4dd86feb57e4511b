// Costs as a declared size varies: the chains worked out by hand, the independent count of layers, and the texts with
// the size written in.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ModeRequest, ScalePoint, ScaleRequest, WideCost } from "../../web/src/engine/types.gen";
import { load } from "./cases";
import { ask, differentiate, read } from "./engine/ask";
import { type Engine, start } from "./engine/transport";
import { flops as flops_of } from "./model/count";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const one: ModeRequest = { mode: "forward", chunk: 1 };
const all: ModeRequest = { mode: "forward", chunk: "all" };
const sparse: ModeRequest = { mode: "forward_sparse" };
const reverse: ModeRequest = { mode: "reverse" };

async function scale(text: string, sizes: number[], modes: ModeRequest[], more: Partial<ScaleRequest> = {}) {
  const response = await ask(engine, {
    v: 1,
    kind: "scale",
    network: { text },
    vary: "n",
    sizes: sizes as ScaleRequest["sizes"],
    modes,
    ...more,
  });
  if (response.ok && response.kind === "scale") return response;
  throw new Error(`refused: ${JSON.stringify(response.diagnostics, null, 1)}`);
}
const flops = (cost: WideCost) => flops_of(cost.map(Number));
const total = (point: ScalePoint) => flops(point.cost.total);

const chain = [
  "size n = 3",
  "param x = 0.5",
  "h = x",
  "repeat n {",
  "  param w = 0.9",
  "  param b = 0.1",
  "  u = w * h",
  "  z = u + b",
  "  h = sigmoid(z)",
  "}",
].join("\n");

test("the chain: forward holds 4 numbers however long it is, reverse n + 2, one pass with all derivatives 2(2n + 2)", async () => {
  const sizes = [1, 2, 5, 17, 64];
  const { points, vary } = await scale(chain, sizes, [one, all, reverse]);
  expect(vary).toBe("n");
  expect(points.map((p) => [p.size, p.mode, p.inner_peak_bytes])).toEqual(
    sizes.flatMap((n) => [
      [n, "forward", 32],
      [n, "forward", 8 * 2 * (2 * n + 2)],
      [n, "reverse", 8 * (n + 2)],
    ]),
  );
  // A neuron multiplies, adds and evaluates one function; x, and for each of n neurons w, b, u, z and a, are numbers.
  for (const p of points) {
    expect(flops(p.cost.value) + Number(p.cost.value[4])).toBe(
      (p.mode === "forward" && p.chunk === 1 ? p.directions : 1) * 3 * p.size,
    );
    expect([p.elements, p.inputs_bytes, p.predicted]).toEqual([5 * p.size + 1, 8 * (2 * p.size + 1), false]);
  }
});

interface Chain {
  n: number;
  one_inner: number;
  all_inner: number;
  reverse_inner: number;
  one_peak?: number;
  reverse_peak?: number;
  value_flops?: number;
  all_flops?: number;
  reverse_flops?: number;
}
const { chains } = load<{ chains: { lengths: Chain[] } }>("by_hand.json");
test("the chains worked out by hand", async () => {
  const sizes = chains.lengths.map((want) => want.n);
  const { points } = await scale(chain, sizes, [one, all, reverse]);
  for (const [i, want] of chains.lengths.entries()) {
    const [a, b, c] = points.slice(3 * i) as [ScalePoint, ScalePoint, ScalePoint];
    expect([a, b, c].map((p) => p.inner_peak_bytes)).toEqual([want.one_inner, want.all_inner, want.reverse_inner]);
    if (want.one_peak !== undefined) expect([a.peak_bytes, c.peak_bytes]).toEqual([want.one_peak, want.reverse_peak]);
    if (want.value_flops === undefined) continue;
    expect([flops(c.cost.value), total(b), total(c)]).toEqual([want.value_flops, want.all_flops, want.reverse_flops]);
  }
});

interface Layers {
  sizes: number[];
  skip?: boolean;
  forward_sparse: number;
  reverse: number;
}
const { networks } = load<{ networks: Layers[] }>("sparse.json");
const counted = (sizes: number[]) => {
  const found = networks.find((n) => !n.skip && n.sizes.join() === sizes.join());
  if (found === undefined) throw new Error(`no ${sizes}`);
  return [found.forward_sparse, found.reverse];
};
/** Sigmoid layers of these widths, written in n, with bce. */
const layers = (n: number, widths: string[]) =>
  [
    `size n = ${n}`,
    `input x = randn(${widths[0]}, seed=1)`,
    "input y = 1",
    ...widths
      .slice(1)
      .flatMap((m, k) => [
        m === "1"
          ? `param W${k} = randn(${widths[k]}, seed=${k})`
          : `param W${k} = randn(${m}, ${widths[k]}, seed=${k})`,
        m === "1" ? `param b${k} = 0.1` : `param b${k} = zeros(${m})`,
        `a${k} = sigmoid(W${k} @ ${k === 0 ? "x" : `a${k - 1}`} + b${k})`,
      ]),
    `L = bce(a${widths.length - 2}, y)`,
  ].join("\n");

test.each([
  { widths: ["n", "1"], sizes: [3, 10] },
  { widths: ["n", "n", "n", "n", "1"], sizes: [8, 16] },
  { widths: ["3", "n", "n", "1"], sizes: [4] },
])("layers $widths: what a student pays against reverse", async ({ widths, sizes }) => {
  const { points } = await scale(layers(2, widths), sizes, [sparse, reverse]);
  const at = (n: number) => points.filter((p) => p.size === n).map(total);
  for (const n of sizes) expect(at(n)).toEqual(counted(widths.map((w) => (w === "n" ? n : Number(w)))));
});

test("the two layers worked out by hand: 21 passes, one pass, one sweep back", async () => {
  const { points } = await scale(layers(2, ["3", "n", "1"]), [4], [one, all, reverse]);
  expect(points.map(total)).toEqual([2058, 1018, 78]);
  expect(points.map((p) => p.cost.total[4])).toEqual([147, 7, 7]);
  expect(points.map((p) => [p.sweeps, p.directions])).toEqual([
    [21, 21],
    [1, 21],
    [1, 1],
  ]);
});

test("as differentiate says it of the text with the size written in, where the graph answer says it stands", async () => {
  const text = [
    "size m = 2  # rows",
    "size n = m*2+1  # columns",
    "param W = randn(m, n, seed=1)",
    "y = sum(tanh(W))",
  ].join("\n");
  const graph = await ask(engine, { v: 1, kind: "graph", network: { text } });
  if (!graph.ok || graph.kind !== "graph") throw new Error("refused");
  const span = (column: number, end_column: number, line = 2) => ({ line, column, end_line: line, end_column });
  expect(graph.sizes).toEqual([
    { id: "m", value: 2, span: span(6, 7, 1), value_span: span(10, 11, 1) },
    { id: "n", value: 5, span: span(6, 7), value_span: span(10, 15) },
  ]);
  const { points } = await scale(text, [3, 7], [one, sparse, reverse]);
  const { line, column, end_column } = graph.sizes[1]?.value_span ?? span(0, 0);
  for (const n of [3, 7]) {
    const lines = text.split("\n");
    const at = lines[line - 1] ?? "";
    lines[line - 1] = `${at.slice(0, column - 1)}${n}${at.slice(end_column - 1)}`;
    const { runs } = await differentiate(engine, {
      network: { text: lines.join("\n") },
      modes: [one, sparse, reverse],
    });
    expect(
      points.filter((p) => p.size === n).map(({ cost, title, peak_bytes }) => ({ cost, title, peak_bytes })),
    ).toEqual(runs.map(({ cost, title, memory }) => ({ cost, title, peak_bytes: memory.peak_bytes })));
  }
});

test("above the budget of the request points are predicted, and are what running counts", async () => {
  const text = "size n = 2\nparam W = randn(n, n, seed=1)\ninput x = ones(n)\ny = sum(tanh(W @ tanh(W @ x)))";
  const { points, diagnostics } = await scale(text, [8, 76], [one, reverse]);
  expect(points.map((p) => p.predicted)).toEqual([false, false, true, false]);
  expect(diagnostics.map((d) => d.code)).toEqual(["W_PREDICTED"]);
  const { runs } = await differentiate(engine, {
    network: { text: text.replace("= 2", "= 76") },
    modes: [one],
    include: [],
  });
  expect(runs[0]?.predicted).toBe(false);
  expect(points[2]?.cost).toEqual(runs[0]?.cost);
  expect(points[2]?.peak_bytes).toBe(runs[0]?.memory.peak_bytes);
});

test("several outputs: a Jacobian, whose rows reverse pays for one by one", async () => {
  const text = "size n = 2\nparam x = 0.5\ninput c = ones(n)\ny = c * x";
  const { points } = await scale(text, [1, 4, 9], [one, reverse], { want: "jacobian" });
  // n products and n tangents; back n products an output, summed to x.
  expect(points.map(total)).toEqual([1, 4, 9].flatMap((n) => [2 * n, n + n * (2 * n - 1)]));
});

describe("mistakes", () => {
  const refused = async (request: object) => {
    const response = read(
      await engine.call(JSON.stringify({ v: 1, kind: "scale", vary: "n", sizes: [1], ...request })),
    );
    if (response.ok) throw new Error("accepted");
    return response.diagnostics;
  };
  test("no size of that name", async () => {
    const [none] = await refused({ network: { text: "param x = 1\ny = x * x" } });
    expect([none?.code, none?.path]).toEqual(["E_UNKNOWN_NAME", "$.vary"]);
    expect(none?.hint).toContain("`size n = 4`");
    const [width] = await refused({ network: { text: "param x = 1\ny = x * x" }, vary: "width" });
    expect(width?.hint).toMatch(/`size width = 4`.*`repeat width \{ … \}`/);
    const [close] = await refused({
      network: { text: "size width = 4\nparam x = ones(width)\ny = sum(x)" },
      vary: "widht",
    });
    expect([close?.code, close?.hint]).toEqual(["E_UNKNOWN_NAME", "Did you mean `width`?"]);
  });
  test("what goes wrong at a size names it", async () => {
    const text = "size n = 2\nparam W = ones(n, 200)\ninput x = ones(200)\ny = sum(W @ x)\nz = W[1, 0] * y";
    const diagnostics = await refused({ network: { text }, sizes: [2, 1, 3, 900000000] });
    expect(diagnostics.map((d) => [d.code, d.path, d.message.split(":")[0]])).toEqual([
      ["E_LIMIT", "$.sizes[3]", "With n = 900000000"],
      ["E_INDEX", "$.sizes[1]", "With n = 1"],
    ]);
    expect(diagnostics.map((d) => d.span?.line)).toEqual([2, 5]);
  });
  test("what is wrong at every size is said once", async () => {
    const network = { text: "size n = 2\nparam x = ones(n)\ny = x * x" };
    expect((await refused({ network, sizes: [2, 3] })).map((d) => [d.code, d.path])).toEqual([["E_SEED", "$.seeds"]]);
    const modes = [{ mode: "revers" }];
    const codes = (await refused({ network: { text: `${network.text}\nL = sum(y)` }, sizes: [2, 3], modes })).map(
      (d) => d.code,
    );
    expect(codes).toEqual(["E_UNKNOWN_OP"]);
  });
  test.each([
    ["E_KEY", "$.network", { network: { inputs: [{ id: "x", value: 1 }], nodes: [] } }],
    ["E_ATTR", "$.sizes[1]", { sizes: [1, 0] }],
    ["E_ATTR", "$.sizes", { sizes: [] }],
    ["E_TYPE", "$.sizes[0]", { sizes: ["4"] }],
    ["E_LIMIT", "$.sizes", { sizes: Array.from({ length: 65 }, (_, i) => i + 1) }],
    ["E_KEY", "$", { at: { x: [1] } }],
  ])("%s at %s", async (code, path, request) => {
    const diagnostics = await refused({ network: { text: chain }, ...request });
    expect(diagnostics.map((d) => [d.code, d.path?.startsWith(path)])).toEqual([[code, true]]);
  });
  test("more networks than one request may go through", async () => {
    const sizes = Array.from({ length: 64 }, (_, i) => 9000 + i);
    const modes = Array.from({ length: 40 }, () => all);
    const diagnostics = await refused({ network: { text: chain }, sizes, modes });
    // 45,001 nodes, 41 times: the third size is one too many.
    const [limit] = diagnostics.filter((d) => d.code === "E_LIMIT");
    expect([limit?.path, limit?.message]).toEqual(["$.sizes[2]", expect.stringContaining("With n = 9002: ")]);
  });
});
