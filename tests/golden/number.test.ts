// One number as it is typed or pasted: the same answer natively and through wasm, as the schema says it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

test.each([
  ["0.25", 0.25, 2, 0.01],
  ["\u22120.404", -0.404, 3, 0.001],
  ["3.13e\u221241", 3.13e-41, 3, 1e-43],
  ["\u221212\u202f345\u202f678", -12345678, 8, 1],
  ["1\u00a0234.50", 1234.5, 6, 0.01],
  ["120e3", 120000, 3, 1000],
  ["5e-324", 5e-324, 1, 0], // 1e-324 is 0 in a double
  ["∞", "Infinity", 0, 0],
  ["\u2212Infinity", "-Infinity", 0, 0],
  ["NaN", "NaN", 0, 0],
] as const)("%j is %d", async (text, value, digits, last_place) => {
  const response = await ask(engine, { v: 1, kind: "number", text });
  expect(response).toMatchObject({ ok: true, value, digits });
  const found = response.ok && response.kind === "number" ? Number(response.last_place) : Number.NaN;
  expect(Math.abs(found - last_place)).toBeLessThanOrEqual(1e-15 * last_place);
});

test("every double reads back as itself, with the minus of the page and without", async () => {
  for (let n = 0; n < 500; n++) {
    const x = (Math.sin(n * 7.1) * 2 - 1) * 10 ** Math.round(300 * Math.sin(n * 1.3));
    for (const text of [String(x), String(x).replaceAll("-", "\u2212")])
      expect(await ask(engine, { v: 1, kind: "number", text }), text).toMatchObject({ ok: true, value: x });
  }
});
