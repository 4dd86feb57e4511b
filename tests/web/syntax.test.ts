// The syntax card: every example is accepted by the engine and does what is said of it.
import { describe, expect, test } from "vitest";
import type { ErrorResponse, GraphResponse } from "../../web/src/engine/types.gen.ts";
import { says_something, tokens } from "../../web/src/text/tokens.ts";
import { kExamples, kFirstLines } from "../../web/src/view/syntax.ts";
import { callWasm, instantiate } from "../golden/engine/module.ts";

const engine = await instantiate();
function ask(text: string): GraphResponse | ErrorResponse {
  const request = { v: 1, kind: "graph", network: { text } };
  return JSON.parse(callWasm(engine, JSON.stringify(request))) as GraphResponse | ErrorResponse;
}

/** What the examples read, in an order in which it can be declared. */
const kDeclared: readonly [name: string, line: string][] = [
  ["x", "input x = [0.5, -1]"],
  ["w", "param w = 0.8"],
  ["W", "param W = [[1, 2], [3, 4]]"],
  ["b", "param b = [0.1, 0.2]"],
  ["h", "h = 2*x"],
  ["z", "z = W @ x"],
  ["y", "y = x*x"],
  ["L", "L = sum(x*x)"],
];
/** What comes behind an example that computes nothing by itself. */
const kBehind: Readonly<Record<string, string>> = {
  input: "out = 2*x",
  "param w": "out = 2*w",
  "param W": "out = 2*W",
  "param V": "out = 2*V",
  size: "input q = zeros(n)\nout = 2*q",
  "def g": "out = g(w)",
  def: "out = f(2, w)",
  wrt: "out = W @ x",
  "#": "out = 2*w",
};

/** A network in which a line stands. */
function network(line: string): string {
  const behind = Object.entries(kBehind).find(([begin]) => line.startsWith(begin))?.[1] ?? "";
  const words = tokens(`${line}\n${behind}`).filter(says_something);
  const defined = line.startsWith("repeat")
    ? []
    : words.flatMap(({ text }, at) => (words[at + 1]?.text === "=" ? [text] : []));
  const needs = new Set(words.map(({ text }) => text));
  if (["z", "h"].some((name) => needs.has(name))) for (const name of ["W", "x"]) needs.add(name);
  if (["y", "L"].some((name) => needs.has(name))) needs.add("x");
  const before = kDeclared
    .filter(([name]) => needs.has(name) && !defined.includes(name))
    .map(([, declared]) => declared);
  return [...before, line, behind].join("\n");
}

const all = kExamples.flatMap(({ lines }) => lines.map(([line]) => line));
/** What only an engine accepts that knows comparisons, too. */
const kNext = [
  "repeat 3 as i { h = h + i*x }",
  "y = where(x > 0, x, 0.1*x)",
  "v = [w, 2*w, 1]",
  "s = x[::2]",
  "m = x.mean()",
  "a = np.exp(x)",
  "loss = mse(z, x)",
];
const knows_next = ask("param w = 2\nL = w < 3").ok;

describe("the examples", () => {
  test("are all accepted", () => {
    const refused = all.filter((line) => !ask(network(line)).ok);
    expect(refused).toEqual(knows_next ? [] : kNext);
  });

  test("have what people look for", () => {
    const looked = [
      "input ",
      "param ",
      "[[",
      "randn",
      "dense(",
      "def ",
      "repeat ",
      " as i",
      "where(",
      "= [w",
      "::",
      "x.m",
      "loss L",
      "loss =",
      "output ",
      "wrt ",
      "# ",
    ];
    for (const word of looked)
      expect(
        all.filter((line) => line.includes(word)),
        word,
      ).not.toEqual([]);
  });

  test.each([
    ["loss L", "outputs", ["L"]],
    ["loss = mse(z, x)", "outputs", ["loss"]],
    ["output z, y", "outputs", ["z", "y"]],
    ["wrt x, W", "wrt", ["x", "W"]],
  ] as const)("%s does it", (line, part, wanted) => {
    const answer = ask(network(line));
    const known = knows_next || !kNext.some((next) => next === line);
    expect(answer.ok && answer.graph[part]).toEqual(known && wanted);
  });

  test.each([
    ["param V = randn(3, 2, seed=1)", "V", [3, 2]],
    ["h = dense(x, 8, tanh)", "h", [8]],
    ["s = x[1:]", "s", [1]],
    ["z = W @ x + b", "z", [2]],
    ["repeat 3 { h = tanh(W @ h) }", "h_3", [2]],
  ] as const)("%s gives %s its shape", (line, id, shape) => {
    const answer = ask(network(line));
    expect(answer.ok && answer.graph.nodes.find((node) => node.id === id)?.shape).toEqual(shape);
  });

  test("the first lines are one network, whose last name is what is differentiated", () => {
    const answer = ask(kFirstLines.map(([line]) => line).join("\n"));
    expect(answer.ok && [answer.graph.outputs, answer.graph.wrt]).toEqual([["L"], ["w"]]);
  });
});
