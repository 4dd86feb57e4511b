// W_KINK: said exactly where a derivative that counts is a choice, with the row's policy as the hint.
import { afterAll, beforeAll, expect, test } from "vitest";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const kinks = async (text: string) => {
  const { diagnostics } = await differentiate(engine, { network: { text } });
  return diagnostics.filter((d) => d.code === "W_KINK");
};

const on = [
  { text: "param x = 0\ny = relu(x)", says: "`y`", policy: "Derivative 0 at 0." },
  { text: "param x = [1, -0, 2]\ny = sum(abs(x))", says: "`abs`", policy: "Derivative 0 at 0." },
  { text: "param x = 0\ny = leaky_relu(x)", says: "`leaky_relu`", policy: "alpha" },
  { text: "param x = 0\ny = elu(x, alpha=0.5)", says: "`elu`", policy: "alpha" },
  { text: "param a = [1, 2]\nparam b = 2\ny = sum(minimum(a, b))", says: "`minimum`", policy: "half" },
  { text: "param x = [3, 1, 3]\ny = amax(x)", says: "`amax`", policy: "equally" },
  { text: "param x = [[1, 2], [0, 2]]\ny = sum(amin(x, axis=0))", says: "`amin`", policy: "equally" },
  { text: "param x = 0\na = relu(x)\nb = abs(x)\ny = a * b", says: "`a` stands", policy: "0" },
];
test.each(on)("$text", async ({ text, says, policy }) => {
  const [warning, ...others] = await kinks(text);
  expect(others).toEqual([]);
  expect(warning?.severity).toBe("warning");
  expect(warning?.message).toContain(says);
  expect(warning?.hint).toContain(policy);
});

test("how many others there are", async () => {
  const text = "param x = 0\na = relu(x)\nb = abs(x)\nc = relu(x)\ny = a + b + c";
  expect((await kinks(text))[0]?.message).toContain("So do 2 other nodes.");
});

const off = [
  { why: "beside the kink", text: "param x = 1e-300\ny = relu(x)" },
  { why: "smooth with this parameter", text: "param x = 0\ny = elu(x) + leaky_relu(x, alpha=1)" },
  { why: "a number is never larger than itself", text: "param x = 2\ny = maximum(x, x)" },
  { why: "no derivative passes", text: "param x = 0\ny = x + stop_gradient(relu(x))" },
  { why: "no path to what is differentiated", text: "param x = 0\na = relu(x)\ny = x * 2\noutput y" },
  { why: "a constant", text: "param x = 1\ninput c = 0\ny = x * relu(c)" },
  { why: "a tie that is not the largest", text: "param x = [1, 1, 2]\ny = amax(x)" },
];
test.each(off)("not where it does not matter: $why", async ({ text }) => expect(await kinks(text)).toEqual([]));
