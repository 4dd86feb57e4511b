// The steps' part of the state with an engine that the test plays: what is asked and when, and the playhead.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Channel } from "../../web/src/engine/client.ts";
import type { DifferentiateRequest, DifferentiateResponse } from "../../web/src/engine/types.gen.ts";
import { pass_of, step_modes } from "../../web/src/state/ask_steps.ts";
import type { Result } from "../../web/src/state/result.ts";
import type { Core } from "../../web/src/state/slice.ts";
import { kInitial, type State } from "../../web/src/state/state.ts";
import { StepVerbs } from "../../web/src/state/steps.ts";
import { steps_stale } from "../../web/src/state/steps_stale.ts";
import { against, along, graph } from "./played.ts";
import { graph_of, skip } from "./samples.ts";

const schedule = (request: object) => ({ title: "", request });
const catalogue = {
  modes: [
    { name: "other", direction: "against", schedules: [schedule({ mode: "other", chunk: 1 })] },
    {
      name: "back",
      direction: "against",
      default_of_direction: true,
      schedules: [schedule({ mode: "back", chunk: 1 })],
    },
    { direction: "along", referee: true, schedules: [schedule({ mode: "referee", chunk: 1 })] },
    {
      direction: "along",
      default_of_direction: true,
      schedules: [
        schedule({ mode: "there", chunk: "all" }),
        schedule({ mode: "there", chunk: 1, keep_values: true }),
        schedule({ mode: "there", chunk: 1 }),
      ],
    },
  ],
} as unknown as NonNullable<State["catalogue"]>;

const result_of = (change: Partial<Result> = {}): Result =>
  ({
    text: "L",
    graph,
    request: { v: 1, kind: "differentiate", network: { text: "L" }, at: [{ id: "w", value: [3] }], want: "jacobian" },
    weight: { id: "w", index: 0 },
    output: { id: "L", index: 0 },
    live: false,
    ...change,
  }) as unknown as Result;

/** A store of only this slice. */
class Desk {
  state: State = { ...kInitial, catalogue, result: result_of() };
  asked: { request: DifferentiateRequest; channel: Channel | undefined; settle(outcome: unknown): void }[] = [];
  readonly engine = {
    call: (request: DifferentiateRequest, channel?: Channel) =>
      new Promise((settle) => this.asked.push({ request, channel, settle })),
    cancel: () => undefined,
  };
  readonly steps = new StepVerbs(this as unknown as Core<State>);
  write(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
  }
  async say(response: unknown, at = this.asked.length - 1): Promise<void> {
    this.asked[at]?.settle({ status: "done", response });
    await vi.advanceTimersByTimeAsync(0);
  }
  async open(): Promise<void> {
    this.steps.follow();
    await this.say(answer());
  }
}

const answer = (runs: unknown[] = [along, against]) => ({ ok: true, runs }) as unknown as DifferentiateResponse;
const bare = { ...against, steps: undefined };

let desk: Desk;
beforeEach(() => {
  vi.useFakeTimers();
  desk = new Desk();
});
afterEach(() => void vi.useRealTimers());

describe("asking", () => {
  test("one weight a pass along, and the way against, as a change of what was asked for the result", async () => {
    desk.steps.follow();
    desk.steps.follow();
    expect(desk.asked).toHaveLength(1);
    expect(desk.asked[0]).toMatchObject({
      channel: "steps",
      request: {
        at: [{ id: "w", value: [3] }],
        want: "gradient",
        modes: [
          { mode: "there", chunk: 1 },
          { mode: "back", chunk: 1 },
        ],
        include: ["steps", "timeline"],
      },
    });
    expect(steps_stale(desk.state)).toBe("the steps are still being computed");
    await desk.say(answer());
    expect(desk.state.steps.lanes.map(({ direction }) => direction)).toEqual(["along", "against"]);
    expect(steps_stale(desk.state)).toBe("");
  });

  test("the pass is that of the chosen weight, counted through all weights", () => {
    const at = (id: string, index: number) => pass_of(result_of({ graph: skip, weight: { id, index } }));
    expect([at("W1", 0), at("W1", 11), at("b1", 0), at("W2", 3), at("w3", 3)]).toEqual([1, 12, 13, 20, 36]);
    const [first] = step_modes(desk.state, result_of({ graph: skip, weight: { id: "b1", index: 2 } }));
    expect(first).toEqual({ mode: "there", chunk: 1, pass: 15 });
  });

  test("nothing is asked while a value is dragged, and the steps are stale", async () => {
    await desk.open();
    desk.write({ result: result_of({ live: true }) });
    desk.steps.follow();
    expect(desk.asked).toHaveLength(1);
    expect(steps_stale(desk.state)).toContain("when the value is let go");
  });

  test("an answer about a result that is not shown any more is not taken", async () => {
    desk.steps.follow();
    const newer = result_of();
    desk.write({ result: newer });
    desk.steps.follow();
    await desk.say(answer([bare]), 0);
    expect(desk.state.steps.of).toBeNull();
    await desk.say(answer(), 1);
    expect(desk.state.steps.of).toBe(newer);
  });

  test("a request that a newer one overtook is asked again", async () => {
    desk.steps.follow();
    desk.asked[0]?.settle({ status: "superseded" });
    await vi.advanceTimersByTimeAsync(0);
    desk.steps.follow();
    expect(desk.asked).toHaveLength(2);
  });

  test("where the steps are larger than an answer, the time line alone is asked for", async () => {
    desk.steps.follow();
    await desk.say({ ok: false, diagnostics: [{ message: "too large" }] });
    expect(desk.asked[1]?.request.include).toEqual(["timeline"]);
    await desk.say(answer([bare]));
    expect(desk.state.steps).toMatchObject({ lanes: [], runs: [bare] });
    expect(desk.state.steps.why).toBe("the steps are larger than one answer of the engine");
  });

  test("above 2,000 steps the time line alone is asked for at once", async () => {
    const nodes = Array.from({ length: 700 }, (_, at) => ({ id: `n${at}`, inputs: [at === 0 ? "w" : `n${at - 1}`] }));
    desk.write({ result: result_of({ graph: graph_of([{ id: "w" }, ...nodes], ["n699"], ["w"]) }) });
    desk.steps.follow();
    expect(desk.asked[0]?.request.include).toEqual(["timeline"]);
    await desk.say(answer([bare]));
    expect(desk.state.steps.why).toMatch(/more than 2.000 steps/);
  });

  test("a run that was only predicted has no lane, and it is said why", async () => {
    desk.steps.follow();
    await desk.say(answer([{ ...along, steps: undefined, predicted: true }, against]));
    expect(desk.state.steps.lanes.map(({ direction }) => direction)).toEqual(["against"]);
    expect(desk.state.steps.why).toContain("above the budget of a call");
  });
});

describe("the playhead", () => {
  beforeEach(() => desk.open());

  test("goes from the start to the end of the longer lane, and no further", () => {
    desk.steps.jump(-1);
    expect(desk.state.steps.at).toBe(0);
    desk.steps.jump(99);
    expect(desk.state.steps.at).toBe(7);
    desk.steps.jump(5);
    expect(desk.state.steps).toMatchObject({ at: 5, now: { along: null, against: "L" } });
    desk.steps.jump(2);
    expect(desk.state.steps.now).toEqual({ along: "L.1", against: "L.1" });
  });

  test("takes the clock of the race, which alone knows its own end", () => {
    desk.steps.set_clock(3, 17);
    expect(desk.state.steps).toMatchObject({ at: 3, work: 17 });
    desk.steps.jump(4);
    expect(desk.state.steps).toMatchObject({ at: 4, work: null });
  });

  test("stays while only numbers change, and starts anew for other steps", async () => {
    desk.steps.jump(5);
    desk.write({ result: result_of() });
    await desk.open();
    expect(desk.state.steps.at).toBe(5);
    desk.write({ result: result_of() });
    desk.steps.follow();
    await desk.say(answer([{ ...along, steps: along.steps?.slice(0, 2) }, against]));
    expect(desk.state.steps.at).toBe(0);
  });
});
