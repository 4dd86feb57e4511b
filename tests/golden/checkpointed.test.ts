// Checkpointed reverse: the bits of reverse for less memory and more work, and figures that were published or worked out by hand.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EstimateRequest, ModeRequest, Run } from "../../web/src/engine/types.gen";
import { asText, cases, question } from "./cases";
import { ask, differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";
import { flops } from "./model/count";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

/** Each step is one function of the one before; sin reads its operand going back, tanh its own value. */
const chain = (op: string, steps: number) => `param x = 0.5\nv0 = ${op}(x)\nrepeat ${steps - 1} { v0 = ${op}(v0) }\n`;
const mode = (options: Partial<ModeRequest> = {}): ModeRequest => ({ mode: "checkpointed", ...options });
/** The run so asked, and plain reverse. */
async function both(text: string, options: Partial<ModeRequest>, include: ("steps" | "timeline")[] = []) {
  const modes = [mode(options), { mode: "reverse" }];
  const { runs } = await differentiate(engine, { network: { text }, modes, include });
  return { cut: runs[0] as Run, plain: runs[1] as Run };
}
const functions = (cost: readonly (number | string)[] | undefined) => cost && Number(cost[4]);

async function estimate(text: string, more: Pick<EstimateRequest, "modes" | "dtype">) {
  const response = await ask(engine, { v: 1, kind: "estimate", network: { text }, ...more });
  if (response.ok && response.kind === "estimate") return response;
  throw new Error(`refused: ${JSON.stringify(response.diagnostics)}`);
}

describe("a hundred equal steps in ten segments", () => {
  // Nine cuts, v10 … v90, and the ten values of the last segment: 19 values when the value sweep ends, and two adjoints more when
  // the first adjoint step is computed. Nine segments make nine values again each: a cut holds the tenth. The published figures,
  // 10 + 10 = 20 values and 10 · 9 = 90 steps, count the input a checkpoint and make something of the last segment again.
  test.each(["sin", "tanh"])("of %s: 19 values, 81 steps again, 21 numbers against 102", async (op) => {
    const { cut, plain } = await both(chain(op, 100), { segments: 10 });
    expect(cut.cuts).toEqual({ segments: 10 });
    expect(cut.memory.saved_bytes).toBe(19 * 8);
    expect(cut.cost.recomputed).toEqual([0, 0, 0, 0, 81, 0]);
    expect(cut.memory.inner_peak_bytes).toBe(168);
    expect(plain.memory.inner_peak_bytes).toBe(816);
    expect(cut.gradient).toEqual(plain.gradient);
    expect(cut.cost.value).toEqual(plain.cost.value);
    expect(cut.cost.derivative).toEqual(plain.cost.derivative);
    expect(functions(cut.cost.total)).toBe((functions(plain.cost.total) ?? 0) + 81);
  });
  test("that is what it does unless it is told otherwise", async () => {
    const [none, root, ten] = await Promise.all(
      [{}, { segments: "sqrt" as const }, { segments: 10 }].map(
        async (options) => (await both(chain("sin", 100), options)).cut,
      ),
    );
    const { segments: _, ...same } = ten as Run;
    expect(none).toEqual(same);
    expect(root).toEqual({ ...same, segments: "sqrt" });
  });
  test("the steps and the time line say where it is cut, and what is made again", async () => {
    const { cut } = await both(chain("sin", 100), { segments: 10 }, ["steps", "timeline"]);
    const { steps = [], memory } = cut;
    expect(steps.flatMap((step, i) => (step.cut ? [i + 1] : []))).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect(steps.filter((step) => step.again)).toHaveLength(81);
    expect(steps.every((step) => !step.again || step.sweep === "value")).toBe(true);
    expect(memory.timeline?.map(({ again, cut }) => ({ again, cut }))).toEqual(
      steps.map(({ again, cut }) => ({ again, cut })),
    );
    expect(Math.max(...(memory.timeline ?? []).map((point) => point.inner_live_bytes))).toBe(168);
  });
});

describe("Revolve: advances before the adjoint steps, those of the value sweep among them", () => {
  // t(l, c) = r·l − β(c+1, r−1), c checkpoints with the input: 99 of a hundred steps are made on the way to the first adjoint step.
  test.each([
    { steps: 10, checkpoints: 3, advances: 15 },
    { steps: 20, checkpoints: 3, advances: 45 },
    { steps: 100, checkpoints: 3, advances: 490 },
    { steps: 100, checkpoints: 5, advances: 316 },
    { steps: 100, checkpoints: 10, advances: 222 },
  ])("t($steps, $checkpoints) = $advances", async ({ steps, checkpoints, advances }) => {
    // Besides its checkpoints: two values where one is made from another, an adjoint, and the output; and of a step that reads its own
    // value that one.
    for (const [op, more] of [
      ["sin", 4],
      ["tanh", 5],
    ] as const) {
      const { cut, plain } = await both(chain(op, steps), { checkpoints });
      expect(steps - 1 + (functions(cut.cost.recomputed) ?? 0)).toBe(advances);
      expect(cut.gradient).toEqual(plain.gradient);
      expect(cut.memory.inner_peak_bytes).toBeLessThanOrEqual(8 * (checkpoints - 1 + more));
      const within = (await both(chain(op, steps), { budget_bytes: cut.memory.inner_peak_bytes })).cut;
      expect(within.cuts?.proven).toBe(true);
      expect(functions(within.cost.recomputed)).toBeLessThanOrEqual(advances - steps + 1);
    }
  });
});

describe("within a budget", () => {
  /** Layers tanh(W @ a + b) of three: u reads a, z nothing, a itself. */
  const layers = (n: number) =>
    [
      "input x = [1, 2, 3]",
      ...Array.from({ length: n }, (_, i) => [
        `param W${i} = randn(3, 3, seed=${i})\nparam b${i} = [1, 2, 3]`,
        `a${i} = tanh(W${i} @ ${i === 0 ? "x" : `a${i - 1}`} + b${i})`,
      ]),
      `L = sum(a${n - 1})`,
    ]
      .flat()
      .join("\n");

  test("one value less than all of them is made again once, from the one before it", async () => {
    // Reverse holds a0 … a3, L and two adjoints of three: 12 + 1 + 6 = 19 numbers.
    const { cut: whole, plain } = await both(layers(4), { budget_bytes: 152 });
    expect(plain.memory.inner_peak_bytes).toBe(152);
    expect(whole.cost.recomputed).toEqual([0, 0, 0, 0, 0, 0]);
    expect(whole.cuts?.proven).toBe(true);
    // Three numbers less: one layer again, 9 mul, 6 + 3 add and 3 functions.
    const { cut: less } = await both(layers(4), { budget_bytes: 151 });
    expect(less.cost.recomputed?.slice(0, 5)).toEqual([9, 9, 0, 0, 3]);
    expect(less.memory.inner_peak_bytes).toBe(128);
    expect(less.gradient).toEqual(plain.gradient);
  });

  test("the less the budget, the more is made again; below the least it is refused, and the least named", async () => {
    const text = layers(20);
    const refused = await ask(engine, {
      v: 1,
      kind: "differentiate",
      network: { text },
      modes: [mode({ budget_bytes: 8 })],
    });
    expect(refused.ok).toBe(false);
    expect(refused.diagnostics[0]?.code).toBe("E_ATTR");
    const least = Number(/\d+/.exec(refused.diagnostics[0]?.hint ?? "")?.[0]);
    const { plain } = await both(text, {});
    let before = Number.POSITIVE_INFINITY;
    for (let budget = least; budget <= plain.memory.inner_peak_bytes; budget += 24) {
      const { cut } = await both(text, { budget_bytes: budget });
      expect(cut.memory.inner_peak_bytes).toBeLessThanOrEqual(budget);
      expect(cut.cuts?.proven).toBe(true);
      expect(cut.gradient).toEqual(plain.gradient);
      const again = flops(cut.cost.recomputed ?? []) + (functions(cut.cost.recomputed) ?? 0);
      expect(again).toBeLessThanOrEqual(before);
      before = again;
    }
    expect(before).toBe(0);
  });

  test("where it is no chain, or a long one, it is not proven", async () => {
    const skip = "param x = 0.5\na = sin(x)\nv = sin(a)\nrepeat 20 { v = sin(v) }\nL = a * v\n";
    const { cut, plain } = await both(skip, { budget_bytes: 120 });
    expect(cut.cuts?.proven).toBe(false);
    expect(cut.memory.inner_peak_bytes).toBeLessThanOrEqual(120);
    expect(plain.memory.inner_peak_bytes).toBeGreaterThan(120);
    // But who may keep all makes nothing again, on any network, and no way makes less.
    const { cut: whole } = await both(skip, { budget_bytes: plain.memory.inner_peak_bytes });
    expect([whole.cuts, whole.cost.recomputed]).toEqual([{ segments: 1, proven: true }, [0, 0, 0, 0, 0, 0]]);
    expect((await both(chain("sin", 121), { budget_bytes: 240 })).cut.cuts?.proven).toBe(false);
    expect((await both(chain("sin", 120), { budget_bytes: 240 })).cut.cuts?.proven).toBe(true);
  });
});

describe("on every golden network", () => {
  test.each(cases)("$id: the bits of reverse", async (k) => {
    const modes = [{ mode: "reverse" }, mode(), mode({ segments: 3 }), mode({ segments: 1000 })];
    const { runs } = await differentiate(engine, { ...question(k, asText(k)), modes, include: [] });
    for (const run of runs.slice(1)) {
      expect(run.gradient).toEqual(runs[0]?.gradient);
      expect(run.cost.value).toEqual(runs[0]?.cost.value);
      expect(run.cost.derivative).toEqual(runs[0]?.cost.derivative);
    }
  });
});

test("the least of a chain of sines: four numbers, and every value made again from the input", async () => {
  const { cut, plain } = await both(chain("sin", 30), { budget_bytes: "least" });
  expect(cut.memory.inner_peak_bytes).toBe(4 * 8);
  // The adjoint step of v30 reads v29, which the value sweep leaves; that of v29 has v28 made again in 28 steps, and so on.
  expect(functions(cut.cost.recomputed)).toBe((29 * 28) / 2);
  expect(cut.gradient).toEqual(plain.gradient);
  expect([cut.budget_bytes, cut.cuts?.proven]).toEqual(["least", true]);
  const same = (await both(chain("sin", 30), { budget_bytes: 32 })).cut;
  expect([same.cost, same.memory]).toEqual([cut.cost, cut.memory]);
  const refused = await ask(engine, {
    ...{ v: 1, kind: "differentiate", network: { text: chain("sin", 30) } },
    modes: [mode({ budget_bytes: 24 })],
  });
  expect([refused.ok, refused.diagnostics[0]?.code]).toEqual([false, "E_ATTR"]);
  expect(refused.diagnostics[0]?.hint).toContain("32");
});

test("an estimate predicts what an execution counts; a budget is in bytes of the dtype", async () => {
  const text = chain("sin", 100);
  const modes = [mode(), mode({ budget_bytes: 200 }), mode({ checkpoints: 5 })];
  const { runs } = await differentiate(engine, { network: { text }, modes, include: [] });
  const guess = await estimate(text, { modes });
  for (const [i, run] of runs.entries()) {
    expect(guess.runs[i]?.cost).toEqual(run.cost);
    expect(guess.runs[i]?.cuts).toEqual(run.cuts);
    expect(guess.runs[i]?.memory.inner_peak_bytes).toBe(run.memory.inner_peak_bytes);
  }
  const small = await estimate(text, { modes: [mode({ budget_bytes: 100 })], dtype: "float32" });
  expect(small.runs[0]?.cost).toEqual(runs[1]?.cost);
});

test("as a chain grows, the memory of √n segments grows like its root", async () => {
  const text = "size n = 4\nparam x = 0.5\nv = sin(x)\nrepeat n { v = sin(v) }\n";
  const sizes: [number, ...number[]] = [99, 399, 1599];
  const response = await ask(engine, {
    v: 1,
    kind: "scale",
    network: { text },
    vary: "n",
    sizes,
    modes: [mode()],
  });
  const points = response.ok && response.kind === "scale" ? response.points : [];
  // √n − 1 cuts and √n values, and two adjoints.
  expect(points.map((point) => point.inner_peak_bytes)).toEqual([10, 20, 40].map((root) => 8 * (2 * root + 1)));
  expect(points.map((point) => functions(point.cost.recomputed))).toEqual([81, 361, 1521]);
});
