// The document and its one undo: typing, sliders, the builder, presets; and what a drag asks and shows.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { mark_of } from "../../web/src/editor/colour.ts";
import type { Channel, Outcome } from "../../web/src/engine/client.ts";
import type { DifferentiateResponse, NodeResult, Request, Run, WordInfo } from "../../web/src/engine/types.gen.ts";
import { BuilderVerbs, would_give } from "../../web/src/state/builder_verbs.ts";
import { merged } from "../../web/src/state/drag.ts";
import { at_of } from "../../web/src/state/leaves.ts";
import type { Result } from "../../web/src/state/result.ts";
import type { Asks } from "../../web/src/state/slice.ts";
import { Store } from "../../web/src/state/store.ts";
import { change_between } from "../../web/src/text/change.ts";
import { rewrite } from "../../web/src/text/literal.ts";
import { offers_at } from "../../web/src/text/offer.ts";
import { statements_of } from "../../web/src/text/statements.ts";
import { tokens } from "../../web/src/text/tokens.ts";
import { marked_words } from "../../web/src/text/words.ts";
import { cost, graph_of } from "./samples.ts";
import { words as language } from "./words.ts";

const graph = graph_of(
  [
    { id: "w", shape: [3] },
    { id: "L", inputs: ["w"] },
  ],
  ["L"],
  ["w"],
);
const start = "param w = [1, 2, 3]\nL = sum(w)\n";
const made = "param w = randn(3, seed=1)\nL = sum(w)\n";

const kModes = [{ schedules: [{ request: { mode: "m" } }] }];

type Asked = { request: Request; channel: Channel | undefined; settle(outcome: Outcome<never>): void };

/** Answers everything at once but drags, which wait for the test. The value of w is what `at` says, or else 1, 2, 3. */
class Engine {
  asked: Asked[] = [];
  drags: Asked[] = [];
  call(request: Request, channel?: Channel): Promise<Outcome<never>> {
    return new Promise((settle) => {
      const asked = { request, channel, settle };
      this.asked.push(asked);
      if (channel === "drag") this.drags.push(asked);
      else this.answer(asked);
    });
  }
  answer({ request, settle }: Asked): void {
    const good = { v: 1, ok: true, diagnostics: [], diagnostics_total: 0, kind: request.kind };
    const inputs = [{ id: "w", value: [1, 2, 3] }];
    const value = request.kind === "differentiate" && Array.isArray(request.at) ? request.at[0]?.value : [1, 2, 3];
    const nodes = [
      { id: "w", value, ...(request.kind === "differentiate" && request.modes?.length === 0 ? {} : { bytes: 24 }) },
      { id: "L", value: [6] },
    ];
    const response = {
      ...good,
      graph,
      network: { inputs, nodes: [] },
      modes: kModes,
      ops: [],
      words: language,
      nodes,
      runs: [],
    };
    settle({ status: "done", response } as unknown as Outcome<never>);
  }
  cancel(): void {}
}

let engine: Engine;
let store: Store;
const quiet = () => vi.advanceTimersByTimeAsync(20);
const undone = () => store.state.history.past.map(({ what }) => what);

beforeEach(async () => {
  vi.useFakeTimers();
  engine = new Engine();
  const preset = (id: string, text: string) => ({ id, title: id, question: "?", text });
  store = new Store(engine as unknown as Asks, [preset("one", start), preset("two", made)]);
  void store.start();
  await quiet();
});
afterEach(() => void vi.useRealTimers());

describe("undo", () => {
  test("joins quick typing, and parts it at a pause", async () => {
    store.edit("a");
    store.edit("ab");
    await vi.advanceTimersByTimeAsync(1000);
    store.edit("abc");
    expect(undone()).toEqual(["typing", "typing"]);
    store.history.undo();
    expect(store.state.text).toBe("ab");
    store.history.undo();
    expect(store.state.text).toBe(start);
    store.history.undo();
    expect(store.state.text).toBe(start);
    store.history.redo();
    store.history.redo();
    expect(store.state.text).toBe("abc");
  });

  test("a new change ends what could be redone", () => {
    store.edit("a");
    store.history.undo();
    store.edit("b");
    expect(store.state.history.future).toEqual([]);
    store.history.undo();
    expect(store.state.text).toBe(start);
  });

  test("holds values, the builder and presets, too, in one row", async () => {
    store.leaves.set({ id: "w", index: 1 }, 0.5);
    new BuilderVerbs(store).add_after("L", "exp");
    store.choose_preset("two");
    await quiet();
    store.leaves.set({ id: "w", index: 2 }, 7);
    expect(undone()).toEqual(["the value of w[1]", "a1 = exp(L) added", "another network", "the value of w[2]"]);
    expect(store.state).toMatchObject({ preset: "two", text: made });
    expect(store.state.leaves.overrides).toEqual([{ id: "w", index: 2, value: 7 }]);
    store.history.undo();
    expect(store.state.leaves.overrides).toEqual([]);
    store.history.undo();
    expect(store.state).toMatchObject({ preset: "one", text: "param w = [1, 0.5, 3]\nL = sum(w)\na1 = exp(L)\n" });
    store.history.undo();
    expect(store.state.text).toBe("param w = [1, 0.5, 3]\nL = sum(w)\n");
    store.history.undo();
    expect(store.state.text).toBe(start);
  });

  test("a value that is there already is no step", async () => {
    store.leaves.set({ id: "w", index: 1 }, 2);
    expect(undone()).toEqual([]);
    store.choose_preset("two");
    await quiet();
    store.leaves.set({ id: "w", index: 1 }, 5);
    await vi.advanceTimersByTimeAsync(2000);
    store.leaves.set({ id: "w", index: 1 }, 5);
    expect(undone()).toEqual(["another network", "the value of w[1]"]);
  });

  test("a refused action is no step, and says why", () => {
    new BuilderVerbs(store).remove("w");
    expect(undone()).toEqual([]);
    expect(store.state.builder.said).toBe("`L` reads `w`: let it read something else first.");
  });

  test("what an action would write is known before, and nothing is changed by asking", () => {
    const before = store.state;
    expect(would_give(store, (verbs) => verbs.add_after("L", "exp"))).toEqual({
      text: `${start}a1 = exp(L)\n`,
      refused: "",
    });
    expect(would_give(store, (verbs) => verbs.remove("w"))).toEqual({
      text: start,
      refused: "`L` reads `w`: let it read something else first.",
    });
    expect(store.state).toBe(before);
  });

  test("a new network is one step, and the edited preset comes back where it is chosen again", async () => {
    store.edit(`${start}# mine\n`);
    store.create(made);
    await quiet();
    expect(undone()).toEqual(["typing", "a new network"]);
    expect(store.state).toMatchObject({ preset: "", text: made, leaves: { overrides: [] } });
    store.history.undo();
    expect(store.state).toMatchObject({ preset: "one", text: `${start}# mine\n` });
    store.history.redo();
    store.choose_preset("one");
    expect(store.state.text).toBe(`${start}# mine\n`);
  });

  test("a reset sets the network aside, overrides and all, and gives it back", async () => {
    store.choose_preset("two");
    await quiet();
    store.leaves.set({ id: "w", index: 0 }, 4);
    store.edit(`${made}# mine\n`);
    store.restore();
    expect(store.state).toMatchObject({ text: made, leaves: { overrides: [] } });
    store.restore_mine();
    expect(store.state).toMatchObject({ text: `${made}# mine\n`, leaves: { overrides: [{ value: 4 }] } });
    store.choose_preset("one");
    store.choose_preset("two");
    expect(store.state).toMatchObject({ text: `${made}# mine\n`, leaves: { overrides: [{ value: 4 }] } });
  });
});

describe("a drag", () => {
  test("asks with the value alone, without schedules; the newest wins, and the text stays", async () => {
    const place = { id: "w", index: 1 };
    for (const value of [0.1, 0.2, 0.3]) store.leaves.drag(place, value);
    await quiet();
    expect(engine.drags).toHaveLength(1);
    expect(engine.drags[0]?.request).toMatchObject({ at: [{ id: "w", value: [1, 0.1, 3] }], modes: [] });
    for (const drag of engine.drags) engine.answer(drag);
    await quiet();
    expect(engine.drags).toHaveLength(2);
    expect(engine.drags[1]?.request).toMatchObject({ at: [{ id: "w", value: [1, 0.3, 3] }] });
    if (engine.drags[1]) engine.answer(engine.drags[1]);
    await quiet();
    expect(store.state.result).toMatchObject({
      live: true,
      text: start,
      response: { nodes: [{ value: [1, 0.3, 3], bytes: 24 }, {}] },
    });
    expect(store.state.text).toBe(start);
    store.leaves.set(place, 0.3);
    await quiet();
    expect(store.state).toMatchObject({ text: "param w = [1, 0.3, 3]\nL = sum(w)\n", result: { live: false } });
    expect(undone()).toEqual(["the value of w[1]"]);
  });

  test.each([
    ["one", "param w = [8, 2, 3]\nL = sum(w)\n"],
    ["two", made],
  ])("an answer that comes after the release is not shown (%s)", async (preset, text) => {
    store.choose_preset(preset);
    await quiet();
    store.leaves.drag({ id: "w", index: 0 }, 9);
    await quiet();
    store.leaves.set({ id: "w", index: 0 }, 8);
    await quiet();
    for (const drag of engine.drags) engine.answer(drag);
    await quiet();
    expect(store.state.result).toMatchObject({ live: false, text });
    expect(store.state.leaves).toMatchObject({ live: null });
  });

  test("what a frame overtook waits until the hand rests, and is asked again then", async () => {
    const mains = () => engine.asked.filter(({ channel, request }) => !channel && request.kind === "differentiate");
    const answer = engine.answer;
    engine.answer = () => undefined;
    store.choose_weight({ id: "w", index: 2 });
    await quiet();
    const before = mains().length;
    store.leaves.drag({ id: "w", index: 0 }, 9);
    await quiet();
    mains().at(-1)?.settle({ status: "superseded" });
    await quiet();
    engine.drags[0]?.settle({ status: "superseded" }); // the hand has moved nothing yet
    await quiet();
    expect(mains()).toHaveLength(before);
    engine.answer = answer;
    await vi.advanceTimersByTimeAsync(1000);
    expect(mains()).toHaveLength(before + 1);
    expect(store.state).toMatchObject({ slow: false, stale: "", result: { weight: { index: 2 }, live: false } });
  });

  test("a hand that rests gets everything, at the dragged value", async () => {
    store.leaves.drag({ id: "w", index: 0 }, 9);
    await quiet();
    for (const drag of engine.drags) engine.answer(drag);
    await vi.advanceTimersByTimeAsync(400);
    expect(engine.asked.at(-1)?.channel).toBeUndefined();
    expect(engine.asked.at(-1)?.request).toMatchObject({
      at: [{ id: "w", value: [9, 2, 3] }],
      network: { text: start },
    });
    expect(store.state.result).toMatchObject({ live: false, at: [{ id: "w", value: [9, 2, 3] }] });
  });

  test("keeps costs, and no number of a run or of a node that the answer does not hold", () => {
    const node: NodeResult = { id: "w", value: [1], gradient_forward: [1], difference: 0, bytes: 8 };
    const run = { mode: "m", cost: { total: cost(3) }, gradient: [], max_relative: 0 } as unknown as Run;
    const old = { response: { nodes: [node], runs: [run], graph } } as unknown as Result;
    const answer = { nodes: [{ id: "w", value: [2] }], runs: [] } as unknown as DifferentiateResponse;
    const { response, live } = merged(old, answer, []);
    expect(response.nodes).toEqual([{ id: "w", value: [2], bytes: 8 }]);
    expect(response.runs).toEqual([{ mode: "m", cost: { total: cost(3) } }]);
    expect(live).toBe(true);
  });
});

describe("overrides", () => {
  test("a request says every leaf whole", () => {
    const base = [
      { id: "w", value: [1, 2] },
      { id: "v", value: [3] },
    ];
    expect(at_of([{ id: "w", index: 1, value: 9 }], base)).toEqual([{ id: "w", value: [1, 9] }]);
    expect(at_of([], base)).toEqual([]);
  });

  test("those of leaves that are gone go, but not while the text has problems", async () => {
    store.choose_preset("two");
    await quiet();
    store.leaves.set({ id: "w", index: 2 }, 7);
    await quiet();
    expect(engine.asked.at(-1)?.request).toMatchObject({ at: [{ id: "w", value: [1, 2, 7] }] });
    store.leaves.set({ id: "nobody", index: 0 }, 1);
    expect(store.state.leaves.overrides).toHaveLength(1);
    store.leaves.remove({ id: "w", index: 2 });
    await quiet();
    expect(engine.asked.at(-1)?.request).not.toHaveProperty("at");
  });
});

describe("what the editor stands on", () => {
  test.each([
    ["abc", "abXc", { from: 2, to: 2, insert: "X" }],
    ["aaa", "aa", { from: 2, to: 3, insert: "" }],
    ["", "new", { from: 0, to: 0, insert: "new" }],
    ["same", "same", { from: 4, to: 4, insert: "" }],
  ])("the smallest change from %j to %j", (before, after, change) => {
    expect(change_between(before, after)).toEqual(change);
  });

  test("tokens have no gaps, and know names, numbers and comments", () => {
    const text = "ŷ.1 = W.T @ x**-1e-3 # x = 1\n\t`0` + .5 ? 1.";
    const found = tokens(text);
    expect(found.map((token) => token.text).join("")).toBe(text);
    const said = found.filter(({ kind }) => kind !== "space").map(({ kind, text }) => `${kind[0]}:${text}`);
    expect(said).toEqual([
      "n:ŷ.1",
      "s:=",
      "n:W",
      "s:.T",
      "s:@",
      "n:x",
      "s:**",
      "s:-",
      "n:1e-3",
      "c:# x = 1",
      "n:\n",
      "n:`0`",
      "s:+",
      "n:.5",
      "o:?",
      "n:1.",
    ]);
  });

  test("a word that the engine adds is marked, offered and read with no edit of the page", () => {
    const added: WordInfo[] = [
      ...language,
      { text: "target", role: "leaf", form: "name = numbers", doc: "What is aimed at." },
      { text: "glorot", role: "generator", form: "(m, n, seed)", doc: "Random weights." },
    ];
    const marked = marked_words([], added);
    const marks = (text: string): unknown[] => {
      const line = tokens(text).filter(({ kind }) => kind !== "space");
      return line.map((token, at) => mark_of(token, line.slice(0, at), line[at + 1], marked));
    };
    expect(marks("target t = glorot")).toEqual(["begin", null, null, "called"]);
    expect(marks("z = target")).toEqual([null, null, null]);
    expect(marks("target = 3")).toEqual([null, null, null]);
    expect(marks("repeat 3 as i")).toEqual(["begin", null, "begin", null]);
    expect(marks("z = as.glorot(x)")).toEqual([null, null, null, "called", "quiet", null, "quiet"]);
    const offered = (text: string): (string | undefined)[] =>
      offers_at(text, text.length, { ops: [], words: added, graph: null })?.offers.map((one) => one.text) ?? [];
    expect(offered("t")).toContain("target");
    expect(offered("target t = g")).toContain("glorot");
    expect(offered("z = t")).not.toContain("target");
    const text = "target t = [1, 2]\nz = t\n";
    expect(statements_of(text, added)[0]).toMatchObject({ kind: "target", role: "leaf", name: "t" });
    expect(rewrite(text, added, "t", 1, "3")).toBe("target t = [1, 3]\nz = t\n");
    expect(rewrite(text, language, "t", 1, "3")).toBeNull();
  });
});
