// Jacobians of the golden cases that have one, by forward and by reverse, whole and in chunks.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DifferentiateResponse, ModeRequest } from "../../web/src/engine/types.gen";
import { asJson, asText, cases, directions, wrt } from "./cases";
import { differs } from "./compare";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const modes: ModeRequest[] = [
  { mode: "forward", chunk: 1 },
  { mode: "forward", chunk: "all" },
  { mode: "forward", chunk: 3, keep_values: true },
  { mode: "forward_sparse" },
  { mode: "checkpointed" },
  { mode: "checkpointed", chunk: "all", segments: 4 },
  { mode: "reverse", chunk: 1 },
  { mode: "reverse", chunk: "all" },
  { mode: "reverse_sparse" },
  { mode: "forward_coloured" },
  { mode: "reverse_coloured", chunk: "all" },
];
const some = cases.filter((k) => k.jacobian !== undefined);
const both = some.flatMap((k) => [
  { id: k.id, form: "text", k, network: asText(k) },
  { id: k.id, form: "json", k, network: asJson(k) },
]);

test("there are cases with a Jacobian", () => expect(some.length).toBeGreaterThanOrEqual(2));

describe.each(both)("$id as $form", ({ k, network }) => {
  let response: DifferentiateResponse;
  beforeAll(async () => {
    response = await differentiate(engine, { network, want: "jacobian", modes, include: ["value", "graph"] });
  });

  test.each(modes.map((mode, i) => ({ title: JSON.stringify(mode), i })))("by $title", ({ i }) => {
    const jacobian = response.runs[i]?.jacobian ?? [];
    expect(jacobian.map((block) => block.wrt)).toEqual(wrt(k));
    for (const { wrt: id, shape, value } of k.jacobian?.blocks ?? []) {
      const block = jacobian.find((b) => b.wrt === id && b.of === k.jacobian?.of);
      expect(block?.shape).toEqual(shape);
      expect(differs(block?.value, value, k.rtol), `d${k.jacobian?.of}/d${id}`).toBeNull();
    }
  });

  test("every block is the same by every schedule", () => {
    const [first, ...others] = response.runs.map((run) => run.jacobian ?? []);
    expect(first?.length).toBeGreaterThan(0);
    for (const jacobian of others) {
      for (const [i, block] of (first ?? []).entries()) {
        expect([jacobian[i]?.of, jacobian[i]?.wrt, jacobian[i]?.shape]).toEqual([block.of, block.wrt, block.shape]);
        expect(differs(jacobian[i]?.value, block.value, k.rtol), block.wrt).toBeNull();
      }
    }
  });

  test("sweeps: elements of wrt going along, elements of the output going back", () => {
    const rows = k.jacobian?.blocks[0]?.shape[0] ?? 0;
    const n = directions(k);
    const sweeps = response.runs.filter(({ mode }) => !/sparse|coloured/.test(mode)).map((run) => run.sweeps);
    expect(sweeps).toEqual([n, 1, Math.ceil(n / 3), rows, 1, rows, 1]);
    expect(Number(response.agreement.max_relative)).toBeLessThanOrEqual(1e-12);
  });
});
