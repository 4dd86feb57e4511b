// The store with an engine that the test plays: what is asked, what is current, what is stale, and what is never lost.
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Outcome } from "../../web/src/engine/client.ts";
import type {
  CatalogueResponse,
  Diagnostic,
  DifferentiateRequest,
  DifferentiateResponse,
  ErrorResponse,
  GraphRequest,
  GraphResponse,
} from "../../web/src/engine/types.gen.ts";
import { differentiate_request, needs_jacobian, pick_output, pick_weight } from "../../web/src/state/ask.ts";
import { in_order, type Preset, presets, read_preset } from "../../web/src/state/presets.ts";
import type { Asks } from "../../web/src/state/slice.ts";
import { Store } from "../../web/src/state/store.ts";
import { marked_lines, offset_of } from "../../web/src/text/spans.ts";
import { graph_of, skip } from "./samples.ts";
import { words } from "./words.ts";

const catalogue = {
  v: 1,
  kind: "catalogue",
  ok: true,
  words,
  modes: [
    { schedules: [{ request: { mode: "one", chunk: 1 } }, { request: { mode: "one", chunk: "all" } }] },
    { schedules: [{ request: { mode: "two" } }] },
  ],
} as unknown as CatalogueResponse;
const graph_answer = {
  v: 1,
  kind: "graph",
  ok: true,
  diagnostics: [],
  diagnostics_total: 0,
  graph: skip,
  network: { inputs: [{ id: "W1", value: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }], nodes: [] },
} as unknown as GraphResponse;
const problem: Diagnostic = {
  code: "E_SYNTAX",
  severity: "error",
  message: "no",
  hint: "",
  span: { line: 1, column: 1, end_line: 1, end_column: 2 },
};
const refusal: ErrorResponse = { v: 1, kind: "graph", ok: false, diagnostics: [problem], diagnostics_total: 3 };
const answer = (mark: number) =>
  ({
    v: 1,
    kind: "differentiate",
    ok: true,
    diagnostics: [],
    diagnostics_total: 0,
    nodes: [],
    runs: [],
    mark,
  }) as unknown as DifferentiateResponse;

type Asked = {
  request: GraphRequest | DifferentiateRequest | { kind: "catalogue" };
  settle(outcome: Outcome<never>): void;
};

/** Answers of the engine are given one by one by the test. */
class PlayedEngine {
  asked: Asked[] = [];
  cancelled = 0;
  call(request: Asked["request"]): Promise<Outcome<never>> {
    return new Promise((settle) => this.asked.push({ request, settle }));
  }
  cancel(): void {
    this.cancelled += 1;
  }
  get last(): Asked {
    return this.asked.at(-1) as Asked;
  }
  async say(response: unknown, asked = this.last): Promise<void> {
    await this.end({ status: "done", response } as Outcome<never>, asked);
  }
  async end(outcome: Outcome<never>, asked = this.last): Promise<void> {
    asked.settle(outcome);
    await vi.advanceTimersByTimeAsync(0);
  }
}

const two: Preset[] = [
  { id: "first", title: "First", question: "?", text: "L = 1" },
  { id: "second", title: "Second", question: "?", text: "L = 2" },
];

let engine: PlayedEngine;
let store: Store;
const kinds = (): string[] => engine.asked.map(({ request }) => request.kind);

/** The page after its first good answer. */
async function opened(): Promise<void> {
  void store.start();
  await engine.say(catalogue);
  await engine.say(graph_answer);
  await engine.say(answer(1));
}

beforeEach(() => {
  vi.useFakeTimers();
  engine = new PlayedEngine();
  store = new Store(engine as unknown as Asks, two);
});
afterEach(() => void vi.useRealTimers());

describe("opening", () => {
  test("asks for the catalogue, checks the first preset, then asks for everything", async () => {
    await opened();
    expect(kinds()).toEqual(["catalogue", "graph", "differentiate"]);
    expect(store.state).toMatchObject({
      phase: "ready",
      text: "L = 1",
      stale: "",
      slow: false,
      result: { text: "L = 1", weight: { id: "W1", index: 0 } },
    });
  });

  test("says why the engine did not start, and tries again when asked to", async () => {
    void store.start();
    await engine.end({ status: "failed", message: "404" });
    expect(store.state).toMatchObject({ phase: "failed", failure: "the engine could not be loaded (404)" });
    store.retry();
    expect(store.state.phase).toBe("loading");
    await engine.say(catalogue);
    expect(store.state.phase).toBe("ready");
  });
});

describe("problems", () => {
  test("keep the last good result and mark it stale until the text is good again", async () => {
    await opened();
    store.edit("L = ");
    await engine.say(refusal);
    expect(store.state).toMatchObject({
      stale: "the text has problems",
      problems: [problem],
      problems_total: 3,
      result: { text: "L = 1" },
    });
    store.edit("L = 3");
    await engine.say(graph_answer);
    await engine.say(answer(2));
    expect(store.state).toMatchObject({ stale: "", problems: [], result: { text: "L = 3", response: { mark: 2 } } });
  });

  test("of the second request do the same", async () => {
    await opened();
    store.edit("L = 9");
    await engine.say(graph_answer);
    await engine.say(refusal);
    expect(store.state).toMatchObject({ stale: "the text has problems", result: { text: "L = 1" } });
  });

  test.each([
    [
      { status: "trapped", message: "unreachable" },
      "the engine stopped on this text and was started again (unreachable)",
    ],
    [{ status: "too_long", seconds: 20 }, "the computation was ended after 20 seconds"],
    [{ status: "cancelled" }, "the computation was cancelled"],
  ] as const)("of the engine (%j) are said in words", async (outcome, words) => {
    await opened();
    store.edit("L = 4");
    if (outcome.status === "cancelled") store.cancel();
    await engine.end(outcome);
    expect(store.state).toMatchObject({ stale: words, problems: [], result: { text: "L = 1" } });
  });
});

describe("newest wins", () => {
  test("an answer to an older text is not shown", async () => {
    await opened();
    store.edit("L = 5");
    const older = engine.last;
    store.edit("L = 6");
    const newer = engine.last;
    await engine.say(graph_answer, older);
    expect(engine.last).toBe(newer);
    await engine.say(graph_answer, newer);
    await engine.say(answer(6));
    expect(store.state.result).toMatchObject({ text: "L = 6", response: { mark: 6 } });
  });

  test("while weights are chosen quickly the numbers follow, and never go back", async () => {
    await opened();
    store.choose_weight({ id: "W1", index: 1 });
    await vi.advanceTimersByTimeAsync(0);
    const first = engine.last;
    store.choose_weight({ id: "W1", index: 2 });
    await vi.advanceTimersByTimeAsync(0);
    const second = engine.last;
    expect(kinds().slice(3)).toEqual(["differentiate", "differentiate"]);
    await engine.say(answer(2), second);
    await engine.say(answer(1), first);
    expect(store.state.result).toMatchObject({ weight: { id: "W1", index: 2 }, response: { mark: 2 } });
  });
});

describe("a long computation", () => {
  test("says so after 300 ms, marks the result stale, and can be cancelled", async () => {
    await opened();
    store.edit("L = 7");
    await vi.advanceTimersByTimeAsync(299);
    expect(store.state).toMatchObject({ slow: false, stale: "" });
    await vi.advanceTimersByTimeAsync(1);
    expect(store.state).toMatchObject({ slow: true, stale: "the engine is still computing" });
    store.cancel();
    expect(engine.cancelled).toBe(1);
    await engine.end({ status: "cancelled" });
    expect(store.state).toMatchObject({ slow: false, stale: "the computation was cancelled" });
    await vi.advanceTimersByTimeAsync(1000);
    expect(store.state.slow).toBe(false);
  });
});

describe("presets", () => {
  test("edits of one preset are there again after looking at another", async () => {
    await opened();
    store.edit("L = 8");
    store.choose_preset("second");
    expect(store.state).toMatchObject({ preset: "second", text: "L = 2" });
    store.choose_preset("first");
    expect(store.state.text).toBe("L = 8");
    store.restore();
    expect(store.state.text).toBe("L = 1");
  });

  test("each file of web/examples/ and web/large/ is one, four weights and a skip come first, and each has a title and a question", () => {
    const folders = ["../../web/examples/", "../../web/large/"].map((name) => new URL(name, import.meta.url));
    const home = new Map(folders.flatMap((folder) => readdirSync(folder).map((file) => [file, folder] as const)));
    const files = [...home.keys()].sort();
    expect(files.length).toBeGreaterThanOrEqual(12);
    expect(presets.map(({ id }) => `${id}.net`).sort()).toEqual(files);
    expect(presets.slice(0, 2).map(({ id }) => id)).toEqual(["four-weights-and-a-skip", "two-layers-and-a-skip"]);
    for (const { id, title, question, text } of presets) {
      expect(text).toBe(readFileSync(new URL(`${id}.net`, home.get(`${id}.net`)), "utf8"));
      expect(title, id).toMatch(/^\S.{4,40}$/);
      expect(question, id).toMatch(/\?$/);
    }
    expect(new Set(presets.map(({ title }) => title)).size).toBe(presets.length);
  });

  test("a new file comes after the named ones", () => {
    const made = in_order([
      read_preset("/x/zebra.net", "# Z\n# Why?\n"),
      read_preset("/x/chain.net", "# C\n# Who?\n"),
      read_preset("/x/ape.net", ""),
    ]);
    expect(made.map(({ id, title, question }) => [id, title, question])).toEqual([
      ["chain", "C", "Who?"],
      ["ape", "", ""],
      ["zebra", "Z", "Why?"],
    ]);
  });
});

describe("what is asked", () => {
  const several = graph_of(
    [
      { id: "u", shape: [2] },
      { id: "v", inputs: ["u"], shape: [4] },
      { id: "s", inputs: ["v"] },
    ],
    ["v", "s"],
    ["u"],
  );

  test("every schedule of the catalogue, one weight forward, one output backward", () => {
    const asked = differentiate_request("text", skip, catalogue, { id: "w3", index: 2 }, { id: "L", index: 0 });
    expect(asked).toMatchObject({
      want: "gradient",
      modes: [{ mode: "one", chunk: 1 }, { mode: "one", chunk: "all" }, { mode: "two" }],
      tangent: [{ id: "w3", value: [0, 0, 1, 0] }],
      seeds: [{ id: "L", value: [1] }],
    });
  });

  test("a Jacobian where several numbers come out", () => {
    expect(needs_jacobian(skip)).toBe(false);
    expect(needs_jacobian(several)).toBe(true);
    const asked = differentiate_request("text", several, catalogue, { id: "u", index: 1 }, { id: "v", index: 3 });
    expect(asked).toMatchObject({
      want: "jacobian",
      tangent: [{ id: "u", value: [0, 1] }],
      seeds: [{ id: "v", value: [0, 0, 0, 1] }],
    });
  });

  test("a choice that the network does not have any more falls back", () => {
    expect(pick_weight(several, { id: "W1", index: 3 })).toEqual({ id: "u", index: 0 });
    expect(pick_weight(several, { id: "u", index: 7 })).toEqual({ id: "u", index: 1 });
    expect(pick_output(several, null)).toEqual({ id: "v", index: 0 });
    expect(pick_weight(graph_of([{ id: "x" }], ["x"], []), null)).toBeNull();
  });
});

describe("places in the text", () => {
  test("columns are code points", () => {
    const text = "a = 1\n𝛼β = 😀x\nend";
    expect(text.slice(offset_of(text, 2, 6))).toBe("😀x\nend");
    expect(text.slice(offset_of(text, 2, 7))).toBe("x\nend");
    expect(offset_of(text, 3, 99)).toBe(text.length);
    expect(offset_of(text, 9, 1)).toBe(text.length);
  });

  test("marked pieces make up the text again", () => {
    const text = "L = foo(1)\nM = +\n";
    const at = (line: number, column: number, end_column: number): Diagnostic => ({
      ...problem,
      span: { line, column, end_line: line, end_column },
    });
    const pieces = marked_lines(text, [at(1, 5, 8), at(1, 6, 7), at(2, 5, 5)]);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(pieces.filter((piece) => piece.marked).map((piece) => piece.text)).toEqual(["foo", "+"]);
  });
});
