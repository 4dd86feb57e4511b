// A number that is typed: the engine reads what the page prints, to the last bit, and refuses everything else in words.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../web/src/engine/client.ts";
import { load } from "../../web/src/engine/load.ts";
import type { NumberRequest, NumberResponse } from "../../web/src/engine/types.gen.ts";
import { stepped } from "../../web/src/kit/slider.ts";
import { type Bounds, Reader } from "../../web/src/state/numbers.ts";
import { read_shape } from "../../web/src/state/shapes.ts";
import type { Asks } from "../../web/src/state/slice.ts";
import { spelled } from "../../web/src/text/literal.ts";
import { exact, number, shape, sum_of, whole } from "../../web/src/view/format.ts";

const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
const say = (request: NumberRequest): NumberResponse => JSON.parse(engine.call(JSON.stringify(request)));
/** The engine in the page, which answers at once, and the one in the worker. */
const in_page = { in_page: { is_ready: true, call: say } } as unknown as Asks;
const far = {
  in_page: { is_ready: false },
  call: async (request: NumberRequest) => ({ status: "done", response: say(request) }),
} as unknown as Asks;

async function read(text: string, asks = in_page): Promise<number | string> {
  const reading = await new Reader(() => asks).read(text);
  if (!reading) throw new Error("nothing was read");
  return "refused" in reading ? reading.refused : reading.value;
}

/** What a printed number says, read by other means than the engine's. */
const said = (printed: string): number => Number(printed.replaceAll("\u202f", "").replaceAll("\u2212", "-"));

const any = fc.oneof(
  fc.double(),
  fc.double({ min: -1e7, max: 1e7 }),
  fc.integer(),
  fc.constantFrom(0, -0, 1e6, 999.5, -1e21, 5e-324, Number.MAX_VALUE, 3.13e-41, -0.404),
);

describe("what the page prints, it reads", () => {
  test("every digit of any double, in the spelling of the page and in that of the fields", async () => {
    await fc.assert(
      fc.asyncProperty(any, async (x) => {
        expect(await read(exact(x))).toBe(x);
        expect(await read(spelled(x))).toBe(x);
      }),
      { numRuns: 2000 },
    );
  });
  test("rounded numbers, whole ones, and the terms of sums", async () => {
    await fc.assert(
      fc.asyncProperty(any, any, async (x, y) => {
        expect(await read(number(x))).toBe(said(number(x)));
        if (Math.abs(x) < 1e21) expect(await read(whole(Math.trunc(x)))).toBe(said(whole(Math.trunc(x))));
        const [term = "", total = ""] = sum_of([x, y], x + y).split(/ [+\u2212] | [=≈] /);
        expect(await read(term)).toBe(said(term));
        expect(await read(total)).toBe(said(total));
      }),
      { numRuns: 1000 },
    );
  });
  test("as it comes out of a sentence", async () => {
    expect(await read("\u22120.404")).toBe(-0.404);
    expect(await read("3.13e\u221241")).toBe(3.13e-41);
    expect(await read(" 12\u202f345.5\u00a0")).toBe(12345.5);
    expect(await read("\u2212Infinity")).toBe(Number.NEGATIVE_INFINITY);
    expect(await read("∞")).toBe(Number.POSITIVE_INFINITY);
    expect(await read("NaN")).toBeNaN();
  });
  test("the same by the worker", async () => expect(await read("\u22121.5e\u22123", far)).toBe(-0.0015));
  test("a shape", async () => {
    for (const [text, sizes] of [
      [shape([4, 3]), [4, 3]],
      [shape([1024, 2048]), [1024, 2048]],
      ["4x3", [4, 3]],
      ["4, 3", [4, 3]],
      ["4 3", [4, 3]],
      ["7", [7]],
      [shape([]), []],
      ["  ", []],
    ] as const)
      expect(await read_shape(new Reader(() => in_page), text), text).toEqual({ sizes });
    for (const text of ["-3", "2.5", "4 × 3 × 2", "1e99", "a", "0", "1/2", "4 ×"])
      expect(await read_shape(new Reader(() => in_page), text), text).toMatchObject({
        refused: expect.stringMatching(/^[A-Z].*\.$/s),
      });
    expect(await read_shape(new Reader(() => in_page), "1e3")).toEqual({ sizes: [1000] });
  });
});

describe("anything else is refused in words, and never read in part", () => {
  test.each([
    ["1,5", /there is `,`.*The decimal point is `\.`/],
    ["1/2", /there is `\/`.*write what it comes to/],
    ["", /There is no number/],
    ["  ", /There is no number/],
    ["1e999", /larger than 1\.797e308/],
    ["1.2.3", /Behind the number/],
    ["--1", /Expected a number, but there is `-`/],
    ["abc", /Expected a number, but there is `abc`/],
    ["12 345", /Behind the number there is `345`/],
    ["12\u202f34", /Behind the number there is `34`/],
    ["1\u200b5", /Behind the number there is `5`/],
    ["1e", /ends in its exponent/],
    ["?", /\?/],
  ])("%j", async (text, words) => {
    expect(await read(text)).toMatch(words);
    expect(await read(text, far)).toMatch(words);
  });
  test("numbers beyond their bounds", async () => {
    const within = (text: string, bounds: Bounds) => new Reader(() => in_page).read(text, bounds);
    const index = { least: 0, most: 3, whole: true };
    expect(await within("3", index)).toMatchObject({ value: 3 });
    for (const text of ["4", "\u22121", "2.5", "NaN", "inf", "1e300"])
      expect(await within(text, index)).toEqual({
        refused: `Expected a whole number from 0 to 3, but there is \`${text}\`.`,
      });
    expect(await within("0", { least: 1, whole: true })).toEqual({
      refused: "Expected a whole number from 1, but there is `0`.",
    });
    expect(await within("NaN", {})).toMatchObject({ value: Number.NaN });
  });
  test("an engine that gives no answer says why", async () => {
    const gives = (outcome: Outcome<NumberResponse>) =>
      ({ in_page: { is_ready: false }, call: async () => outcome }) as unknown as Asks;
    expect(await new Reader(() => gives({ status: "too_long", seconds: 20 })).read("1")).toEqual({
      refused: "It was not read: the computation was ended after 20 seconds.",
    });
  });
});

test("the arrow keys go to the next multiple of the step, without the noise of binary fractions", () => {
  expect(stepped(0.1, 0.01, 1)).toBe(0.11);
  expect(stepped(0.3, 0.1, -1)).toBe(0.2);
  expect(stepped(0.137, 0.01, 1)).toBe(0.14);
  expect(stepped(0.137, 0.01, -1)).toBe(0.13);
  expect(stepped(-0.005, 0.01, 1)).toBe(0);
  expect(stepped(2, 1, 1)).toBe(3);
  expect(Object.is(stepped(0.01, 0.01, -1), 0)).toBe(true);
  let x = 0;
  for (let n = 1; n <= 1000; n++) {
    x = stepped(x, 0.01, 1);
    expect(x).toBe(n / 100);
  }
});
