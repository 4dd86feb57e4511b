// Parts of the page that are loaded when they are wanted: once, and anew after a failure, at an address that has not failed yet.
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { lacking } from "../../web/src/engine/support.ts";
import type { CatalogueResponse } from "../../web/src/engine/types.gen.ts";
import { lazy } from "../../web/src/state/lazy.ts";
import type { Asks } from "../../web/src/state/slice.ts";
import { Store } from "../../web/src/state/store.ts";
import { unstarted } from "../../web/src/state/unstarted.ts";
import { kBrowsers } from "../../web/src/view/floor.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const behind = () => (globalThis as { bothways_again?: string }).bothways_again;

test("a part is loaded once, however often it is wanted", async () => {
  const load = vi.fn(async () => ({ tag: "a" }));
  const wanted = lazy(load);
  expect(await Promise.all([wanted(), wanted()])).toEqual([{ tag: "a" }, { tag: "a" }]);
  await wanted();
  expect(load).toHaveBeenCalledTimes(1);
});

test("two places that load one part have one function: WebKit gives none to who asks while it is on its way", async () => {
  const [one, other] = [vi.fn(async () => ({ tag: "a" })), vi.fn(async () => ({ tag: "b" }))];
  const [here, there] = [lazy(one, "a part of this test"), lazy(other, "a part of this test")];
  expect(await Promise.all([here(), there()])).toEqual([{ tag: "a" }, { tag: "a" }]);
  expect([one, other].map((load) => load.mock.calls.length)).toEqual([1, 0]);
});

test("every part that two places load has a name", () => {
  const root = new URL("../../web/src/", import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const loads = files.flatMap((file) =>
    [...readFileSync(new URL(file, root), "utf8").matchAll(/lazy\(\(\) => import\("([^"]+)"\)(, "\w+")?/g)].map(
      ([, path = "", name]) => ({ path: new URL(path, new URL(file, root)).href, name }),
    ),
  );
  expect(loads.length).toBeGreaterThan(5);
  const twice = loads.filter(({ path }) => loads.filter((one) => one.path === path).length > 1);
  expect(twice.length).toBeGreaterThan(0);
  for (const { path, name } of twice) expect(name, path).toBeDefined();
});

test("after a failure it is asked for again, each time at another address", async () => {
  const addresses: (string | undefined)[] = [];
  const wanted = lazy(async () => {
    addresses.push(behind());
    if (addresses.length < 3) throw new Error("gone");
    return "there";
  });
  await expect(wanted()).rejects.toThrow("gone");
  await expect(wanted()).rejects.toThrow("gone");
  expect(await wanted()).toBe("there");
  expect(await wanted()).toBe("there");
  expect(addresses).toHaveLength(3);
  expect(new Set(addresses).size).toBe(3);
  for (const one of addresses.slice(1)) expect(one).toMatch(/^\?again=\d+$/);
});

test("what this machine's WebAssembly has, and what others lack", () => {
  expect(lacking()).toBe("");
  const read: number[][] = [];
  vi.spyOn(WebAssembly, "validate").mockImplementation((bytes) => {
    read.push([...new Uint8Array(bytes as ArrayBuffer)]);
    return !read.at(-1)?.includes(0xfd); // the prefix of vector instructions
  });
  expect(lacking()).toBe("P_OLD_WASM");
  vi.spyOn(WebAssembly, "validate").mockImplementation((bytes) => {
    return ![...new Uint8Array(bytes as ArrayBuffer)].join().includes("6,64,25"); // try … catch_all
  });
  expect(lacking()).toBe("P_OLD_WASM");
  vi.stubGlobal("WebAssembly", undefined);
  expect(lacking()).toBe("P_NO_WASM");
});

test("why there is no engine: browsers are named where it is the browser", () => {
  expect(unstarted("engine.wasm was answered with 404")).toEqual({
    code: "P_LOAD",
    why: expect.stringContaining("404"),
  });
  expect(unstarted("").why).not.toContain(kBrowsers);
  vi.stubGlobal("WebAssembly", undefined);
  expect(unstarted("WebAssembly is not defined")).toEqual({
    code: "P_NO_WASM",
    why: expect.stringContaining(kBrowsers),
  });
});

test("the state says what could not be loaded when the engine was asked, until it answers", async () => {
  const failed = { status: "failed", message: "the worker did not start" } as const;
  const answers = [
    failed,
    { status: "superseded" } as const,
    { status: "done", response: { ok: true } as CatalogueResponse },
  ];
  const engine = { call: async () => answers.shift(), cancel: () => undefined, lane: 0 } as unknown as Asks;
  const store = new Store(engine, []);
  const ask = () => store.engine.call({ v: 1, kind: "catalogue" }, "gallery");
  await ask();
  expect(store.state.lost).toBe("The engine");
  await ask();
  expect(store.state.lost).toBe("The engine");
  await ask();
  expect(store.state.lost).toBe("");
});
