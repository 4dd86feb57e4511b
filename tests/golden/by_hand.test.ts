// The figures worked out by hand: each node, each sweep, each schedule, the time lines, and the chains.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DifferentiateResponse, Run } from "../../web/src/engine/types.gen";
import { include } from "../include.mjs";
import { load } from "./cases";
import { find } from "./compare";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";
import { flops } from "./model/count";

type Timeline = [string, number, number][];
interface Schedule {
  flops: number;
  fn: number;
  peak_bytes: number;
  inner_peak_bytes: number;
  saved_bytes?: number;
  start?: number;
  values?: Timeline;
  timeline?: Timeline;
}
type Sweeps = Record<"value" | "tangent" | "adjoint", number[]>;
interface Network {
  id: string;
  title: string;
  text: string;
  inputs_bytes: number;
  sweep: Sweeps;
  nodes?: ({ id: string } & Sweeps)[];
  one: Schedule;
  all: Schedule;
  reverse: Schedule;
}
interface Chain {
  n: number;
  one_inner: number;
  all_inner: number;
  reverse_inner: number;
  one_peak?: number;
  reverse_peak?: number;
  value_flops?: number;
  all_flops?: number;
  reverse_flops?: number;
}
const { networks, chains } = load<{ networks: Network[]; chains: { lengths: Chain[] } }>("by_hand.json");

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const names = ["one", "all", "reverse"] as const;
const sweeps = ["value", "tangent", "adjoint"] as const;

/** [node, numbers live, numbers live after] of the steps that are no seeding. */
const line = (run: Run, of: "value" | "derivative"): Timeline =>
  (run.steps ?? [])
    .filter((step) => !step.seed && (step.sweep === "value") === (of === "value"))
    .map((step) => [step.node, step.live_bytes / 8, step.live_bytes_after / 8]);

describe.each(networks)("$id: $title", (network) => {
  let response: DifferentiateResponse;
  const run = (name: (typeof names)[number]) => response.runs[names.indexOf(name)] as Run;
  beforeAll(async () => {
    response = await differentiate(engine, { network: { text: network.text }, include });
  });

  test.each(names)("totals and bytes: %s", (name) => {
    const { cost, memory } = run(name);
    const want = network[name];
    expect([flops(cost.total), cost.total[4]]).toEqual([want.flops, want.fn]);
    expect([memory.peak_bytes, memory.inner_peak_bytes]).toEqual([want.peak_bytes, want.inner_peak_bytes]);
    expect(memory.inputs_bytes).toBe(network.inputs_bytes);
    expect(memory.saved_bytes).toBe(want.saved_bytes ?? 0);
  });

  test.each(sweeps)("one sweep by class: %s", (sweep) => {
    const total = response.nodes.reduce(
      (sum, node) => sum.map((n, i) => n + (node.cost?.[sweep][i] ?? 0)),
      [0, 0, 0, 0, 0],
    );
    expect(total).toEqual(network.sweep[sweep]);
    for (const want of network.nodes ?? []) {
      expect(find(response.nodes, want.id).cost?.[sweep].slice(0, 5), want.id).toEqual(want[sweep]);
    }
  });

  const timed = names.filter((name) => network[name].timeline !== undefined);
  test.each(timed)("numbers live, step by step: %s", (name) => {
    const want = network[name];
    expect(line(run(name), "derivative")).toEqual(want.timeline);
    if (want.values) expect(line(run(name), "value")).toEqual(want.values);
    const seeding = (run(name).steps ?? []).filter((step) => step.seed).at(-1);
    expect((seeding?.live_bytes_after ?? Number.NaN) / 8).toBe(want.start);
  });
});

describe.each(chains.lengths)("chain of $n neurons", (want) => {
  let response: DifferentiateResponse;
  beforeAll(async () => {
    const lines = ["param x = 0.5"];
    for (let k = 1; k <= want.n; k++) {
      lines.push(`param w${k} = ${k % 2 ? 0.9 : -1.1}`, `param b${k} = 0.1`);
    }
    for (let k = 1; k <= want.n; k++) {
      lines.push(`u${k} = w${k} * ${k === 1 ? "x" : `a${k - 1}`}`, `z${k} = u${k} + b${k}`, `a${k} = sigmoid(z${k})`);
    }
    response = await differentiate(engine, { network: { text: lines.join("\n") } });
  });

  test("inner peaks, peaks and flops", () => {
    const [one, all, reverse] = response.runs as [Run, Run, Run];
    expect([one, all, reverse].map((run) => run.memory.inner_peak_bytes)).toEqual([
      want.one_inner,
      want.all_inner,
      want.reverse_inner,
    ]);
    if (want.one_peak !== undefined) expect(one.memory.peak_bytes).toBe(want.one_peak);
    if (want.reverse_peak !== undefined) expect(reverse.memory.peak_bytes).toBe(want.reverse_peak);
    if (want.value_flops !== undefined) expect(flops(reverse.cost.value)).toBe(want.value_flops);
    if (want.all_flops !== undefined) expect(flops(all.cost.total)).toBe(want.all_flops);
    if (want.reverse_flops !== undefined) expect(flops(reverse.cost.total)).toBe(want.reverse_flops);
  });
});
