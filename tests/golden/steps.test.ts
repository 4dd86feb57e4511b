// What a traced schedule says about itself: the cut invariant, the arithmetic of its terms, and its own sums.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DifferentiateResponse, ModeRequest, Run } from "../../web/src/engine/types.gen";
import { answer, asText, cases, directions, question, runs, wrt } from "./cases";
import { dot, find } from "./compare";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

describe.each(cases)("$id", (k) => {
  let response: DifferentiateResponse;
  beforeAll(async () => {
    response = await answer(engine, k, asText(k));
  });

  /** The direction that the first sweep of a run carries: the column's going back, the first unit vector going along. */
  const direction = (run: Run, id: string) => {
    const node = find(response.nodes, id);
    if (run.direction === "against") return node.tangent ?? [];
    return (node.adjoint ?? []).map((_, i) => (id === wrt(k)[0] && i === 0 ? 1 : 0));
  };

  test("cut_sum is the same number behind every step, and that of the gradient", () => {
    // The terms of any cut are adjoint-so-far × tangent; none is larger than the sum of all nodes' own terms by more
    // than their rounding, so that sum is the scale.
    let seen = 0;
    for (const run of runs(response).each) {
      const sums = (run.steps ?? []).map((step) => step.cut_sum).filter((sum) => sum !== null);
      if (sums.length === 0) continue;
      seen += 1;
      const ends = wrt(k).map((id) => dot(find(response.nodes, id).adjoint ?? [], direction(run, id)));
      const wanted = ends.reduce((n, term) => n + term.sum, 0);
      const all = response.nodes.map((node) => dot(node.adjoint ?? [], node.tangent ?? []).scale);
      const scale = Math.max(...all, Math.abs(wanted));
      for (const sum of sums) expect(Math.abs(Number(sum) - wanted)).toBeLessThanOrEqual(1e-12 * scale);
    }
    expect(seen).toBeGreaterThanOrEqual(2);
    expect(runs(response).reverse.steps?.filter((step) => step.sweep === "adjoint" && step.cut_sum === null)).toEqual(
      [],
    );
    expect(runs(response).one.steps?.filter((step) => step.sweep === "tangent" && step.cut_sum === null)).toEqual([]);
  });

  test("a later pass is listed as the first, with the cut sum of its own direction", async () => {
    const pass = directions(k);
    const modes: ModeRequest[] = [
      { mode: "forward", chunk: 1, pass },
      { mode: "forward", chunk: 1, keep_values: true, pass },
    ];
    const asked = { ...question(k, asText(k)), modes, include: ["steps", "timeline"] as const };
    const later = await differentiate(engine, { ...asked, include: [...asked.include] });
    const path = (run: Run | undefined) =>
      run?.steps?.map(({ sweep, node, live_bytes, cost }) => [sweep, node, live_bytes, cost]);
    const first = [runs(response).one, runs(response).kept];
    for (const [index, run] of later.runs.entries()) {
      expect(path(run)).toEqual(path(first[index]));
      expect(run.memory).toEqual(first[index]?.memory);
      expect(run.gradient).toEqual(first[index]?.gradient);
      const carried = (run.steps ?? []).filter((step) => step.sweep === "tangent");
      expect(new Set(carried.map((step) => step.pass))).toEqual(new Set([pass]));
      const last = wrt(k).at(-1) ?? "";
      const node = find(response.nodes, last);
      const all = response.nodes.map((one) => dot(one.adjoint ?? [], one.adjoint ?? []).scale);
      const scale = Math.max(1, ...all);
      for (const { cut_sum } of carried) {
        expect(Math.abs(Number(cut_sum) - Number(node.adjoint?.at(-1)))).toBeLessThanOrEqual(1e-12 * scale);
      }
    }
  });

  test("the steps of one sweep add up to the run, and their bytes to its peaks", () => {
    for (const run of runs(response).each) {
      const { memory, steps = [], cost, sweeps } = run;
      const line = memory.timeline ?? [];
      expect(line.map((point) => point.step)).toEqual(steps.map((step) => step.step));
      expect(line.map((point) => point.live_bytes)).toEqual(steps.map((step) => step.live_bytes));
      expect(line.map((point) => point.live_bytes_after)).toEqual(steps.map((step) => step.live_bytes_after));
      expect(Math.max(...line.map((point) => point.live_bytes))).toBe(memory.peak_bytes);
      expect(Math.max(...line.map((point) => point.inner_live_bytes))).toBe(memory.inner_peak_bytes);
      if (sweeps !== 1) continue;
      expect(steps.reduce((sum, step) => sum.map((n, i) => n + (step.cost[i] ?? 0)), [0, 0, 0, 0, 0, 0])).toEqual(
        cost.total,
      );
    }
  });

  test("live bytes follow from what the steps allocate and free", () => {
    for (const run of runs(response).each) {
      let live = 0;
      for (const step of run.steps ?? []) {
        live += step.allocates.reduce((n, buffer) => n + buffer.bytes, 0);
        expect(step.live_bytes).toBe(live);
        live -= step.frees.reduce((n, buffer) => n + buffer.bytes, 0);
        expect(step.live_bytes_after).toBe(live);
      }
    }
  });

  test("contributions of all uses sum to the adjoint", () => {
    for (const node of response.nodes) {
      if (!node.adjoint || !node.contributions || node.contributions.some((c) => c.product === null)) continue;
      const seed = response.seeds.find((given) => given.id === node.id)?.value;
      for (const [i, adjoint] of node.adjoint.entries()) {
        const terms = [seed?.[i] ?? 0, ...node.contributions.map((c) => c.product?.[i] ?? Number.NaN)].map(Number);
        const scale = terms.reduce((n, x) => n + Math.abs(x), 0);
        const sum = terms.reduce((n, x) => n + x, 0);
        expect(Math.abs(sum - Number(adjoint)), `${node.id}[${i}]`).toBeLessThanOrEqual(1e-12 * scale);
      }
    }
  });
});
