// Ties among any number of elements: the rows' derivative, an equal share for each, also on scalars.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DifferentiateRequest } from "../../web/src/engine/types.gen";
import { ask, differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const modes = [{ mode: "forward" }, { mode: "forward", chunk: "all" as const }, { mode: "forward_sparse" }];
const every: DifferentiateRequest["modes"] = [...modes, { mode: "reverse" }];
const list = (x: number[]) => `[${x.join(", ")}]`;
const repeated = (x: number, times: number) => Array.from({ length: times }, () => x);

/** Each network with the gradient by its first param, in which a line with n ties gives each of them 1/n. */
const networks = [
  { text: "param x = [1, 2, 2, 2]\ny = amax(x)", gradient: [0, 1 / 3, 1 / 3, 1 / 3] },
  { text: "param x = [2, 1, 2, 2, 0, 2]\ny = amax(x)", gradient: [1 / 4, 0, 1 / 4, 1 / 4, 0, 1 / 4] },
  { text: "param x = [1, 1, 2, 2, 3, 3, 3]\ny = amax(x)", gradient: [0, 0, 0, 0, 1 / 3, 1 / 3, 1 / 3] },
  { text: "param x = [3, 3, 3, 2, 2, 1]\ny = amin(x)", gradient: [0, 0, 0, 0, 0, 1] },
  { text: "param x = [-1, -2, -2, -2, -2]\ny = amin(x)", gradient: [0, 1 / 4, 1 / 4, 1 / 4, 1 / 4] },
  { text: "param x = [0, -0, 0]\ny = amax(x)", gradient: [1 / 3, 1 / 3, 1 / 3] },
  { text: `param x = ${list(repeated(5, 97))}\ny = amax(x)`, gradient: repeated(1 / 97, 97) },
  {
    text: "param x = [[1, 4, 4, 4], [7, 7, 7, 0]]\ninput c = [1, 10]\ny = sum(amax(x, axis=1) * c)",
    gradient: [0, 1 / 3, 1 / 3, 1 / 3, 10 / 3, 10 / 3, 10 / 3, 0],
  },
  {
    text: "param x = [[1, 4], [1, 9], [1, 9]]\ny = sum(amin(x, axis=0, keepdims=1)) + sum(amax(x, axis=0))",
    gradient: [2 / 3, 1, 2 / 3, 1 / 2, 2 / 3, 1 / 2],
  },
  // Pooling after relu: three zeros tie, and let nothing through.
  { text: "param x = [-1, -2, -3, 5]\ny = amax(relu(x)[0:3]) + amax(relu(x))", gradient: [0, 0, 0, 1] },
  { text: "param x = [-1, -2, -3]\ny = amax(relu(x) + x * 0)", gradient: [0, 0, 0] },
  { text: "param x = [1, 1, 1, 1]\ny = amax(relu(x))", gradient: repeated(1 / 4, 4) },
  // The largest of the largest: each chain shares for itself.
  {
    text: "param x = [[2, 2, 2], [2, 2, 1]]\ny = amax(amax(x, axis=1))",
    gradient: [1 / 6, 1 / 6, 1 / 6, 1 / 4, 1 / 4, 0],
  },
  {
    text: "param x = [[2, 2, 2], [2, 0, 2], [3, 3, 3]]\ny = amin(amax(x, axis=1)) * 12",
    gradient: [2, 2, 2, 3, 0, 3, 0, 0, 0],
  },
  // Between two numbers a tie is halved, as the row says, however they are nested.
  { text: "param x = [2, 2, 2]\ny = maximum(maximum(x[0], x[1]), x[2])", gradient: [1 / 4, 1 / 4, 1 / 2] },
  { text: "param x = [2, 2, 2]\ny = minimum(x[0], minimum(x[1], x[2]))", gradient: [1 / 2, 1 / 4, 1 / 4] },
  { text: "param x = [2, 2, 2]\ny = maximum(amax(x), 2)", gradient: repeated(1 / 6, 3) },
];

function close(got: unknown, want: number[], where: string): void {
  const found = (got as unknown[]).map(Number);
  expect(found.length, where).toBe(want.length);
  for (const [i, x] of want.entries()) expect(Math.abs((found[i] ?? Number.NaN) - x), where).toBeLessThanOrEqual(1e-12);
}

describe.each(networks)("$text", ({ text, gradient }) => {
  const network = { text: `${text}\n` };
  test.each([
    ["as written", {}],
    ["expanded", { expand: true }],
    ["from a plan", { include: ["adjoint" as const] }],
    ["expanded, from a plan", { include: ["adjoint" as const], expand: true }],
  ])("%s", async (where, more) => {
    const wrt = { wrt: ["x"] as [string], modes: every };
    const { runs, nodes, agreement } = await differentiate(engine, { network, ...wrt, ...more });
    for (const run of runs)
      close(
        run.gradient?.flatMap(({ value }) => value),
        gradient,
        `${where}: ${run.mode}`,
      );
    const of_x = nodes.filter(({ id }) => /^x(\[|$)/.test(id)).flatMap(({ adjoint }) => adjoint ?? []);
    close(of_x, gradient, `${where}: adjoints`);
    expect(Number(agreement.max_relative)).toBeLessThanOrEqual(1e-12);
  });
  test("its local derivatives, contributions, steps and check say the same", async () => {
    const include = ["gradient_forward", "contributions", "local", "groups", "adjoint", "steps", "value"] as const;
    const request = { network, wrt: ["x"] as [string], expand: true, include: [...include], modes: every };
    const { nodes, runs } = await differentiate(engine, request);
    const of_x = nodes.filter(({ id }) => /^x(\[|$)/.test(id));
    close(
      of_x.flatMap(({ gradient_forward }) => gradient_forward ?? []),
      gradient,
      "check",
    );
    const sums = of_x.map(({ contributions }) =>
      (contributions ?? []).reduce((sum, { product }) => sum + Number(product?.[0]), 0),
    );
    close(sums, gradient, "contributions");
    const steps = runs.at(-1)?.steps?.filter(({ sweep }) => sweep === "adjoint") ?? [];
    const pushed = of_x.map(({ id }) =>
      steps
        .flatMap(({ terms }) => terms)
        .reduce((sum, { to, product }) => sum + (to === id ? Number(product?.[0]) : 0), 0),
    );
    close(pushed, gradient, "steps");
    for (const { local } of nodes)
      for (const { jacobian } of local ?? [])
        expect(jacobian?.every((x) => Number.isFinite(Number(x)))).not.toBe(false);
  });
});

test("the sum over all paths is the derivative", async () => {
  const network = { text: "param x = [1, 2, 2, 2]\ny = amax(x)\n" };
  for (const [i, share] of [0, 1 / 3, 1 / 3, 1 / 3].entries()) {
    const answer = await ask(engine, { v: 1, kind: "paths", network, from: `x[${i}]`, to: "y", expand: true });
    if (!answer.ok || answer.kind !== "paths") throw new Error("no paths");
    close(answer.sum, [share], `x[${i}]`);
  }
});

test("a broken engine is held against it, and the right one among them agrees", async () => {
  const network = { text: "param x = [2, 2, 2]\ny = amax(x)\n" };
  const answer = await ask(engine, { v: 1, kind: "broken", network });
  if (!answer.ok || answer.kind !== "broken") throw new Error("no broken engines");
  const recursion = answer.engines.find(({ id }) => id === "recursion");
  expect(recursion).toMatchObject({ right: true, first_wrong: null });
  close(
    recursion?.gradient?.flatMap(({ value }) => value),
    [1 / 3, 1 / 3, 1 / 3],
    "recursion",
  );
});

test("the expansion keeps its nodes, names and counts", async () => {
  const network = { text: "param x = [1, 2, 2, 2]\ny = amax(x)\n" };
  const { graph, runs, nodes } = await differentiate(engine, { network, expand: true, modes: every });
  expect(graph?.nodes.map(({ id, op, inputs, attrs }) => [id, op, inputs, attrs])).toEqual([
    ["x[0]", "param", [], {}],
    ["x[1]", "param", [], {}],
    ["x[2]", "param", [], {}],
    ["x[3]", "param", [], {}],
    ["y.1", "maximum", ["x[0]", "x[1]"], {}],
    ["y.2", "maximum", ["y.1", "x[2]"], {}],
    ["y", "maximum", ["y.2", "x[3]"], {}],
  ]);
  // Values: 3 compares. One tangent: one a node. One adjoint: one an operand.
  expect(runs.map(({ cost }) => cost.total)).toEqual([
    [0, 0, 0, 24, 0, 24],
    [0, 0, 0, 15, 0, 15],
    [0, 0, 0, 12, 0, 12],
    [0, 0, 0, 9, 0, 9],
  ]);
  expect(nodes.map(({ cost }) => cost?.value[3])).toEqual([0, 0, 0, 0, 1, 1, 1]);
  const answer = await ask(engine, { v: 1, kind: "graph", network, expand: true });
  if (!answer.ok || answer.kind !== "graph") throw new Error("no graph");
  expect(answer.text).toContain("maximum(y.2, `x[3]`)");
});

test("NaN ties with NaN", async () => {
  const network = { text: "param x = [1, nan, nan, nan]\ny = amax(x)\n" };
  for (const expand of [false, true]) {
    const { runs } = await differentiate(engine, { network, expand, modes: every });
    for (const run of runs)
      close(
        run.gradient?.flatMap(({ value }) => value),
        [0, 1 / 3, 1 / 3, 1 / 3],
        run.mode,
      );
  }
});
