// Folded statements: the derivative across a group against the chain of its inner locals, and against the adjoints.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DifferentiateRequest, DifferentiateResponse, Group, Real } from "../../web/src/engine/types.gen";
import { asText, cases, others } from "./cases";
import { find } from "./compare";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const include: DifferentiateRequest["include"] = ["value", "adjoint", "local", "groups", "graph"];
const ask = (text: string, more: Partial<DifferentiateRequest> = {}) =>
  differentiate(engine, { network: { text }, modes: [{ mode: "reverse" }], include, ...more });
const group = (response: DifferentiateResponse, id: string) => find(response.groups, id);
const across = (g: Group, operand: string, of = g.output) => {
  const found = g.local.find((l) => l.operand === operand && l.of === of);
  if (found === undefined) throw new Error(`no ${operand}`);
  return found.jacobian?.map(Number) ?? null;
};

const loss = "param y = 0.25\nparam a = 0.7\nL = -(y*log(a) + (1 - y)*log(1 - a))";
test("the cross entropy as one node, by formula and by the chain of its operations", async () => {
  const response = await ask(loss);
  const [g] = response.groups as [Group];
  expect(response.groups).toHaveLength(1);
  expect([g.id, g.output, g.exits, g.operands]).toEqual(["L", "L", ["L"], ["a", "y"]]);
  expect(g.members).toEqual(["L.1", "L.2", "L.3", "L.4", "L.5", "L.6", "L.7", "L"]);
  expect(g.local.map((l) => l.shape)).toEqual([
    [1, 1],
    [1, 1],
  ]);
  const [byY, byA] = [across(g, "y")?.[0], across(g, "a")?.[0]] as [number, number];
  expect(byY).toBeCloseTo(-(Math.log(0.7) - Math.log(0.3)), 14);
  expect(byA).toBeCloseTo(-(0.25 / 0.7 - 0.75 / 0.3), 14);
  // Products of the locals along each path from the operand to L, added.
  const chain = (from: string, to: string): number =>
    from === to
      ? 1
      : (find(response.nodes, to).local ?? []).reduce(
          (sum, l) => sum + (l.jacobian === null ? 0 : Number(l.jacobian[0]) * chain(from, l.input)),
          0,
        );
  expect(byY).toBeCloseTo(chain("y", "L"), 14);
  expect(byA).toBeCloseTo(chain("a", "L"), 14);
});

test("leaves and literals are in no group; an inactive operand has no derivative", async () => {
  const response = await ask("input y = 2\nparam a = [1, 3]\nz = y * a * a + 1", { want: "jacobian" });
  expect(response.groups?.map((g) => g.id)).toEqual(["z"]);
  const z = group(response, "z");
  expect([z.operands, across(z, "y"), across(z, "a")]).toEqual([["y", "a"], null, [4, 0, 0, 12]]);
});

test("up to 64 numbers, operand by operand", async () => {
  const text = "param W = ones(3, 4)\nparam x = ones(4)\nparam v = ones(22)\nz = W @ x + sum(v)";
  const z = group(await ask(text, { want: "jacobian" }), "z");
  expect(z.local.map((l) => [l.operand, l.shape, l.jacobian?.length ?? null])).toEqual([
    ["W", [3, 12], 36],
    ["x", [3, 4], 12],
    ["v", [3, 22], null],
  ]);
});

test("a statement that is read in its middle has two exits", async () => {
  const nodes = [
    { id: "z.1", op: "sin", in: ["x"], group: "z" },
    { id: "z", op: "mul", in: ["z.1", "x"] },
    { id: "y", op: "add", in: ["z", "z.1"] },
  ];
  const network = { inputs: [{ id: "x", value: 3, diff: true }], nodes };
  const response = await differentiate(engine, { network, include });
  const z = group(response, "z");
  expect([z.exits, z.output]).toEqual([["z.1", "z"], "z"]);
  expect(across(z, "x", "z.1")?.[0]).toBeCloseTo(Math.cos(3), 14);
  expect(across(z, "x", "z")?.[0]).toBeCloseTo(Math.sin(3) + 3 * Math.cos(3), 14);
  expect(group(response, "y").operands).toEqual(["z", "z.1"]);
});

test("a group of JSON whose middle lies outside: only paths inside count", async () => {
  const node = (id: string, op: string, operands: string[], inside: boolean) => ({
    id,
    op,
    in: operands,
    ...(inside ? { group: "g" } : {}),
  });
  const nodes = [node("a", "square", ["x"], true), node("b", "exp", ["a"], false), node("c", "mul", ["b", "x"], true)];
  const network = { inputs: [{ id: "x", value: 0.5, diff: true }], nodes };
  const response = await differentiate(engine, { network, include });
  const g = group(response, "g");
  expect([g.members, g.operands, g.exits]).toEqual([
    ["a", "c"],
    ["x", "b"],
    ["a", "c"],
  ]);
  expect(across(g, "x", "c")?.[0]).toBeCloseTo(Math.exp(0.25), 14);
  expect(across(g, "x", "a")).toEqual([1]);
  expect([across(g, "b", "c"), across(g, "b", "a")]).toEqual([[0.5], null]);
});

/** What breaks the rule: adjoint of a node = its seed + sum over the groups that read it of localᵀ · adjoint of the exit. */
function broken(response: DifferentiateResponse): { checked: number; wrong: string[] } {
  const wrong: string[] = [];
  let checked = 0;
  const numbers = (list: readonly Real[] | null | undefined) => list?.map(Number) ?? null;
  for (const node of response.nodes) {
    const adjoint = numbers(node.adjoint);
    const readers = (response.groups ?? []).filter((g) => g.operands.includes(node.id));
    const own = response.graph?.nodes.find((n) => n.id === node.id);
    const inside = own?.consumers.some(
      (use) => response.graph?.nodes.find((n) => n.id === use.node)?.group === own.group,
    );
    if (adjoint === null || readers.length === 0 || inside || readers.some((g) => g.exits.length > 1)) continue;
    const seed = response.seeds.find((s) => s.id === node.id);
    const sums = adjoint.map((_, j) => Number(seed?.value[j] ?? 0));
    const scale = sums.map(Math.abs);
    let known = adjoint.every(Number.isFinite);
    for (const g of readers) {
      const above = find(response.nodes, g.output);
      const local = g.local.find((l) => l.operand === node.id);
      // No derivative passes: the operand counts as a constant, or nothing behind it is seeded.
      if (local?.jacobian === null && local.shape.reduce((a, b) => a * b, 1) <= 64) continue;
      const jacobian = numbers(local?.jacobian);
      const upstream = numbers(above.adjoint);
      if (jacobian === null || upstream === null || !jacobian.every(Number.isFinite)) known = false;
      for (const [i, up] of (upstream ?? []).entries()) {
        for (const j of sums.keys()) {
          const term = up === 0 ? 0 : up * (jacobian?.[i * sums.length + j] ?? 0);
          sums[j] = (sums[j] ?? 0) + term;
          scale[j] = (scale[j] ?? 0) + Math.abs(term);
        }
      }
    }
    if (!known) continue;
    checked++;
    for (const [j, sum] of sums.entries()) {
      const off = Math.abs(sum - (adjoint[j] ?? Number.NaN));
      if (!(off <= 1e-11 * (scale[j] ?? 0))) wrong.push(`${node.id}[${j}]: ${sum} for ${adjoint[j]}`);
    }
  }
  return { checked, wrong };
}

describe.each([...cases, ...others])("$id", (k) => {
  test("adjoints are sums over the groups that read a node", async () => {
    const seeds = k.seeds.map(({ node: id, cotangent: value }) => ({ id, value }));
    const response = await differentiate(engine, { network: asText(k), seeds, modes: [], include });
    expect(broken(response).wrong).toEqual([]);
  });
});

/** Statements over three vectors and a matrix, each of one to four operations, any node read by several. */
const program = fc
  .array(fc.array(fc.tuple(fc.nat(5), fc.nat(99)), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  .map((statements) => {
    const names = ["p", "q", "r"];
    const lines = [
      "param p = [0.3, -0.5, 0.8]",
      "param q = [1.1, 0.2, -0.4]",
      "param r = 0.6",
      "param M = randn(3, 3, seed=5)",
    ];
    for (const [k, operations] of statements.entries()) {
      const pick = (i: number) => names[i % names.length] ?? "p";
      let expression = pick(operations.length);
      for (const [op, i] of operations) {
        const other = pick(i);
        const forms = [
          `(${expression} + ${other})`,
          `(${expression} * ${other})`,
          `(${other} - ${expression})`,
          `tanh(${expression})`,
          `sin(${expression} * ${other})`,
          `(M @ (${expression} + p))`,
        ];
        expression = forms[op] ?? expression;
      }
      lines.push(`s${k} = ${expression} * 0.5`);
      names.push(`s${k}`);
    }
    return [...lines, `L = sum(${names.slice(3).join(" + ")})`].join("\n");
  });
test("on random programs", async () => {
  let checked = 0;
  await fc.assert(
    fc.asyncProperty(program, async (text) => {
      const result = broken(await ask(text));
      checked += result.checked;
      expect(result.wrong).toEqual([]);
    }),
    { numRuns: 60, seed: 7 },
  );
  expect(checked).toBeGreaterThan(300);
});
