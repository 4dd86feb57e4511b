// The time line of memory: the curves, their peaks and their words; and a size written anew in the text.
import { describe, expect, test } from "vitest";
import { pen_of } from "../../web/src/chart/pens.ts";
import { type Curve, curve_of_lane, curve_of_run, type Inked, timeline } from "../../web/src/chart/timeline.ts";
import type { SizeInfo } from "../../web/src/engine/types.gen.ts";
import { most_of, with_size } from "../../web/src/text/resize.ts";
import { lane_of } from "../../web/src/view/lanes.ts";
import { against, along, run_of, steps_of } from "./played.ts";
import { modes } from "./words.ts";

const curve = (direction: Curve["direction"], bytes: number[], played = true): Inked => ({
  id: "",
  direction,
  chunk: 1,
  keep_values: false,
  played,
  pen: { dash: "", mark: "" },
  title: "",
  bytes,
  peak: Math.max(...bytes),
});

/** The corners of a path of M, H and V. */
function corners(path: string): { x: number; y: number }[] {
  let [x, y] = [0, 0];
  return [...path.matchAll(/([MHV])([\d.]+)(?: ([\d.]+))?/g)].map(([, letter, a, b]) => {
    if (letter === "M") [x, y] = [Number(a), Number(b)];
    else if (letter === "H") x = Number(a);
    else y = Number(a);
    return { x, y };
  });
}

describe("curves", () => {
  test("of lanes go position by position, the start with all seeds as its most", () => {
    expect(curve_of_lane(lane_of(along)).bytes).toEqual([8, 24, 32, 48]);
    expect(curve_of_lane(lane_of(against)).bytes).toEqual([0, 8, 16, 24, 24, 40, 32, 24]);
    const seeds = steps_of([
      { node: "w", sweep: "tangent", seed: true, allocates: [["w", "tangent"]] },
      { node: "v", sweep: "tangent", seed: true, allocates: [["v", "tangent"]] },
      { node: "a", sweep: "tangent", allocates: [["a", "value"]] },
    ]);
    expect(curve_of_lane(lane_of(run_of("along", seeds))).bytes).toEqual([16, 24]);
  });

  test("of runs without steps go point by point", () => {
    const { steps: _, ...bare } = against;
    expect(curve_of_run(bare).bytes).toEqual((against.steps ?? []).map((step) => step.live_bytes));
  });
});

describe("the picture", () => {
  const made = timeline([curve("along", [8, 64, 16]), curve("against", [8, 16, 32, 24, 8])], 800, 240, 3);

  test("has a level for each position, and the shorter curve ends before", () => {
    const [there, back] = made.curves.map(({ path }) => corners(path));
    expect(new Set(there?.map(({ y }) => y)).size).toBe(4); // 8, 64, 16 and the axis
    const end = (points: typeof there): number => Math.max(...(points ?? []).map(({ x }) => x));
    expect(end(back)).toBeCloseTo(made.right, 0);
    expect(end(there)).toBeCloseTo(made.left + (3 / 5) * (made.right - made.left), 0);
    const heights = back?.map(({ y }) => y) ?? [];
    expect(Math.min(...heights)).toBeCloseTo(made.bottom - (32 / 64) * (made.bottom - (made.levels[2]?.y ?? 0)), 1);
  });

  test("marks each peak with its bytes, and the playhead where the curve still is", () => {
    expect(made.curves.map(({ peak }) => peak.text)).toEqual(["▸ peak 64\u00a0B", "◂ peak 32\u00a0B"]);
    expect(made.curves[0]?.peak.x).toBeCloseTo(made.left + (1.5 / 5) * (made.right - made.left), 5);
    expect(made.curves.map(({ now }) => now !== null)).toEqual([false, true]);
    expect(made.head?.x).toBeCloseTo(made.left + (3 / 5) * (made.right - made.left), 5);
    expect(timeline([curve("along", [8])], 800, 240, null).head).toBeNull();
  });

  test("keeps the words of two peaks apart that are at one place", () => {
    const { curves } = timeline([curve("along", [8, 64, 8]), curve("against", [8, 64, 8])], 800, 240, 0);
    const [a, b] = curves.map(({ peak }) => peak.text_y);
    expect(Math.abs((a ?? 0) - (b ?? 0))).toBeGreaterThanOrEqual(14);
    expect(Math.min(a ?? 0, b ?? 0)).toBeGreaterThan(6);
  });

  test("keeps the words of six peaks apart, each on a line inside the picture", () => {
    const six = Array.from({ length: 6 }, () => curve("along", [8, 64, 8]));
    const rows = timeline(six, 800, 300, 0).curves.map(({ peak }) => peak.text_y);
    const sorted = rows.toSorted((a, b) => a - b);
    for (const [at, y] of sorted.entries()) if (at > 0) expect(y - (sorted[at - 1] ?? 0)).toBeGreaterThanOrEqual(14);
    expect(sorted[0]).toBeGreaterThan(6);
  });

  test("finds a line for the words of every peak, however its height was rounded", () => {
    for (let bytes = 8; bytes <= 4000; bytes += 8) {
      const some = [bytes, bytes, 8].map((peak) => curve("against", [8, peak, 4000]));
      const rows = timeline(some, 800, 180, null).curves.map(({ peak }) => peak.text_y);
      expect(rows.every(Number.isFinite), String(bytes)).toBe(true);
    }
  });

  test("has no place of the playhead on a curve whose positions are its own", () => {
    const { curves } = timeline([curve("along", [8, 64]), curve("along", [8, 64, 8], false)], 800, 240, 1);
    expect(curves.map(({ now }) => now !== null)).toEqual([true, false]);
  });

  test("on a logarithmic scale each doubling is as high as the one before, and nothing lies under the ground", () => {
    const { curves, levels, bottom } = timeline([curve("along", [0, 8, 16, 32, 512])], 800, 240, null, "logarithmic");
    const heights = corners(curves[0]?.path ?? "").map(({ y }) => bottom - y);
    const distinct = [...new Set(heights.map((height) => Math.round(height * 10) / 10))].sort((a, b) => a - b);
    expect(distinct[0]).toBe(0);
    const [, eight = 0, sixteen = 0, thirty_two = 0, most = 0] = distinct;
    expect(sixteen - eight).toBeCloseTo(thirty_two - sixteen, 0);
    expect(most - thirty_two).toBeCloseTo(4 * (sixteen - eight), 0);
    expect(levels.map(({ text }) => text)).toEqual(["8\u00a0B", "64\u00a0B", "512\u00a0B"]);
  });

  test("of a long run is a short path that keeps the peak", () => {
    const long = Array.from({ length: 100_000 }, (_, at) => (at === 54_321 ? 800 : 8 * (at % 7)));
    const { curves, levels } = timeline([curve("against", long)], 800, 240, null);
    expect(curves[0]?.path.length).toBeLessThan(20_000);
    const top = Math.min(...corners(curves[0]?.path ?? "").map(({ y }) => y));
    expect(top).toBeCloseTo(curves[0]?.peak.y ?? 0, 0);
    expect(levels[2]?.y).toBeLessThanOrEqual(top);
  });

  test("has levels that are round and at least the peak", () => {
    for (const peak of [8, 64, 168, 192, 4032, 1e6]) {
      const { levels } = timeline([{ ...curve("along", [peak]), peak }], 400, 200, null);
      expect(levels[0]?.text).toBe("0\u00a0B");
      expect(levels[2]?.y).toBeLessThan(levels[1]?.y ?? 0);
    }
  });
});

describe("a size in the text", () => {
  const span = (column: number, end_column: number): SizeInfo => ({
    id: "n",
    value: 4,
    span: { line: 2, column: 1, end_line: 2, end_column },
    value_span: { line: 2, column, end_line: 2, end_column },
  });

  test("gets another value, and nothing else changes; columns are code points", () => {
    expect(with_size("# 😀\nsize n = 4 # four\nx = 4", span(10, 11), 16)).toBe("# 😀\nsize n = 16 # four\nx = 4");
    expect(with_size("a = 1\nsize 𝛼 = 12\n", span(10, 12), 3)).toBe("a = 1\nsize 𝛼 = 3\n");
  });

  test("has a slider that goes at least twice as far", () => {
    expect([1, 4, 5, 20, 600].map(most_of)).toEqual([8, 8, 16, 64, 1200]);
  });
});

test("every schedule of the catalogue has a dash and a mark of its own in its direction", () => {
  for (const direction of ["along", "against"] as const) {
    const ink = modes
      .filter((mode) => mode.direction === direction)
      .flatMap(({ name, options, schedules, pen }) => [
        ...schedules.map(({ request }) => pen_of(modes, request)),
        ...(pen && options.includes("chunk") ? [pen_of(modes, { mode: name, chunk: 7 })] : []),
      ]);
    expect(new Set(ink.map(({ dash }) => dash)).size).toBe(ink.length);
    expect(new Set(ink.map(({ mark }) => mark)).size).toBe(ink.length);
  }
});

test("schedules are drawn as they always were", () => {
  const dashes = ["reverse", "forward", "forward_sparse"].flatMap((name) =>
    modes
      .filter((mode) => mode.name === name)
      .flatMap(({ schedules }) => schedules.map(({ request }) => pen_of(modes, request).dash)),
  );
  expect(dashes).toEqual(["", "12 3", "6 3", "2 2", "12 3", "12 3 2 3"]);
  expect(pen_of(modes, { mode: "forward", chunk: 8 }).dash).toBe("1 4");
});

test("a mode that is a copy of another has a curve of its own", () => {
  const [back] = modes.filter(({ name }) => name === "reverse");
  const copy = {
    ...back,
    name: "checkpointed",
    schedules: [{ title: "", request: { mode: "checkpointed", chunk: 1 }, pen: { line: "dashed", mark: "square" } }],
  } as (typeof modes)[0];
  const all = [...modes, copy];
  const [one, other] = ["reverse", "checkpointed"].map((mode) => pen_of(all, { mode, chunk: 1 }));
  expect(one?.dash).not.toBe(other?.dash);
  expect(one?.mark).not.toBe(other?.mark);
});
