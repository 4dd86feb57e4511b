// Quick fixes: what the engine proposes is written where it belongs, and nothing is offered that could mean something else.
import { describe, expect, test } from "vitest";
import type { Diagnostic, ErrorResponse } from "../../web/src/engine/types.gen.ts";
import { type Fix, fixed, fixes_of } from "../../web/src/text/fix.ts";
import { callWasm, instantiate } from "../golden/engine/module.ts";
import { words } from "./words.ts";

const engine = await instantiate();

/** What the engine says of a text. */
function said(text: string): readonly Diagnostic[] {
  const request = { v: 1, kind: "differentiate", network: { text }, want: "jacobian" };
  return (JSON.parse(callWasm(engine, JSON.stringify(request))) as ErrorResponse).diagnostics;
}
const label = ({ words, text }: Fix): string => `${words} ${text}`.trim();
const offered = (text: string): Fix[] => said(text).flatMap((problem) => fixes_of(problem, text, words));

/** A problem at `what` of a text, with another hint than the engine has. */
function at(text: string, what: string, problem: Partial<Diagnostic>): Fix[] {
  const begin = text.indexOf(what);
  const lines = text.slice(0, begin).split("\n");
  const [line, column] = [lines.length, [...(lines.at(-1) ?? "")].length + 1];
  const span = { line, column, end_line: line, end_column: column + [...what].length };
  const base = { code: "E_SYNTAX", severity: "error", message: "", hint: "", span } as const;
  return fixes_of({ ...base, ...problem }, text, words);
}

const leaves = "param W = [[1, 2, 3], [4, 5, 6]]\ninput x = [1, 2]\n";

describe("what the engine says of a text is mended with one press", () => {
  test.each([
    ["Replace by weight", "param weight = 1\nL = wieght*2", "param weight = 1\nL = weight*2"],
    ["Replace by sigmoid", "param w = 1\nL = sigmod(w)", "param w = 1\nL = sigmoid(w)"],
    ["Replace by sigmoid", "input x = [1, 2]\nL = dense(x, 3, sigmoyd)", "input x = [1, 2]\nL = dense(x, 3, sigmoid)"],
    ["Replace by `my w`", "param `my w` = 1\nL = `my v`*2", "param `my w` = 1\nL = `my w`*2"],
    ["Replace by axis", "param w = [1, 2]\nL = sum(sin(w), axes=0)", "param w = [1, 2]\nL = sum(sin(w), axis=0)"],
    ["Replace by W.T", `${leaves}L = W @ x`, `${leaves}L = W.T @ x`],
    [
      "Replace by B.T",
      "param A = [[1, 2, 3]]\nparam B = [[1, 2, 3], [4, 5, 6]]\nL = A @ B\n",
      "param A = [[1, 2, 3]]\nparam B = [[1, 2, 3], [4, 5, 6]]\nL = A @ B.T\n",
    ],
    [
      "Replace by @",
      "param x = [1, 2, 3, 4]\nparam W = [[1, 2], [3, 4], [5, 6], [7, 8]]\nL = x * W",
      "param x = [1, 2, 3, 4]\nparam W = [[1, 2], [3, 4], [5, 6], [7, 8]]\nL = x @ W",
    ],
    ["Replace by *", `${leaves}L = W @ 2`, `${leaves}L = W * 2`],
    [
      "In y, replace * by @",
      "param W = [[1, 2], [3, 4]]\ninput x = [1, 2]\ny = W*x\nL = mse(y, x)\n",
      "param W = [[1, 2], [3, 4]]\ninput x = [1, 2]\ny = W@x\nL = mse(y, x)\n",
    ],
    ["Replace by 2 * w", "param w = 1\nL = 2w", "param w = 1\nL = 2 * w"],
    ["Replace by 2 * w", "param w = 1\nL = 1 + 2 w", "param w = 1\nL = 1 + 2 * w"],
    ["Replace by 2 * w", "param w = 1\nL = sin(2w)", "param w = 1\nL = sin(2 * w)"],
    ["Replace by .T", "param w = [1, 2]\nL = w' @ w", "param w = [1, 2]\nL = w.T @ w"],
    ["Replace by =", "param w = 1\nL == w*w", "param w = 1\nL = w*w"],
    ["Delete it", "param w = 1;\nL = w*w", "param w = 1\nL = w*w"],
    ["Break the line here", "param w = 1; L = w*w", "param w = 1\n L = w*w"],
  ])("%s: %j", (words, text, wanted) => {
    const [fix, ...more] = offered(text);
    expect(more).toEqual([]);
    expect(fix && label(fix)).toBe(words);
    const mended = fixed(text, fix as Fix);
    expect(mended).toBe(wanted);
    expect(said(mended).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test.each([
    ["a matrix and a vector may want another product", `${leaves}L = W x`],
    ["a vector may be meant", "input v = 1 2\nL = v"],
    ["what is divided by?", "param x = 3\nL = 1/2x"],
    ["what is the power?", "param x = 3\nL = 2**2x"],
    ["a comma may be missing", "param x = 3\nL = maximum(0 x)"],
    ["the operand is not a name", `${leaves}L = (2*W) @ x`],
    [
      "the product may be another one",
      "param W = [[1, 2], [3, 4]]\ninput x = [1, 2]\nf = 2*x\ny = 3*x*W\nL = mse(y, x)\n",
    ],
    [
      "the product may stand in a definition",
      "def f(W, x) = W*x\nparam W = [[1, 2], [3, 4]]\ninput x = [1, 2]\ny = f(W, x)\nL = mse(y, x)\n",
    ],
    ["an example is no replacement", "param w = 1\nL = mse(w)"],
    ["another statement has such a part", "param w = 1\na = 2*w + w\nL = w.s"],
    ["infinity was not asked for", "param w = 1e999\nL = w"],
    ["there is no hint", "param w = 1\nL = blancmange(w)"],
  ])("not where %s: %j", (_, text) => {
    expect(said(text).length).toBeGreaterThan(0);
    expect(offered(text)).toEqual([]);
  });
});

describe("a hint that says what to write", () => {
  const text = "param w = 2\ny = w.summ(2)\nz = w ÷ 3";
  test.each([
    ["w.summ", { hint: "Methods are called so. Write `w.sum` instead." }, "y = w.sum(2)"],
    ["÷", { hint: "Write `/` instead." }, "z = w / 3"],
    ["w.summ", { message: "There is no operation `summ`.", hint: "Did you mean `sum`?" }, "y = w.sum(2)"],
    ["summ", { message: "There is no operation `summ`.", hint: "Did you mean `sum`?" }, "y = w.sum(2)"],
    ["÷", { code: "E_CHAR", hint: "Write `/`." }, "z = w / 3"],
  ] as const)("at %s: %j", (what, problem, line) => {
    const [fix] = at(text, what, problem);
    expect(fixed(text, fix as Fix)).toContain(line);
    expect(fixed(text, fix as Fix).split("\n")).toHaveLength(3);
  });

  test.each([
    ["w.summ", { hint: "Write `w.sum` where it is." }],
    ["w.summ", { hint: "Write `w.sum_of_all_the_numbers_that_are_long…` instead." }],
    ["summ", { message: "There is no operation `some`.", hint: "Did you mean `sum`?" }],
    ["w.summ", { message: "`w` has no attribute `axes`.", code: "E_ATTR", hint: "Did you mean `axis`?" }],
    ["÷", { code: "E_CHAR", hint: "Write `sqrt(x)`." }],
  ] as const)("at %s is none: %j", (what, problem) => expect(at(text, what, problem)).toEqual([]));

  test("is written in code points, and without a place nowhere", () => {
    const wide = "𝛼 = 1\nβ𝛼tan(1)";
    const [fix] = at(wide, "tan", { message: "There is no `tan`.", hint: "Did you mean `tanh`?" });
    expect(fixed(wide, fix as Fix)).toBe("𝛼 = 1\nβ𝛼tanh(1)");
    expect(
      fixes_of({ code: "E_SYNTAX", severity: "error", message: "", hint: "Write `x` instead." }, wide, words),
    ).toEqual([]);
  });

  test("to delete what cannot be seen is one, unless two words became one", () => {
    const problem = { code: "E_CHAR", hint: "Delete it." } as const;
    const [fix] = at("a = w\u0001*2", "\u0001", problem);
    expect(fix && [label(fix), fixed("a = w\u0001*2", fix)]).toEqual(["Delete it", "a = w*2"]);
    expect(at("a = w1\u00012", "\u0001", problem)).toEqual([]);
  });
});

describe("a network that has nothing to differentiate by", () => {
  test("gets params of its inputs, all or one", () => {
    const text = "# Mine\ninput x = 2\ninp\u200but  t = [1, 2]  # data\ny = mse(x*t, t)\n";
    const fixes = at(text, "x", { code: "W_INACTIVE", severity: "warning" });
    expect(fixes.map(label)).toEqual(["Make all 2 inputs params", "Make a param of x", "Make a param of t"]);
    expect(fixes.map((fix) => fixed(text, fix))).toEqual([
      "# Mine\nparam x = 2\nparam  t = [1, 2]  # data\ny = mse(x*t, t)\n",
      "# Mine\nparam x = 2\ninp\u200but  t = [1, 2]  # data\ny = mse(x*t, t)\n",
      "# Mine\ninput x = 2\nparam  t = [1, 2]  # data\ny = mse(x*t, t)\n",
    ]);
  });

  test("and of numbers under a name", () => {
    const text = "input x = 2\nw = [0.5, -1]\nb = 2*3\nL = sum(w*x) + b";
    const fixes = offered(text);
    expect(fixes.map(label)).toEqual(["Make all 2 inputs params", "Make a param of x", "Make a param of w"]);
    expect(fixed(text, fixes[2] as Fix)).toBe(text.replace("w =", "param w ="));
    expect(said(fixed(text, fixes[2] as Fix))).toEqual([]);
  });

  test("of many all at once", () => {
    const text = Array.from({ length: 7 }, (_, at) => `input x${at} = 1\n`).join("");
    const fixes = at(text, "x0", { code: "W_INACTIVE", severity: "warning" });
    expect(fixes.map(label)).toEqual(["Make all 7 inputs params"]);
    expect(fixed(text, fixes[0] as Fix)).toBe(text.replaceAll("input", "param"));
  });

  test("as the engine says it: and then there is a derivative", () => {
    const text = "input x = 2\ny = x*x";
    const [fix, ...more] = offered(text);
    expect(more).toEqual([]);
    expect(fix && label(fix)).toBe("Make a param of x");
    expect(said(fixed(text, fix as Fix))).toEqual([]);
  });

  test.each([
    ["it has a param that is not used on the way", "param w = 1\ninput x = 2\ny = x*x"],
    ["wrt says by what", "input x = 2\nz = 3*x\ny = x*x\nwrt z"],
    ["a layer has weights", "input x = [1, 2]\nh = dense(x, 2)\nloss = sum(x)"],
    ["it has no leaf", "y = 2*3"],
  ])("not where %s", (_, text) => {
    expect(offered(text)).toEqual([]);
    expect(at(text, "y", { code: "W_INACTIVE", severity: "warning" })).toEqual([]);
  });
});
