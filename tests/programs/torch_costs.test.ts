// Holds what the engine estimates of six networks against what PyTorch saves and counts: equal to the unit, or different by
// a rule that is named. BW_PYTHON names the Python, as in run.test.ts; the title says which of PyTorch's counters was there.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Dtype, EstimatedNode, EstimateResponse, WideCost } from "../../web/src/engine/types.gen.ts";
import { kBeside } from "../../web/src/view/beside.ts";
import { whole } from "../../web/src/view/format.ts";
import { callWasm, instantiate } from "../golden/engine/module.ts";
import type { Held } from "./torch_layers.ts";
import { kHeld } from "./torch_mixed.ts";

/** Of one network in one precision, as torch_costs.py prints it; `saved` has bytes. */
interface Measured {
  saved: Record<string, number>;
  forward: number;
  backward: number;
}
interface Printed {
  torch: string;
  counter: string;
  networks: Record<string, Record<"float32" | "float64", Measured>>;
}

const script = fileURLToPath(new URL("torch_costs.py", import.meta.url));
const printed: Printed = JSON.parse(
  execFileSync(process.env.BW_PYTHON ?? "python3", ["-W", "ignore", script], { encoding: "utf8" }),
);
const engine = await instantiate();

function estimate({ text, batch }: Held, dtype: Dtype) {
  const request = { v: 1, kind: "estimate", network: { text }, batch, dtype, include: ["nodes"] };
  const answer: EstimateResponse = JSON.parse(callWasm(engine, JSON.stringify(request)));
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return { ...answer, nodes: answer.nodes ?? [] };
}

const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);
const total = (bytes: Readonly<Record<string, number>>): number => sum(Object.values(bytes));
const kept_bytes = (held: Held, dtype: Dtype): number =>
  Number(estimate(held, dtype).training.memory.saved_for_adjoint_bytes);
const count = (cost: WideCost, ...parts: number[]): number => sum(parts.map((part) => Number(cost[part])));
const framework = (cost: WideCost): number => count(cost, 5);
const exact = (cost: WideCost): number => count(cost, 0, 1, 2, 3);
const twice_mul = (cost: WideCost): number => 2 * count(cost, 1);

/** Name → bytes of what ours keeps: values by their id, what an operation makes for its way back as `id hidden`. */
function kept(nodes: readonly EstimatedNode[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { id, op, bytes, kept_bytes, saved_for } of nodes) {
    if (op === "input" || op === "param") continue;
    const value = saved_for.some(({ what }) => what !== "hidden") ? Number(bytes) : 0;
    if (value > 0) found[id] = value;
    if (Number(kept_bytes) > value) found[`${id} hidden`] = Number(kept_bytes) - value;
  }
  return found;
}

/** Framework flops by operation, without those of products; zeros are left out. */
function apart(nodes: readonly EstimatedNode[], way: "value" | "adjoint"): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { op, cost } of nodes) {
    const flops = framework(cost[way]) - (op === "matmul" ? twice_mul(cost[way]) : 0);
    if (flops !== 0) found[op] = (found[op] ?? 0) + flops;
  }
  return found;
}

/** The bytes of every storage: those of theirs are ours, but for the named differences. */
function hold_bytes(held: Held, measured: Measured, dtype: "float32" | "float64"): void {
  const { nodes, number_bytes, training } = estimate(held, dtype);
  const only = (whose: string) =>
    Object.fromEntries(
      held.only.filter((one) => one.whose === whose).map(({ name, bytes }) => [name, bytes(number_bytes)]),
    );
  const without = (all: Readonly<Record<string, number>>, some: Readonly<Record<string, number>>) => {
    expect(all).toMatchObject(some);
    return Object.fromEntries(Object.entries(all).filter(([name]) => !(name in some)));
  };
  const theirs = Object.fromEntries(
    Object.entries(without(measured.saved, only("theirs"))).map(([name, bytes]) => [held.same[name] ?? name, bytes]),
  );
  const ours = kept(nodes);
  expect(without(ours, only("ours"))).toEqual(theirs);
  expect(total(ours)).toBe(Number(training.memory.saved_for_adjoint_bytes));
  expect([total(ours), total(measured.saved)]).toEqual(held[dtype]);
}

/** The flops of one way: theirs are the products', and ours have those of the other operations too. */
function hold_flops(held: Held, measured: Measured, way: "forward" | "backward"): void {
  const { nodes, training } = estimate(held, "float32");
  const part = way === "forward" ? "value" : "adjoint";
  const ours = training.cost[way === "forward" ? "value" : "derivative"];
  const named = held.apart.filter((one) => one[way] !== 0).map((one) => [one.op, one[way]] as const);
  expect(measured[way]).toBe(held.products[way]);
  expect(apart(nodes, part)).toEqual(Object.fromEntries(named));
  expect(framework(ours)).toBe(measured[way] + sum(named.map(([, flops]) => flops)));
  expect(exact(ours)).toBe(framework(ours) - held.entries[way]);
  expect([framework(ours), measured[way]]).toEqual(held[way]);
}

const figures_in = (text = ""): string[] => text.match(/\d{1,3}(?:\s\d{3})+/g) ?? [];

describe(`PyTorch ${printed.torch}, flops by ${printed.counter}`, () => {
  test("six networks were measured", () => {
    expect(Object.keys(printed.networks)).toEqual(Object.keys(kHeld));
  });
  describe.each(Object.entries(kHeld))("%s", (name, held) => {
    const measured = printed.networks[name];
    if (!measured) throw new Error(`${name} was not measured`);
    test.each(["float32", "float64"] as const)("what is kept for the way back, in %s", (dtype) => {
      hold_bytes(held, measured[dtype], dtype);
    });
    test.each(["forward", "backward"] as const)("the flops %s, in either precision", (way) => {
      hold_flops(held, measured.float32, way);
      hold_flops(held, measured.float64, way);
    });
    test("a figure that is not right is noticed", () => {
      const { saved, forward, backward } = measured.float32;
      const [first = ""] = Object.keys(saved);
      const wrong = {
        saved: { ...saved, [first]: (saved[first] ?? 0) + 4 },
        forward: forward + 1,
        backward: backward - 1,
      };
      const { [first]: _, ...fewer } = saved;
      expect(() => hold_bytes(held, wrong, "float32")).toThrow();
      expect(() => hold_bytes(held, { ...wrong, saved: fewer }, "float32")).toThrow();
      expect(() => hold_flops(held, wrong, "forward")).toThrow();
      expect(() => hold_flops(held, wrong, "backward")).toThrow();
    });
  });

  test("the figures that the page quotes are those measured", () => {
    const { perceptron, five_layers } = kHeld;
    const { perceptron: small, five_layers: large } = printed.networks;
    if (!perceptron || !five_layers || !small || !large) throw new Error("a network is missing");
    expect(figures_in(kBeside.framework)).toEqual(
      [small.float64.forward, framework(estimate(perceptron, "float64").training.cost.value)].map(whole),
    );
    expect(figures_in(kBeside.saved)).toEqual(
      [
        total(small.float64.saved),
        kept_bytes(perceptron, "float64"),
        total(large.float64.saved),
        kept_bytes(five_layers, "float64"),
      ].map(whole),
    );
  });
});
