// Paths from one node to another: published counts and products, exact numbers of hundreds of digits, and sums over
// paths against the gradients of the golden vectors.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Path, PathsRequest, PathsResponse, Real } from "../../web/src/engine/types.gen";
import { asText, type Case, cases, load, others, seeded, wrt } from "./cases";
import { find } from "./compare";
import { ask, read } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

async function paths(text: string, more: Partial<PathsRequest> = {}): Promise<PathsResponse> {
  const response = await ask(engine, { v: 1, kind: "paths", network: { text }, ...more });
  if (response.ok && response.kind === "paths") return response;
  throw new Error(`refused: ${JSON.stringify(response.diagnostics, null, 1)}`);
}
const product = ({ factors }: Path) => factors.reduce((n, { value }) => n * Number(value?.[0]), 1);
const work = (products: number, adds: number) => ({ products, adds });
const words = (products: bigint | number, adds: bigint | number) => ({ products: `${products}`, adds: `${adds}` });

/** One number to the next by three weights: two of the edges meet before the third. */
const three = (from: string, to: string, weights: string[]) => [
  ...weights.map((w) => `${to}_${w} = ${w} * ${from}`),
  `${to}_sum = ${to}_${weights[0]} + ${to}_${weights[1]}`,
  `${to} = ${to}_sum + ${to}_${weights[2]}`,
];
const olah = [
  "param a = 1",
  ...["alpha = 2", "beta = 3", "gamma = 5", "delta = 7", "epsilon = 11", "zeta = 13"].map((w) => `input ${w}`),
  ...three("a", "b", ["alpha", "beta", "gamma"]),
  ...three("b", "c", ["delta", "epsilon", "zeta"]),
].join("\n");

test("Olah's three edges and three: 9 paths, factored (α + β + γ)(δ + ε + ζ)", async () => {
  const got = await paths(olah);
  expect([got.from, got.to, got.rows, got.cols, got.count, got.all_listed]).toEqual(["a", "c", 1, 1, "9", true]);
  expect(got.paths.map((path) => path.product)).toEqual(
    [2, 3, 5].flatMap((first) => [7, 11, 13].map((second) => [first * second])),
  );
  expect(got.paths[0]).toEqual({
    nodes: ["a", "b_alpha", "b_sum", "b", "c_delta", "c_sum", "c"],
    ports: [1, 0, 0, 1, 0, 0],
    factors: [2, 1, 1, 7, 1, 1].map((x) => ({ shape: [1, 1], value: [x] })),
    product: [14],
  });
  expect(got.paths.at(-1)?.nodes).toEqual(["a", "b_gamma", "b", "c_zeta", "c"]);
  expect([got.sum, got.gradient]).toEqual([[310], { forward: [310], reverse: [310] }]);
  // A part has paths of 3, 3 and 2 edges: (8 · 3 + 8 · 3) - 9 products one by one.
  expect(got.lengths).toEqual([
    { length: 4, count: "1" },
    { length: 5, count: "4" },
    { length: 6, count: "4" },
  ]);
  expect(got.edges).toBe(14);
  expect(got.work).toEqual({ one_by_one: words(39, 8), forward: work(14, 4), reverse: work(14, 4) });
});

interface Example {
  id: string;
  expression: string[];
  inputs: Record<string, number | string>;
  parameters: Record<string, number | string>;
  outputs: string[];
  exact: { gradients?: Record<string, Record<string, number>> };
}
const published = load<Example[]>("published.json");
const example = (id: string) => {
  const found = published.find((entry) => entry.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  const declared = Object.entries({ ...found.inputs, ...found.parameters }).map(([name, x]) => `param ${name} = ${x}`);
  const text = [...declared, ...found.expression, `output ${found.outputs.join(", ")}`].join("\n");
  return { text, gradients: found.exact.gradients ?? {} };
};

test("three residual blocks: 8 paths, 1.89 = (1 + w1)(1 + w2)(1 + w3), lengths 1, 3, 3, 1", async () => {
  const { text } = example("residual-3-linear");
  const got = await paths(text, { from: "x0", to: "x3" });
  expect(got.count).toBe("8");
  const [w1, w2, w3] = [0.5, -0.3, 0.8];
  // A block is skipped or not; its product comes before the sum in the program.
  const products = [w1, 1].flatMap((a) => [w2, 1].flatMap((b) => [w3, 1].map((c) => a * b * c)));
  expect(got.paths.map((path) => Number(path.product?.[0]))).toEqual(products.map((x) => expect.closeTo(x, 14)));
  for (const path of got.paths) expect(path.product).toEqual([product(path)]);
  for (const sum of [got.sum, got.gradient.forward, got.gradient.reverse]) expect(sum?.[0]).toBeCloseTo(1.89, 14);
  expect(got.lengths).toEqual(["1", "3", "3", "1"].map((count, i) => ({ length: 3 + i, count })));
  // 3 + 3·4 + 3·5 + 6 edges, less one a path.
  expect(got.work).toEqual({ one_by_one: words(28, 7), forward: work(9, 3), reverse: work(9, 3) });
  expect(got.edges).toBe(9);
  const plain = await paths(text, { from: "x0", to: "x3", limit: 1 });
  expect([plain.all_listed, plain.sum, plain.paths[0]?.product?.[0]]).toEqual([false, null, expect.closeTo(-0.12, 15)]);
  expect(plain.diagnostics).toEqual([]);
});

/** As the sources count them; each sum is the derivative that they print. */
test.each([
  ["baydin-survey-t2-t3", "x1", "v5", "2"],
  ["baydin-survey-t2-t3", "x2", "v5", "2"],
  ["griewank-lighthouse", "gamma", "y2", "2"],
  ["mml-5-14", "x", "f", "4"],
  ["cs231n-staged", "x", "f", "3"],
  ["cs231n-staged", "y", "f", "2"],
  ["micrograd-pr64-reuse", "a", "c", "4"],
  ["micrograd-issue68-shared", "a", "y", "4"],
  ["micrograd-issue68-shared", "b", "y", "4"],
  ["olah-calculus", "b", "e", "2"],
  ["reg-x-plus-x-sinx", "x", "y", "3"],
])("%s: from %s to %s", async (id, from, to, count) => {
  const { text, gradients } = example(id);
  const got = await paths(text, { from, to });
  expect(got.count).toBe(count);
  const want = gradients[to]?.[from] ?? Number.NaN;
  expect(Math.abs(Number(got.sum?.[0]) - want)).toBeLessThanOrEqual(1e-12 * Math.abs(want));
});

const doublings = (n: number) => `param h = 1\nrepeat ${n} { h = h + h }\n`;
// By Python's integers.
const two_to_1000 =
  "10715086071862673209484250490600018105614048117055336074437503883703510511249361224931983788156958581275946729175531" +
  "46825187145285692314043598457757469857480393456777482423098542107460506237114187795418215304647498358194126739876755" +
  "9165543946077062914571196477686542167660429831652624386837205668069376";

test("30 doublings: 1,073,741,824 paths, 60 edges", async () => {
  const got = await paths(doublings(30));
  expect([got.count, got.edges, got.all_listed, got.sum]).toEqual(["1073741824", 60, false, null]);
  expect(got.paths).toHaveLength(20);
  for (const path of got.paths) expect([path.nodes.length, path.product]).toEqual([31, [1]]);
  // Ports are the digits of the number of the path, in twos.
  expect(got.paths.map(({ ports }) => Number.parseInt(ports.join(""), 2))).toEqual(
    Array.from({ length: 20 }, (_, i) => i),
  );
  expect(got.gradient).toEqual({ forward: [2 ** 30], reverse: [2 ** 30] });
  const all = 2n ** 30n;
  expect(got.work).toEqual({ one_by_one: words(29n * all, all - 1n), forward: work(60, 30), reverse: work(60, 30) });
});

test("1,000 doublings: 2^1000 to the last of its 302 digits, at once", async () => {
  const started = performance.now();
  const got = await paths(doublings(1000), { limit: 3 });
  expect(performance.now() - started).toBeLessThan(2000);
  expect(got.count).toBe(two_to_1000);
  expect(got.count).toHaveLength(302);
  const all = BigInt(two_to_1000);
  expect(all).toBe(2n ** 1000n);
  expect(got.work.one_by_one).toEqual(words(999n * all, all - 1n));
  expect(got.lengths).toEqual([{ length: 1000, count: two_to_1000 }]);
  expect([got.edges, got.paths.length, got.gradient.reverse]).toEqual([2000, 3, [2 ** 1000]]);
});

test("a chain of 50,000 blocks is counted, but its lengths are not", async () => {
  const got = await paths("param h = 1\nrepeat 50000 { h = h + tanh(h) }", { limit: 3 });
  expect(got.count).toBe(`${2n ** 50_000n}`);
  expect([got.lengths, got.edges, got.paths.length]).toEqual([null, 150_000, 1]);
  expect(got.diagnostics.map((d) => [d.code, d.path])).toEqual([
    ["W_LEFT_OUT", undefined],
    ["W_LEFT_OUT", "$.limit"],
  ]);
});

test("lengths of 40 residual blocks are the binomials", async () => {
  const { lengths } = await paths("param h = 1\nrepeat 40 { h = h + tanh(h) }");
  let binomial = 1n;
  const want = Array.from({ length: 41 }, (_, k) => {
    const entry = { length: 40 + k, count: `${binomial}` };
    binomial = (binomial * BigInt(40 - k)) / BigInt(k + 1);
    return entry;
  });
  expect(lengths).toEqual(want);
});

test("lengths that no path has are left out", async () => {
  const { lengths } = await paths("param x = 0.5\ny = x + tanh(sin(exp(x)))");
  expect(lengths).toEqual([
    { length: 1, count: "1" },
    { length: 4, count: "1" },
  ]);
});

test("what is above the budget is left out, and said", async () => {
  const text =
    "param s = ones(8)\ninput A = randn(200, 200, seed=1)\nB = A * sum(s)\nL = sum(B @ A @ A @ A @ A @ A @ A @ A @ A @ A)";
  const got = await paths(text);
  expect([got.count, got.all_listed, got.paths, got.sum]).toEqual(["1", false, [], null]);
  expect(got.gradient).toEqual({ forward: null, reverse: expect.any(Array) });
  expect(got.diagnostics.map((d) => d.code)).toEqual(["W_LEFT_OUT", "W_LEFT_OUT"]);
});

test("x·x has two paths", async () => {
  const got = await paths("param x = 3\ny = x * x");
  expect(got.count).toBe("2");
  expect(got.paths.map(({ nodes, ports, product: p }) => [nodes, ports, p])).toEqual([
    [["x", "y"], [0], [3]],
    [["x", "y"], [1], [3]],
  ]);
  expect([got.sum, got.edges, got.work]).toEqual([
    [6],
    2,
    { one_by_one: words(0, 1), forward: work(2, 1), reverse: work(2, 1) },
  ]);
});

const none = { one_by_one: words(0, 0), forward: work(0, 0), reverse: work(0, 0) };
test("no path: zeros", async () => {
  const text = "param x = [1, 2]\nparam w = 3\ny = w * w\nz = sum(x)\noutput y, z";
  for (const [from, to] of [
    ["x", "y"],
    ["y", "x"],
  ] as const) {
    const got = await paths(text, { from, to });
    expect([got.count, got.lengths, got.paths, got.all_listed, got.edges]).toEqual(["0", [], [], true, 0]);
    expect([got.sum, got.gradient, got.work]).toEqual([[0, 0], { forward: [0, 0], reverse: [0, 0] }, none]);
    expect([got.rows, got.cols]).toEqual(from === "x" ? [1, 2] : [2, 1]);
  }
  const stopped = await paths("param x = 2\ny = stop_gradient(x * x)");
  expect([stopped.count, stopped.sum, stopped.gradient]).toEqual(["0", [0], { forward: [0], reverse: [0] }]);
});

test("from a node to itself: one path of no edge, the identity", async () => {
  const got = await paths("param x = [1, 2]\ny = x * x", { from: "y", to: "y" });
  const identity = [1, 0, 0, 1];
  expect(got.paths).toEqual([{ nodes: ["y"], ports: [], factors: [], product: identity }]);
  expect([got.count, got.lengths, got.edges]).toEqual(["1", [{ length: 0, count: "1" }], 0]);
  expect([got.sum, got.gradient, got.work]).toEqual([identity, { forward: identity, reverse: identity }, none]);
});

test("inner nodes; the wrt of the network cuts nothing", async () => {
  const text = "param w = 2\nz = w * w\nu = z * w\nL = u * z + sin(u)\nwrt z, w";
  const inner = await paths(text, { from: "z", to: "L" });
  // L = z w z + sin(z w): by z, 2 z w + w cos(z w).
  expect(inner.count).toBe("3");
  expect(inner.sum?.[0]).toBeCloseTo(16 + 2 * Math.cos(8), 12);
  const through = await paths(text, { from: "w" });
  // z has two paths from w, three to L; u is read twice, by w.
  expect([through.to, through.count]).toEqual(["L", "8"]);
  expect(through.sum?.[0]).toBeCloseTo(5 * 16 + 3 * 4 * Math.cos(8), 11);
  for (const got of [inner, through]) expect(got.gradient.forward?.[0]).toBeCloseTo(Number(got.sum?.[0]), 11);
  expect((await paths(text)).from).toBe("z");
});

const layers = [
  "input x = [0.5, -1.2, 2]",
  "param W = randn(4, 3, seed=1)",
  "param b = randn(4, seed=2)",
  "h = tanh(W @ x + b)",
  "param V = randn(4, 4, seed=3)",
  "y = softmax(V @ h + h)",
].join("\n");
const multiply = (a: Real[], b: Real[], inner: number) => {
  const [rows, cols] = [a.length / inner, b.length / inner];
  const entry = (i: number, j: number) =>
    Array.from({ length: inner }, (_, k) => Number(a[i * inner + k]) * Number(b[k * cols + j])).reduce(
      (s, t) => s + t,
      0,
    );
  return Array.from({ length: rows * cols }, (_, at) => entry(Math.floor(at / cols), at % cols));
};

test.each([
  ["b", 4, "2"],
  ["x", 3, "2"],
  ["W", 12, "2"],
  ["h", 4, "2"],
  ["V", 16, "1"],
])("two layers from %s: the sum of products of Jacobians is the Jacobian", async (from, cols, count) => {
  const got = await paths(layers, { from });
  expect([got.rows, got.cols, got.count, got.all_listed]).toEqual([4, cols, count, true]);
  expect(got.sum).toHaveLength(4 * cols);
  for (const [i, x] of (got.sum ?? []).entries()) {
    expect(Number(x)).toBeCloseTo(Number(got.gradient.forward?.[i]), 13);
    expect(Number(x)).toBeCloseTo(Number(got.gradient.reverse?.[i]), 13);
  }
  expect(Math.max(...(got.sum ?? []).map((x) => Math.abs(Number(x))))).toBeGreaterThan(0.01);
  for (const { factors, product: p } of got.paths) {
    const [first, ...rest] = factors;
    const by_hand = rest.reduce(
      (sum, { shape, value }) => multiply(value ?? [], sum, shape[1] ?? 0),
      first?.value ?? [],
    );
    expect(by_hand.map(Number)).toEqual((p ?? []).map((x) => expect.closeTo(Number(x), 13)));
  }
});

test("Jacobians above 64 numbers are null; what passes through them is not", async () => {
  const text = "param s = 0.5\ninput c = randn(30, seed=1)\nv = tanh(s * c)\nL = sum(v * v)";
  const got = await paths(text);
  expect(got.paths.map(({ factors }) => factors.map(({ shape, value }) => [shape, value?.length ?? null]))).toEqual(
    Array.from({ length: 2 }, () => [
      [[30, 1], 30],
      [[30, 30], null],
      [[30, 30], null],
      [[1, 30], 30],
    ]),
  );
  expect(Number(got.sum?.[0])).toBeCloseTo(Number(got.gradient.reverse?.[0]), 12);
  const wide = await paths("param c = randn(65, seed=1)\nL = sum(c * c)");
  expect([wide.count, wide.all_listed, wide.sum, wide.paths[0]?.product]).toEqual(["2", true, null, null]);
  expect([wide.gradient, wide.diagnostics]).toEqual([{ forward: null, reverse: null }, []]);
});

test("at replaces leaf values, and numbers that are not finite travel as texts", async () => {
  const text = "param x = 2\ny = log(x) * x";
  const got = await paths(text, { at: { x: [0] } });
  expect(got.paths.map((path) => path.product)).toEqual([[0], ["-Infinity"]]);
  expect([got.sum, got.gradient]).toEqual([["-Infinity"], { forward: ["-Infinity"], reverse: ["-Infinity"] }]);
  const lost = await paths("param x = 1\nparam k = nan\ny = x * k", {});
  expect(lost.paths.map((path) => path.product)).toEqual([["NaN"]]);
  const { sum, gradient } = await paths(text, { at: { x: [1] } });
  expect([sum, gradient]).toEqual([[1], { forward: [1], reverse: [1] }]);
});

test("expand: the paths of single numbers", async () => {
  const text = "param W = [[1, 2], [3, 4]]\nparam x = [5, 6]\nL = sum(W @ x)";
  const got = await paths(text, { expand: true, from: "x[1]" });
  expect([got.count, got.sum]).toEqual(["2", [6]]);
  expect((await paths(text, { expand: true })).from).toBe("W[0,0]");
  expect((await paths(text, { expand: true, to: "L" })).sum).toEqual([5]);
});

describe("mistakes", () => {
  const text = "param weight = 2\nheight = weight * weight\nL = 3 * height";
  const refused = async (request: object) => {
    const response = read(await engine.call(JSON.stringify({ v: 1, kind: "paths", network: { text }, ...request })));
    if (response.ok) throw new Error("accepted");
    return response.diagnostics.map(({ code, path, hint }) => [code, path, hint]);
  };
  test.each([
    [{ from: "wieght" }, "E_UNKNOWN_NAME", "$.from", "Did you mean `weight`?"],
    [{ to: "hight" }, "E_UNKNOWN_NAME", "$.to", "Did you mean `height`?"],
    [{ to: "zzz" }, "E_UNKNOWN_NAME", "$.to", "Name a node of the network."],
    [{ from: "L.c1" }, "E_WRT", "$.from", "Declare it with `param`."],
    [{ network: { text: "input x = 1\ny = x * x" } }, "E_WRT", "$.from", "Name a node in `from`."],
    [
      { network: { text: "param x = [1, 2]\ny = sum(x)" }, expand: true, from: "x" },
      "E_SHAPE",
      "$.from",
      "Name one of them, such as `x[0]`.",
    ],
    [
      { limit: 0 },
      "E_ATTR",
      "$.limit",
      "It is a whole number from 1 to 10,000: how many paths are listed. All are counted.",
    ],
    [
      { limit: -3 },
      "E_ATTR",
      "$.limit",
      "It is a whole number from 1 to 10,000: how many paths are listed. All are counted.",
    ],
    [
      { limit: 10001 },
      "E_LIMIT",
      "$.limit",
      "It is a whole number from 1 to 10,000: how many paths are listed. All are counted.",
    ],
    [{ limit: "20" }, "E_TYPE", "$.limit", "Put a whole number here."],
    [{ limit: 1.5 }, "E_TYPE", "$.limit", "Put a whole number here."],
    [{ from: 3 }, "E_TYPE", "$.from", "Put a text here."],
    [{ to: ["L"] }, "E_TYPE", "$.to", "Put a text here."],
    [{ at: { height: [1] } }, "E_UNKNOWN_NAME", "$.at.`height`", "Only inputs and params can be replaced."],
    [{ modes: [] }, "E_KEY", "$.`modes`", expect.stringContaining("`from`")],
    [
      { network: { text: "param h = 1\nrepeat 199000 { h = h + h }" } },
      "E_LIMIT",
      undefined,
      "Name two nodes that are closer together.",
    ],
  ] as [object, string, string | undefined, string][])("%j", async (request, code, path, hint) => {
    expect(await refused(request)).toEqual([[code, path, hint]]);
  });
  test("both ends at once, and a limit that is just allowed", async () => {
    expect((await refused({ from: "a", to: "b" })).map(([code, path]) => [code, path])).toEqual([
      ["E_UNKNOWN_NAME", "$.from"],
      ["E_UNKNOWN_NAME", "$.to"],
    ]);
    expect((await paths(text, { limit: 10000 })).all_listed).toBe(true);
  });
});

/** The sum over the paths from one leaf to every seed, weighted by the cotangents; null where they are not all listed. */
async function summed(k: Case, leaf: string): Promise<{ sum: number; scale: number; paths: number } | null> {
  let [sum, scale, listed] = [0, 0, 0];
  for (const [i, to] of seeded(k).entries()) {
    const response = await ask(engine, { v: 1, kind: "paths", network: asText(k), from: leaf, to, limit: 10_000 });
    if (!response.ok || response.kind !== "paths") throw new Error(JSON.stringify(response.diagnostics));
    if (!response.all_listed) return null;
    const cotangent = k.seeds[i]?.cotangent[0] ?? 0;
    sum += cotangent * Number(response.sum?.[0]);
    scale += response.paths.reduce((s, path) => s + Math.abs(cotangent * Number(path.product?.[0])), 0);
    listed += response.paths.length;
  }
  return { sum, scale, paths: listed };
}
const scalars = [...cases, ...others].filter((k) => k.nodes.every((node) => node.shape.length === 0));

test("golden networks of scalars: sums over up to 10,000 paths are their gradients", async () => {
  const wrong: string[] = [];
  let [checked, most] = [0, 0];
  for (const k of scalars) {
    for (const leaf of wrt(k)) {
      const got = await summed(k, leaf);
      const want = Number(
        find(
          k.nodes.map((node) => ({ ...node, id: node.name })),
          leaf,
        ).grad?.[0],
      );
      if (got === null || !Number.isFinite(want)) continue;
      checked++;
      most = Math.max(most, got.paths);
      if (!(Math.abs(got.sum - want) <= 1e-12 * Math.abs(want)))
        wrong.push(`${k.id}, ${leaf}: ${got.sum}, expected ${want}, ${got.paths} paths, scale ${got.scale}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(checked).toBeGreaterThan(60);
  expect(most).toBeGreaterThan(1000);
});

test("all golden networks, as written and as scalars: sums over up to 10,000 paths are what the modes find", async () => {
  let checked = 0;
  const wrong: string[] = [];
  for (const k of [...cases, ...others]) {
    for (const expand of [false, true]) {
      const response = await ask(engine, { v: 1, kind: "paths", network: asText(k), limit: 10_000, expand });
      if (!response.ok) {
        // Too many scalars, or nothing to differentiate by.
        expect(response.diagnostics.map((d) => d.code)).toEqual([expand && wrt(k).length > 0 ? "E_LIMIT" : "E_WRT"]);
        continue;
      }
      if (response.kind !== "paths" || response.sum === null) continue;
      const { gradient, from, to } = response;
      for (const [i, sum] of response.sum.entries()) {
        const scale = response.paths.reduce((s, path) => s + Math.abs(Number(path.product?.[i])), 0);
        for (const [way, got] of Object.entries(gradient)) {
          const want = got?.[i] ?? null;
          if (want === null || typeof want === "string" || typeof sum === "string") continue;
          checked++;
          if (!(Math.abs(sum - want) <= 1e-12 * scale))
            wrong.push(`${k.id}${expand ? " as scalars" : ""}, ${from} to ${to}, ${i}: ${sum}, ${way} ${want}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(checked).toBeGreaterThan(400);
});
