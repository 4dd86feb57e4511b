// W_NONFINITE: it is about the first number that is not finite, and names the row that made it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Diagnostic, DifferentiateRequest } from "../../web/src/engine/types.gen";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

type More = Partial<DifferentiateRequest>;
async function said(lines: string[], more: More = {}): Promise<Diagnostic[]> {
  const { diagnostics } = await differentiate(engine, { network: { text: lines.join("\n") }, ...more });
  return diagnostics.filter(({ code }) => code === "W_NONFINITE");
}

interface Case {
  lines: string[];
  message: string;
  hint: string;
  more?: More;
}
const cases: Case[] = [
  // A derivative: the contribution that is not finite, wherever its consumer stands in the text.
  {
    lines: ["param x = 0", "r = sqrt(x)", "a = abs(x)", "y = r + a"],
    message: "The derivative by `x` is the first, going back, that is not a finite number: `r` adds Infinity to it.",
    hint: "`sqrt`: Derivative Infinity at 0, NaN below, flagged.",
  },
  {
    lines: ["param x = 0", "a = abs(x)", "r = sqrt(x)", "y = r + a"],
    message: "`r` adds Infinity",
    hint: "`sqrt`:",
  },
  {
    lines: ["param x = 0", "r = log(x + 1) * sqrt(x) + sqrt(x)", "y = where(1, r, x) - x * x"],
    message: "The derivative by `x` is the first",
    hint: "`sqrt`:",
  },
  {
    lines: ["param x = 0", "r = -sqrt(x)", "c = x ** 2", "d = cos(x)", "y = r + c * d"],
    message: "adds -Infinity to it",
    hint: "`sqrt`:",
  },
  {
    lines: ["param x = [4, 0]", "r = sqrt(x)", "y = sum(r * x) + sum(r)"],
    message: "`r` adds Infinity",
    hint: "`sqrt`:",
  },
  {
    lines: ["param x = 1", "y = asin(x) + abs(x)"],
    message: "`y.1` adds Infinity",
    hint: "`asin`: Derivative Infinity at -1 and 1",
  },
  {
    lines: ["param x = 0", "y = sqrt(x - x)"],
    message: "The derivative by `y.1` is the first, going back",
    hint: "`sqrt`:",
  },
  // Too large a product has no words of a row; the node is named.
  {
    lines: ["param x = 1e-200", "a = x * 1e200", "y = a * 1e200"],
    message: "The derivative by `x` is the first",
    hint: "Look at `a` and its operands.",
  },
  {
    lines: ["param x = 0", "a = x * 2", "b = a * 1.5e308", "c = a * 1.5e308", "y = b + c"],
    message: "The derivative by `a` is the first",
    hint: "What is added there is finite",
  },
  // pow, case by case.
  {
    lines: ["param x = -2", "param n = 3", "y = x ** n"],
    message: "The derivative by `n` is the first",
    hint: "`pow`: A negative x has no derivative by the exponent: NaN, flagged.",
  },
  {
    lines: ["param x = -2", "y = x ** 0.5"],
    message: "`y` is the first node whose value",
    hint: "`pow`: A negative x with a fractional exponent gives NaN, flagged.",
  },
  {
    lines: ["param x = 0", "y = x ** -1"],
    message: "`y` is the first node whose value",
    hint: "`pow`: 0 to a negative exponent",
  },
  {
    lines: ["param x = 0", "y = x ** 0.5"],
    message: "The derivative by `x` is the first",
    hint: "`pow`: For exponents between 0 and 1 the derivative at 0 is Infinity, flagged.",
  },
  {
    lines: ["param x = 1e200", "y = x ** 2"],
    message: "`y` is the first node whose value",
    hint: "Look at its operands.",
  },
  {
    lines: ["param x = [2, -8, 0]", "input e = [2, 2, -3]", "y = sum(x ** e)"],
    message: "first node whose value",
    hint: "`pow`: 0 to a negative exponent",
  },
  // A quotient: only where it divides by 0.
  { lines: ["param x = 0", "y = 1 / x"], message: "`y` is the first node whose value", hint: "`div`: At b = 0" },
  {
    lines: ["param x = 1e-300", "y = 1e300 / x"],
    message: "`y` is the first node whose value",
    hint: "Look at its operands.",
  },
  // What no column shows: another direction than that of the tangents, another output than the first.
  {
    lines: ["param k = 1", "param x = 0", "r = sqrt(x)", "y = k * 2 + (r - r)"],
    message: "A tangent of `r`, that along `x`, is the first that is not a finite number.",
    hint: "`sqrt`:",
  },
  {
    lines: ["param x = [1, 0]", "a = x[0] * 2", "b = sqrt(x[1])", "output a, b"],
    message: "A tangent of `b`",
    hint: "`sqrt`:",
    more: { want: "jacobian", tangent: { x: [1, 0] } },
  },
];

test.each(cases.map((one): [string, Case] => [one.lines.join("; "), one]))(
  "%s",
  async (_, { lines, message, hint, more }) => {
    const list = await said(lines, more);
    expect(list).toHaveLength(1);
    expect(list[0]?.message).toContain(message);
    expect(list[0]?.hint).toContain(hint);
    expect(list[0]?.span).toBeDefined();
  },
);

describe("a number that is given", () => {
  test.each(["inf", "-inf", "nan"])("%s is not told to look at its operands", async (word) => {
    const [first] = await said([`param x = [${word}, 1]`, "y = sum(x)"]);
    expect(first?.message).toBe("`x` is the first node whose value is not a finite number.");
    const number = { inf: "Infinity", "-inf": "-Infinity", nan: "NaN" }[word];
    expect(first?.hint).toBe(`It is given as ${number}.`);
  });
  test("does not hide the first derivative", async () => {
    const mask = ["input z = [-inf, 0, 0]", "param t = [0, 1, 0]", "y = cross_entropy(z, t)"];
    const list = await said(mask);
    expect(list.map(({ message }) => message.split(" ").slice(0, 5).join(" "))).toEqual([
      "`z` is the first node",
      "The derivative by `t` is",
    ]);
    expect(list[1]?.hint).toContain("`cross_entropy`: A score of -Infinity, a mask,");
  });
  test("through which nothing goes wrong is said, once", async () => {
    const list = await said(["param z = [-inf, 0, 0]", "input t = [0, 1, 0]", "y = cross_entropy(z, t)"]);
    expect(list).toHaveLength(1);
  });
  test("in a product: the operand is at fault, and the product named", async () => {
    const [, second] = await said(["input W = [[inf, 1]]", "param x = [1, 1]", "y = sum(W @ x)"]);
    expect(second?.hint).toBe("Look at `y.1` and its operands.");
  });
});

test("what is lost without a number that is not finite is said, too", async () => {
  // Forward 1e-200 · 1e-200 is 0; going back it comes last.
  const lines = ["param x = 1", "a = x * 1e-200", "b = a * 1e-200", "y = b * 1e200"];
  const [first] = await said(lines);
  expect(first?.message).toContain("The ways differ at `x`");
});

test("nothing is said where all is finite", async () => {
  expect(await said(["param k = 1", "param x = 0", "y = where(relu(k - x), x, sqrt(x)) + 0 * sqrt(x)"])).toEqual([]);
});
