// The table of costs: its order, its best figures, what a figure is made of, the gauges; and when the engine is asked.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Channel } from "../../web/src/engine/client.ts";
import type { DifferentiateRequest, Gauge, Run } from "../../web/src/engine/types.gen.ts";
import { CostVerbs, is_current } from "../../web/src/state/cost_verbs.ts";
import { standard_modes } from "../../web/src/state/costs.ts";
import type { Result } from "../../web/src/state/result.ts";
import { chunks } from "../../web/src/state/schedules.ts";
import type { Core } from "../../web/src/state/slice.ts";
import { kInitial, type State } from "../../web/src/state/state.ts";
import {
  colour_words,
  costs_sheet,
  figure_words,
  gauge_words,
  in_rows,
  kColumns,
  least,
  made_of,
} from "../../web/src/view/costs.ts";
import { cost, run } from "./samples.ts";

describe("the rows", () => {
  const all: Run = { ...run("along", 50), chunk: "all" };
  const back = run("against", 10);
  const one = run("along", 90);
  const chunk = run("along", 70);

  test("backward comes first, and some at a time before all at once", () => {
    expect(in_rows([one, all, back], [chunk])).toEqual([back, one, chunk, all]);
    expect(in_rows([one, back], [chunk])).toEqual([back, one, chunk]);
    expect(in_rows([one, back], [])).toEqual([back, one]);
  });

  test("the least of a column is told, but not where all are equal", () => {
    const flops = kColumns.find(({ id }) => id === "flops");
    const saved = kColumns.find(({ id }) => id === "saved");
    expect(flops && least([one, back, all], flops)).toBe(10);
    expect(saved && least([one, back, all], saved)).toBeNull();
  });

  test("bytes stand before operations, the working peak first", () => {
    expect(kColumns.map(({ id }) => id).slice(0, 4)).toEqual(["inner", "peak", "saved", "flops"]);
  });

  test("a figure says what it is made of", () => {
    expect(made_of([4, 5, 0, 1, 9, 30])).toBe("4 add + 5 mul + 1 compare = 10");
    expect(made_of(cost(0))).toBe("0 = 0");
    const kept: Run = { ...one, memory: { ...one.memory, saved_bytes: 112, saved_for_adjoint_bytes: 104 } };
    expect(figure_words("saved", kept)).toBe("112\u00a0B, of it 104\u00a0B for the way back");
    expect(figure_words("fn", { ...one, cost: { ...one.cost, total: cost(1, 7) } })).toBe("7");
  });

  test("a copy has a cell for each heading, in plain numbers", () => {
    const { heads, rows } = costs_sheet([back, one], cost(5, 2));
    for (const row of rows) expect(row).toHaveLength(heads.length);
    expect(rows[0]?.[heads.indexOf("flops")]).toBe(10);
    expect(rows.at(-1)?.slice(heads.indexOf("flops"))).toEqual([5, 5, 0, 0, 0, 2, 5, "", "", "counted"]);
  });
});

test("a gauge says its ratio, its bound and where it is attained; where there is none, why", () => {
  const gauges: Gauge[] = [
    { direction: "against", ratio: 2.5, bound: 5, bound_node: "a1" },
    { direction: "along", ratio: null, bound: null, bound_node: null },
  ];
  const [back, there] = gauge_words(gauges, "L", "w");
  expect(back).toMatchObject({ ratio: "2.5", bound: "5", node: "a1", share: 0.5, one: 0.2 });
  expect(there).toMatchObject({ share: null, bound: "", node: "" });
  expect(there?.ratio).toContain("costs nothing");
});

test("colours: how many columns or rows share how many sweeps", () => {
  const colouring = { colours: 3, at_least: 2, of: [0, 1, 2, 0] };
  expect(colour_words({ colouring, direction: "along" })).toBe("3 colours for 4 columns, of at least 2");
  expect(colour_words({ colouring, direction: "against" })).toBe("3 colours for 4 rows, of at least 2");
  expect(colour_words({ direction: "along" })).toBe("");
});

const mode = (name: string, direction: string, options: string[], requests: object[], referee = false) => ({
  name,
  direction,
  options,
  referee,
  default_of_direction: !referee,
  schedules: requests.map((request) => ({ title: "", request })),
});
const catalogue = {
  modes: [
    mode("back", "against", ["chunk"], [{ mode: "back", chunk: 1 }]),
    mode("referee", "along", ["chunk"], [], true),
    { ...mode("another", "along", ["chunk"], []), default_of_direction: false },
    mode("there", "along", ["chunk"], [{ mode: "there", chunk: 1 }]),
  ],
} as unknown as NonNullable<State["catalogue"]>;

const result_of = (text: string, at: object[] = []): Result =>
  ({ text, request: { v: 1, kind: "differentiate", network: { text }, at, want: "gradient" } }) as unknown as Result;

const some_of = (state: State, weights: number, outputs = 1) =>
  chunks(state, { weights, outputs }).map(({ request }) => request);

class Desk {
  state: State = { ...kInitial, catalogue, result: result_of("L") };
  asked: { request: DifferentiateRequest; channel: Channel | undefined; settle(outcome: unknown): void }[] = [];
  cancelled: (Channel | undefined)[] = [];
  readonly engine = {
    call: (request: DifferentiateRequest, channel?: Channel) =>
      new Promise((settle) => this.asked.push({ request, channel, settle })),
    cancel: (channel?: Channel) => this.cancelled.push(channel),
  };
  readonly costs = new CostVerbs(this as unknown as Core<State>);
  write(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
  }
  async end(outcome: object): Promise<void> {
    this.asked.at(-1)?.settle(outcome);
    await vi.advanceTimersByTimeAsync(0);
  }
  follow(): void {
    this.costs.follow("chunk", some_of(this.state, 41));
  }
}

describe("asking for some at a time", () => {
  let desk: Desk;
  beforeEach(() => {
    vi.useFakeTimers();
    desk = new Desk();
  });
  afterEach(() => void vi.useRealTimers());
  const done = (response: object) => ({ status: "done", response });

  test("the schedule is the catalogue's that takes a number, never a referee; none for one weight", () => {
    const there = (weights: number) => some_of(desk.state, weights);
    expect(there(41)).toEqual([{ mode: "there", chunk: 8 }]);
    // One and all have schedules of their own: of few weights half.
    expect(there(5)).toEqual([{ mode: "there", chunk: 2 }]);
    expect(there(4)).toEqual([{ mode: "there", chunk: 2 }]);
    expect(there(2)).toEqual([]);
    expect(there(3)).toEqual([{ mode: "there", chunk: 2 }]);
    desk.costs.carry("along", 7);
    expect(there(5)).toEqual([{ mode: "there", chunk: 5 }]);
    expect(there(1)).toEqual([]);
    // Of several outputs the same on the way back, with a number of its own.
    expect(some_of(desk.state, 1, 9)).toEqual([{ mode: "back", chunk: 4 }]);
    desk.costs.carry("against", 3);
    expect(some_of(desk.state, 20, 9)).toEqual([
      { mode: "back", chunk: 3 },
      { mode: "there", chunk: 7 },
    ]);
    expect(standard_modes(desk.state, "gradient")).toEqual([
      { mode: "back", chunk: 1 },
      { mode: "there", chunk: 1 },
    ]);
  });

  test("once for a text and a number; a change of values asks nothing", async () => {
    desk.follow();
    desk.write({ result: result_of("L", [{ id: "w", value: [2] }]) });
    desk.follow();
    expect(desk.asked).toHaveLength(1);
    expect(desk.asked[0]).toMatchObject({
      channel: "chunk",
      request: { modes: [{ mode: "there", chunk: 8 }], include: ["timeline"] },
    });
    await desk.end(done({ ok: true, runs: [run("along", 7)] }));
    const { chunk } = desk.state.costs;
    const result = desk.state.result as Result;
    expect(is_current(chunk, result, [{ mode: "there", chunk: 8 }])).toBe(true);
    desk.costs.carry("along", 9);
    expect(is_current(chunk, result, [{ mode: "there", chunk: 9 }])).toBe(false);
    desk.follow();
    expect(desk.asked).toHaveLength(2);
  });

  test("nothing while the result is stale", () => {
    desk.write({ stale: "the text has problems" });
    desk.follow();
    expect(desk.asked).toHaveLength(0);
  });

  test("an answer to an older number is not taken, and one that was overtaken is asked again", async () => {
    desk.follow();
    desk.costs.carry("along", 3);
    desk.follow();
    desk.asked[0]?.settle(done({ ok: true, runs: [run("along", 1)] }));
    await vi.advanceTimersByTimeAsync(0);
    expect(desk.state.costs.chunk.runs).toEqual([]);
    await desk.end({ status: "superseded" });
    desk.follow();
    expect(desk.asked).toHaveLength(3);
  });

  test("without the time line where that is larger than an answer", async () => {
    desk.follow();
    await desk.end(done({ ok: false, diagnostics: [{ message: "too large" }] }));
    expect(desk.asked[1]?.request.include).toEqual([]);
    await desk.end(done({ ok: true, runs: [run("along", 7)] }));
    expect(desk.state.costs.chunk).toMatchObject({ runs: [run("along", 7)], why: expect.stringContaining("larger") });
  });

  test("after 300 ms it is said, it can be cancelled, and asked again", async () => {
    desk.follow();
    await vi.advanceTimersByTimeAsync(299);
    expect(desk.state.costs.chunk.slow).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(desk.state.costs.chunk.slow).toBe(true);
    desk.costs.cancel("chunk");
    expect(desk.cancelled).toEqual(["chunk"]);
    await desk.end({ status: "cancelled" });
    expect(desk.state.costs.chunk).toMatchObject({ slow: false, why: "the computation was cancelled" });
    desk.follow();
    expect(desk.asked).toHaveLength(1);
    desk.costs.again("chunk");
    desk.follow();
    expect(desk.asked).toHaveLength(2);
  });
});
