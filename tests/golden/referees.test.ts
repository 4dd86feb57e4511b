// The referees, which know no rule of differentiation: the golden gradients by central differences and by the complex
// step, and what they cost, worked out by hand.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DifferentiateResponse, Run } from "../../web/src/engine/types.gen";
import { asText, cases, question, wrt } from "./cases";
import { find } from "./compare";
import { catalogue_of, differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const modes = [{ mode: "reverse" }, { mode: "complex_step" }, { mode: "difference" }];
const total = (response: DifferentiateResponse, mode: string) =>
  response.runs.find((run) => run.mode === mode)?.cost.total;

describe.each(cases)("$id", (k) => {
  test("by complex step, by central differences, and by PyTorch", async () => {
    const response = await differentiate(engine, {
      ...question(k, asText(k)),
      modes,
      include: ["value", "adjoint", "graph"],
    });
    const [reverse, complex, difference] = response.runs;
    // Beside the sum over paths of absolute products: the complex step rounds once an operation, as the others do.
    expect(Number(complex?.max_relative)).toBeLessThanOrEqual(Math.max(1e-12, k.rtol));
    expect(reverse?.max_relative).toBeUndefined();
    for (const node of k.nodes.filter((n) => wrt(k).includes(n.name))) {
      const wanted = (node.grad ?? []).map(Number);
      const largest = Math.max(...wanted.map(Math.abs));
      const farthest = (run: Run | undefined) =>
        Math.max(...wanted.map((want, i) => Math.abs(Number(find(run?.gradient, node.name).value[i]) - want)));
      expect(farthest(complex), node.name).toBeLessThanOrEqual(1e-12 * largest);
      // The square of the step, which is the cube root of the rounding unit, times the third derivative.
      expect(farthest(difference), node.name).toBeLessThanOrEqual(1e-7 * Math.max(largest, 1));
    }
  });
});

test("the catalogue says who is a referee", async () => {
  const response = await catalogue_of(engine);
  const referees = response.modes.filter((mode) => mode.referee);
  expect(referees.map((mode) => mode.name)).toEqual(["difference", "complex_step"]);
  for (const mode of referees) expect(mode.schedules).toEqual([]);
});

// y = log(x1) + x1·x2 − sin(x2): a sum, a difference, a product and two functions an evaluation. The point itself is
// evaluated once, then two directions.
const baydin = { text: "param x1 = 2\nparam x2 = 5\na = log(x1)\nb = x1 * x2\nc = sin(x2)\nd = a + b\ny = d - c" };
test("cost by hand: two evaluations a weight, and one at the point", async () => {
  const response = await differentiate(engine, { network: baydin, modes, include: ["cost"] });
  expect(total(response, "difference")).toEqual([10, 5, 0, 0, 10, 15]);
  // Complex: log is hypot, log and atan2; a product 4 mul and 2 add; sin is sin, cosh, cos, sinh and 2 mul; a sum 2 add.
  // Of both directions, the one that leaves x1 real takes log without hypot.
  expect(total(response, "complex_step")).toEqual([2 + 2 * 6, 1 + 2 * 6, 0, 0, 2 + (3 + 4) + (2 + 4), 27]);
});

test("what does not depend on wrt is evaluated once", async () => {
  const text = "param w = 0.25\ninput x = 2\na = exp(x)\nb = a * w\ny = stop_gradient(exp(b)) + b";
  const response = await differentiate(engine, { network: { text }, modes, include: ["cost"] });
  // At the point: exp, mul, exp, add; moved: mul, exp, add, for exp(b) depends on w though no derivative passes on.
  expect(total(response, "difference")).toEqual([1 + 2, 1 + 2, 0, 0, 2 + 2, 6]);
  const grad = find(response.runs[2]?.gradient, "w").value[0];
  expect(Number(grad)).toBeCloseTo(Math.exp(2), 6);
  expect(find(response.runs[1]?.gradient, "w").value[0]).toBe(Math.exp(2));
});

test("a node of wrt in the middle is moved where it stands", async () => {
  const text = "param w = 3\na = w * w\ny = a * w\nwrt a, w";
  const response = await differentiate(engine, { network: { text }, modes });
  for (const run of response.runs) {
    expect(Number(find(run.gradient, "a").value[0])).toBeCloseTo(3, 8);
    expect(Number(find(run.gradient, "w").value[0])).toBeCloseTo(9, 8);
  }
});

test("above the budget differences are predicted, and the complex step is left out", async () => {
  const text = "param W = randn(400, 400, seed=1)\nparam x = ones(400)\ny = sum(sin(W @ sin(W @ x)))";
  const response = await differentiate(engine, { network: { text }, modes, include: [] });
  expect(response.runs.map((run) => [run.mode, run.predicted])).toEqual([
    ["reverse", false],
    ["difference", true],
  ]);
  expect(response.diagnostics.map((d) => d.code).toSorted()).toEqual(["W_LEFT_OUT", "W_PREDICTED"]);
});
