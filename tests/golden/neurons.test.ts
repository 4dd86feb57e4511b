// A layer unfolded to its neurons, and the finite-difference check of one element of one node.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DifferentiateRequest, Graph, GraphNode } from "../../web/src/engine/types.gen";
import { find } from "./compare";
import { differentiate, read } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const W2 = [
  [0.5, -0.4, 0.3],
  [0.2, 0.7, -0.6],
];
const text = [
  "input x = [1, -2]",
  "param W1 = [[0.1, 0.2], [0.3, -0.4], [-0.5, 0.6]]",
  "param b1 = [0.1, 0, -0.1]",
  `param W2 = ${JSON.stringify(W2)}`,
  "a1 = tanh(W1 @ x + b1)",
  "u2 = W2 @ a1",
  "L = sum(u2 * u2) + 2 * a1[0]",
].join("\n");
const include: DifferentiateRequest["include"] = ["value", "adjoint", "contributions", "graph"];
const ask = (more: Partial<DifferentiateRequest>) => differentiate(engine, { network: { text }, include, ...more });
const node = (graph: Graph | undefined, id: string): GraphNode => find(graph?.nodes, id);

test("each scalar says which element it is, each element is one scalar", async () => {
  const folded = await ask({});
  const unfolded = await ask({ expand: true });
  expect(folded.graph?.nodes.every((n) => n.of === undefined)).toBe(true);
  const elements = (unfolded.graph?.nodes ?? []).filter((n) => n.of?.inner === false);
  const literal = (id: string) => node(folded.graph, id).category === "const";
  for (const { id, value, adjoint } of folded.nodes) {
    for (const [i, number] of value?.entries() ?? []) {
      const scalars = elements.filter((n) => n.of?.node === id && n.of.element === i);
      expect(scalars, `${id}[${i}]`).toHaveLength(1);
      const scalar = find(unfolded.nodes, scalars[0]?.id ?? "");
      expect(Number(scalar.value?.[0])).toBeCloseTo(Number(number), 14);
      if (adjoint && !literal(id)) expect(Number(scalar.adjoint?.[0])).toBeCloseTo(Number(adjoint[i]), 14);
    }
  }
  expect(node(unfolded.graph, "a1[2]").of).toEqual({ node: "a1", element: 2, inner: false });
  expect(node(unfolded.graph, "W1[2,1]").of).toEqual({ node: "W1", element: 5, inner: false });
  expect(node(unfolded.graph, "u2[1].3").of).toEqual({ node: "u2", element: 1, inner: true });
});

test("what the neurons above add to the adjoint of a1[2]: w2[k,2] · δ[k], each k", async () => {
  const folded = await ask({});
  const delta = find(folded.nodes, "u2").adjoint?.map(Number) ?? [];
  const unfolded = await ask({ expand: true });
  const parts = (find(unfolded.nodes, "a1[2]").contributions ?? []).map((c) => {
    const of = node(unfolded.graph, c.consumer).of;
    const weight = node(unfolded.graph, c.consumer).inputs.find((id) => id.startsWith("W2")) ?? "";
    return {
      from: of?.node,
      k: of?.element,
      weight: node(unfolded.graph, weight).of,
      local: c.local,
      upstream: c.upstream,
      product: Number(c.product?.[0]),
    };
  });
  expect(parts.map(({ from, k, weight }) => [from, k, weight?.node, weight?.element])).toEqual([
    ["u2", 0, "W2", 2],
    ["u2", 1, "W2", 5],
  ]);
  for (const [k, part] of parts.entries()) {
    expect(part.local).toEqual([W2[k]?.[2]]);
    expect(Number(part.upstream?.[0])).toBeCloseTo(delta[k] ?? Number.NaN, 14);
    expect(part.product).toBeCloseTo((W2[k]?.[2] ?? Number.NaN) * (delta[k] ?? Number.NaN), 14);
  }
  const sum = parts.reduce((s, part) => s + part.product, 0);
  expect(sum).toBeCloseTo(Number(find(folded.nodes, "a1").adjoint?.[2]), 14);
  // a1[0] is read by the slice too.
  expect(find(unfolded.nodes, "a1[0]").contributions).toHaveLength(3);
});

const referees = [{ mode: "reverse" }, { mode: "difference" }, { mode: "complex_step" }];
test("the check of an inner node: it is moved where it stands, and nothing before it is", async () => {
  const adjoint = find((await ask({})).nodes, "a1").adjoint?.map(Number) ?? [];
  const { runs, graph } = await ask({ wrt: ["a1"], modes: referees });
  expect(graph?.wrt).toEqual(["a1"]);
  expect(runs.map((run) => run.sweeps)).toEqual([1, 6, 3]);
  for (const run of runs) {
    const gradient = find(run.gradient, "a1").value.map(Number);
    for (const [i, want] of adjoint.entries()) expect(gradient[i], run.mode).toBeCloseTo(want, 8);
  }
  expect(Number(runs[1]?.max_relative)).toBeLessThan(1e-8);
});

test("the check of one element: two evaluations", async () => {
  const adjoint = find((await ask({})).nodes, "a1").adjoint?.map(Number) ?? [];
  const { runs } = await ask({ wrt: ["a1[2]"], expand: true, modes: referees });
  expect(runs.map((run) => run.sweeps)).toEqual([1, 2, 1]);
  for (const run of runs)
    expect(Number(find(run.gradient, "a1[2]").value[0]), run.mode).toBeCloseTo(adjoint[2] ?? Number.NaN, 8);
  const whole = await ask({ wrt: ["a1"], expand: true, modes: [{ mode: "reverse" }] });
  expect(whole.runs[0]?.gradient?.map((block) => block.id)).toEqual(["a1[0]", "a1[1]", "a1[2]"]);
});

test("by hand: y = a·w with a = w·w, by a alone", async () => {
  const network = { text: "param w = 3\na = w * w\ny = a * w" };
  const { runs } = await differentiate(engine, { network, wrt: ["a"] });
  for (const run of runs) expect(run.gradient).toEqual([{ id: "a", shape: [], value: [3] }]);
});

test.each([
  ["E_UNKNOWN_NAME", ["b11"], "Did you mean `b1`?"],
  ["E_WRT", ["a1", "a1"], "Name it once."],
  ["E_WRT", ["L.4.c1"], "Declare it with `param`."],
  ["E_WRT", [], "Name a leaf or a node, or leave wrt out."],
  ["E_TYPE", [1], "Put a name here."],
])("%s: wrt %j", async (code, wrt, hint) => {
  const response = read(await engine.call(JSON.stringify({ v: 1, kind: "differentiate", network: { text }, wrt })));
  expect(response.diagnostics.map((d) => [d.code, d.hint, d.path?.startsWith("$.wrt")])).toEqual([[code, hint, true]]);
});
