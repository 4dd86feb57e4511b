// The list of drafts in a storage that may hold anything, be full, or be closed.
import { describe, expect, test } from "vitest";
import { Drafts } from "../../web/src/element/drafts.ts";
import { encode } from "../../web/src/link/codec.ts";
import { kLink } from "../../web/src/state/link.ts";
import { kInitial, type State } from "../../web/src/state/state.ts";

const token = (src: string): string => encode({ src }) ?? "";

/** A storage that holds at most so many characters. */
function box(most = Number.POSITIVE_INFINITY) {
  const held = new Map<string, string>();
  return {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string): void => {
      if (value.length > most) throw new DOMException("full", "QuotaExceededError");
      held.set(key, value);
    },
  };
}

/** What a reader has made of nothing, the network of that number among those of a visit. */
function made(text: string, lineage = 0): State {
  const past = [{ preset: "", text: "", overrides: [], what: "typing" }];
  return { ...kInitial, text, history: { ...kInitial.history, past }, link: { ...kLink, lineage } };
}

let ms = 1;
const clock = (): number => ms++;
const titles = (drafts: Drafts): string[] => drafts.list().map(({ title }) => title);

describe("the list", () => {
  test("newest first, each in its place, at most ten", () => {
    const storage = box();
    const drafts = new Drafts(storage, clock);
    for (let at = 0; at < 12; at++) drafts.keep(made(`# Number ${at}\nL = ${at}`, at), []);
    expect(titles(drafts)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((at) => `Number ${at}`));
    drafts.keep(made("# Number 5 again\nL = 55", 5), []);
    expect(titles(drafts)).toEqual(["Number 5 again", ...[11, 10, 9, 8, 7, 6, 4, 3, 2].map((at) => `Number ${at}`)]);
    drafts.forget(drafts.list()[1]?.id ?? "");
    expect(titles(drafts)).toHaveLength(9);
    expect(titles(drafts)).not.toContain("Number 11");
  });
  test("a network without a title is called by its first statement", () => {
    const drafts = new Drafts(box(), clock);
    drafts.keep(made("\n# \n  param w = 3  # a weight\nL = w*w\n"), []);
    expect(titles(drafts)).toEqual(["param w = 3  # a weight"]);
  });
  test("the newest of another visit is offered, and one's own never", () => {
    const storage = box();
    const [mine, other] = [new Drafts(storage, clock), new Drafts(storage, clock)];
    other.keep(made("L = 1"), []);
    mine.keep(made("L = 2"), []);
    expect(mine.read()).toEqual({ src: "L = 1" });
    expect(other.read()).toEqual({ src: "L = 2" });
  });
  test("one text twice is one draft", () => {
    const storage = box();
    const [mine, other] = [new Drafts(storage, clock), new Drafts(storage, clock)];
    other.keep(made("L = 1"), []);
    mine.keep(made("L = 1"), []);
    expect(titles(mine)).toEqual(["L = 1"]);
  });
  test("an empty network is none", () => {
    const drafts = new Drafts(box(), clock);
    drafts.keep(made(" \n"), []);
    expect(drafts.list()).toEqual([]);
  });
});

test("the one network that earlier versions kept is taken into the list, and can be forgotten", () => {
  const storage = box();
  storage.held.set("bothways draft", token("# Of old\nL = 1"));
  const drafts = new Drafts(storage, clock);
  expect(titles(drafts)).toEqual(["Of old"]);
  expect(drafts.read()).toEqual({ src: "# Of old\nL = 1" });
  drafts.keep(made("L = 2"), []);
  expect(titles(new Drafts(storage, clock))).toEqual(["L = 2", "Of old"]);
  for (const { id } of drafts.list()) drafts.forget(id);
  expect(new Drafts(storage, clock).list()).toEqual([]);
});

describe("a storage of someone else's", () => {
  const good = { id: "x", title: "Good", at: 5, token: token("L = 1") };
  test.each([
    ["nonsense"],
    ["null"],
    ["7"],
    ['{"0":{}}'],
    ["[null,7,[],{}]"],
    [JSON.stringify([{ ...good, at: "5" }])],
    [JSON.stringify([{ ...good, at: 1e300 }])],
    [JSON.stringify([{ ...good, title: 7 }])],
    [JSON.stringify([{ ...good, token: null }])],
  ])("%s holds no draft", (text) => {
    const storage = box();
    storage.held.set("bothways drafts", text);
    expect(new Drafts(storage).list()).toEqual([]);
    expect(new Drafts(storage).read()).toBe(null);
  });
  test("what is no draft is left out, and a broken link is not offered", () => {
    const storage = box();
    const broken = { ...good, id: "b", at: 9, token: "1broken" };
    storage.held.set("bothways drafts", JSON.stringify([7, good, { ...good, id: 1 }, broken]));
    const drafts = new Drafts(storage);
    expect(titles(drafts)).toEqual(["Good", "Good"]);
    expect(drafts.read()).toEqual({ src: "L = 1" });
  });
  test("a title is cut, and of many drafts the newest are taken", () => {
    const storage = box();
    const many = Array.from({ length: 40 }, (_, at) => ({ ...good, id: `${at}`, at, title: `${at} `.repeat(100) }));
    storage.held.set("bothways drafts", JSON.stringify(many));
    const list = new Drafts(storage).list();
    expect(list.map(({ at }) => at)).toEqual([39, 38, 37, 36, 35, 34, 33, 32, 31, 30]);
    expect(list.every(({ title }) => title.length === 80)).toBe(true);
  });
});

test("where the storage is full the oldest go, and the newest stays", () => {
  const storage = box(900);
  const drafts = new Drafts(storage, clock);
  for (let at = 0; at < 9; at++) drafts.keep(made(`# Number ${at}\nL = ${at}`, at), []);
  const left = titles(drafts);
  expect(left[0]).toBe("Number 8");
  expect(left.length).toBeGreaterThan(2);
  expect(left.length).toBeLessThan(9);
  new Drafts(box(10), clock).keep(made("L = 1"), []); // not even one: nothing fails
});

test("without a storage, or with one that throws, nothing is kept and nothing fails", () => {
  const no = (): never => {
    throw new DOMException("denied", "SecurityError");
  };
  for (const storage of [null, { getItem: no, setItem: no }]) {
    const drafts = new Drafts(storage, clock);
    drafts.keep(made("L = 1"), []);
    drafts.forget("x");
    expect([drafts.list(), drafts.read()]).toEqual([[], null]);
  }
});
