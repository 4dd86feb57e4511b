// The page's own reading of the network language: every edit hits what it means, or does nothing.
import { describe, expect, test } from "vitest";
import { add_size } from "../../web/src/text/add_size.ts";
import { add_leaf, add_operation, type Built, remove, set_loss, wire } from "../../web/src/text/builder.ts";
import { lines_between } from "../../web/src/text/change.ts";
import { references } from "../../web/src/text/edits.ts";
import { rewrite } from "../../web/src/text/literal.ts";
import { with_size } from "../../web/src/text/resize.ts";
import { skips_of } from "../../web/src/text/skips.ts";
import { as_shown, offset_of } from "../../web/src/text/spans.ts";
import { defining, statements_of } from "../../web/src/text/statements.ts";
import { says_something, tokens } from "../../web/src/text/tokens.ts";
import { graph_of } from "./samples.ts";
import { words } from "./words.ts";

const spelled = (text: string) =>
  tokens(text)
    .filter(says_something)
    .map((token) => token.text);
const kinds = (text: string) => statements_of(text, words).map(({ kind, name }) => `${kind} ${name}`.trim());
const made = (built: Built): string => ("text" in built ? built.text : `refused: ${built.refused}`);

describe("words of a statement", () => {
  test.each([
    ["x = 1_000.5e1_0", ["x", "=", "1_000.5e1_0"]],
    ["x = 1_ + 2__3", ["x", "=", "1", "_", "+", "2", "__3"]],
    ["c = a<=b", ["c", "=", "a", "<=", "b"]],
    ["c = a==b != d≥e", ["c", "=", "a", "==", "b", "!=", "d", "≥", "e"]],
    ["y = 2·x²⊙w₁", ["y", "=", "2", "·", "x", "²", "⊙", "w₁"]],
    ["x̂ = ẋ", ["x̂", "=", "ẋ"]],
    ["y = x.T @ x.1", ["y", "=", "x", ".T", "@", "x.1"]],
    [
      "y = x.1.sum() + (a).mean(axis=0)",
      ["y", "=", "x.1", ".sum", "(", ")", "+", "(", "a", ")", ".mean", "(", "axis", "=", "0", ")"],
    ],
    ["z = np.exp(x)", ["z", "=", "np", ".exp", "(", "x", ")"]],
    ["s = x[::2]", ["s", "=", "x", "[", ":", ":", "2", "]"]],
    ["y\u00a0=\u2009x\u3000+ 1", ["y", "=", "x", "+", "1"]],
    ["pa\u200bram\ufeff w\u00ad = 1\u20600", ["param", "w", "=", "10"]],
  ])("%j", (text, wanted) => expect(spelled(text)).toEqual(wanted));

  test("have their places in the text as it was written", () => {
    const text = "pa\u200bram \ufeffw = 1\u20600 # \u200b";
    const found = tokens(text).filter(({ kind }) => kind !== "space");
    expect(found.map(({ from, to }) => text.slice(from, to))).toEqual(["pa\u200bram", "w", "=", "1\u20600", "# "]);
    expect(tokens("x\u200b=1", 7).map(({ from, to }) => [from, to])).toEqual([
      [7, 8],
      [9, 10],
      [10, 11],
    ]);
  });
});

describe("statements", () => {
  test("end at every mark that ends a line, but not within brackets", () => {
    const ends = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\v", "\f", "\u0085"];
    for (const end of ends) {
      expect(kinds(`param w = 1 # one${end}L = w*w`), JSON.stringify(end)).toEqual(["param w", "value L"]);
      expect(kinds(`param w = [1,${end}2]`), JSON.stringify(end)).toEqual(["param w"]);
    }
  });

  test.each([
    ["loss = w*w", ["value loss"]],
    ["size = 3", ["value size"]],
    ["input = repeat + def", ["value input"]],
    ["param + 1", ["other"]],
    ["size n = 3", ["size n"]],
    ["loss == 3", ["loss"]],
    ["repeat 3 as i { h = h * i }", ["repeat"]],
    ["pa\u200bram w = 1", ["param w"]],
    ["`loss` = 3", ["value `loss`"]],
  ])("%s", (text, wanted) => expect(kinds(text)).toEqual(wanted));

  test("read names and no functions, prefixes or keywords, whatever is done with the names", () => {
    const text = "y = np.exp(a).sum(axis=0) + b.mean() < c == d[e] + f(g, t=h)\nb = 1\nq = b";
    const [first] = statements_of(text, words);
    expect(first && references(first).map((token) => token.text)).toEqual(["a", "b", "c", "d", "e", "g", "h"]);
  });

  test("are found by a name in any of its forms, and not where two have it", () => {
    const statements = statements_of("param e\u0301 = 1\na = 1\na = 2\n", words);
    expect(defining(statements, "\u00e9")).toBeDefined();
    expect(defining(statements, "e\u0301")).toBeDefined();
    expect(defining(statements, "a")).toBeUndefined();
    expect(defining(statements, "")).toBeUndefined();
  });
});

describe("a number of a literal", () => {
  test.each([
    ["param w = [1, 2, 3,]", 2, "param w = [1, 2, 9,]"],
    ["param w = [[1, 2,], [3, 4,],]", 2, "param w = [[1, 2,], [9, 4,],]"],
    ["param w = [1_000, 2_0.5]", 1, "param w = [1_000, 9]"],
    ["param w = [2**(1+1), -1/3]", 1, "param w = [2**(1+1), 9]"],
    ["pa\u200bram w\u00a0= [1,\u2003\u200b2\u200b0]", 1, "pa\u200bram w\u00a0= [1,\u2003\u200b9]"],
    ["input x = 1\u2028param w = [1, 2]\u2028L = w", 1, "input x = 1\u2028param w = [1, 9]\u2028L = w"],
    ["param w =\u00a0−3", 0, "param w =\u00a09"],
  ])("%j, element %i", (text, index, wanted) => expect(rewrite(text, words, "w", index, "9")).toBe(wanted));

  test.each([
    "param w = [1, 2, 3][::2]",
    "param w = [[1, 2], [3, 4]].T",
    "param w = [1, 2].sum()",
    "param w = np.array([1, 2])",
    "param w = [1, 2] + [3, 4]",
    "param w = -[1, 2]",
    "param w = [[1, 2], [3]]",
    "param w = [1, [2]]",
    "param w = (1, 2)",
    "param w = [1,, 2]",
    "param w = [1, zeros(2)]",
    "param w = 1\nparam w = 2",
  ])("%j is left alone", (text) => {
    for (const index of [0, 1, 2]) expect(rewrite(text, words, "w", index, "9")).toBeNull();
  });

  test("is left alone where the leaf has another size than is written", () => {
    expect(rewrite("param w = [1, 2]", words, "w", 1, "9", 3)).toBeNull();
    expect(rewrite("param w = [1, 2,]", words, "w", 1, "9", 2)).toBe("param w = [1, 9,]");
  });
});

describe("edits of statements", () => {
  test("take lines as the language has them", () => {
    const text = "input w = 1\u2028a = w*w # one\u2028L = a\n";
    expect(made(remove(text, words, "a"))).toBe("input w = 1\u2028L = w\n");
    expect(made(add_operation(text, words, "a", "exp", true))).toBe(
      "input w = 1\u2028a = w*w # one\u2028a1 = exp(a)\nL = a1\n",
    );
    expect(made(add_leaf("param w = 1\rL = w", words, "input", []))).toBe("param w = 1\rinput x1 = 0\nL = w");
    expect(lines_between("a\u2028b\n", "a\u2028c\u2028b\n")).toEqual({ gone: [], written: ["c"] });
  });

  test("see that a method reads what stands before it", () => {
    const text = "param w = [1, 2]\nparam v = [1, 2]\nL = w.sum()\n";
    expect(made(remove(text, words, "w"))).toBe("refused: `L` reads `w`: let it read something else first.");
    expect(made(wire(text, words, "L", 0, "v"))).toBe(text.replace("w.sum", "v.sum"));
    expect(made(remove("param np = 1\nL = np.exp(2)\n", words, "np"))).toContain("refused");
  });

  test("do not take a power or a comparison for a part of a name", () => {
    const text = "param x = 1\nL = x² + (x==x)\n";
    expect(made(add_operation(text, words, "x", "exp", true))).toBe("param x = 1\na1 = exp(x)\nL = a1² + (a1==a1)\n");
  });

  test("leave a loss alone that is called so, but where it is a call of one", () => {
    const losses = ["bce", "mse"];
    const text = "param p = 1\nloss = p*p\nz = p\n";
    expect(made(set_loss(text, words, "loss", "mse", losses, "p", "z"))).toContain("refused: `loss = …`");
    expect(made(set_loss("param p = 1\nloss = bce(p, 1)\n", words, "loss", "mse", losses, "p", "p"))).toBe(
      "param p = 1\nloss = mse(p, p)\n",
    );
    expect(made(set_loss("param p = 1\nloss = p\nz = p*p\n", words, "z", "mse", losses, "p", "p"))).toBe(
      "param p = 1\nloss = p\nz = p*p\nL1 = mse(p, p)\n",
    );
  });

  test("find the width of a layer behind its first operand, not in it", () => {
    const graph = graph_of([{ id: "x" }], ["x"], []);
    const first = (text: string) => add_size(text, graph, "tanh")[0]?.text;
    expect(first("input x = [1, 2]\na = dense(x[0, 1], 8, tanh)")).toBe(
      "input x = [1, 2]\nsize width = 8\na = dense(x[0, 1], width, tanh)",
    );
    expect(first("input x = 1\u2028repeat 1_0 as i { h = x }")).toBe(
      "input x = 1\u2028size depth = 1_0\nrepeat depth as i { h = x }",
    );
    expect(first("a = dense([x, 3])")).toBeUndefined();
  });

  test("a sum in a comparison is no skip", () => {
    const leaves = "param x = 1\nf = x*x\n";
    for (const sign of ["<", "<=", ">", ">=", "==", "!=", "≤", "≥"])
      expect(skips_of(`${leaves}y = 3 ${sign} f + x`), sign).toEqual([]);
    expect(skips_of(`${leaves}y = x − 1 + f`)).toEqual([]);
    expect(skips_of(`${leaves}y = [f, 1] + x`)).toHaveLength(1);
    expect(skips_of(`${leaves}y = f.sum() + x\u2028z = y`)[0]?.other).toBe(
      `${leaves}y = f.sum()  # skip: + x;\u2028z = y`,
    );
  });
});

describe("places", () => {
  test("are counted in lines that end at \\r\\n, \\r or \\n, and at nothing else", () => {
    const text = "a\rb\r\nc\u2028d\ne";
    expect(offset_of(text, 2, 1)).toBe(2);
    expect(offset_of(text, 2, 9)).toBe(3);
    expect(offset_of(text, 3, 3)).toBe(7);
    expect(offset_of(text, 4, 1)).toBe(9);
    expect(offset_of(text, 9, 1)).toBe(10);
    expect(as_shown(text)).toBe("a\nb\nc\u2028d\ne");
  });

  test("a size is replaced as a whole", () => {
    const span = { line: 2, column: 10, end_line: 2, end_column: 15 };
    const info = { id: "n", value: 1000, span, value_span: span };
    expect(with_size("# 𝜎\rsize n = 1_000 # so\n", info, 8)).toBe("# 𝜎\rsize n = 8 # so\n");
  });
});
