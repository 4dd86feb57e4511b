// The independent cost model against the table it was not made from: it may then speak for networks that have no table.
import { describe, expect, test } from "vitest";
import { asText, cases, load, seeded } from "./cases";
import { totals } from "./model/count";
import { forwardMemory, reverseMemory } from "./model/memory";
import { parse } from "./model/parse";
import type { Count } from "./model/rows";

type Named = Record<"add" | "mul" | "div" | "cmp" | "fn", number>;
interface Entry {
  flops: Record<string, Named>;
  seeds: number;
  memory_bytes: Record<string, number>;
}
const costs = load<Record<string, Entry>>("costs.json");
const named = ([add, mul, div, cmp, fn]: Count): Named => ({ add, mul, div, cmp, fn });

describe.each(cases)("$id", (k) => {
  const network = asText(k);
  const model = parse("text" in network ? network.text : "");
  const entry = costs[k.id] as Entry;

  test("costs", () => {
    const t = totals(model, seeded(k));
    expect(t.seeds).toBe(entry.seeds);
    expect({
      value: named(t.value),
      jvp_coef: named(t.coef),
      jvp_dir: named(t.dir),
      jvp_one: named(t.tangent),
      vjp: named(t.adjoint),
      forward_one_seed_each: named(t.oneByOne),
      forward_all_seeds: named(t.allAtOnce),
      reverse_total: named(t.reverse),
    }).toEqual(entry.flops);
  });

  test("bytes", () => {
    const one = forwardMemory(model, 1, seeded(k));
    const all = forwardMemory(model, entry.seeds, seeded(k));
    const reverse = reverseMemory(model, seeded(k));
    expect(entry.memory_bytes).toMatchObject({
      forward_one_seed: one.peak,
      forward_all_seeds: all.peak,
      reverse: reverse.peak,
      reverse_tape: reverse.saved,
      inner_forward_one_seed: one.inner,
      inner_forward_all_seeds: all.inner,
      inner_reverse: reverse.inner,
    });
  });
});
