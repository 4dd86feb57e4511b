// What the ways agree on where numbers are not finite: equal infinities agree, and hide no other difference.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { find } from "./compare";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const include = ["value", "adjoint", "gradient_forward", "cost", "graph"] as const;
const modes = [{ mode: "forward" }, { mode: "forward", chunk: "all" as const }, { mode: "reverse" }];
const answer = (text: string, more: object = {}) =>
  differentiate(engine, { network: { text }, include: [...include], modes, ...more });

describe("both ways give the same infinity", () => {
  test.each([
    ["param a = 0\ny = sqrt(a)", "a", "Infinity"],
    ["param a = 0\ny = -sqrt(a)", "a", "-Infinity"],
    ["param a = 0\ny = log(a)", "a", "Infinity"],
    ["param a = 1\ny = asin(a)", "a", "Infinity"],
    ["param a = 0\ny = a ** 0.5", "a", "Infinity"],
    ["param a = 0\nb = sqrt(a)\ny = b + b", "a", "Infinity"],
  ])("%s", async (text, id, infinity) => {
    for (const more of [{}, { expand: true }]) {
      const { agreement, nodes, runs } = await answer(text, more);
      for (const run of runs) expect(run.gradient?.[0]?.value).toEqual([infinity]);
      expect(find(nodes, id).adjoint).toEqual([infinity]);
      expect(find(nodes, id).difference).toBe(0);
      expect(agreement.max_relative).toBe(0);
      expect(agreement.dot_test?.relative).toBe(0);
    }
  });
  test("in a Jacobian", async () => {
    const { agreement } = await answer("param a = 0\ny = sqrt(a)\nz = y * 2\noutput y, z", { want: "jacobian" });
    expect(agreement.max_relative).toBe(0);
  });
});

test("the scale of a node is that of its finite elements", async () => {
  const { nodes } = await answer("param a = [0, 4, 1]\ny = sum(sqrt(a))");
  expect(find(nodes, "a").adjoint).toEqual(["Infinity", 0.25, 0.5]);
  expect(find(nodes, "a").scale).toBe(0.5);
});

test("max_relative is a number or an infinity, wherever the numbers end", async () => {
  const ends = ["0", "-1", "1e308", "-1e308", "inf", "-inf", "nan", "1e-310"];
  const rows = ["sqrt(a)", "log(a)", "a ** 0.5", "a * a * a", "exp(a) - exp(a)", "1 / a", "relu(a) * sqrt(a)", "a - a"];
  for (const row of rows) {
    for (const end of ends) {
      const text = `param a = ${end}\nparam b = 2\ny = ${row} + b * 3\n`;
      const { agreement } = await answer(text);
      expect(agreement.max_relative, text).not.toBe("NaN");
      expect(agreement.dot_test?.relative, text).not.toBe("NaN");
    }
  }
});
