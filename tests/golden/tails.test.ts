// Derivatives far out, where a rule that subtracts or squares would lose them, and what is said where a rule does lose them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Real } from "../../web/src/engine/types.gen";
import { load } from "./cases";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const { cases } = load<{ cases: { y: string; x: number; slope: number }[] }>("tails.json");
const modes = [{ mode: "forward" }, { mode: "forward_sparse" }, { mode: "reverse" }];

const at = (y: string, x: number | string, more: object = {}) =>
  differentiate(engine, { network: { text: `param x = ${x}\ny = ${y}\n` }, modes, ...more });
const slopes = async (y: string, x: number | string, more: object = {}) =>
  (await at(y, x, more)).runs.map((run) => run.gradient?.[0]?.value[0]);

/** Of an exponent that is itself a rounded product some hundreds large, the rounding counts as often. */
const within = (y: string) => (/gelu|erf/.test(y) ? 5e-13 : 1e-13);

describe.each([...new Set(cases.map(({ y }) => y))])("%s", (y) => {
  test.each(cases.filter((one) => one.y === y))("at $x it is $slope", async ({ x, slope }) => {
    for (const more of [{}, { expand: true }, { include: ["adjoint"] }])
      for (const got of await slopes(y, x, more))
        expect(Math.abs(Number(got) - slope), `${got}`).toBeLessThanOrEqual(within(y) * Math.abs(slope) + 2e-323);
  });
});

test.each([
  ["elu(x)", "-inf", 0],
  ["expm1(x)", "-inf", 0],
  ["silu(x)", "inf", 1],
  ["gelu(x)", "inf", 1],
  ["gelu_tanh(x)", "inf", 1],
  ["atan(x)", "-inf", 0],
  ["softplus(x)", "-inf", 0],
  ["sigmoid(x)", "inf", 0],
  ["tanh(x)", "-inf", 0],
])("%s at %s has the slope of its limit", async (y, x, slope) => {
  for (const got of await slopes(y, x)) expect(Math.abs(Number(got))).toBe(slope);
});

describe("W_SATURATED", () => {
  const said = async (y: string, x: number | string, more: object = {}) =>
    (await at(y, x, more)).diagnostics.filter((d) => d.code === "W_SATURATED");

  test.each([
    ["tanh(x)", 9.8],
    ["tanh(x)", -9.8],
    ["sigmoid(x)", 18.5],
    ["sigmoid(x)", -18.6],
    ["sigmoid(x)", -700],
    ["softplus(x)", 40],
    ["elu(x)", -40],
    ["tanh(x)", "inf"],
  ])("%s at %s keeps its digits", async (y, x) => expect(await said(y, x)).toEqual([]));

  // d tanh = 4 e^(-2|x|) / (1 + e^(-2|x|))², d sigmoid = e^(-x) / (1 + e^(-x))².
  const tanh = (x: number) => (4 * Math.exp(-2 * Math.abs(x))) / (1 + Math.exp(-2 * Math.abs(x))) ** 2;
  const sigmoid = (x: number) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2;
  test.each([
    { y: "tanh(x)", x: 9.81, exact: tanh, formula: "1 − a²", left: "about 8 of 16 digits are left" },
    { y: "tanh(x)", x: -12, exact: tanh, formula: "1 − a²", left: "about 6 of 16 digits are left" },
    { y: "tanh(x)", x: 18, exact: tanh, formula: "1 − a²", left: "about 1 of 16 digits is left" },
    { y: "tanh(x)", x: 40, exact: tanh, formula: "1 − a²", left: "no digit is left" },
    { y: "sigmoid(x)", x: 18.51, exact: sigmoid, formula: "1 − a ", left: "about 8 of 16 digits are left" },
    { y: "sigmoid(x)", x: 30, exact: sigmoid, formula: "1 − a ", left: "about 3 of 16 digits are left" },
    { y: "sigmoid(x)", x: 40, exact: sigmoid, formula: "1 − a ", left: "no digit is left" },
  ])("$y at $x: $left", async ({ y, x, exact, formula, left }) => {
    const [warning, ...others] = await said(y, x);
    expect(others).toEqual([]);
    expect(warning?.message).toContain("`y`");
    expect(warning?.message).toContain(formula);
    expect(warning?.message).toContain(left);
    const given = Number(/the complex step gives (\S+)\.(?: |$)/.exec(warning?.message ?? "")?.[1]);
    expect(Math.abs(given - exact(x))).toBeLessThanOrEqual(1e-5 * exact(x));
    const [step] = await slopes(y, x, { modes: [{ mode: "complex_step" }] });
    expect(Math.abs(given - Number(step))).toBeLessThanOrEqual(1e-5 * exact(x));
    expect(warning?.span).toMatchObject({ line: 2, column: 5 });
  });

  test("the digits that are left are right, and not many more", async () => {
    for (let x = 9.9; x < 18; x += 0.37) {
      const left = Number(/about (\d+) of/.exec((await said("tanh(x)", x))[0]?.message ?? "")?.[1]);
      const lost = Math.abs(Number((await slopes("tanh(x)", x))[2]) - tanh(x)) / tanh(x);
      expect(lost).toBeLessThanOrEqual(5 * 10 ** -left);
    }
  });

  test("one warning, at the first node, of the element that lost most", async () => {
    const text = "param x = [1, 11, -13]\na = tanh(x)\nb = sigmoid(x * 2)\nL = sum(a) + sum(b)";
    const { diagnostics } = await differentiate(engine, { network: { text } });
    const found = diagnostics.filter((d) => d.code === "W_SATURATED");
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toMatch(/`a` .* at -13\. .* One other node is saturated, too\.$/);
  });
  test("not where no derivative passes, or none is asked for", async () => {
    for (const text of [
      "param x = 1\ninput c = 40\ny = x * tanh(c)",
      "param x = 40\na = tanh(x)\ny = x * 2",
      "param x = 40\ny = x + stop_gradient(tanh(x))",
    ]) {
      const { diagnostics } = await differentiate(engine, { network: { text } });
      expect(diagnostics.filter((d) => d.code === "W_SATURATED")).toEqual([]);
    }
  });
  test("the rule stays that of the lecture: from the output", async () => {
    for (const x of [12, 20]) {
      const { nodes } = await at("tanh(x)", x, { include: ["value", "adjoint"] });
      const [x_node, y_node] = nodes as { value?: Real[]; adjoint?: Real[] | null }[];
      expect(x_node?.adjoint?.[0]).toBe(1 - Number(y_node?.value?.[0]) ** 2);
    }
  });
});
