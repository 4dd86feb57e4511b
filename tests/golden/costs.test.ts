// Costs and bytes of every golden case, exactly: the table of costs.json, and what follows from it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cost, DifferentiateResponse } from "../../web/src/engine/types.gen";
import { answer, asJson, asText, cases, directions, load, oddChunk, runs } from "./cases";
import { type Engine, start } from "./engine/transport";

type Named = Record<"add" | "mul" | "div" | "cmp" | "fn", number>;
type Part = "value" | "jvp_coef" | "jvp_dir" | "jvp_one" | "vjp";
type Whole = "forward_one_seed_each" | "forward_all_seeds" | "reverse_total";
type Bytes = "inputs" | "forward_one_seed" | "forward_all_seeds" | "reverse" | "reverse_tape";
type Inner = "inner_forward_one_seed" | "inner_forward_all_seeds" | "inner_reverse";
interface Entry {
  flops: Record<Part | Whole, Named>;
  seeds: number;
  memory_bytes: Record<Bytes | Inner, number>;
}
const costs = load<Record<string, Entry>>("costs.json");

/** The first five classes of a Cost; the sixth is another convention. */
const five = (cost: readonly number[]) => cost.slice(0, 5);
const list = ({ add, mul, div, cmp, fn }: Named) => [add, mul, div, cmp, fn];
const sum = (all: (Cost | undefined)[]) =>
  all.reduce((n, cost) => n.map((x, i) => x + (cost?.[i] ?? 0)), [0, 0, 0, 0, 0]);
/** a + times · b, class by class. */
const plus = (a: number[], b: number[], times = 1) => a.map((x, i) => x + times * (b[i] ?? 0));

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const both = cases.flatMap((k) => [
  { id: k.id, form: "text", k, network: asText(k) },
  { id: k.id, form: "json", k, network: asJson(k) },
]);

describe.each(both)("$id as $form", ({ k, network }) => {
  let response: DifferentiateResponse;
  const entry = costs[k.id] as Entry;
  const part = (name: Part | Whole) => list(entry.flops[name]);
  beforeAll(async () => {
    response = await answer(engine, k, network);
  });

  test("whole gradients", () => {
    const { one, all, kept, reverse } = runs(response);
    expect(five(one.cost.total)).toEqual(part("forward_one_seed_each"));
    expect(five(all.cost.total)).toEqual(part("forward_all_seeds"));
    expect(five(kept.cost.total)).toEqual(part("forward_all_seeds"));
    expect(five(reverse.cost.total)).toEqual(part("reverse_total"));
    expect(five(reverse.cost.value)).toEqual(part("value"));
    expect(five(reverse.cost.derivative)).toEqual(part("vjp"));
    expect(five(all.cost.value)).toEqual(part("value"));
    expect(five(one.cost.value)).toEqual(part("value").map((n) => n * entry.seeds));
  });

  test("a chunk that does not divide the directions", () => {
    const { odd } = runs(response);
    const sweeps = Math.ceil(directions(k) / oddChunk(k));
    const each = plus(part("value"), part("jvp_coef"));
    expect(odd.sweeps).toBe(sweeps);
    expect(five(odd.cost.total)).toEqual(
      plus(
        part("jvp_dir").map((n) => n * entry.seeds),
        each,
        sweeps,
      ),
    );
  });

  test("sweeps and directions, and nothing predicted", () => {
    const { one, all, kept, reverse, each } = runs(response);
    expect([one.sweeps, all.sweeps, kept.sweeps, reverse.sweeps]).toEqual([entry.seeds, 1, entry.seeds, 1]);
    expect([one.directions, all.directions, reverse.directions]).toEqual([entry.seeds, entry.seeds, 1]);
    expect(each.map((run) => run.predicted)).toEqual(each.map(() => false));
    for (const { cost } of each) expect(plus(cost.value, cost.derivative)).toEqual(cost.total);
  });

  test("one sweep, node by node", () => {
    expect(sum(response.nodes.map((node) => node.cost?.value))).toEqual(part("value"));
    expect(sum(response.nodes.map((node) => node.cost?.tangent))).toEqual(part("jvp_one"));
    expect(sum(response.nodes.map((node) => node.cost?.adjoint))).toEqual(part("vjp"));
  });

  test("bytes", () => {
    const { one, all, reverse, each } = runs(response);
    const bytes = entry.memory_bytes;
    const { inputs, reverse_tape } = bytes;
    expect(each.map((run) => run.memory.inputs_bytes)).toEqual(each.map(() => inputs));
    expect([one.memory.peak_bytes, one.memory.inner_peak_bytes]).toEqual([
      bytes.forward_one_seed,
      bytes.inner_forward_one_seed,
    ]);
    expect([all.memory.peak_bytes, all.memory.inner_peak_bytes]).toEqual([
      bytes.forward_all_seeds,
      bytes.inner_forward_all_seeds,
    ]);
    expect([reverse.memory.peak_bytes, reverse.memory.inner_peak_bytes]).toEqual([bytes.reverse, bytes.inner_reverse]);
    expect(reverse.memory.saved_bytes).toBe(reverse_tape);
    expect([one.memory.saved_bytes, all.memory.saved_bytes]).toEqual([0, 0]);
  });
});
