// The versions of the counting convention: what each counts, and that the numbers are the same by all of them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CatalogueResponse } from "../../web/src/engine/types.gen";
import { kCount } from "../../web/src/link/link";
import { find } from "./compare";
import { ask, catalogue_of, differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
let catalogue: CatalogueResponse;
beforeAll(async () => {
  engine = await start();
  catalogue = await catalogue_of(engine);
});
afterAll(() => engine.close());

const modes = [{ mode: "forward" }, { mode: "forward", chunk: "all" as const }, { mode: "reverse" }];
const include = ["value", "adjoint", "cost", "graph"] as const;
const at = (text: string, more: object) =>
  differentiate(engine, { network: { text }, modes, include: [...include], ...more });

/** One number: add, mul, div, cmp, fn of the value, of one tangent and of one adjoint; and who saves what for the latter. */
const rows = [
  { op: "expm1", count: 1, value: [0, 0, 0, 0, 1], derivative: [1, 1, 0, 0, 0], saved: "output" },
  { op: "expm1", count: 2, value: [0, 0, 0, 0, 1], derivative: [0, 1, 0, 0, 1], saved: "input" },
  { op: "elu", count: 1, value: [0, 1, 0, 1, 1], derivative: [1, 1, 0, 1, 0], saved: "output" },
  { op: "elu", count: 2, value: [0, 1, 0, 1, 1], derivative: [0, 2, 0, 1, 1], saved: "input" },
  { op: "tanh", count: 1, value: [0, 0, 0, 0, 1], derivative: [1, 2, 0, 0, 0], saved: "output" },
  { op: "tanh", count: 2, value: [0, 0, 0, 0, 1], derivative: [1, 2, 0, 0, 0], saved: "output" },
];
const times = (n: number, x: number[]) => x.map((one) => n * one);
const sum = (a: number[], b: number[]) => a.map((x, i) => x + (b[i] ?? 0));

describe.each(rows)("$op by version $count", ({ op, count, value, derivative, saved }) => {
  const text = `param x = [0.3, -0.5, -2]\nh = x * x\ny = ${op}(h)\nz = y * y\nL = sum(z)\noutput L\n`;
  test.each([[{}], [{ expand: true }]])("%o", async (more) => {
    const { nodes, runs } = await at(text, { count, ...more });
    for (const { cost } of nodes.filter(({ id }) => id === "y" || id.startsWith("y["))) {
      const elements = "expand" in more ? 1 : 3;
      expect(cost?.value.slice(0, 5)).toEqual(times(elements, value));
      expect(cost?.tangent?.slice(0, 5)).toEqual(times(elements, derivative));
      expect(cost?.adjoint?.slice(0, 5)).toEqual(times(elements, derivative));
    }
    if ("expand" in more) return;
    const reader = (id: string) => find(nodes, id).saved_for?.filter(({ node }) => node === "y");
    expect(reader("y")).toEqual(saved === "output" ? [{ node: "y", what: "output" }] : []);
    expect(reader("h")).toEqual(saved === "input" ? [{ node: "y", what: "input" }] : []);
    // Saved when the values are there: y for z, and with version 2 h for y; the output L is held.
    const kept = count === 2 && op !== "tanh" ? 7 : 4;
    expect(runs.find(({ mode }) => mode === "reverse")?.memory.saved_bytes).toBe(8 * kept);
  });
  test("the same numbers, from a trace and from a plan, and the same predictions", async () => {
    const today = await at(text, {});
    for (const more of [{ count }, { count, include: ["value", "adjoint"] }]) {
      const then = await at(text, more);
      for (const node of then.nodes) {
        expect(node.value).toEqual(find(today.nodes, node.id).value);
        expect(node.adjoint).toEqual(find(today.nodes, node.id).adjoint);
      }
      for (const [i, run] of then.runs.entries()) {
        expect(run.gradient).toEqual(today.runs[i]?.gradient);
        expect(run.cost.total).toEqual((await at(text, { count })).runs[i]?.cost.total);
      }
    }
  });
  test("whole gradients", async () => {
    const { runs } = await at(`param x = -0.5\ny = ${op}(x)\n`, { count });
    const one = sum(value, derivative);
    for (const run of runs) expect(run.cost.total.slice(0, 5)).toEqual(one);
  });
  test("as a size grows", async () => {
    const network = { text: `size n = 2\nparam x = randn(n, seed=1)\ny = ${op}(x)\nL = sum(y)\n` };
    const answer = await ask(engine, {
      v: 1,
      kind: "scale",
      network,
      vary: "n",
      sizes: [4],
      modes: [{ mode: "reverse" }],
      count,
    });
    if (!answer.ok || answer.kind !== "scale") throw new Error("no points");
    const adds = [3, 0, 0, 0, 0];
    expect(answer.points[0]?.cost.total.slice(0, 5)).toEqual(sum(adds, times(4, sum(value, derivative))));
  });
});

test("without a word it is that of the catalogue, which is that of links", async () => {
  expect(catalogue.count).toBe(3);
  expect(catalogue.count).toBe(kCount);
  expect(catalogue.conventions.map(({ count }) => count)).toEqual(Array.from({ length: kCount }, (_, at) => at + 1));
  const text = "param x = -1\ny = expm1(x)\n";
  expect(await at(text, {})).toEqual(await at(text, { count: kCount }));
  expect((await at(text, {})).runs[2]?.cost.total).not.toEqual((await at(text, { count: 1 })).runs[2]?.cost.total);
});

test("a version names just the rows that it counts otherwise", async () => {
  const later = catalogue.conventions.filter(({ count }) => count > 1);
  expect(later.length).toBe(kCount - 1);
  const unary = catalogue.ops.filter(({ arity, category }) => arity === 1 && category !== "leaf");
  expect(unary.length).toBeGreaterThan(25);
  for (const { name } of unary) {
    const text = `param x = [[0.3, 0.4], [0.5, 0.7]]\nh = x * x\ny = ${name}(h${name === "reshape" ? ", shape=[4]" : name === "index" ? ", axis0=0" : ""})\noutput y\n`;
    const by = async (count: number) => JSON.stringify(await at(text, { want: "jacobian", count }));
    for (const { count, ops } of later)
      expect((await by(count - 1)) === (await by(count)), `${name} by ${count}`).toBe(!ops.includes(name));
  }
});

describe.each(["clip(h, -1, 0.5)", "torch.clamp(h, -1, 0.5)", "h.clip(max=0.5, min=-1)"])("%s", (written) => {
  const text = `param x = [0.2, 0.4, -2]\nh = 2 * x\ny = ${written}\nL = sum(y)\n`;
  test("is one operation since version 3, and a maximum and a minimum before", async () => {
    const now = await at(text, {});
    expect(find(now.nodes, "y").cost?.value.slice(0, 5)).toEqual([0, 0, 0, 6, 0]);
    expect(now.nodes.some(({ id }) => id === "y.1")).toBe(false);
    for (const count of [1, 2]) {
      const then = await at(text, { count });
      const [low, high] = ["y.1", "y"].map((id) => then.graph?.nodes.find((node) => node.id === id)?.op);
      expect([low, high]).toEqual(["maximum", "minimum"]);
      expect(find(then.nodes, "y.1").cost?.value.slice(0, 5)).toEqual([0, 0, 0, 3, 0]);
      // By hand: 2 where h, which is 0.4, 0.8 and -4, is between the bounds.
      for (const { runs } of [now, then])
        for (const run of runs) expect(run.gradient?.map(({ value }) => value)).toEqual([[2, 0, 0]]);
    }
  });
});

test.each([0, kCount + 1, -1])("version %d is refused", async (count) => {
  const request = { v: 1, kind: "differentiate", network: { text: "param x = 1\ny = x * x" }, count };
  const { ok, diagnostics } = JSON.parse(await engine.call(JSON.stringify(request)));
  expect(ok).toBe(false);
  expect(diagnostics[0]).toMatchObject({ code: "E_ATTR", path: "$.count" });
});
