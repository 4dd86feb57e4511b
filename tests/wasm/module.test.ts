// engine.wasm as a module: exactly the doors that are documented, memory that does not leak, instances that are alike.
import { expect, test } from "vitest";
import { bad, bytes } from "../golden/bad";
import { callWasm, compile, instantiate } from "../golden/engine/module";
import { include } from "../include.mjs";

const request = JSON.stringify({
  v: 1,
  kind: "differentiate",
  network: { text: "param w = [0.1, 0.4, -0.3]\ninput x = [0.5, -1.2, 2]\nL = sigmoid(w @ x)\n" },
  include,
});

test("exports: memory, _initialize and the six functions; no handle, no callback, nothing else", async () => {
  const names = WebAssembly.Module.exports(await compile()).map((entry) => entry.name);
  // What the toolchain adds by itself: memory and stack, as C has them.
  const stack = ["stackSave", "stackRestore", "stackAlloc"];
  const toolchain = ["__indirect_function_table", "__errno_location", "malloc", "free", "setThrew", ...stack];
  expect(names.filter((name) => !toolchain.includes(name)).sort()).toEqual(
    ["_initialize", "bw_alloc", "bw_block", "bw_call", "bw_free", "bw_result", "bw_run", "memory"].sort(),
  );
});

test("imports: only what the loader gives", async () => {
  const names = WebAssembly.Module.imports(await compile()).map((entry) => `${entry.module}.${entry.name}`);
  const given = ["clock_time_get", "proc_exit", "fd_write", "fd_read", "fd_seek", "fd_close"];
  const allowed = ["env.emscripten_notify_memory_growth", ...given.map((name) => `wasi_snapshot_preview1.${name}`)];
  expect(names.filter((name) => !allowed.includes(name))).toEqual([]);
});

test("memory after 2,000 calls is memory after a few", async () => {
  const engine = await instantiate();
  for (let i = 0; i < 20; i++) callWasm(engine, request);
  const before = engine.memory.buffer.byteLength;
  for (let i = 0; i < 2000; i++) callWasm(engine, request);
  expect(engine.memory.buffer.byteLength).toBe(before);
});

test("a large request grows the memory, and the next answer is whole", async () => {
  const engine = await instantiate();
  const first = callWasm(engine, request);
  const before = engine.memory.buffer.byteLength;
  const lines = Array.from({ length: 50_000 }, (_, i) => `x${i + 1} = x${i} + 1`);
  const large = {
    v: 1,
    kind: "differentiate",
    network: { text: `param x0 = 1\n${lines.join("\n")}` },
    include: ["value"],
  };
  expect(JSON.parse(callWasm(engine, JSON.stringify(large))).ok).toBe(true);
  expect(engine.memory.buffer.byteLength).toBeGreaterThan(before);
  expect(callWasm(engine, request)).toBe(first);
});

test("two instances know nothing of each other", async () => {
  const [one, two] = [await instantiate(), await instantiate()];
  const first = callWasm(one, request);
  callWasm(two, "not even JSON");
  expect(callWasm(two, request)).toBe(first);
});

test.each(bad.filter((entry) => entry.base64 !== undefined))("$id leaves the instance as it was", async (entry) => {
  const engine = await instantiate();
  const first = callWasm(engine, request);
  expect(JSON.parse(callWasm(engine, bytes(entry))).ok).toBe(false);
  expect(callWasm(engine, request)).toBe(first);
});

test("seconds come only with timing", async () => {
  const engine = await instantiate();
  const runs = (timing: boolean) =>
    JSON.parse(callWasm(engine, JSON.stringify({ ...JSON.parse(request), timing }))).runs;
  for (const run of runs(false)) expect(run).not.toHaveProperty("seconds");
  for (const run of runs(true)) expect(run.seconds).toBeGreaterThanOrEqual(0);
});
