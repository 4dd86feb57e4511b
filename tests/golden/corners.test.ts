// Requests that are rarely sent: each answer beside what it must be by hand.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DifferentiateRequest, NetworkText } from "../../web/src/engine/types.gen";
import { find } from "./compare";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const net = (...lines: string[]): NetworkText => ({ text: `${lines.join("\n")}\n` });
const run = (network: NetworkText, more: Partial<DifferentiateRequest>) => differentiate(engine, { network, ...more });
/** The diagnostics of a network that is refused. */
async function refused(network: object) {
  const response = await engine.call(JSON.stringify({ v: 1, kind: "graph", network }));
  const { ok, diagnostics } = JSON.parse(response);
  expect(ok).toBe(false);
  return diagnostics as { code: string; message: string; hint: string; path?: string }[];
}

describe("a Jacobian", () => {
  const text = net("param x = [1, 2]", "a = x * x", "b = sum(a)", "output a, b");
  const rows = [2, 0, 0, 4, 2, 4];

  test.each(["reverse", "forward", "difference", "complex_step"])("by %s", async (mode) => {
    const { runs } = await run(text, { want: "jacobian", modes: [{ mode }] });
    const entries = runs[0]?.jacobian?.flatMap((entry) => entry.value.map(Number)) ?? [];
    expect(entries).toHaveLength(6);
    for (const [i, entry] of entries.entries()) expect(entry).toBeCloseTo(rows[i] ?? Number.NaN, 8);
  });

  test.each([1, 2, 3])("row %i: the cut sum is that row along the direction, wherever one cuts", async (pass) => {
    const tangent = { x: [3, -5] };
    const response = await run(text, {
      want: "jacobian",
      tangent,
      modes: [{ mode: "reverse", pass }],
      include: ["steps"],
    });
    const wanted = 3 * (rows[2 * pass - 2] ?? 0) - 5 * (rows[2 * pass - 1] ?? 0);
    const sums = response.runs[0]?.steps?.flatMap((step) => step.cut_sum ?? []) ?? [];
    expect(sums.length).toBeGreaterThan(1);
    for (const sum of sums) expect(sum).toBe(wanted);
  });

  test("rows swept together have no cut sum", async () => {
    const modes = [{ mode: "reverse", chunk: "all" as const }];
    const response = await run(text, { want: "jacobian", modes, include: ["steps"] });
    expect(response.runs[0]?.steps?.flatMap((step) => step.cut_sum ?? [])).toEqual([]);
  });
});

describe("expanded to scalars", () => {
  const text = net("param x = [1, 2]", "a = x * x", "y = sum(a)");

  test("leaf values and seeds are given by the names of the network", async () => {
    const response = await run(text, {
      expand: true,
      at: { x: [3, 4] },
      seeds: { a: [1, 10] },
      tangent: { x: [1, 1] },
    });
    expect(["x[0]", "x[1]"].map((id) => find(response.nodes, id).adjoint)).toEqual([[6], [80]]);
    expect(find(response.nodes, "y").tangent).toEqual([14]);
  });

  test("more scalars than the limit are refused before they are made", async () => {
    const response = await engine.call(
      JSON.stringify({ v: 1, kind: "graph", expand: true, network: net("param W = zeros(200, 200)", "y = sum(W)") }),
    );
    const [first] = JSON.parse(response).diagnostics;
    expect(first).toMatchObject({ code: "E_LIMIT", path: "$.expand" });
  });
});

test("of an answer that would be 160 MB long no more is written than the limit", async () => {
  const [first] = await refused(net("param W = randn(1990, 1990, seed=1)", "L = sum(W)"));
  expect(first?.code).toBe("E_LIMIT_REPLY");
  const [written, limit] = (first?.message.match(/\d+/g) ?? []).map(Number);
  expect(written).toBeLessThan((limit ?? 0) + 2 ** 16);
});

describe("numbers of a declaration", () => {
  test("signs and powers", async () => {
    const { nodes } = await run(net("param x = -(1 + 2)", "param z = 2 ** 3", "y = x * z"), {});
    expect(["x", "z"].map((id) => find(nodes, id).value)).toEqual([[-3], [8]]);
  });
  test("`@` joins no numbers", async () => {
    expect((await refused(net("param w = 2 @ 3")))[0]).toMatchObject({ code: "E_SYNTAX" });
  });
});

test("an operation inside a statement is used by its id", async () => {
  const { nodes } = await run(net("param x = 2", "y = x * x + x", "z = y.1 * y"), {});
  expect([find(nodes, "z").value, find(nodes, "x").adjoint]).toEqual([[24], [4 * 6 + 4 * 5]]);
  const [first] = await refused(net("param x = 2", "y = x * x + x", "z = y.2"));
  expect(first).toMatchObject({ code: "E_UNKNOWN_NAME", hint: "Did you mean `y.1`?" });
});

describe("where the complex step leaves the real line", () => {
  test.each([
    { text: "x ** 3", at: -2, slope: 12 },
    { text: "x ** 2", at: -2, slope: -4 },
    { text: "1 / (x - 2)", at: 2.5, slope: -4 },
    { text: "(1 + x * 0) / x * x", at: 3, slope: 0 },
    { text: "1e-200 / x * 1e-300", at: 1e-250, slope: -1 },
    { text: "sqrt(x * x)", at: 1e-90, slope: 1 },
  ])("y = $text at $at", async ({ text, at, slope }) => {
    const { runs } = await run(net(`param x = ${at}`, `y = ${text}`), {
      modes: [{ mode: "complex_step" }, { mode: "reverse" }],
    });
    for (const r of runs) expect(Number(r.gradient?.[0]?.value[0])).toBeCloseTo(slope, 13);
  });
});

test.each([
  [["param x = 1e200", "a = x * x", "y = a * 1e-200"], "`a` is the first node whose value"],
  [["param x = 1", "a = x * 1e200", "y = a * 1e-200"], "The tangent of `a` is the first"],
  [["param x = 1e-200", "a = x * 1e200", "y = a * 1e200"], "The derivative by `x` is the first, going back,"],
])("%j: %s that is not finite", async (lines, words) => {
  const { diagnostics } = await run(net(...lines), { tangent: { x: [1e200] } });
  expect(diagnostics.map((d) => d.code)).toEqual(["W_NONFINITE"]);
  expect(diagnostics[0]?.message).toContain(words);
});

test("derivatives of groups that would take too long are left out, and said to be", async () => {
  const text = net("param x = ones(64)", "input A = ones(5000, 64)", "y = sum(A @ outer(x, x))");
  const response = await run(text, { modes: [{ mode: "reverse" }], include: ["groups"] });
  expect(response.diagnostics.map((d) => d.code)).toEqual(["W_LEFT_OUT"]);
});

test("seconds come with timing, and only then", async () => {
  const text = net("param x = 2", "y = x * x");
  const modes = [{ mode: "forward" }, { mode: "reverse" }];
  for (const { seconds } of (await run(text, { modes, timing: true })).runs) expect(seconds).toBeGreaterThanOrEqual(0);
  for (const { seconds } of (await run(text, { modes })).runs) expect(seconds).toBeUndefined();
});

describe("a layout", () => {
  test("says where each number of the lane lies, once", async () => {
    const { layout, graph } = await run(net("param x = [1, 2]", "input t = 3", "y = sum(x) * t"), {
      layout: true,
      include: ["graph"],
    });
    const ids = graph?.nodes.map((node) => node.id) ?? [];
    const places = [...(layout?.value ?? []), ...(layout?.tangent ?? []), ...(layout?.adjoint ?? [])];
    expect(layout?.value).toHaveLength(ids.length);
    expect([layout?.tangent[ids.indexOf("t")], layout?.adjoint[ids.indexOf("t")]]).toEqual([null, null]);
    const numbers = places.filter((at) => at !== null);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const at of numbers) expect(at).toBeLessThan(layout?.numbers ?? 0);
  });
  test("is the same when it is asked for again, and after an answer without one", async () => {
    const text = net("param x = 2", "y = x * x");
    const { layout } = await run(text, { layout: true });
    expect((await run(text, { layout: true })).layout).toEqual(layout);
    expect((await run(text, {})).layout).toBeUndefined();
    expect((await run(text, { layout: true, tangent: { x: [2] } })).layout).toEqual(layout);
  });
});

describe("words of a refusal", () => {
  const inputs = [{ id: "x", value: [1], diff: true }];
  const refusedNode = async (node: object) => (await refused({ inputs, nodes: [{ id: "y", in: ["x"], ...node }] }))[0];

  test.each([
    ["leaky_relu", { alpha: true }, "takes a number, but there is true or false"],
    ["sum", { keepdims: 3 }, "takes true or false, but there is a whole number"],
    ["reshape", { shape: 1.5 }, "takes a list of whole numbers, but there is a number that is not whole"],
    ["mean", { axis: 1.5 }, "takes a whole number, but there is a number that is not whole"],
    ["mean", { axis: [1] }, "takes a whole number, but there is a list"],
  ])("%s with %j", async (op, attrs, words) => {
    const first = await refusedNode({ op, attrs });
    expect(first).toMatchObject({ code: "E_ATTR" });
    expect(first?.message).toContain(words);
  });
  test("an attribute like none: those that there are", async () => {
    expect((await refusedNode({ op: "sum", attrs: { blorbs: 2 } }))?.hint).toBe("It takes `axis` and `keepdims`.");
  });
  test("a whole number that is too large", async () => {
    expect(await refusedNode({ op: "sum", attrs: { axis: 2 ** 64 } })).toMatchObject({ code: "E_ATTR" });
  });
  test("an attribute that is null", async () => {
    expect(await refusedNode({ op: "sum", attrs: { axis: null } })).toMatchObject({ code: "E_TYPE" });
  });
  test("a name that is none", async () => {
    const [first] = await refused({ inputs, nodes: [{ id: "y", op: "sum", in: ["x"] }], outputs: [3] });
    expect(first).toMatchObject({ code: "E_TYPE", path: "$.network.outputs[0]" });
  });
  test("a character of no operator and no name", async () => {
    const [first] = await refused(net("param x = 3", "y = x € 2"));
    expect(first).toMatchObject({ code: "E_CHAR", hint: "Names are made of Latin and Greek letters, digits and _." });
  });
});
