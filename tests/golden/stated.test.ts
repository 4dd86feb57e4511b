// Derivatives that definitions state: both directions go by them, the referees by the expression, and the engine says where
// the two differ. Figures by hand.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DifferentiateRequest, DifferentiateResponse, GraphRequest, Real } from "../../web/src/engine/types.gen";
import { find } from "./compare";
import { ask, catalogue_of, differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const referees = [{ mode: "difference" }, { mode: "complex_step" }];
const every: DifferentiateRequest["modes"] = [
  { mode: "forward" },
  { mode: "forward", chunk: "all" },
  { mode: "forward_coloured" },
  { mode: "forward_sparse" },
  { mode: "reverse" },
  { mode: "reverse_sparse" },
  { mode: "checkpointed", segments: 2 },
  ...referees,
];
const run = (text: string, more: Partial<DifferentiateRequest> = {}): Promise<DifferentiateResponse> =>
  differentiate(engine, { network: { text }, modes: every, ...more });
const codes = ({ diagnostics }: DifferentiateResponse): string[] => diagnostics.map(({ code }) => code);
const gradients = ({ runs }: DifferentiateResponse, id: string, referee = false): (readonly Real[])[] =>
  runs.filter((one) => (one.max_relative !== undefined) === referee).map((one) => find(one.gradient, id).value);
/** Every way but the referees gives these numbers. */
function expect_all(response: DifferentiateResponse, id: string, wanted: readonly number[]): void {
  const found = gradients(response, id);
  expect(found.length).toBeGreaterThanOrEqual(7);
  for (const gradient of found)
    for (const [i, want] of wanted.entries()) expect(Number(gradient[i])).toBeCloseTo(want, 14);
  expect(Number(response.agreement.max_relative)).toBeLessThanOrEqual(1e-14);
}

const step = "param x = [0.5, -2]\ndef fires(z) = z > 0 with dfires = 1\na = fires(3 * x)\nL = sum(a * [2, 7])";

test("straight through a step: the value of the step, the derivative of what is stated, in every mode", async () => {
  const response = await run(step, { include: ["value", "adjoint", "gradient_forward"] });
  expect(find(response.nodes, "a").value).toEqual([1, 0]);
  expect_all(response, "x", [6, 21]);
  for (const node of response.nodes) expect(node.difference ?? 0).toBe(0);
  // The step is flat, and so say those who know values alone.
  for (const gradient of gradients(response, "x", true)) expect(gradient).toEqual([0, 0]);
  expect(response.stated).toEqual([
    { node: "a", by: "a.1", argument: true, stated: [1, 1], body: [0, 0], difference: 1, mixes: false },
  ]);
  expect(codes(response)).toEqual(["W_STATED"]);
});

test("without the clause nothing passes", async () => {
  const response = await run(step.replace(" with dfires = 1", ""));
  expect(response.stated).toBeUndefined();
  expect(codes(response)).toEqual(["W_INACTIVE"]);
});

test("what a product states is its derivative: the gradients of `*`, by everyone, and no word about it", async () => {
  const text = "param x = [0.5, -2]\nparam w = 3\ndef f(a, b) = a * b with df/da = b, df/db = a\nL = sum(f(x, sin(w)))";
  const response = await run(text);
  expect_all(response, "x", [Math.sin(3), Math.sin(3)]);
  expect_all(response, "w", [-1.5 * Math.cos(3)]);
  for (const { max_relative } of response.runs.filter((one) => one.max_relative !== undefined))
    expect(Number(max_relative)).toBeLessThanOrEqual(1e-9);
  expect(response.stated?.map(({ by, difference }) => [by, difference])).toEqual([
    ["x", 0],
    ["L.1", 0],
  ]);
  expect(response.diagnostics).toEqual([]);
});

test("the order of the clauses does not matter, and the name of the definition is its value", async () => {
  const text = (clause: string) => `param x = 0.3\nparam w = 2\ndef f(a, b) = exp(a * b) with ${clause}\nL = f(x, w)`;
  const [one, other] = await Promise.all(
    ["df/da = b * f, df/db = a * f", "df/db = a * f, df/da = b * f"].map((clause) => run(text(clause))),
  );
  for (const response of [one, other]) {
    if (!response) throw new Error("no response");
    expect_all(response, "x", [2 * Math.exp(0.6)]);
    expect_all(response, "w", [0.3 * Math.exp(0.6)]);
    expect(response.diagnostics).toEqual([]);
  }
});

test("one node as both arguments: what is stated adds up, and so it is compared", async () => {
  const response = await run("param x = 3\ndef f(a, b) = a * b with df/da = b, df/db = 10 * a\nL = f(x, x)");
  expect_all(response, "x", [33]);
  expect(response.stated).toMatchObject([{ node: "L", by: "x", stated: [33], body: [6] }]);
});

test("a clipped gradient: at 2 the cube has slope 12, and 1 is stated", async () => {
  const cube = "def cube(x) = x**3 with dcube = minimum(3 * x * x, 1)";
  const response = await run(`param w = [2, 0.5]\n${cube}\nL = sum(cube(w))`);
  expect(find(response.nodes, "L").value).toEqual([8.125]);
  expect_all(response, "w", [1, 0.75]);
  const [complex] = gradients(response, "w", true).slice(1);
  expect(Number(complex?.[0])).toBeCloseTo(12, 12);
  expect(Number(complex?.[1])).toBeCloseTo(0.75, 14);
  const [found] = response.stated ?? [];
  expect(found?.stated).toEqual([1, 0.75]);
  expect(Number(found?.body?.[0])).toBeCloseTo(12, 12);
  expect(Number(found?.difference)).toBeCloseTo(11 / 12, 12);
});

test("rounding is no difference, where what is stated has lost its digits too", async () => {
  const text = "param x = [0.1, 3, 40, -30]\ndef s(x) = 1 / (1 + exp(-x)) with ds = s * (1 - s)\nL = sum(s(x))";
  const response = await run(text);
  expect(response.stated).toMatchObject([{ by: "x", difference: 0, mixes: false }]);
  expect(codes(response)).toEqual([]);
});

test("an expression that mixes its elements is told by other directions than all together", async () => {
  const mixed = await run("param x = [1, 1, 1]\ndef f(x) = softmax(x) with df = 0\nL = f(x)[0]");
  expect(mixed.stated).toMatchObject([{ stated: [0, 0, 0], mixes: true }]);
  expect(Number(mixed.stated?.[0]?.difference)).toBeGreaterThan(0.1);
});

test("what the expression reads beside its arguments gets nothing, which is said", async () => {
  const response = await run("param x = 2\nparam w = 3\nz = 5 * x\ndef f(a) = w * a + z with df = w\nL = f(x)");
  expect_all(response, "x", [3]);
  expect_all(response, "w", [0]);
  expect(response.stated).toMatchObject([
    { by: "x", argument: true, stated: [3], body: [3], difference: 0 },
    { by: "w", argument: false, stated: [0], body: [2], difference: 1 },
    { by: "z", argument: false, stated: [0], body: [1], difference: 1 },
  ]);
});

test("a call in a call, in a repetition, and as the activation of a layer", async () => {
  const f = "def f(x) = x > 0 with df = 2";
  const nested = await run(`param x = 1\n${f}\ndef g(x) = 5 * f(x) with dg = 7 * f(x)\nL = g(3 * x)`);
  expect_all(nested, "x", [21]);
  const repeated = await run(`param h = 1\n${f}\nrepeat 3 { h = f(h) + h }\nL = h`);
  expect_all(repeated, "h", [27]);
  const layer = await run(`input x = [1, 2]\n${f}\nh = dense(x, 1, f, seed=4)\nL = sum(h)`);
  expect_all(layer, "h.W", [2, 4]);
  expect_all(layer, "h.b", [2]);
  expect(find(layer.nodes, "h").value).toHaveLength(1);
});

test("a number stands for an argument: it has no derivative, and takes no node", async () => {
  const text = "param x = 3\ndef f(a, b) = a * b with df/da = b, df/db = a\nL = f(x, 4)";
  const response = await run(text, { include: ["graph", "value"] });
  expect_all(response, "x", [4]);
  expect(response.graph?.nodes.filter(({ op }) => op === "with_derivative")).toHaveLength(1);
});

test("costs by hand: the value is free, a tangent and an adjoint are one product an element", async () => {
  const text = "param x = [1, 2, 3]\ndef f(x) = x > 0 with df = 5\ny = f(x)\nL = sum(y)";
  const response = await run(text, { include: ["cost", "graph"] });
  const cost = find(response.nodes, "y").cost;
  expect(cost).toEqual({ value: [0, 0, 0, 0, 0, 0], tangent: [0, 3, 0, 0, 0, 3], adjoint: [0, 3, 0, 0, 0, 3] });
  const both = await run(
    "param x = [1, 2]\nparam w = [3, 4]\ndef f(a, b) = a > b with df/da = w, df/db = x\ny = f(x, w)\nL = sum(y)",
    {
      include: ["cost", "graph"],
    },
  );
  // The second argument adds its product to that of the first.
  expect(find(both.nodes, "y").cost?.tangent).toEqual([2, 2, 0, 0, 0, 4]);
  expect(find(both.nodes, "y").cost?.adjoint).toEqual([0, 2, 0, 0, 0, 2]);
});

test("with costs and without, whole and as scalars: the same numbers", async () => {
  const traced = await run(step, { modes: [{ mode: "reverse" }], include: ["tangent", "adjoint", "cost"] });
  const planned = await run(step, { modes: [{ mode: "reverse" }], include: ["tangent", "adjoint"] });
  for (const { id, tangent, adjoint } of traced.nodes)
    expect(find(planned.nodes, id)).toMatchObject({ tangent, adjoint });
  const scalars = await run(step, { modes: [{ mode: "reverse" }], expand: true });
  expect(scalars.stated?.map(({ node, stated, body }) => [node, stated, body])).toEqual([
    ["a[0]", [1], [0]],
    ["a[1]", [1], [0]],
  ]);
});

test("as text, as data and as text again: one network, and one operation a line", async () => {
  const graph = async (network: GraphRequest["network"]) => {
    const response = await ask(engine, { v: 1, kind: "graph", network });
    if (!response.ok || response.kind !== "graph") throw new Error("no graph");
    return response;
  };
  const first = await graph({ text: step });
  expect(first.text).toContain("a = with_derivative(a.3, a.1, 1)\n");
  const again = await graph({ text: first.text });
  expect(again.network).toEqual(first.network);
  expect((await graph(first.network)).text).toBe(first.text);
  const response = await differentiate(engine, { network: first.network, modes: [{ mode: "reverse" }] });
  expect(response.stated).toHaveLength(1);
});

test("`with` is a word there alone: nodes and parameters may have that name", async () => {
  const response = await run(
    "param with = 3\ndef f(x) = x * with with df = with\ny = with * 2\ndef g(with) = with * with with dg = 2 * with\nL = f(y) + g(y)",
  );
  expect(response.runs[0]?.gradient?.[0]?.value).toEqual([3 * 2 + 2 * 6 * 2]);
});

test("the catalogue has the word and says which row states", async () => {
  const { words, ops } = await catalogue_of(engine);
  expect(words.find(({ text }) => text === "with")).toMatchObject({ role: "clause", form: "df = expression" });
  expect(ops.filter(({ states }) => states).map(({ name }) => name)).toEqual(["with_derivative"]);
});

test("more than can be compared in a moment is left out, with a word", async () => {
  const text = "param W = randn(300, 300, seed=1)\ndef f(a) = sum(W @ W @ W) * a with df = 1\nL = f(W[0, 0])";
  const response = await run(text, { modes: [{ mode: "reverse" }], include: [] });
  expect(response.stated).toBeUndefined();
  expect(response.diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ["W_LEFT_OUT", "Stated derivatives of 1 call were not held against their expressions."],
  ]);
});
