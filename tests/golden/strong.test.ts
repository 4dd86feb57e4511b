// Zero times infinity: a tangent or an adjoint of 0, and a local derivative of 0, win over infinity and NaN, in every
// schedule. The expected derivatives are worked out by hand, with that rule.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DifferentiateRequest, DifferentiateResponse, Real } from "../../web/src/engine/types.gen";
import { differs } from "./compare";
import { ask, differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const inf = "Infinity";
const minus = "-Infinity";
const nan = "NaN";

interface Case {
  text: string[];
  gradient: Real[];
  value?: Real;
}

const modes: DifferentiateRequest["modes"] = [
  { mode: "forward", chunk: 1 },
  { mode: "forward", chunk: 2 },
  { mode: "forward", chunk: "all" },
  { mode: "forward", chunk: "all", keep_values: true },
  { mode: "forward_sparse" },
  { mode: "reverse" },
];

/** What each schedule of each form of the request gives, by its name: planned and traced, as written and as scalars. */
async function everyWay({ text }: Case): Promise<{ way: string; gradient: Real[]; value: Real | undefined }[]> {
  const ways = [];
  for (const expand of [false, true]) {
    for (const traced of [false, true]) {
      const include: DifferentiateRequest["include"] = ["value", "tangent", "adjoint", "gradient_forward", "graph"];
      if (traced) include.push("cost", "steps");
      const response = await differentiate(engine, { network: { text: text.join("\n") }, expand, modes, include });
      const name = `${traced ? "traced" : "planned"}${expand ? ", as scalars" : ""}`;
      const value = response.nodes.find(({ id }) => id === response.graph?.outputs[0])?.value?.[0];
      const columns = ["adjoint", "gradient_forward"] as const;
      const wrt = (response.graph?.wrt ?? []).map((id) => response.nodes.find((node) => node.id === id));
      for (const column of columns)
        ways.push({ way: `${column}, ${name}`, value, gradient: wrt.flatMap((node) => node?.[column] ?? []) });
      for (const run of response.runs)
        ways.push({ way: `${run.title}, ${name}`, value, gradient: run.gradient?.flatMap((one) => one.value) ?? [] });
    }
  }
  return ways;
}

async function check(one: Case): Promise<void> {
  const wrong: string[] = [];
  for (const { way, gradient, value } of await everyWay(one)) {
    const off = differs(gradient, one.gradient, 1e-15, 1e-15);
    if (off !== null) wrong.push(`${way}: ${off}`);
    const other = one.value === undefined ? null : differs(value === undefined ? [] : [value], [one.value], 1e-15);
    if (other !== null) wrong.push(`value, ${way}: ${other}`);
  }
  expect(wrong).toEqual([]);
}
const named = (list: Case[]) => list.map((one): [string, Case] => [one.text.join("; "), one]);

const products: Case[] = [
  // x and n both: the logarithm of a negative number is not met by x.
  { text: ["param x = -2", "param n = 3", "y = x ** n"], gradient: [12, nan], value: -8 },
  { text: ["param x = [0, 1, 4]", "y = sum(sqrt(x))"], gradient: [inf, 0.5, 0.25], value: 3 },
  { text: ["param a = 1", "param b = -1000", "y = a * exp(-b)"], gradient: [inf, minus], value: inf },
  { text: ["param x = 0", "y = where(relu(1 - x), x, sqrt(x))"], gradient: [1], value: 0 },
  { text: ["param x = 0", "y = where(relu(x), sqrt(x), x)"], gradient: [1], value: 0 },
  { text: ["param x = 0", "y = 0 * sqrt(x)"], gradient: [0], value: 0 },
  { text: ["param x = 1000", "y = exp(x) * 0"], gradient: [0], value: nan },
  { text: ["param x = [0, 0]", "y = sqrt(x @ x)"], gradient: [0, 0], value: 0 },
  { text: ["param x = [0, 4]", "y = mean(sqrt(x))"], gradient: [inf, 0.125], value: 1 },
  { text: ["param x = [0, 4]", "r = sqrt(x)", "y = r[1]"], gradient: [0, 0.25], value: 2 },
  { text: ["param x = 0", "param k = 1", "y = log(x * 0 + k) + 0 * log(x)"], gradient: [0, 1], value: nan },
  { text: ["param x = 0", "y = relu(-sqrt(x)) + x"], gradient: [1], value: 0 },
  { text: ["param x = 0", "y = abs(sqrt(x)) + x"], gradient: [1], value: 0 },
  { text: ["param x = 0", "y = leaky_relu(-sqrt(x), alpha=0) + x"], gradient: [1], value: 0 },
  { text: ["param x = 0", "param k = nan", "a = relu(k) * 0 + x", "y = a * 1"], gradient: [1, 0], value: nan },
  { text: ["param k = nan", "param x = 2", "y = abs(k) + leaky_relu(k) + x"], gradient: [nan, 1], value: nan },
  { text: ["param k = nan", "param x = 2", "y = x + 0 * (abs(k) * relu(k))"], gradient: [0, 1], value: nan },
  { text: ["param x = 0", "param z = 3", "y = maximum(sqrt(x), z)"], gradient: [0, 1], value: 3 },
  { text: ["param x = [0, 9]", "y = amax(sqrt(x))"], gradient: [0, 1 / 6], value: 3 },
  { text: ["param x = 0", "y = stop_gradient(sqrt(x)) * x"], gradient: [0], value: 0 },
  { text: ["param x = 0", "y = x ** 0.5 * 0"], gradient: [0], value: 0 },
  { text: ["param x = 1", "y = asin(x) * 0 + acos(x) * 0"], gradient: [0] },
];

const quotients: Case[] = [
  { text: ["param a = 1", "param b = inf", "y = a / b"], gradient: [0, 0], value: 0 },
  { text: ["param a = inf", "param b = inf", "y = a / b"], gradient: [0, 0], value: nan },
  { text: ["param a = 1", "param b = 0", "y = a / b"], gradient: [inf, minus], value: inf },
  { text: ["param a = 0", "param b = 0", "y = a / b"], gradient: [inf, nan], value: nan },
  { text: ["param a = [0, 1]", "param b = [0, 2]", "q = a / b", "y = q[1]"], gradient: [0, 0.5, 0, -0.25], value: 0.5 },
  { text: ["param x = inf", "y = log(x)"], gradient: [0], value: inf },
  { text: ["param x = inf", "y = log(exp(x))"], gradient: [0], value: inf },
  { text: ["param x = 0", "y = atan(1 / x)"], gradient: [0] },
];

const matrices: Case[] = [
  {
    text: ["param W = [[inf, 1], [2, 3]]", "param x = [1, 1]", "u = W @ x", "y = u[1]"],
    gradient: [0, 0, 1, 1, 2, 3],
    value: 5,
  },
  {
    text: ["param W = [[1, 2], [3, 4]]", "param x = [inf, 1]", "u = x @ W", "y = u[0]"],
    gradient: [inf, 0, 1, 0, 1, 3],
    value: inf,
  },
  { text: ["input a = [inf, 1]", "param b = [2, 5]", "y = dot(a, b)"], gradient: [inf, 1], value: inf },
  { text: ["param a = [0, 1]", "param b = [inf, 2]", "y = outer(a, b)[1, 1]"], gradient: [0, 2, 0, 1], value: 2 },
  {
    text: ["param X = [[0, 1], [4, 9]]", "input c = [0, 1]", "y = sum(sqrt(X) @ c)"],
    gradient: [0, 0.5, 0, 1 / 6],
    value: 4,
  },
  {
    text: ["param X = [[0, 1], [4, 9]]", "S = sqrt(X)", "T = S @ S.T", "y = T[1, 1]"],
    gradient: [0, 0, 1, 1],
    value: 13,
  },
  { text: ["param a = [inf, 1]", "input b = [0, 0]", "y = mse(a, b)"], gradient: [inf, 1], value: inf },
];

const lines: Case[] = [
  // y0 = 0: nothing passes through what a mask has made 0, however steep what follows is.
  { text: ["param z = [-inf, 0, 0]", "p = softmax(z)", "y = sqrt(p[0])"], gradient: [0, 0, 0], value: 0 },
  { text: ["param z = [-inf, 0, 0]", "p = softmax(z)", "y = p[1]"], gradient: [0, 0.25, -0.25], value: 0.5 },
  { text: ["param z = [-inf, 0]", "p = log_softmax(z)", "y = p[1]"], gradient: [0, 0], value: 0 },
  { text: ["param z = [-inf, 0, 0]", "p = log_softmax(z)", "y = p[0]"], gradient: [1, -0.5, -0.5], value: minus },
  {
    text: ["param z = [-inf, 0, 0]", "p = log_softmax(z)", "y = 0 * p[0] + p[1]"],
    gradient: [0, 0.5, -0.5],
    value: nan,
  },
  {
    text: ["param x = [1, 3]", "param g = [inf, 1]", "param b = [0, 0]", "n = layer_norm(x, g, b, eps=3)", "y = n[1]"],
    // m = 2, s = 2, x̂ = ∓½, h = (0, 1): (h - ½ - x̂ · ¼) / 2
    gradient: [-0.1875, 0.1875, 0, 0.5, 0, 1],
    value: 0.5,
  },
  { text: ["param x = [0, 4]", "y = logsumexp(log(x))"], gradient: [0, 0.25], value: Math.log(4) },
];

const masks: Case[] = [
  {
    text: ["param z = [-inf, 0, 0]", "param t = [0, 1, 0]", "y = cross_entropy(z, t)"],
    gradient: [0, -0.5, 0.5, inf, Math.LN2, Math.LN2],
    value: Math.LN2,
  },
  {
    text: ["param z = [-inf, 0, 0]", "input t = [0, 0.5, 0.5]", "y = cross_entropy(z, t)"],
    gradient: [0, 0, 0],
    value: Math.LN2,
  },
  {
    text: ["param z = [-inf, 0]", "input t = [0.5, 0.5]", "y = cross_entropy(z, t)"],
    gradient: [-0.5, 0.5],
    value: inf,
  },
  {
    text: ["param z = [-inf, -inf]", "input t = [0, 1]", "y = cross_entropy(z, t)"],
    gradient: [nan, nan],
    value: nan,
  },
  {
    text: ["input Z = [[-inf, 0], [0, 0]]", "param T = [[0, 1], [1, 0]]", "y = cross_entropy(Z, T)[1]"],
    gradient: [0, 0, Math.LN2, Math.LN2],
    value: Math.LN2,
  },
  { text: ["param z = -inf", "param t = 0", "y = bce_logits(z, t)"], gradient: [0, inf], value: 0 },
  { text: ["param z = inf", "param t = 1", "y = bce_logits(z, t)"], gradient: [0, minus], value: 0 },
  { text: ["param z = inf", "param t = 0", "y = bce_logits(z, t)"], gradient: [1, minus], value: inf },
  { text: ["param z = -inf", "param t = 1", "y = bce_logits(z, t)"], gradient: [-1, inf], value: inf },
  { text: ["param z = -inf", "param t = 0.25", "y = bce_logits(z, t)"], gradient: [-0.25, inf], value: inf },
  { text: ["param p = 0", "param t = 0", "y = bce(p, t)"], gradient: [1, inf], value: 0 },
  { text: ["param p = 1", "param t = 1", "y = bce(p, t)"], gradient: [-1, minus], value: 0 },
  { text: ["param z = [-inf, 0, 0]", "y = logsumexp(z)"], gradient: [0, 0.5, 0.5], value: Math.LN2 },
  { text: ["param z = [-inf, -inf]", "y = logsumexp(z)"], gradient: [0.5, 0.5], value: minus },
  { text: ["param z = [inf, 0]", "y = logsumexp(z)"], gradient: [1, 0], value: inf },
  { text: ["param z = [nan, 0]", "y = logsumexp(z)"], gradient: [nan, nan], value: nan },
  { text: ["param z = [-inf, 2]", "y = softmax(z)[1]"], gradient: [0, 0], value: 1 },
  { text: ["param z = [nan, 2]", "input t = [0, 1]", "y = cross_entropy(z, t)"], gradient: [nan, nan], value: nan },
];

describe("products", () => test.each(named(products))("%s", (_, one) => check(one)));
describe("quotients", () => test.each(named(quotients))("%s", (_, one) => check(one)));
describe("each term of a product of matrices", () => test.each(named(matrices))("%s", (_, one) => check(one)));
describe("each line of a formula", () => test.each(named(lines))("%s", (_, one) => check(one)));
describe("0 · log 0 = 0 where masks stand", () => test.each(named(masks))("%s", (_, one) => check(one)));

const run = (lines_: string[], more: Partial<DifferentiateRequest> = {}): Promise<DifferentiateResponse> =>
  differentiate(engine, { network: { text: lines_.join("\n") }, ...more });

test("a Jacobian has zeros beside its infinities", async () => {
  const lines_ = ["param x = [0, 1, 4]", "y = sqrt(x)"];
  const { runs } = await run(lines_, { want: "jacobian", modes });
  for (const one of runs) expect(one.jacobian?.[0]?.value, one.title).toEqual([inf, 0, 0, 0, 0.5, 0, 0, 0, 0.25]);
});

test("seeds and directions of 0 meet infinite derivatives", async () => {
  const more = { seeds: { y: [0, 1, 0] }, tangent: { x: [0, 1, 0] }, modes };
  const { runs, nodes, agreement } = await run(["param x = [0, 1, 0]", "y = sqrt(x)"], more);
  for (const one of runs) expect(one.gradient?.[0]?.value, one.title).toEqual([0, 0.5, 0]);
  expect(nodes.map(({ tangent }) => tangent)).toEqual([
    [0, 1, 0],
    [0, 0.5, 0],
  ]);
  expect(agreement.dot_test).toMatchObject({ left: 0.5, right: 0.5, relative: 0 });
});

test("local derivatives, contributions, steps and groups show the same zeros", async () => {
  const include: DifferentiateRequest["include"] = ["local", "contributions", "steps", "groups"];
  const lines_ = ["param x = [0, 1]", "r = sqrt(x)", "y = 0 * r[0] + r[1]"];
  const { nodes, runs, groups } = await run(lines_, { include, modes: [{ mode: "forward" }, { mode: "reverse" }] });
  expect(nodes[1]?.local?.[0]?.jacobian).toEqual([inf, 0, 0, 0.5]);
  expect(nodes[0]?.contributions?.map(({ product }) => product)).toEqual([[0, 0.5]]);
  expect(JSON.stringify([runs, groups])).not.toContain(nan);
});

test("paths multiply alike", async () => {
  const text = "param x = 0\nr = sqrt(x)\ny = r * 0\n";
  const response = await ask(engine, { v: 1, kind: "paths", network: { text }, from: "x", to: "y" });
  if (!response.ok || response.kind !== "paths") throw new Error(JSON.stringify(response.diagnostics));
  const [path] = response.paths;
  expect([path?.factors.map((one) => one?.value), path?.product]).toEqual([[[inf], [0]], [0]]);
  expect(response.sum).toEqual([0]);
});

test("so do the engines that are wrong on purpose: no zero times infinity is theirs", async () => {
  const text = "param x = 0\nr = sqrt(x)\ny = r * 0\n";
  const response = await ask(engine, { v: 1, kind: "broken", network: { text } });
  expect(JSON.stringify(response)).not.toContain(nan);
});

test("it is never counted", async () => {
  const cost = async (x: string) => (await run([`param x = ${x}`, "y = sum(0 * sqrt(x) * x)"], { modes })).runs;
  const [at_edge, beside] = [await cost("[0, 0]"), await cost("[1, 2]")];
  expect(at_edge.map((one) => one.cost)).toEqual(beside.map((one) => one.cost));
});

test("values follow IEEE", async () => {
  const { nodes } = await run(["param x = nan", "a = 0 * x", "b = 0 / x", "y = a + b"]);
  for (const id of ["a", "b", "y"]) expect(nodes.find((node) => node.id === id)?.value).toEqual([nan]);
});
