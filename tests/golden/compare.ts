// When two lists of numbers are the same: the comparison rule of the golden vectors.
import type { Real } from "../../web/src/engine/types.gen";

const numberOf = (x: Real) => (typeof x === "number" ? x : Number(x));

/**
 * Null where got is expected, else what differs. Equal, both NaN, or
 * |got − expected| ≤ rtol · max(|expected|, 1e-3 · largest |expected| of the list) + floor.
 */
export function differs(
  got: readonly Real[] | null | undefined,
  expected: readonly Real[],
  rtol: number,
  floor = 0,
): string | null {
  if (got === null || got === undefined) return `there is no list, expected ${JSON.stringify(expected)}`;
  if (got.length !== expected.length) return `${got.length} numbers, expected ${expected.length}`;
  const wanted = expected.map(numberOf);
  const largest = Math.max(0, ...wanted.map(Math.abs).filter(Number.isFinite));
  for (const [i, want] of wanted.entries()) {
    const have = numberOf(got[i] ?? Number.NaN);
    if (Object.is(have, want) || have === want) continue;
    if (Math.abs(have - want) <= rtol * Math.max(Math.abs(want), 1e-3 * largest) + floor) continue;
    return `element ${i} is ${have}, expected ${want} (rtol ${rtol})`;
  }
  return null;
}

/** ⟨a, b⟩ and the sum of the absolute terms, which is the scale of its rounding. */
export function dot(a: readonly Real[], b: readonly Real[]) {
  const terms = a.map((x, i) => numberOf(x) * numberOf(b[i] ?? Number.NaN));
  return { sum: terms.reduce((s, t) => s + t, 0), scale: terms.reduce((s, t) => s + Math.abs(t), 0) };
}

export function find<T extends { id: string }>(list: readonly T[] | undefined, id: string): T {
  const found = list?.find((entry) => entry.id === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
}
