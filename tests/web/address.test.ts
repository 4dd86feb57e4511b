// The address of the page with a window and an engine that the test plays: what is read, what is written, and when.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Address, type Frame } from "../../web/src/element/address.ts";
import { Drafts } from "../../web/src/element/drafts.ts";
import { decode, encode } from "../../web/src/link/codec.ts";
import type { Link } from "../../web/src/link/link.ts";
import type { Preset } from "../../web/src/state/presets.ts";
import type { Asks } from "../../web/src/state/slice.ts";
import { Store } from "../../web/src/state/store.ts";

const presets: Preset[] = [
  { id: "first", title: "First", question: "?", text: "L = 1" },
  { id: "second", title: "Second", question: "?", text: "L = 2" },
];
const token = (link: Link): string => encode(link) ?? "";

/** A window with an address, a history, and a limit to the calls that it takes. */
class PlayedWindow {
  entries: string[];
  writes = 0;
  drops = 0;
  private readonly heard = new Map<string, Set<() => void>>();
  constructor(address: string) {
    this.entries = [address];
  }
  get location() {
    const url = new URL(this.entries.at(-1) ?? "", "http://localhost");
    const reload = () => void this.reloads.push(url.pathname + url.search + url.hash);
    return { pathname: url.pathname, search: url.search, hash: url.hash, reload };
  }
  /** The addresses that were loaded anew. */
  readonly reloads: string[] = [];
  readonly history = {
    replaceState: (_state: unknown, _title: string, address: string) =>
      this.take(() => this.entries.splice(-1, 1, address)),
    pushState: (_state: unknown, _title: string, address: string) => this.take(() => this.entries.push(address)),
  };
  private take(act: () => void): void {
    this.writes += 1;
    if (this.drops > 0) this.drops -= 1;
    else act();
  }
  addEventListener(type: string, act: () => void): void {
    this.heard.set(type, (this.heard.get(type) ?? new Set()).add(act));
  }
  removeEventListener(type: string, act: () => void): void {
    this.heard.get(type)?.delete(act);
  }
  say(type: string): void {
    for (const act of this.heard.get(type) ?? []) act();
  }
  back(): void {
    this.entries.pop();
    this.say("popstate");
    this.say("hashchange");
  }
  visit(hash: string): void {
    this.entries.push(`/${hash}`);
    this.say("hashchange");
  }
}

const engine = { call: () => new Promise(() => undefined), cancel: () => undefined, lane: 0 } as unknown as Asks;
let frame: PlayedWindow;
let store: Store;
let address: Address;
let kept: Map<string, string>;

function opened(at: string): void {
  frame = new PlayedWindow(at);
  store = new Store(engine, presets);
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  address = new Address(store, frame as unknown as Frame, new Drafts(storage));
  address.begin();
}
const now = (): string => frame.entries.at(-1) ?? "";
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  kept = new Map();
});
afterEach(() => {
  address.end();
  vi.useRealTimers();
});

describe("reading", () => {
  test("without a link the first preset is shown, and the address stays bare", async () => {
    opened("/");
    await pass(3000);
    expect([store.state.text, store.state.preset, now(), frame.writes]).toEqual(["L = 1", "first", "/", 0]);
  });
  test("every field of a link is in the state", () => {
    const link: Link = {
      src: "L = 5",
      vals: [["w", 1, -0]],
      at: 3,
      sel: ["a", 2],
      wrt: ["w", 1],
      of: ["L", 0],
      view: "costs",
      mode: "both",
    };
    opened(`/#${token(link)}`);
    const { text, preset, leaves, steps, graph, weight, output, page } = store.state;
    expect([text, preset, steps.at, page.view]).toEqual(["L = 5", "", 3, "costs"]);
    expect([graph.card, weight, output]).toEqual([
      { id: "a", index: 2 },
      { id: "w", index: 1 },
      { id: "L", index: 0 },
    ]);
    expect(leaves.overrides).toEqual([{ id: "w", index: 1, value: -0 }]);
    expect(Object.is(leaves.overrides[0]?.value, -0)).toBe(true);
  });
  test("the text of a preset is that preset; a changed one knows which it was", () => {
    opened(`/?s=${token({ src: "L = 2" })}`);
    expect(store.state.preset).toBe("second");
    address.end();
    opened(`/#${token({ src: "L = 22", from: "second" })}`);
    expect([store.state.preset, store.state.text]).toEqual(["second", "L = 22"]);
  });
  test("a broken link shows no network at all, and its address is left alone", async () => {
    kept.set("bothways draft", token({ src: "L = 7" }));
    const broken = `/#${token({ src: "L = 5" }).slice(0, -1)}`;
    opened(broken);
    await pass(3000);
    expect(store.state).toMatchObject({
      text: "",
      preset: "",
      result: null,
      link: { problem: { code: "U_TRUNCATED" } },
    });
    expect([now(), frame.writes]).toEqual([broken, 0]);
    store.edit("L = 8");
    await pass(600);
    expect(store.state.link.problem).toBe(null);
    expect(decode(now().slice(1))).toMatchObject({ link: { src: "L = 8" } });
  });
  test("of a storm of addresses the last one is opened, once", async () => {
    opened("/");
    const open = vi.spyOn(store.link, "open");
    for (let at = 0; at < 1000; at++) frame.visit(at % 2 ? "#broken" : `#${token({ src: `L = ${at}` })}`);
    frame.visit(`#${token({ src: "L = 2" })}`);
    await pass(3000);
    expect(open).toHaveBeenCalledTimes(1);
    expect(store.state).toMatchObject({ text: "L = 2", preset: "second", link: { problem: null } });
    expect(frame.writes).toBe(0);
  });
});

describe("writing", () => {
  test("half a second after the last change, once", async () => {
    opened("/?view=stage");
    for (let at = 0; at < 40; at++) {
      store.edit(`L = ${at}`);
      await pass(100);
    }
    expect(frame.writes).toBe(0);
    await pass(500);
    expect(frame.writes).toBe(1);
    expect(now()).toMatch(/^\/\?view=stage#1/);
    expect(decode(now().replace(/^[^#]*/, ""))).toMatchObject({ link: { src: "L = 39", from: "first" } });
    expect(frame.entries).toHaveLength(1);
  });

  test("before a reload what waits is written; a network that no address can hold is known before", () => {
    opened("/");
    store.edit("L = 3");
    expect(store.page.leave?.keeps()).toBe(true);
    store.page.leave?.reload();
    expect(frame.reloads).toEqual([`/#${token({ src: "L = 3", from: "first" })}`]);
    store.edit(`L = 3${" ".repeat(300_000)}`);
    expect(store.page.leave?.keeps()).toBe(false);
  });

  test("never over an address that the reader has just changed", async () => {
    opened("/");
    store.edit("L = 7");
    await vi.advanceTimersByTimeAsync(499);
    const theirs = `#${token({ src: "L = 8" })}`;
    frame.entries.push(`/${theirs}`); // the browser has not said so yet
    await vi.advanceTimersByTimeAsync(1);
    expect(frame.location.hash).toBe(theirs);
    frame.say("hashchange");
    await vi.advanceTimersByTimeAsync(5000);
    expect(store.state.text).toBe("L = 8");
    expect(frame.location.hash).toBe(theirs);
  });

  test("never while a value is dragged or the race plays", async () => {
    opened("/");
    store.edit("L = 3");
    store.write({ leaves: { overrides: [], live: { id: "w", index: 0, value: 1 } } });
    await pass(5000);
    expect(frame.writes).toBe(0);
    store.write({ leaves: { overrides: [], live: null }, race: { ...store.state.race, playing: true } });
    await pass(5000);
    expect(frame.writes).toBe(0);
    store.race.pause();
    await pass(600);
    expect(frame.writes).toBe(1);
  });
  test("what waits is written when the page is left", () => {
    opened("/");
    store.edit("L = 3");
    frame.say("pagehide");
    expect(decode(now().slice(1))).toMatchObject({ link: { src: "L = 3" } });
  });
  test("a write that the browser has dropped is made again after a quiet second", async () => {
    opened("/");
    frame.drops = 2;
    store.edit("L = 3");
    await pass(600);
    expect(now()).toBe("/");
    await pass(2100);
    expect(decode(now().slice(1))).toMatchObject({ link: { src: "L = 3" } });
    expect(frame.entries).toHaveLength(1);
  });
  test("a preset is an entry of its own, and Back finds the network as it was left", async () => {
    opened("/");
    store.edit("L = 3");
    store.choose_preset("second");
    await pass(600);
    expect(frame.entries).toHaveLength(2);
    expect(decode(now().slice(1))).toEqual({ status: "link", link: { src: "L = 2" } });
    frame.back();
    await pass(600);
    expect([store.state.text, store.state.preset]).toEqual(["L = 3", "first"]);
    store.history.undo();
    expect(store.state.text).toBe("L = 2");
    await pass(600);
    expect(frame.entries).toHaveLength(1);
  });
  test("back to how the page opens by itself, the address is bare; s is taken out of the query", async () => {
    opened(`/?s=${token({ src: "L = 2" })}&view=stage`);
    store.edit("L = 1");
    store.choose_preset("first");
    await pass(600);
    expect(now()).toBe("/?view=stage");
  });
  test("fields that this version does not know are written back", async () => {
    opened(`/#${token({ src: "L = 2", mode: "reverse", more: { later: [1, "x"] } })}`);
    store.edit("L = 22");
    await pass(600);
    expect(decode(now().slice(1))).toMatchObject({
      link: { src: "L = 22", mode: "reverse", more: { later: [1, "x"] } },
    });
  });
  test("a view that this version does not have is written back until another is opened", async () => {
    opened(`/#${token({ src: "L = 2", view: "Hologram·x" })}`);
    store.edit("L = 22");
    await pass(600);
    expect(decode(now().slice(1))).toMatchObject({ link: { src: "L = 22", view: "Hologram·x" } });
    store.page.open_tab("Hessian·v");
    await pass(600);
    expect(decode(now().slice(1))).toMatchObject({ link: { view: "hessian·v" } });
  });
  test("a network that is too large for a link has a bare address", async () => {
    opened(`/#${token({ src: "L = 2" })}`);
    store.edit(`L = ${"1 + ".repeat(70_000)}1`);
    await pass(600);
    expect(now()).toBe("/");
  });
});

describe("drafts", () => {
  test("an edited network is kept, offered at the next visit, and comes only when it is asked for", async () => {
    opened("/");
    store.edit("L = 3");
    await pass(600);
    address.end();
    opened(`/#${token({ src: "L = 4" })}`);
    expect(store.state.text).toBe("L = 4");
    expect(store.state.link.draft).toEqual({ preset: "first", text: "L = 3", overrides: [] });
    store.restore_mine();
    expect([store.state.text, store.state.preset, store.state.link.draft]).toEqual(["L = 3", "first", null]);
  });
  test("an edit or a slider before the kept network is taken back loses nothing", async () => {
    opened("/");
    store.edit("L = 3");
    await pass(600);
    address.end();
    opened("/");
    store.edit("L = 5");
    await pass(600);
    expect(store.state.link.draft?.text).toBe("L = 3");
    store.edit("L = 55");
    store.restore_mine();
    store.edit("L = 33");
    await pass(600);
    const list = store.page.drafts?.list() ?? [];
    expect(list.map(({ token }) => decode(token))).toMatchObject([
      { link: { src: "L = 33" } },
      { link: { src: "L = 55" } },
      { link: { src: "L = 3" } },
    ]);
  });
  test("two tabs that are open together do not overwrite each other's", async () => {
    opened("/");
    const [one, first] = [store, address];
    one.edit("L = 3");
    await pass(600);
    opened("/");
    store.edit("L = 4");
    await pass(600);
    one.edit("L = 33");
    await pass(600);
    const sources = (store.page.drafts?.list() ?? []).map(({ token }) => decode(token));
    expect(sources).toMatchObject([{ link: { src: "L = 33" } }, { link: { src: "L = 4" } }]);
    first.end();
  });
  test("each network of a visit has its own, a preset one for all its edits", async () => {
    opened("/");
    store.edit("L = 3");
    store.choose_preset("second");
    store.edit("L = 4");
    store.choose_preset("first");
    store.edit("L = 5");
    await pass(600);
    store.create("# Mine\nL = 6");
    await pass(600);
    store.create("L = 7");
    await pass(600);
    const list = store.page.drafts?.list() ?? [];
    expect(list.map(({ title }) => title)).toEqual(["L = 7", "Mine", "L = 5", "L = 4"]);
    store.link.open(decode(list[1]?.token ?? ""), "draft");
    await pass(600);
    expect(store.page.drafts?.list()).toHaveLength(4);
    expect([store.state.text, store.state.preset]).toEqual(["# Mine\nL = 6", ""]);
    store.history.undo();
    expect(store.state.text).toBe("L = 7");
  });
  test("what the tour or the literature shows is none of the reader's", async () => {
    opened("/");
    store.visit("L = 8", "the tour");
    await pass(600);
    expect(store.page.drafts?.list()).toEqual([]);
    store.edit("L = 9");
    await pass(600);
    expect(store.page.drafts?.list()).toMatchObject([{ title: "L = 9" }]);
  });
  test("looking at a link keeps nothing, and a storage full of nonsense offers nothing", async () => {
    kept.set("bothways draft", "nonsense");
    opened(`/#${token({ src: "L = 4" })}`);
    expect(store.state.link.draft).toBe(null);
    store.choose_weight({ id: "w", index: 0 });
    await pass(600);
    expect(kept.get("bothways draft")).toBe("nonsense");
  });
  test("a storage that throws is none", () => {
    const no = (): never => {
      throw new DOMException("denied", "SecurityError");
    };
    expect(new Drafts({ getItem: no, setItem: no }).read()).toBe(null);
  });
});
