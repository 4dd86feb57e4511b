// Scaling: which size is asked next, where the directions change places, the words, the picture, and the edit that adds a size.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { plot } from "../../web/src/chart/plot.ts";
import {
  kMetrics,
  ladder,
  next_size,
  scaling_sheet,
  scaling_words,
  series_of,
  stretches,
} from "../../web/src/chart/scaling.ts";
import type { Channel } from "../../web/src/engine/client.ts";
import type { CatalogueResponse, GraphRequest, ScalePoint, ScaleRequest } from "../../web/src/engine/types.gen.ts";
import type { Result } from "../../web/src/state/result.ts";
import { ScalingVerbs } from "../../web/src/state/scaling_verbs.ts";
import type { Core } from "../../web/src/state/slice.ts";
import { kInitial, type State } from "../../web/src/state/state.ts";
import { add_size } from "../../web/src/text/add_size.ts";
import { cost, graph_of, skip } from "./samples.ts";

const [flops, memory] = kMetrics as [(typeof kMetrics)[0], (typeof kMetrics)[0]];

function point(
  direction: ScalePoint["direction"],
  size: number,
  work: number,
  bytes: number,
  predicted = false,
): ScalePoint {
  return {
    size,
    elements: size,
    mode: direction,
    direction,
    title: direction === "along" ? `${size} passes` : "one sweep",
    chunk: 1,
    sweeps: size,
    directions: size,
    cost: { value: cost(0), derivative: cost(work), total: cost(work, 3) },
    inputs_bytes: 8,
    peak_bytes: bytes,
    inner_peak_bytes: bytes,
    saved_bytes: 0,
    predicted,
  };
}

/** Forward takes n² flops and 64 bytes, backward 30 flops and 8n bytes. */
const at = (size: number): ScalePoint[] => [
  point("along", size, size * size, 64),
  point("against", size, 30, 8 * size),
];
const mode = (name: string, title: string, pen: object) => ({
  name,
  direction: name,
  schedules: [{ title, request: { mode: name, chunk: 1 }, pen }],
});
const modes = [
  mode("against", "{sweeps} sweeps", { line: "solid", mark: "circle" }),
  mode("along", "{sweeps} passes", { line: "dashed", mark: "circle" }),
] as unknown as CatalogueResponse["modes"];

describe("which size is asked next", () => {
  test("doublings up to the largest", () => {
    expect(ladder(64)).toEqual([1, 2, 4, 8, 16, 32, 64]);
    expect(next_size([], ladder(8))).toBe(1);
    expect(next_size([1, 2].flatMap(at), ladder(8))).toBe(4);
  });

  test("then halves, until the sizes on both sides of a change are neighbours", () => {
    let points = ladder(16).flatMap(at);
    const asked: number[] = [];
    for (let size = next_size(points, ladder(16)); size !== null; size = next_size(points, ladder(16))) {
      asked.push(size);
      points = [...points, ...at(size)];
    }
    expect(asked).toEqual([6, 5, 7, 12, 10, 9]);
    expect(stretches(points, flops)).toEqual([
      { leader: "along", from: 1, to: 5 },
      { leader: "against", from: 6, to: 16 },
    ]);
    expect(stretches(points, memory).map(({ leader, from, to }) => [leader, from, to])).toEqual([
      ["against", 1, 7],
      ["both", 8, 8],
      ["along", 9, 16],
    ]);
  });
});

test("the sentence reads the change, the end and the last doubling", () => {
  const points = [1, 2, 4, 5, 6, 8].flatMap(at);
  expect(scaling_words(points, flops, "n")).toBe(
    "Going forward needs fewer flops up to n = 5, going back from 6 on. At n = 8: 30 going back, 64 the cheapest way forward, 2.1 times apart. Doubling n to 8: × 1.0 going back, × 4.0 going forward.",
  );
  expect(scaling_words([1, 2].flatMap(at), memory, "n")).toContain(
    "Going back needs less working memory at every size from 1 to 2.",
  );
  expect(scaling_words([], flops, "n")).toBe("");
});

test("a schedule has one line, in the order of the catalogue, with words that hold at every size", () => {
  const made = series_of([...at(4), ...at(1)], modes);
  expect(made.map(({ title, points }) => [title, points.map(({ size }) => size)])).toEqual([
    ["one sweep", [1, 4]],
    ["n passes", [1, 4]],
  ]);
  expect(made.map(({ pen }) => pen.dash === "")).toEqual([true, false]);
});

test("a copy has every point with every figure", () => {
  const { heads, rows } = scaling_sheet([...at(4), ...at(1)], "n");
  expect(rows.map(([size]) => size)).toEqual([1, 1, 4, 4]);
  for (const row of rows) expect(row).toHaveLength(heads.length);
  expect(rows[2]?.[heads.indexOf("flops")]).toBe(16);
});

describe("the picture", () => {
  const points = [1, 2, 4, 8].flatMap(at);
  const all = series_of(points, modes);
  const made = plot(all, flops, stretches(points, flops), [600, 300], "logarithmic");

  test("on logarithmic axes a power is a straight line, and sizes that double are equally far apart", () => {
    const along = made.lines.find(({ direction }) => direction === "along")?.dots ?? [];
    const steps = along.slice(1).map((dot, index) => [dot.x - (along[index]?.x ?? 0), dot.y - (along[index]?.y ?? 0)]);
    for (const [dx, dy] of steps) {
      expect(dx).toBeCloseTo(steps[0]?.[0] ?? 0, 6);
      expect(dy).toBeCloseTo(steps[0]?.[1] ?? 0, 6);
    }
    expect(steps[0]?.[1]).toBeLessThan(0);
  });

  test("on linear axes heights are in proportion, from zero", () => {
    const { lines, bottom, levels } = plot(all, flops, [], [600, 300], "linear");
    const [one, , four] = lines.find(({ direction }) => direction === "along")?.dots ?? [];
    expect((bottom - (four?.y ?? 0)) / (bottom - (one?.y ?? 0))).toBeCloseTo(16, 6);
    expect(levels[0]).toMatchObject({ text: "0" });
  });

  test("marks the change at its size, keeps all in its frame, and tells what is predicted", () => {
    const [crossing] = made.crossings;
    const tick = made.ticks.find(({ text }) => text === "8");
    expect(crossing?.x).toBe(tick?.x);
    expect(crossing?.text).toBe("from 8 on ◂ needs less");
    for (const { dots } of made.lines)
      for (const { x, y } of dots) {
        expect(x).toBeGreaterThanOrEqual(made.left);
        expect(x).toBeLessThanOrEqual(made.right);
        expect(y).toBeGreaterThanOrEqual(made.top);
        expect(y).toBeLessThanOrEqual(made.bottom);
      }
    const guessed = plot(series_of([point("along", 1, 9, 8, true)], modes), flops, [], [300, 200], "logarithmic");
    expect(guessed.lines[0]?.dots[0]).toMatchObject({ hollow: true, title: expect.stringContaining("predicted") });
  });

  test("numbers under the axis do not run into each other", () => {
    const dense = series_of(ladder(256).flatMap(at), modes);
    const { ticks } = plot(dense, flops, [], [300, 200], "linear");
    for (const [index, tick] of ticks.entries())
      if (index > 0) expect(tick.x - (ticks[index - 1]?.x ?? 0)).toBeGreaterThan(7 * tick.text.length);
  });
});

describe("the edit that adds a size", () => {
  const first = (text: string, graph = skip): string => add_size(text, graph, "tanh")[0]?.text ?? "";

  test("names the number of a repetition, or the width of layers, all that are equal", () => {
    expect(first("param w = 1\nh = w\n# again\nrepeat 20 { h = sin(h) }\n")).toBe(
      "param w = 1\nh = w\n# again\nsize depth = 20\nrepeat depth { h = sin(h) }\n",
    );
    expect(first("input x = [1, 2]\na = dense(x, 8, tanh)\nb = dense(a, 8, tanh)\nc = dense(b, 2, tanh)\n")).toBe(
      "input x = [1, 2]\nsize width = 8\na = dense(x, width, tanh)\nb = dense(a, width, tanh)\nc = dense(b, 2, tanh)\n",
    );
  });

  test("else puts layers behind the first vector, under a name that is free", () => {
    const text = "param depth = [1, 2]\na1 = W1 @ x + b1  # one\nL = sum(a1)";
    const graph = graph_of(
      [{ id: "w" }, { id: "s", inputs: ["w"] }, { id: "a1", inputs: ["s"], shape: [4] }, { id: "L", inputs: ["a1"] }],
      ["L"],
      ["w"],
    );
    expect(first(text, graph)).toBe(
      "param depth = [1, 2]\na1 = W1 @ x + b1  # one\nsize depth2 = 1\nrepeat depth2 { a1 = dense(a1, 4, tanh) }\nL = sum(a1)",
    );
  });

  test("of a scalar goes through a function, and an output alone cannot be edited so", () => {
    const chain = graph_of([{ id: "w" }, { id: "z", inputs: ["w"] }, { id: "L", inputs: ["z"] }], ["L"], ["w"]);
    expect(first("param w = 1\nz = w*w\nL = z*z", chain)).toContain("repeat depth { z = tanh(z) }");
    expect(
      add_size("param w = 1\nL = w*w", graph_of([{ id: "w" }, { id: "L", inputs: ["w"] }], ["L"], ["w"]), "tanh"),
    ).toEqual([]);
  });
});

class Desk {
  state: State = {
    ...kInitial,
    catalogue: { modes, ops: [] } as unknown as NonNullable<State["catalogue"]>,
    text: "T",
    result: { text: "T", graph: skip, request: { want: "gradient" } } as unknown as Result,
    sizes: { text: "T", sizes: [{ id: "n" }, { id: "m" }] as unknown as State["sizes"]["sizes"] },
  };
  asked: { request: ScaleRequest | GraphRequest; channel: Channel | undefined; settle(outcome: unknown): void }[] = [];
  cancelled: (Channel | undefined)[] = [];
  edited: [string, string | undefined][] = [];
  readonly history = { isolate: () => undefined };
  readonly engine = {
    call: (request: ScaleRequest, channel?: Channel) =>
      new Promise((settle) => this.asked.push({ request, channel, settle })),
    cancel: (channel?: Channel) => this.cancelled.push(channel),
  };
  readonly scaling = new ScalingVerbs(this as unknown as Core<State>);
  write(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
  }
  edit(text: string, what?: string): void {
    this.edited.push([text, what]);
  }
  async end(outcome: object): Promise<void> {
    this.asked.at(-1)?.settle(outcome);
    await vi.advanceTimersByTimeAsync(0);
  }
  /** The engine answers with the points of the size that was asked for. */
  async answer(): Promise<void> {
    const request = this.asked.at(-1)?.request as ScaleRequest;
    await this.end({ status: "done", response: { ok: true, points: at(request.sizes[0]) } });
  }
}

describe("asking size by size", () => {
  let desk: Desk;
  beforeEach(() => {
    vi.useFakeTimers();
    desk = new Desk();
    desk.scaling.choose({ most: 8 });
    desk.scaling.follow();
  });
  afterEach(() => void vi.useRealTimers());
  const sizes = (): number[] => desk.asked.map(({ request }) => (request as ScaleRequest).sizes[0]);

  test("once, in a channel of its own, all schedules, until the change of places is found", async () => {
    desk.scaling.follow();
    expect(desk.asked[0]).toMatchObject({
      channel: "scaling",
      request: {
        kind: "scale",
        vary: "n",
        sizes: [1],
        want: "gradient",
        modes: [{ mode: "against" }, { mode: "along" }],
      },
    });
    for (let turn = 0; turn < 20 && desk.state.scaling.running; turn++) await desk.answer();
    expect(sizes()).toEqual([1, 2, 4, 8, 6, 5, 7]);
    expect(desk.state.scaling).toMatchObject({ running: false, why: "", text: "T", shown: "n" });
  });

  test("another size begins anew, a larger reach goes on from what is there", async () => {
    for (let turn = 0; turn < 20 && desk.state.scaling.running; turn++) await desk.answer();
    desk.scaling.choose({ most: 16 });
    desk.scaling.follow();
    expect(sizes().at(-1)).toBe(16);
    desk.scaling.choose({ vary: "m" });
    desk.scaling.follow();
    expect(desk.state.scaling.points).toEqual([]);
    expect(desk.asked.at(-1)?.request).toMatchObject({ vary: "m", sizes: [1] });
  });

  test("a size that was overtaken is asked again, and an answer to an older text is not taken", async () => {
    await desk.end({ status: "superseded" });
    expect(sizes()).toEqual([1, 1]);
    desk.write({ result: { ...(desk.state.result as Result), text: "U" }, sizes: { ...desk.state.sizes, text: "U" } });
    desk.scaling.follow();
    desk.asked[1]?.settle({ status: "done", response: { ok: true, points: at(1) } });
    await vi.advanceTimersByTimeAsync(0);
    expect(desk.state.scaling.points).toEqual([]);
  });

  test("after 300 ms it is said; cancelled, the points stay and it can go on", async () => {
    await desk.answer();
    await desk.answer();
    await vi.advanceTimersByTimeAsync(300);
    expect(desk.state.scaling.slow).toBe(true);
    expect(desk.scaling.progress).toEqual([2, 4]);
    desk.scaling.cancel();
    expect(desk.cancelled).toEqual(["scaling"]);
    await desk.end({ status: "cancelled" });
    expect(desk.state.scaling).toMatchObject({ slow: false, running: false, why: "the computation was cancelled" });
    expect(desk.state.scaling.points).toHaveLength(4);
    desk.scaling.follow();
    expect(desk.asked).toHaveLength(3);
    desk.scaling.again();
    desk.scaling.follow();
    expect(sizes()).toEqual([1, 2, 4, 4]);
  });

  test("a size that the engine refuses ends it with the engine's words", async () => {
    await desk.answer();
    await desk.end({ status: "done", response: { ok: false, diagnostics: [{ message: "With n = 2: too large" }] } });
    expect(desk.state.scaling).toMatchObject({ running: false, why: "With n = 2: too large" });
  });

  test("nothing without a size in the text", () => {
    const other = new Desk();
    other.write({ sizes: { text: "T", sizes: [] } });
    other.scaling.follow();
    expect(other.asked).toHaveLength(0);
  });

  test("adding a size takes the first edit that the engine accepts", async () => {
    const text = "x = dense(y, 4, tanh)\nrepeat 3 { a1 = sin(a1) }";
    desk.write({ text });
    void desk.scaling.add_size();
    expect(desk.asked.at(-1)?.request.network).toMatchObject({ text: expect.stringContaining("size depth = 3") });
    await desk.end({ status: "done", response: { ok: false, diagnostics: [] } });
    expect(desk.edited).toEqual([]);
    await desk.end({ status: "done", response: { ok: true } });
    expect(desk.edited).toEqual([[expect.stringContaining("size width = 4\nx = dense(y, width, tanh)"), "a size"]]);
    expect(desk.state.scaling.said).toContain("size width = 4 added");
  });
});
