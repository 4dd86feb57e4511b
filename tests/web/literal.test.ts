// One number of a literal replaced: the right one, and nothing else of what the writer wrote.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at_step, reach, step_of } from "../../web/src/kit/slider.ts";
import { rewrite, spelled } from "../../web/src/text/literal.ts";
import { words } from "./words.ts";

const text = `# a comment with param w = 1 in it
input x = [0.5, -1.2, 2]   # data
param W = [[ 0.2, -0.4,  0.5], # first [row, 9]
           [-0.3,  0.1,  0.6]]
param b=1/3
param r = randn(2, seed=1)
param ŷ = -pi # a name
h = dense(x, 2)
loss = W
`;

describe("a number in the text", () => {
  test.each([
    ["x", 1, "7", "input x = [0.5, -1.2, 2]", "input x = [0.5, 7, 2]"],
    ["x", 2, "-0.25", "-1.2, 2]   # data", "-1.2, -0.25]   # data"],
    ["b", 0, "0.3", "param b=1/3", "param b=0.3"],
    ["ŷ", 0, "2", "= -pi # a", "= 2 # a"],
    ["W", 5, "-0.75", "0.1,  0.6]]", "0.1, -0.75]]"],
    ["W", 3, "0.25", "[-0.3,  0.1", "[0.25,  0.1"],
    ["W", 1, "4", "-0.4,  0.5]", "   4,  0.5]"],
    ["W", 0, "-0.4", "[[ 0.2, -0", "[[-0.4, -0"],
    ["W", 0, "-0.125", "[[ 0.2, -0", "[[-0.125, -0"],
  ] as const)("%s, element %i: %s", (name, index, number, before, after) => {
    expect(text.split(before)).toHaveLength(2);
    expect(rewrite(text, words, name, index, number)).toBe(text.replace(before, after));
  });

  test.each([
    ["r", 0, "a generator"],
    ["h", 0, "no declaration"],
    ["h.W", 0, "declared by a layer"],
    ["loss", 0, "a value that is called like a word of the language"],
    ["x", 3, "no such element"],
    ["nobody", 0, "no such name"],
  ] as const)("%s, element %i: not there (%s)", (name, index, _why) =>
    expect(rewrite(text, words, name, index, "1")).toBeNull(),
  );

  test("any double is read back as itself, at its place, and the others stay", () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(double, { minLength: 1, maxLength: 6 }), fc.nat(), double, (values, pick, value) => {
        const index = pick % values.length;
        const made = rewrite(
          `param w = [${values.map(spelled).join(", ")}]\nL = sum(w)\n`,
          words,
          "w",
          index,
          spelled(value),
        );
        const wanted = values.map((old, at) => (at === index ? value : old));
        expect(made).toBe(`param w = [${wanted.map(spelled).join(", ")}]\nL = sum(w)\n`);
        expect(JSON.parse((made ?? "").slice(10, (made ?? "").indexOf("]") + 1))).toEqual(wanted.map(Number));
      }),
    );
  });

  test("numbers that are not finite have the spelling of the language", () => {
    expect([Number.NaN, Infinity, -Infinity, -0, 0.1].map(spelled)).toEqual(["nan", "inf", "-inf", "-0", "0.1"]);
  });
});

describe("a slider", () => {
  test.each([
    [0, 1],
    [0.5, 1],
    [-0.6, 2],
    [1, 2],
    [-2.2, 5],
    [5, 10],
    [700, 2000],
  ])("of %f reaches to %f", (value, far) => expect(reach(value)).toBe(far));

  test("stands for numbers with few digits", () => {
    expect(step_of(2)).toBe(0.02);
    expect(at_step(0.07, 1)).toBe(0.07);
    expect(at_step(0.29000000000000004, 1)).toBe(0.29);
    expect(Object.is(at_step(-0.0001, 1), 0)).toBe(true);
  });
});
