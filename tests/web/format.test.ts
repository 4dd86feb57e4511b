// Numbers, bytes and FLOPs as the page writes them.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cost_in_full } from "../../web/src/view/cells.ts";
import { bytes, exact, flops, number, shape, sum_of, times, whole } from "../../web/src/view/format.ts";

const kThin = "\u202f";
/** Reads a written number back. */
const read = (text: string): number => Number(text.replaceAll("\u2212", "-").replaceAll(kThin, ""));

describe("numbers", () => {
  test.each([
    [0.0373123, "0.0373"],
    [0.5, "0.5"],
    [0.50003, "0.500"],
    [1, "1"],
    [-2.25, "−2.25"],
    [999.4, "999"],
    [999.96, `1${kThin}000`],
    [8774, `8${kThin}774`],
    [-1234567, "−1.23e6"],
    [1e21, "1e21"],
    [0.00012345, "0.000123"],
    [0.000012345, "1.23e−5"],
    [5e-324, "5e−324"],
    [1.7976931348623157e308, "1.7976931348623157e308"], // 1.80e308 is no double
    [0, "0"],
    [-0, "−0"],
    ["NaN", "NaN"],
    ["Infinity", "Infinity"],
    ["-Infinity", "−Infinity"],
  ] as const)("%s is written %s", (value, text) => expect(number(value)).toBe(text));

  test("three digits are within half a unit of the third", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
        const difference = Math.abs(read(number(value)) - value);
        return difference <= Math.abs(value) * 0.00501 || Math.abs(value) < 1e-300;
      }),
    );
  });

  test("the exact spelling reads back to the same double", () => {
    fc.assert(fc.property(fc.double({ noNaN: true }), (value) => Object.is(read(exact(value)), value)));
  });

  test("whole numbers have all their digits in groups", () => {
    expect(whole(12345678)).toBe(`12${kThin}345${kThin}678`);
    expect(whole(999)).toBe("999");
  });
});

describe("sums", () => {
  test.each([
    [[0.12, 0.38], 0.5, "0.12 + 0.38 = 0.50"],
    [[0.1234, 0.3766], 0.5, "0.123 + 0.377 = 0.500"],
    [[0.1204, 0.1204], 0.2408, "0.120 + 0.120 ≈ 0.241"],
    [[0.5, -0.25], 0.25, "0.50 − 0.25 = 0.25"],
    [[-1, -2, 3], 0, "−1 − 2 + 3 = 0"],
    [["NaN", 1], "NaN", "NaN + 1 ≈ NaN"],
    [[1e-9, 1e-9], 2e-9, "1e−9 + 1e−9 ≈ 2e−9"],
  ] as const)("%j make %s", (terms, total, text) => expect(sum_of(terms, total)).toBe(text));

  test("`=` stands only where the written digits add up", () => {
    const part = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(part, part, (a, b) => {
        const written = sum_of([a, b], a + b);
        if (!written.includes("=")) return true;
        const [left = "", right = ""] = written.split(" = ");
        const [first = "", sign = "", second = ""] = left.split(" ");
        const sum = read(first) + (sign === "+" ? read(second) : -read(second));
        return Math.abs(sum - read(right)) < 1e-9;
      }),
    );
  });
});

test("units stand with the figures", () => {
  expect(bytes(104)).toBe("104\u00a0B");
  expect(bytes(1408)).toBe(`1${kThin}408\u00a0B`);
  expect(bytes(204800)).toBe("200\u00a0KiB");
  expect(bytes(50 * 1024 * 1024)).toBe("50\u00a0MiB");
  expect(flops([20, 18, 0, 0, 7, 60])).toBe("38 flops + 7 fn");
  expect(flops([1, 0, 2, 3, 0, 6])).toBe("6 flops");
  expect(flops([1, 0, 0, 0, 2, 1])).toBe("1 flop + 2 fn");
  expect(cost_in_full([1, 0, 0, 0, 2, 1])).toContain(" 1 framework flop (");
  expect(shape([])).toBe("scalar");
  expect(shape([4, 3])).toBe("4 × 3");
  expect(times(2.351)).toBe("2.4");
  expect(times(50.4)).toBe("50");
});
