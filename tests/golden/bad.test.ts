// Requests that must be refused: the code, the place, several mistakes at once; and the engine is the same afterwards.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Diagnostic, Response } from "../../web/src/engine/types.gen";
import { type Bad, bad, bytes, type Good, good, goodRequest, preludeLines } from "./bad";
import { read } from "./engine/ask";
import { byLines, type Engine, start } from "./engine/transport";

let engine: Engine;
let first: string;
beforeAll(async () => {
  engine = await start();
  first = await engine.call(goodRequest);
});
afterAll(() => engine.close());

/** The answer; and the next good request is answered with the same bytes as before. */
async function answer(entry: Bad | Good): Promise<{ text: string; response: Response }> {
  const request = bytes(entry);
  const text = await engine.call(request);
  expect(await engine.call(goodRequest)).toBe(first);
  const response = read(text);
  if (Buffer.byteLength(request) < 100_000) expect(await engine.call(request)).toBe(text);
  return { text, response };
}

const isError = (d: Diagnostic) => d.severity === "error";

test("the good request is good", () => expect(read(first).ok).toBe(true));

const sent = <T extends Bad | Good>(entries: T[]) => entries.filter((entry) => !byLines || !entry.function_only);

describe("refused", () => {
  test.each(sent(bad))("$id: $why", async (entry) => {
    const { text, response } = await answer(entry);
    expect(response.ok).toBe(false);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64 * 1024);
    const errors = response.diagnostics.filter(isError);
    expect(errors[0]?.code).toBe(entry.code);
    expect(errors.length).toBeLessThanOrEqual(20);
    expect(response.diagnostics_total).toBeGreaterThanOrEqual(response.diagnostics.length);
    if (entry.path !== undefined) expect(errors[0]?.path).toContain(entry.path);
    if (entry.line !== undefined) {
      const { line, column } = errors[0]?.span ?? { line: 0, column: 0 };
      expect([line - preludeLines, column]).toEqual([entry.line, entry.column]);
    }
    if (entry.codes) expect(errors.map((d) => d.code)).toEqual(entry.codes);
    if (entry.hint !== undefined) expect(errors[0]?.hint).toContain(entry.hint);
    if (entry.message !== undefined) expect(errors[0]?.message).toContain(entry.message);
    if (entry.total !== undefined) {
      expect(errors).toHaveLength(20);
      expect(response.diagnostics_total).toBe(entry.total);
    }
    for (const d of errors) expect(d.message).not.toBe("");
  });
});

describe("accepted, though it looks bad", () => {
  test.each(sent(good))("$id: $why", async (entry) => {
    const { response } = await answer(entry);
    expect(response.diagnostics.filter(isError)).toEqual([]);
    expect(response.ok).toBe(true);
    if (entry.value !== undefined) {
      if (!response.ok || response.kind !== "differentiate") throw new Error("not a differentiation");
      const output = response.graph?.outputs[0] ?? response.nodes.at(-1)?.id;
      expect(response.nodes.find((node) => node.id === output)?.value).toEqual(entry.value);
    }
    if (entry.warning !== undefined) {
      const warning = response.diagnostics.find((d) => d.code === entry.warning);
      expect(warning?.severity).toBe("warning");
      if (entry.message !== undefined) expect(warning?.message).toContain(entry.message);
    }
  });
});

test("objects of the page stay as they were", () => expect(({} as Record<string, unknown>).polluted).toBeUndefined());

test("spans of several errors stand in the order of the text", async () => {
  const entry = bad.find((e) => e.id === "text-three-at-once") as Bad;
  const { response } = await answer(entry);
  const lines = response.diagnostics.map((d) => d.span?.line ?? 0);
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
});

test("10,000 refused requests in a row leave the engine as it was", async () => {
  const request = JSON.stringify({ v: 1, kind: "graph", network: { text: `y = ${"(".repeat(300)}` } });
  const once = await engine.call(request);
  for (let i = 0; i < 10_000; i++) if ((await engine.call(request)) !== once) throw new Error(`answer ${i} differs`);
  expect(await engine.call(goodRequest)).toBe(first);
});

test("a fresh engine gives the same bytes", async () => {
  const other = await start();
  expect(await other.call(goodRequest)).toBe(first);
  other.close();
});
