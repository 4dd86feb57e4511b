// Broken engines as rows: what is marked wrong is wrong, what is right is not, and the networks that expose them do.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { load } from "../../web/src/engine/load.ts";
import type { BrokenEngine, BrokenResponse } from "../../web/src/engine/types.gen.ts";
import { gradient_rows, kExposing, mistakes_sheet, verdict, with_minus } from "../../web/src/view/mistakes.ts";

const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
const ask = (text: string): BrokenResponse =>
  JSON.parse(engine.call(JSON.stringify({ v: 1, kind: "broken", network: { text } })));
const by = ({ engines }: BrokenResponse, id: string): BrokenEngine => {
  const found = engines.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};
const got = (response: BrokenResponse, id: string) =>
  gradient_rows(response.gradient, by(response, id)).map((row) => row.got);

describe("by hand", () => {
  // b = a + a, c = b + b: dc/da = 4. Overwriting leaves one of two ones twice: 1·1. The queue visits b twice with 2, so a
  // gets 2+2 and again 2+2: 8. One path: 1·1. The second call without a reset: b holds 2+2 = 4, a holds 4 + 2·4 = 12.
  test("a doubling, twice", () => {
    const response = ask(kExposing[0]?.text ?? "");
    expect(response.gradient[0]?.value).toEqual([4]);
    expect(["overwrite", "queue", "recursion", "one_path", "no_reset"].map((id) => got(response, id)[0])).toEqual([
      1, 8, 4, 1, 12,
    ]);
  });

  // x − x: 1 − 1 = 0; one of the two terms alone is 1 or −1.
  test("x − x", () => {
    const response = ask(kExposing[1]?.text ?? "");
    expect(response.gradient[0]?.value).toEqual([0]);
    for (const id of ["overwrite", "one_path"]) expect(Math.abs(Number(got(response, id)[0]))).toBe(1);
  });

  // x / x at 3: 1/3 − 3/9 = 0; one of the two terms alone is 1/3 or −1/3.
  test("x / x", () => {
    const response = ask(kExposing[2]?.text ?? "");
    for (const id of ["overwrite", "one_path"]) expect(Math.abs(Number(got(response, id)[0]))).toBeCloseTo(1 / 3, 12);
  });

  // x + sin x at 3: 1 + cos 3; one of the two alone is 1 or cos 3.
  test("x + sin x", () => {
    const response = ask(kExposing[3]?.text ?? "");
    expect(Number(response.gradient[0]?.value[0])).toBeCloseTo(1 + Math.cos(3), 12);
    const alone = ["overwrite", "one_path"].map((id) => Number(got(response, id)[0])).sort((a, b) => a - b);
    expect(alone[0]).toBeCloseTo(Math.cos(3), 12);
    expect(alone[1]).toBeCloseTo(1, 12);
  });
});

test("on each network that exposes them at least two engines are wrong, and every wrong element is marked", () => {
  for (const { text } of kExposing) {
    const response = ask(text);
    const wrong = response.engines.filter(({ right }) => right === false);
    expect(wrong.length, text).toBeGreaterThanOrEqual(2);
    for (const one of wrong) {
      expect(
        gradient_rows(response.gradient, one).some(({ same }) => !same),
        `${text} ${one.id}`,
      ).toBe(true);
      expect(verdict(one)).toContain("Wrong gradient");
      expect(one.first_wrong).not.toBeNull();
    }
    for (const one of response.engines.filter(({ right }) => right === true))
      expect(gradient_rows(response.gradient, one).every(({ same }) => same)).toBe(true);
  }
});

test("a recursion is right and says what it costs; on a long chain of doublings it is stopped and still counted", () => {
  const small = by(ask(kExposing[0]?.text ?? ""), "recursion");
  expect(verdict(small)).toBe("Right numbers, 7 calls, where the right sweep processes 3 nodes");
  const long = ask(`param a = 1\nb = a + a\nrepeat 99 { b = b + b }`);
  const stopped = by(long, "recursion");
  expect(stopped.stopped).toBe(true);
  expect(BigInt(stopped.calls ?? 0)).toBe(2n ** 101n - 1n);
  expect(verdict(stopped)).toContain("(31 digits)");
  expect(gradient_rows(long.gradient, stopped)[0]?.got).toBeNull();
});

test("the table says in its heads that they are wrong engines, and keeps every digit", () => {
  const response = ask(kExposing[3]?.text ?? "");
  const { heads, rows } = mistakes_sheet(response);
  expect(heads.slice(0, 2)).toEqual(["element", "right"]);
  expect(heads.slice(2).every((head) => head.startsWith("WRONG ENGINE: "))).toBe(true);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.[1]).toBe(response.gradient[0]?.value[0]);
});

test("numbers in the engine's sentences have the minus of the page, and nothing else has", () => {
  expect(with_minus(", -0.0161556 from ")).toBe(", \u22120.0161556 from ");
  expect(with_minus("-1.5e-05, -3 and -Infinity")).toBe("\u22121.5e\u221205, \u22123 and \u2212Infinity");
  expect(with_minus("breadth-first, x-1, a - b, 2-3")).toBe("breadth-first, x-1, a - b, 2-3");
  const { engines } = ask("param a = 1\nb = -2*a\nc = b*b + b\n");
  const whys = engines.flatMap(({ first_wrong }) => first_wrong?.why ?? []);
  expect(whys.some((why) => /-\d/.test(why))).toBe(true);
  for (const why of whys) expect(with_minus(why)).toBe(why.replace(/-(?=\d)/g, "\u2212"));
});
