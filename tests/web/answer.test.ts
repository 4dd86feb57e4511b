// Everyone who asks the engine: what others overtake or cancel is asked again, the newest counts, and what fails is said in words.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Outcome } from "../../web/src/engine/client.ts";
import type { NetworkJson, Request } from "../../web/src/engine/types.gen.ts";
import { ask_published, type Found, type Question } from "../../web/src/published/ask.ts";
import { kPublished, text_of } from "../../web/src/published/examples.ts";
import { cost_verbs } from "../../web/src/state/cost_verbs.ts";
import { GalleryVerbs } from "../../web/src/state/gallery_verbs.ts";
import { Reader } from "../../web/src/state/numbers.ts";
import { PanelAnswer } from "../../web/src/state/panel_answer.ts";
import { opened } from "../../web/src/state/quiz.ts";
import type { Result } from "../../web/src/state/result.ts";
import { ScalingVerbs } from "../../web/src/state/scaling_verbs.ts";
import { SizeVerbs, size_verbs } from "../../web/src/state/size_verbs.ts";
import type { Asks } from "../../web/src/state/slice.ts";
import { kInitial, type State } from "../../web/src/state/state.ts";
import { Store } from "../../web/src/state/store.ts";
import { TourFacts } from "../../web/src/tour/facts.ts";
import type { TourStep } from "../../web/src/tour/tour.ts";
import { skip } from "./samples.ts";

interface Asked {
  request: Request;
  channel: string;
  open: boolean;
  settle(outcome: Outcome<never>): void;
}

/** The test says what becomes of each request. */
class Played {
  readonly asked: Asked[] = [];
  readonly in_page = { is_ready: false };
  readonly lane = 0;
  call(request: Request, channel = "main"): Promise<Outcome<never>> {
    return new Promise((resolve) => {
      const asked: Asked = { request, channel, open: true, settle: () => undefined };
      asked.settle = (outcome) => {
        asked.open = false;
        resolve(outcome);
      };
      this.asked.push(asked);
    });
  }
  /** As the client does: what runs and what waits, in one channel or in all. */
  cancel(channel?: string): void {
    for (const one of this.open())
      if (channel === undefined || one.channel === channel) one.settle({ status: "cancelled" });
  }
  open(channel?: RegExp): Asked[] {
    return this.asked.filter((one) => one.open && (channel?.test(one.channel) ?? true));
  }
}

const result_of = (text: string): Result =>
  ({
    text,
    graph: skip,
    request: { v: 1, kind: "differentiate", network: { text }, want: "gradient" },
    response: { nodes: [], runs: [], groups: [] },
    weight: null,
    output: null,
    at: [],
    base: [],
    live: false,
    lane: 0,
  }) as unknown as Result;

const kModes = [
  {
    name: "there",
    direction: "along",
    referee: false,
    options: ["chunk"],
    schedules: [{ request: { mode: "there", chunk: 1 } }],
  },
];

const kChecked = { ok: true, graph: skip, network: { inputs: [], nodes: [] } };

/** Who asks, as the tests need it. */
interface User {
  channel: RegExp;
  /** Asks what `which` says, 1 or 2; and again if it is told to look again. */
  look(which: 1 | 2): void;
  /** What the engine answers to a request of it. */
  good(mark: number, request: Request): object;
  /** The mark of the answer that is taken; undefined while there is none. */
  taken(): unknown;
  /** Why there is no answer; undefined where nobody is told. */
  why?(): unknown;
  /** Asks again at the reader's word. */
  again?(): void;
  /** Ends it at the reader's word. */
  cancel?(): void;
}

let engine: Played;
let store: Store;

function show(text: string): void {
  if (store.state.text !== text || store.state.result?.text !== text) store.write({ text, result: result_of(text) });
}

/** A user of the state who asks about the present result. */
const about = (user: Omit<User, "look"> & { follow(): void }): User => ({
  ...user,
  look: (which) => {
    show(`L = ${which}`);
    user.follow();
  },
});

/** What a promise has come to; a newer one does not hide it. */
class Promised {
  readonly kept: unknown[] = [];
  watch(promise: Promise<unknown>): void {
    void promise.then((value) => this.kept.push(value));
  }
  get last(): unknown {
    return this.kept.filter((one) => one !== null && one !== "" && one !== undefined).at(-1);
  }
}

const marked = (mark: number) => ({
  ok: true,
  mark,
  nodes: [],
  runs: [{ title: `${mark}`, sweeps: mark }],
  diagnostics: [],
});
const mark_of = (one: unknown): unknown => (one as { mark?: number } | null)?.mark;

function panel(ask: (request: Request) => Promise<Outcome<{ ok: true }>>, channel: RegExp): User {
  const answer = new PanelAnswer({ requestUpdate: () => undefined }, ask, () => engine.cancel("panel"));
  return {
    channel,
    look: (which) => answer.follow({ v: 1, kind: "paths", network: { text: `L = ${which}` } }),
    good: marked,
    taken: () => (answer.fresh ? mark_of(answer.response) : undefined),
    why: () => answer.why,
    again: () => answer.again(),
    cancel: () => answer.cancel(),
  };
}

function tour(part: "other" | "scalars" | "paths" | "other_paths", channel: RegExp): User {
  const facts = new TourFacts(store, { requestUpdate: () => undefined });
  const answered = { graph: skip, nodes: [], runs: [], diagnostics: [], ok: true };
  return about({
    channel,
    follow: () =>
      facts.follow(
        {
          scalars: () => part === "scalars",
          other: () => `${store.state.text} + 1`,
          paths: true,
          knobs: [],
        } as unknown as TourStep,
        {},
      ),
    good: (mark) => (part === "other" || part === "scalars" ? { ...answered, nodes: [mark] } : marked(mark)),
    taken: () => {
      const found = facts.facts?.[part] as { nodes?: unknown[]; mark?: number } | null | undefined;
      return found?.mark ?? found?.nodes?.[0];
    },
  });
}

/** What the tour asks beside the facts of its sentences: the costs at the end of the sliders, and a derivative with its zeros. */
function beside_the_tour(part: "most_runs" | "jacobian", channel: RegExp): User {
  const facts = new TourFacts(store, { requestUpdate: () => undefined });
  const text = () => `${store.state.text} + 1`;
  const step = { text, zeros: { of: "a", by: "w", text }, knobs: [{ id: "k", label: "", stops: [1, 2], start: 1 }] };
  return about({
    channel,
    follow: () => facts.follow(step as unknown as TourStep, {}),
    good: (mark) => ({ ok: true, runs: [{ mark, jacobian: [{ mark }] }], diagnostics: [] }),
    taken: () => {
      const [run] = facts.most_runs;
      return ((part === "jacobian" ? facts.jacobian : run) as { mark?: number } | null | undefined)?.mark;
    },
  });
}

const users: Record<string, () => User> = {
  "what is shown all the time": () => ({
    channel: /^main$/,
    look: (which) => {
      store.write({ text: `L = ${which}` });
      store.rerun();
    },
    good: (mark, { kind }) => (kind === "graph" ? kChecked : marked(mark)),
    taken: () => (store.state.stale ? undefined : mark_of(store.state.result?.response)),
    why: () => store.state.stale,
    again: () => store.retry(),
    cancel: () => store.cancel(),
  }),
  "the catalogue": () => ({
    channel: /^main$/,
    look: () => {
      store.write({ catalogue: null, phase: "loading" });
      void store.start();
    },
    good: (mark, { kind }) => {
      if (kind === "graph") return kChecked;
      return kind === "catalogue" ? { ok: true, mark, modes: [], ops: [], count: 1 } : marked(mark);
    },
    taken: () => mark_of(store.state.catalogue),
    why: () => store.state.failure,
    again: () => store.retry(),
  }),
  "local derivatives": () =>
    about({
      channel: /^locals$/,
      follow: () => store.graph.open_card({ id: "L", index: 0 }),
      good: marked,
      taken: () => mark_of(store.state.graph.locals?.response),
      why: () => store.state.graph.locals?.why,
    }),
  "the network in scalars": () =>
    about({
      channel: /^scalars$/,
      follow: () => store.graph.open_card({ id: "L", index: 0 }),
      good: marked,
      taken: () => mark_of(store.state.graph.scalars?.response),
      why: () => store.state.graph.scalars?.why,
    }),
  "the referees": () => ({
    channel: /^check$/,
    look: (which) => {
      show("L = 1");
      store.graph.check({ id: "L", index: which });
    },
    good: (mark) => ({ ok: true, runs: [{ title: "r", gradient: [{ value: [0, mark, mark] }] }] }),
    taken: () => store.state.graph.check?.found?.[0]?.value,
    why: () => store.state.graph.check?.why,
  }),
  "the steps": () =>
    about({
      channel: /^steps$/,
      follow: () => store.steps.follow(),
      good: marked,
      taken: () => store.state.steps.runs[0]?.sweeps,
      why: () => store.state.steps.why,
    }),
  ...Object.fromEntries(
    (["chunk", "curves"] as const).map((kind) => [
      `costs: ${kind}`,
      (): User =>
        about({
          channel: new RegExp(`^${kind}$`),
          follow: () => cost_verbs(store).follow(kind, [{ mode: "there", chunk: 2 }]),
          good: marked,
          taken: () => store.state.costs[kind].runs[0]?.sweeps,
          why: () => store.state.costs[kind].why,
          again: () => cost_verbs(store).again(kind),
          cancel: () => cost_verbs(store).cancel(kind),
        }),
    ]),
  ),
  scaling: () => {
    const verbs = new ScalingVerbs(store);
    return about({
      channel: /^scaling$/,
      follow: () => {
        const { text } = store.state;
        store.write({ sizes: { text, sizes: [{ id: "n" }] as unknown as State["sizes"]["sizes"] } });
        verbs.follow();
      },
      good: (mark) => ({ ok: true, points: [{ size: 1, sweeps: mark }] }),
      taken: () => store.state.scaling.points[0]?.sweeps,
      why: () => store.state.scaling.why,
      again: () => verbs.again(),
      cancel: () => verbs.cancel(),
    });
  },
  "the sizes": () => {
    const verbs = new SizeVerbs(store);
    return about({
      channel: /^sizes$/,
      follow: () => verbs.follow(),
      good: (mark) => ({ ok: true, sizes: [mark] }),
      taken: () => store.state.sizes.sizes[0],
    });
  },
  "a panel": () => panel((request) => store.engine.call(request as never, "panel"), /^panel$/),
  "the tour: the other network": () => tour("other", /^tour$/),
  "the tour: in scalars": () => tour("scalars", /^tour scalars$/),
  "the tour: paths": () => tour("paths", /^tour paths$/),
  "the tour: paths of the other": () => tour("other_paths", /^other tour paths$/),
  "the tour: the costs at the end": () => beside_the_tour("most_runs", /^most of the tour$/),
  "the tour: a derivative with its zeros": () => beside_the_tour("jacobian", /^zeros of the tour$/),
  "a number that is typed": () => {
    const promised = new Promised();
    const reader = new Reader(() => store.engine);
    return {
      channel: /^number /,
      look: (which) => promised.watch(reader.read(String(which))),
      good: (mark) => ({ ok: true, value: mark, digits: 3, last_place: 1 }),
      taken: () => (promised.last as { value?: number } | undefined)?.value,
      why: () => (promised.last as { refused?: string } | undefined)?.refused,
    };
  },
  "a number that is judged": () => {
    store.write({ quiz: opened([{ id: "w", index: 0, of: "adjoint" }]) });
    return {
      channel: /^answer 0$/,
      look: (which) => void store.quiz.answer(0, String(which)),
      good: (mark) => ({ ok: false, diagnostics: [{ message: `${mark}`, hint: "" }] }),
      taken: () => store.state.quiz.cells[0]?.said.match(/That is no number. (\d) /)?.[1],
      why: () => store.state.quiz.cells[0]?.said,
    };
  },
  "a file that is opened": () => {
    const promised = new Promised();
    return {
      channel: /^import$/,
      look: () => promised.watch(store.link.import_network({ inputs: [], nodes: [] } as unknown as NetworkJson)),
      good: (mark) => ({ ok: true, text: `L = ${mark}0` }),
      taken: () => store.state.text.match(/L = (\d)0/)?.[1],
      why: () => promised.last,
    };
  },
};

/** Lets promises, and parts that are loaded, come. */
async function quiet(): Promise<void> {
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(0);
}

/** Looks, and gives the requests that are open then. */
async function look(user: User, which: 1 | 2): Promise<Asked[]> {
  user.look(which);
  await quiet();
  return engine.open(user.channel);
}

/** Answers everything that is asked with good answers, as long as something is. */
async function answer(user: User, mark: number, only?: Asked): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    for (const one of only ? [only] : engine.open(user.channel))
      one.settle({ status: "done", response: user.good(mark, one.request) } as Outcome<never>);
    await quiet();
    if (only) return;
  }
}

function begin(): void {
  engine = new Played();
  store = new Store(engine as unknown as Asks, []);
  store.write({
    ...kInitial,
    phase: "ready",
    catalogue: { ok: true, modes: kModes, ops: [], count: 1 } as unknown as NonNullable<State["catalogue"]>,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  begin();
});
afterEach(() => void vi.useRealTimers());

describe.each(Object.entries(users))("%s", (_, make) => {
  test("is asked once for a look, and again by itself when others overtake it", async () => {
    const user = make();
    const [first] = await look(user, 1);
    expect(first).toBeDefined();
    for (let turn = 0; turn < 2; turn++) {
      engine.open(user.channel)[0]?.settle({ status: "superseded" });
      await quiet();
      expect(engine.open(user.channel)).toHaveLength(1);
      expect(user.taken()).toBeUndefined();
    }
    await answer(user, 7);
    expect(Number(user.taken())).toBe(7);
  });

  test("is asked again when all that the engine is at is cancelled for something else", async () => {
    const user = make();
    await look(user, 1);
    const before = engine.open(user.channel).length;
    engine.cancel();
    await quiet();
    expect(engine.open(user.channel)).toHaveLength(before);
    await answer(user, 8);
    expect(Number(user.taken())).toBe(8);
  });

  test("takes the newest answer alone, whichever comes first", async () => {
    for (const late of [true, false]) {
      const user = make();
      const [old] = await look(user, 1);
      const newer = (await look(user, 2)).find((one) => one !== old);
      expect(newer).toBeDefined();
      if (!late) await answer(user, 1, old);
      expect([undefined, 2]).toContain(user.taken());
      old?.settle({ status: "superseded" });
      await answer(user, 2);
      if (late) await answer(user, 1, old);
      expect(Number(user.taken())).toBe(2);
      begin();
    }
  });

  test("says in words what has ended it, and does not ask again unless it is told to", async () => {
    const user = make();
    await look(user, 1);
    for (const one of engine.open(user.channel)) one.settle({ status: "too_long", seconds: 20 });
    await quiet();
    expect(engine.open(user.channel)).toHaveLength(0);
    expect(user.taken()).toBeUndefined();
    if (user.why) expect(user.why()).toContain("the computation was ended after 20 seconds");
    if (!user.again) return;
    user.again();
    await look(user, 1);
    expect(engine.open(user.channel).length).toBeGreaterThan(0);
    await answer(user, 9);
    expect(Number(user.taken())).toBe(9);
  });

  test("waits for the reader's word where the reader has cancelled it", async () => {
    const user = make();
    if (!user.cancel || !user.again) return;
    await look(user, 1);
    user.cancel();
    await quiet();
    expect(engine.open(user.channel)).toHaveLength(0);
    expect(user.why?.()).toBe("the computation was cancelled");
    user.again();
    await look(user, 1);
    await answer(user, 6);
    expect(Number(user.taken())).toBe(6);
  });
});

describe("what takes several requests", () => {
  const entry = kPublished.find(({ id }) => id === "dl-with-jax-jacobian-2x3"); // two requests
  const question: Question = { id: entry?.id ?? "", text: entry ? text_of(entry) : "", at: [] };
  const settle = async (outcome: object): Promise<void> => {
    engine.open()[0]?.settle(outcome as Outcome<never>);
    await quiet();
  };

  test("the figures of an example begin anew when one of their requests was overtaken", async () => {
    const answer = new PanelAnswer<Question, Found>({ requestUpdate: () => undefined }, (one) =>
      ask_published(engine as unknown as Asks, "sources", one),
    );
    answer.follow(question);
    const good = { status: "done", response: { ok: true, seeds: [], nodes: [] } };
    await settle(good);
    await settle({ status: "superseded" });
    expect(engine.asked.map(({ request }) => request)).toEqual([0, 1, 0].map((at) => engine.asked[at]?.request));
    while (engine.open().length > 0) await settle(good);
    expect(answer).toMatchObject({ fresh: true, why: "" });
  });

  test("two panels that show the sizes ask for them once, and neither takes the other's answer away", async () => {
    store.write({ text: "L = 1", result: { text: "L = 1" } as unknown as Result });
    const [one, other] = [size_verbs(store), size_verbs(store)];
    one.follow();
    other.follow();
    expect(engine.asked.filter(({ channel }) => channel === "sizes")).toHaveLength(1);
    await settle({ status: "done", response: { ok: true, sizes: [] } });
    expect(engine.open()).toHaveLength(0);
  });

  test("the pictures of the gallery go on where they were, and those that failed come with the next look", async () => {
    const presets = ["a", "b"].map((id) => ({ id, text: id }));
    const gallery = new GalleryVerbs(store);
    const texts = () => engine.asked.map(({ request }) => (request as { network: { text: string } }).network.text);
    const good = { status: "done", response: kChecked };
    gallery.follow(presets);
    await settle(good);
    await settle({ status: "superseded" });
    engine.cancel();
    await quiet();
    expect(texts()).toEqual(["a", "b", "b", "b"]);
    await settle({ status: "too_long", seconds: 20 });
    expect(engine.open()).toHaveLength(0);
    gallery.follow(presets);
    await settle(good);
    gallery.follow(presets);
    expect(texts()).toEqual(["a", "b", "b", "b", "b"]);
    expect(Object.keys(store.state.gallery.graphs)).toEqual(["a", "b"]);
  });

  test("an edit that was overtaken is tried again before the next one is", async () => {
    show("x = dense(y, 4, tanh)\nrepeat 3 { a = sin(a) }");
    void new ScalingVerbs(store).add_size();
    await settle({ status: "superseded" });
    expect(engine.asked[1]?.request).toEqual(engine.asked[0]?.request);
    await settle({ status: "done", response: { ok: true } });
    expect(store.state.text).toContain("size depth = 3");
  });

  test("a number is judged by the broken engines, also when something else came between", async () => {
    store.write({ quiz: opened([{ id: "w", index: 0, of: "adjoint" }]) });
    const hidden = store.engine.call({ v: 1, kind: "differentiate", network: { text: "L" } });
    await settle({ status: "done", response: { ok: true, nodes: [{ id: "w", adjoint: [5] }] } });
    await hidden;
    void store.quiz.answer(0, "3");
    await quiet();
    const three = { status: "done", response: { ok: true, value: 3, digits: 1, last_place: 1 } };
    await settle(three);
    expect(engine.open()[0]?.request.kind).toBe("broken");
    await settle({ status: "superseded" });
    expect(store.state.quiz.cells[0]?.said).toBe("");
    await settle(three);
    const wrong = { title: "Forgets", why: "It does.", right: false, gradient: [{ id: "w", value: [3] }] };
    await settle({ status: "done", response: { ok: true, engines: [wrong] } });
    expect(store.state.quiz.cells[0]?.said).toContain("Forgets");
  });
});
