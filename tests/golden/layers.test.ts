// Convolutions, pools, batch_norm, attention and recurrent cells: the numbers of PyTorch, figures by hand, printed and read again.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cost, DifferentiateResponse, NamedReals, NullableReals } from "../../web/src/engine/types.gen";
import { load } from "./cases";
import { differentiate, read } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

interface Case {
  name: string;
  text: string;
  at: NamedReals;
  value: Record<string, number[]>;
  gradient: { id: string; value: number[] }[];
}
const { cases } = load<{ cases: Case[] }>("layers.json");

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

function near(found: NullableReals | undefined, expected: readonly number[], name: string): void {
  expect(found?.length, name).toBe(expected.length);
  for (const [at, x] of expected.entries())
    expect(Math.abs(Number(found?.[at]) - x), `${name}[${at}]: ${found?.[at]} for ${x}`).toBeLessThanOrEqual(
      1e-13 * Math.max(1, Math.abs(x)),
    );
}
const printed = async (network: object): Promise<{ text: string; network: object }> => {
  const response = read(await engine.call(JSON.stringify({ v: 1, kind: "graph", network })));
  if (!response.ok || response.kind !== "graph") throw new Error(JSON.stringify(response.diagnostics));
  return { text: response.text, network: response.network };
};

describe.each(cases)("$name", ({ text, at, value, gradient }) => {
  test("values and gradient are those of PyTorch", async () => {
    const response = await differentiate(engine, { network: { text }, at });
    const node = (id: string) => response.nodes.find((one) => one.id === id);
    for (const [id, numbers] of Object.entries(value)) near(node(id)?.value, numbers, id);
    for (const { id, value: slopes } of gradient) near(node(id)?.adjoint, slopes, `adjoint of ${id}`);
    expect(Number(response.agreement.max_relative)).toBeLessThanOrEqual(1e-12);
  });
  test("printed and read again, the network is the same", async () => {
    const first = await printed({ text });
    expect(await printed({ text: first.text })).toEqual(first);
    expect(await printed(first.network)).toEqual(first);
  });
});

const counted = (cost: Cost): number[] => cost.slice(0, 5);
async function reversed(text: string): Promise<{ value: number[]; back: number[]; response: DifferentiateResponse }> {
  const response = await differentiate(engine, { network: { text }, modes: [{ mode: "reverse" }] });
  const cost = response.runs[0]?.cost;
  if (!cost) throw new Error("not run");
  return { value: counted(cost.value), back: counted(cost.derivative), response };
}

describe("what is counted, by hand", () => {
  const x = "param x = [1, 2, 3, 4, 5]\nparam w = [1, 2, 4]\n";
  test.each([
    // 3 places of 3 products, and 2 sums each.
    ["conv1d(x, w)", [6, 9, 0, 0, 0]],
    // 5 places: the first and the last meet a zero of the padding, which is not multiplied: 13 products.
    ["conv1d(x, w, padding=1)", [8, 13, 0, 0, 0]],
    ["conv1d(x, w, flip=1, padding=1)", [8, 13, 0, 0, 0]],
    // Every element of x meets every one of w: 15 products, 7 sums of them.
    ["conv1d(x, w, full=1)", [8, 15, 0, 0, 0]],
    // Places 0, 2 and 4 of those with a padding of 1: 2 + 3 + 2 products.
    ["conv1d(x, w, padding=1, stride=2)", [4, 7, 0, 0, 0]],
    ["max_pool(x, size=2)", [0, 0, 0, 2, 0]],
    ["max_pool(x, size=3, stride=1, padding=1)", [0, 0, 0, 8, 0]],
    // Two means of two.
    ["avg_pool(x, size=2)", [2, 0, 2, 0, 0]],
    ["avg_pool(x, size=3, stride=1, padding=1)", [8, 0, 5, 0, 0]],
  ])("%s", async (call, expected) => {
    expect((await reversed(`${x}y = ${call}\nL = y[0]\n`)).value).toEqual(expected);
  });

  test("the way back through conv1d: 9 products to x, added to 5 elements, and 9 to w, added to 3", async () => {
    const { back, response } = await reversed(`${x}y = conv1d(x, w)\nL = sum(y)\n`);
    expect(back).toEqual([4 + 6, 9 + 9, 0, 0, 0]);
    expect(response.nodes.find(({ id }) => id === "x")?.adjoint).toEqual([1, 3, 7, 6, 4]);
    expect(response.nodes.find(({ id }) => id === "w")?.adjoint).toEqual([6, 9, 12]);
  });

  test("the adjoint of x is a full convolution of that of y with the kernel turned round", async () => {
    const text = `${x}input g = [1, -2, 0.5]\ny = conv1d(x, w)\nL = sum(g*y)\nback = conv1d(g, w, flip=1, full=1)\nloss L\n`;
    const { response } = await reversed(text);
    const node = (id: string) => response.nodes.find((one) => one.id === id);
    expect(node("x")?.adjoint).toEqual(node("back")?.value);
  });
});

test("a query that may see nothing sees all keys alike", async () => {
  const text =
    "param Q = [[1, 2], [3, 4]]\nparam K = [[1, 0], [0, 1]]\nparam V = [[1], [2]]\ninput M = [[0, 0], [1, 1]]\nA = attention(Q, K, V, M)\nL = sum(A)\n";
  const { nodes } = await differentiate(engine, { network: { text } });
  const node = (id: string) => nodes.find((one) => one.id === id);
  expect(node("A.weights")?.value?.slice(0, 2)).toEqual([0.5, 0.5]);
  expect(node("Q")?.adjoint?.slice(0, 2).map(Number)).toEqual([0, 0]);
});

test("a definition or a node that has one of the new names keeps its meaning", async () => {
  for (const name of ["conv1d", "conv2d", "max_pool", "avg_pool", "batch_norm", "attention", "gru", "lstm"]) {
    const called = `param x = 3\ndef ${name}(a, b) = a*b\nL = ${name}(x, 2)\n`;
    const node = `param ${name} = 3\nL = 2*${name}\n`;
    for (const text of [called, node]) {
      const { nodes } = await differentiate(engine, { network: { text } });
      expect(nodes.find(({ id }) => id === "L")?.value, text).toEqual([6]);
    }
  }
});

test("the parts of a layer are one group, in a repetition too", async () => {
  const text = "input x = [1, -1]\nparam h = [0.1, 0.2]\nrepeat 2 { h = gru(x, h) }\nL = sum(h*h)\n";
  const response = read(await engine.call(JSON.stringify({ v: 1, kind: "graph", network: { text } })));
  if (!response.ok || response.kind !== "graph") throw new Error("refused");
  const groups = new Map(response.graph.nodes.map(({ id, group }) => [id, group]));
  for (const part of ["h_1", "h_1.r", "h_1.z", "h_1.n", "h_1.3"]) expect(groups.get(part), part).toBe("h_1");
  expect(groups.get("h_1.W_r")).toBe("h_1.W_r");
});
