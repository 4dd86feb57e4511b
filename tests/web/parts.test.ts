// What comes of an answer after its first numbers: the newest wins, what is forgotten is asked for anew, the reader can end it.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Outcome } from "../../web/src/engine/client.ts";
import type { DifferentiateResponse, MoreRequest, MoreResponse, Request, Run } from "../../web/src/engine/types.gen.ts";
import { kParts, type PartsState, PartVerbs } from "../../web/src/state/parts.ts";
import { type Result, same_answer } from "../../web/src/state/result.ts";
import { skip } from "./samples.ts";

const run = (title: string, counted: boolean): Run =>
  ({ title, predicted: !counted, ...(counted ? { gradient: [] } : { pending: true }) }) as unknown as Run;

function first(of = 7): Result {
  const response = {
    diagnostics: [],
    diagnostics_total: 0,
    nodes: [{ id: "x" }, { id: "L" }],
    runs: [run("a", false), run("b", false)],
    agreement: { max_relative: 0, node: null, dot_test: null },
    more: { of, sweeps: 10 },
  } as unknown as DifferentiateResponse;
  const request = { v: 1, kind: "differentiate", network: { text: "t" } };
  return { key: {}, text: "t", graph: skip, response, request, live: false } as unknown as Result;
}

const part = (at: number, runs: Run[], done = false): MoreResponse =>
  ({
    v: 1,
    kind: "more",
    ok: true,
    of: 7,
    first: at,
    runs,
    done,
    sweeps_done: 3 + at,
    diagnostics: done ? [{ code: "W_KINK", severity: "warning", message: "on a kink", hint: "" }] : [],
    diagnostics_total: done ? 1 : 0,
    ...(done
      ? {
          nodes: [{ id: "x", gradient_forward: [1], difference: 0, scale: 1 }, { id: "L" }],
          agreement: { max_relative: 1e-17, node: "x", dot_test: null },
        }
      : {}),
  }) as unknown as MoreResponse;

const gone = {
  status: "done",
  response: { ok: false, diagnostics: [{ code: "E_GONE", severity: "error", message: "gone", hint: "" }] },
} as Outcome<never>;

/** A core whose engine is played by the test. */
class Desk {
  state = { result: first(), parts: kParts, problems: [], problems_total: 0, text: "t", stale: "" } as unknown as {
    result: Result;
    parts: PartsState;
    problems: unknown[];
  };
  asked: { request: Request; settle(outcome: Outcome<never>): void }[] = [];
  cancelled: string[] = [];
  engine = {
    call: (request: Request, channel: string) => {
      expect(channel).toBe("more");
      return new Promise((settle) => this.asked.push({ request, settle }));
    },
    cancel: (channel: string) => {
      this.cancelled.push(channel);
      this.asked.at(-1)?.settle({ status: "cancelled" });
    },
  };
  verbs = new PartVerbs(this as never);
  write(change: object): void {
    this.state = { ...this.state, ...change };
  }
  get last() {
    return this.asked.at(-1)?.request as MoreRequest;
  }
  async say(outcome: unknown): Promise<void> {
    this.asked.at(-1)?.settle(outcome as Outcome<never>);
    await vi.advanceTimersByTimeAsync(0);
  }
  answer(response: MoreResponse): Promise<void> {
    return this.say({ status: "done", response });
  }
}

let desk: Desk;
beforeEach(() => {
  vi.useFakeTimers();
  desk = new Desk();
});
afterEach(() => void vi.useRealTimers());

test("one schedule after another, each at once in the result; what is known at the end comes with the last", async () => {
  const before = desk.state.result;
  desk.verbs.follow();
  expect(desk.last).toMatchObject({ kind: "more", of: 7, have: 0 });
  await desk.answer(part(0, [run("a", true)]));
  expect(desk.state.result.response.runs.map(({ pending }) => pending ?? false)).toEqual([false, true]);
  expect(desk.state.parts).toMatchObject({ done: 3, of: 10 });
  expect(same_answer(desk.state.result, before)).toBe(true);
  expect(desk.state.problems).toEqual([]);
  expect(desk.last).toMatchObject({ have: 1 });
  await desk.answer(part(1, [run("b", true)], true));
  expect(desk.state.result.response).toMatchObject({
    agreement: { node: "x" },
    nodes: [{ id: "x", gradient_forward: [1] }, { id: "L" }],
  });
  expect(desk.state.result.response.more).toBeUndefined();
  expect(desk.state.problems).toMatchObject([{ code: "W_KINK" }]);
  desk.verbs.follow();
  expect(desk.asked).toHaveLength(2);
});

test("a newer answer ends the older: nothing of it is put into the new one", async () => {
  desk.verbs.follow();
  desk.write({ result: first(8) });
  await desk.answer(part(0, [run("a", true)]));
  expect(desk.state.result.response.runs.every(({ pending }) => pending)).toBe(true);
  desk.verbs.follow();
  expect(desk.last).toMatchObject({ of: 8 });
});

test("what is wrong with a newer text is not overwritten by what there is to say of the older", async () => {
  desk.verbs.follow();
  desk.write({ text: "t +", stale: "the text has problems", problems: ["of the newer"] });
  await desk.answer(part(0, [run("a", true), run("b", true)], true));
  expect(desk.state.result.response.more).toBeUndefined();
  expect(desk.state.problems).toEqual(["of the newer"]);
});

test("while a value is dragged nothing is asked, and what comes is dropped", async () => {
  desk.verbs.follow();
  desk.write({ result: { ...desk.state.result, key: {}, live: true } });
  await desk.answer(part(0, [run("a", true)]));
  desk.verbs.follow();
  expect(desk.asked).toHaveLength(1);
  expect(desk.state.result.response.runs.every(({ pending }) => pending)).toBe(true);
});

test("an engine that has forgotten it begins anew with the schedules; one that forgets again and again is given up", async () => {
  desk.verbs.follow();
  await desk.say(gone);
  expect(desk.last).toMatchObject({ kind: "differentiate", parts: 0 });
  const again = first(9).response;
  await desk.say({ status: "done", response: { ...again, ok: true } });
  expect(desk.last).toMatchObject({ kind: "more", of: 9 });
  for (let at = 0; at < 3; at++) {
    await desk.say(gone);
    if (desk.state.parts.why) break;
    await desk.say({ status: "done", response: { ...first(10 + at).response, ok: true } });
  }
  expect(desk.state.parts.why).not.toBe("");
});

test("what an engine gives that begins anew is not put into a newer answer, nor into one that is dragged", async () => {
  for (const newer of [first(8), { ...desk.state.result, key: {}, live: true }]) {
    desk = new Desk();
    desk.verbs.follow();
    await desk.say(gone);
    expect(desk.last).toMatchObject({ kind: "differentiate", parts: 0 });
    desk.write({ result: newer });
    await desk.say({ status: "done", response: { ...first(9).response, ok: true, runs: [run("of the older", true)] } });
    expect(desk.state.result).toBe(newer);
  }
});

test("after 300 ms it is said that it runs; the reader can end it, and have it again", async () => {
  desk.verbs.follow();
  await vi.advanceTimersByTimeAsync(299);
  expect(desk.state.parts.slow).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(desk.state.parts.slow).toBe(true);
  desk.verbs.cancel();
  await vi.advanceTimersByTimeAsync(0);
  expect(desk.cancelled).toEqual(["more"]);
  expect(desk.state.parts).toMatchObject({ slow: false, why: "the computation was cancelled" });
  desk.verbs.follow();
  expect(desk.asked).toHaveLength(1);
  desk.verbs.again();
  expect(desk.asked).toHaveLength(2);
  expect(desk.state.parts.why).toBe("");
});

test("what others overtake is asked again", async () => {
  desk.verbs.follow();
  await desk.say({ status: "superseded" });
  expect(desk.asked).toHaveLength(2);
  await desk.answer(part(0, [run("a", true), run("b", true)], true));
  expect(desk.state.result.response.more).toBeUndefined();
});
