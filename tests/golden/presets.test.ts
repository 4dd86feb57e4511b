// The examples that the page offers: their totals by every schedule, and the same totals by the independent model.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cost, DifferentiateResponse, ModeRequest } from "../../web/src/engine/types.gen";
import { load } from "./cases";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";
import { flops, totals } from "./model/count";
import { forwardMemory, reverseMemory } from "./model/memory";
import { parse } from "./model/parse";
import { sparseFlops } from "./model/sparse";

type Pair = [flops: number, fn: number];
interface Preset {
  file: string;
  source: string;
  directions: number;
  value: Pair;
  one: Pair;
  all: Pair;
  sparse_flops: number;
  reverse: Pair;
  inner_peak_bytes: { one: number; all: number; reverse: number };
  saved_bytes: number;
  jacobian_rows?: number;
  gradient?: Record<string, number[]>;
  /** Codes of what is said of it. */
  warns?: string[];
}
const { presets } = load<{ presets: Preset[] }>("presets.json");
const folder = new URL("../../web/examples/", import.meta.url);
const text = (file: string) => readFileSync(new URL(file, folder), "utf8");
const pair = (cost: Cost | readonly number[]): Pair => [flops(cost), cost[4] ?? Number.NaN];

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const modes: ModeRequest[] = [
  { mode: "forward", chunk: 1 },
  { mode: "forward", chunk: "all" },
  { mode: "forward_sparse" },
  { mode: "reverse" },
];

test("every example has its figures", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".net"));
  expect(presets.map((preset) => preset.file).sort()).toEqual(files.sort());
});

describe.each(presets)("$file", (preset) => {
  let response: DifferentiateResponse;
  const run = (i: number) => response.runs[i] as DifferentiateResponse["runs"][number];
  beforeAll(async () => {
    const want = preset.jacobian_rows === undefined ? "gradient" : "jacobian";
    response = await differentiate(engine, { network: { text: text(preset.file) }, modes, want });
  });

  test("flops and functions of every schedule", () => {
    const { directions, value, one, all, sparse_flops, reverse } = preset;
    expect(run(0).directions).toBe(directions);
    expect(pair(run(3).cost.value)).toEqual(value);
    expect(pair(run(0).cost.total)).toEqual(one);
    expect(pair(run(1).cost.total)).toEqual(all);
    expect(flops(run(2).cost.total)).toBe(sparse_flops);
    expect(pair(run(3).cost.total)).toEqual(reverse);
    expect(run(3).sweeps).toBe(preset.jacobian_rows ?? 1);
  });

  test("working memory", () => {
    const [one, all, , reverse] = response.runs.map((r) => r.memory.inner_peak_bytes);
    expect({ one, all, reverse }).toEqual(preset.inner_peak_bytes);
    expect(run(3).memory.saved_bytes).toBe(preset.saved_bytes);
  });

  test("no error, and every schedule finds the same derivatives", () => {
    const said = response.diagnostics.filter((d) => d.severity !== "note").map((d) => d.code);
    expect(said).toEqual(preset.warns ?? []);
    expect(Number(response.agreement.max_relative)).toBeLessThanOrEqual(1e-12);
    for (const [id, value] of Object.entries(preset.gradient ?? {})) {
      const got = run(3).gradient?.find((block) => block.id === id)?.value ?? [];
      for (const [i, x] of value.entries())
        expect(Math.abs(Number(got[i]) - x)).toBeLessThanOrEqual(1e-14 * Math.abs(x));
    }
  });

  test("the independent model says the same", () => {
    const model = parse(text(preset.file));
    const t = totals(model);
    expect(t.seeds).toBe(preset.directions);
    expect([pair(t.value), pair(t.oneByOne), pair(t.allAtOnce)]).toEqual([preset.value, preset.one, preset.all]);
    expect(sparseFlops(model)).toBe(preset.sparse_flops);
    const inner = { one: forwardMemory(model, 1).inner, all: forwardMemory(model, t.seeds).inner };
    if (preset.jacobian_rows === undefined) {
      expect(pair(t.reverse)).toEqual(preset.reverse);
      const { inner: reverse, saved } = reverseMemory(model);
      expect({ ...inner, reverse }).toEqual(preset.inner_peak_bytes);
      expect(saved).toBe(preset.saved_bytes);
    } else {
      // One sweep for each element of each output, each visiting what that output depends on; values once.
      const sweeps = model.outputs.flatMap((id) => {
        const rows =
          response.graph?.nodes.find((node) => node.id === id)?.shape.reduce((n, extent) => n * extent, 1) ?? 0;
        return Array.from({ length: rows }, () => pair(totals(model, [id]).adjoint));
      });
      expect(sweeps).toHaveLength(preset.jacobian_rows);
      const sum = (i: 0 | 1) => sweeps.reduce((n, sweep) => n + sweep[i], preset.value[i]);
      expect([sum(0), sum(1)]).toEqual(preset.reverse);
      expect(inner).toMatchObject({ one: preset.inner_peak_bytes.one, all: preset.inner_peak_bytes.all });
    }
  });
});
