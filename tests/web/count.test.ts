// Links of earlier counting conventions: they say what was printed then, until the reader asks for the figures of today.
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Outcome } from "../../web/src/engine/client.ts";
import type { Request, Response } from "../../web/src/engine/types.gen.ts";
import { kCount, type Link } from "../../web/src/link/link.ts";
import { link_of } from "../../web/src/state/link.ts";
import { ScalingVerbs } from "../../web/src/state/scaling_verbs.ts";
import { SizeVerbs } from "../../web/src/state/size_verbs.ts";
import type { Asks } from "../../web/src/state/slice.ts";
import { Store } from "../../web/src/state/store.ts";
import { recounted } from "../../web/src/view/recounted.ts";
import { callWasm, instantiate } from "../golden/engine/module.ts";

const wasm = await instantiate();
const asked: Request[] = [];
const engine = {
  lane: 0,
  call(request: Request): Promise<Outcome<Response>> {
    asked.push(request);
    const response = JSON.parse(callWasm(wasm, JSON.stringify(request))) as Response;
    return Promise.resolve({ status: "done", response } as Outcome<Response>);
  },
  cancel(): void {},
};
const presets = [{ id: "one", title: "one", question: "?", text: "param w = 3\nL = w * w\n" }];

let store: Store;
const settled = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
  await new Promise((done) => setTimeout(done, 0));
};
beforeEach(async () => {
  store = new Store(engine as unknown as Asks, presets);
  void store.start();
  await settled();
});
afterEach(() => void asked.splice(0));

const old = "param x = -0.5\ny = expm1(x)\nL = y * y\n";
async function open(link: Link): Promise<void> {
  store.link.open({ status: "link", link }, "address");
  await settled();
}
/** add, mul, div, cmp and functions of the way back. */
const back = () => store.state.result?.response.runs.find(({ mode }) => mode === "reverse")?.cost.total.slice(0, 5);
const count_asked = () => store.state.result?.request.count;
const written = () => link_of(store.state, presets);

// expm1 1 fn, y·y 1 mul; back: 2 mul and 1 add for y·y, 1 mul for expm1, and its coefficient: 1 add once, 1 fn today.
const kThen = [2, 4, 0, 0, 1];
const kToday = [1, 4, 0, 0, 2];

test("a link without a count says what was printed then", async () => {
  await open({ src: old });
  expect(store.state.problems).toEqual([]);
  expect(back()).toEqual(kThen);
  expect(count_asked()).toBe(1);
  expect(written()).toEqual({ src: old });
  const [version] = recounted(old, store.state.catalogue, 1);
  expect(version).toMatchObject({ count: 2 });
  expect(version?.doc).toContain("expm1");
});

test("the reader can count as today; then the link says so", async () => {
  await open({ src: old });
  store.link.count_as_today();
  await settled();
  expect(back()).toEqual(kToday);
  expect(count_asked()).toBe(undefined);
  expect(written()).toEqual({ src: old, count: kCount });
});

test("a link with the count of today opens with it", async () => {
  await open({ src: old, count: 2 });
  expect(back()).toEqual(kToday);
  expect(written()).toEqual({ src: old, count: 2 });
});

test("an edit of such a link stays with its count", async () => {
  await open({ src: old });
  store.edit(`${old}# a word\n`);
  await settled();
  expect(back()).toEqual(kThen);
  expect(written()).toEqual({ src: `${old}# a word\n` });
});

test("where it makes no difference, nothing is said, and what is written next is counted as today", async () => {
  const plain = "param x = -0.5\ny = relu(x)\nL = y * y\n";
  await open({ src: plain });
  expect(count_asked()).toBe(undefined);
  expect(written()).toEqual({ src: plain });
  store.edit(old);
  await settled();
  expect(back()).toEqual(kToday);
  expect(written()).toEqual({ src: old, count: kCount });
});

test("a preset, and what is typed into it, is counted as today", async () => {
  expect(link_of(store.state, presets)).toBe(null);
  store.edit(old);
  await settled();
  expect(back()).toEqual(kToday);
  expect(written()).toEqual({ src: old, from: "one", count: kCount });
  await open({ src: old });
  store.choose_preset("");
  store.visit(`${old}\n`, "a step");
  await settled();
  expect(back()).toEqual(kToday);
});

test("sizes are asked for by the same convention", async () => {
  const src = "size n = 2\nparam x = randn(n, seed=1)\ny = expm1(x)\nL = sum(y)\n";
  await open({ src });
  new SizeVerbs(store).follow();
  await settled();
  new ScalingVerbs(store).follow();
  await settled();
  const scales = asked.filter(({ kind }) => kind === "scale");
  expect(scales.length).toBeGreaterThan(0);
  for (const request of scales) expect(request).toMatchObject({ count: 1 });
});
