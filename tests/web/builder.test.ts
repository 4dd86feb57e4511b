// Networks built without typing: what each action makes of the text, and what it leaves alone.
import { describe, expect, test } from "vitest";
import {
  add_layer,
  add_leaf,
  add_operation,
  add_pair,
  add_skip,
  type Built,
  remove,
  set_loss,
  wire,
} from "../../web/src/text/builder.ts";
import { lines_between } from "../../web/src/text/change.ts";
import { written_nodes } from "../../web/src/text/choices.ts";
import { statements_of } from "../../web/src/text/statements.ts";
import { words } from "./words.ts";

const text = `# two layers
input x = [1, 2]   # data
input y = 1
param W = [[1, 2],
           [3, 4]]  # rows
param w = [1, 2]

a = tanh(W @ x)  # keep me
p = sigmoid(w @ a)
L = bce(p, y)
`;
const made = (built: Built): string => ("text" in built ? built.text : built.refused);

test("statements have kinds, names and places", () => {
  const found = statements_of(
    `${text}loss L\nrepeat 2 { a = a + f(a)\n b = a }\ndef f(u) = u*u\n  nonsense ]\n`,
    words,
  );
  expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "input x",
    "input y",
    "param W",
    "param w",
    "value a",
    "value p",
    "value L",
    "loss ",
    "repeat ",
    "def ",
    "other ",
  ]);
});

describe("adding", () => {
  test("a layer goes behind its source, and what read the source reads the layer", () => {
    expect(made(add_layer(text, words, "a", 2, "tanh", true))).toBe(
      text.replace("p = sigmoid(w @ a)", "h1 = dense(a, 2, tanh, seed=7)\np = sigmoid(w @ h1)"),
    );
  });
  test("or it stands beside the others", () => {
    const built = add_layer(text, words, "a", 3, "tanh", false);
    expect(made(built)).toBe(text.replace("p = sig", "h1 = dense(a, 3, tanh, seed=7)\np = sig"));
    expect(built).toMatchObject({ name: "h1" });
  });
  test("behind a leaf it comes after the declarations", () => {
    expect(made(add_operation(text, words, "x", "tanh", true))).toBe(
      text.replace("# rows\nparam w = [1, 2]\n", "# rows\nparam w = [1, 2]\na1 = tanh(x)\n").replace("W @ x", "W @ a1"),
    );
  });
  test("a name that is taken is not given again", () => {
    const once = made(add_operation(text, words, "a", "tanh", true));
    expect(made(add_operation(once, words, "a1", "tanh", true))).toContain("a2 = tanh(a1)\np = sigmoid(w @ a2)");
  });
  test("a text without a last line end gets one", () => {
    expect(made(add_operation("param w = 2\nL = w*w", words, "L", "exp", true))).toBe(
      "param w = 2\nL = w*w\na1 = exp(L)\n",
    );
  });
  test("the loss that is named follows", () => {
    expect(made(add_operation("param w = 2\nL = w*w\nloss L\n", words, "L", "exp", true))).toBe(
      "param w = 2\nL = w*w\na1 = exp(L)\nloss a1\n",
    );
  });
  test.each([
    ["input", [], "input x1 = 0"],
    ["param", [3], "param w1 = [0, 0, 0]"],
    ["param", [2, 2], "param w1 = [[0, 0], [0, 0]]"],
    ["param", [20, 3], "param w1 = zeros(20, 3)"],
  ] as const)("%s of shape %j", (kind, sizes, line) => {
    expect(made(add_leaf(text, words, kind, sizes))).toBe(
      text.replace("param w = [1, 2]\n", `param w = [1, 2]\n${line}\n`),
    );
    expect(made(add_leaf("", words, kind, sizes))).toBe(`${line}\n`);
  });
  test("in a text of comments alone a leaf comes behind them", () => {
    expect(made(add_leaf("# Mine\n", words, "input", []))).toBe("# Mine\ninput x1 = 0\n");
  });
  test("an operator stands between two nodes, behind both", () => {
    expect(made(add_pair(text, words, "a", "*", "w"))).toBe(text.replace("p = sig", "z1 = a * w\np = sig"));
    expect(made(add_pair(text, words, "x", "+", "w"))).toBe(
      text.replace("param w = [1, 2]\n", "param w = [1, 2]\nz1 = x + w\n"),
    );
  });
  test("a skip connection is read by what read its end", () => {
    const chain = "input x = [1, 2]\na = tanh(x)\nb = tanh(a)\nc = tanh(b)\nL = sum(c)\n";
    expect(made(add_skip(chain, words, "a", "c"))).toBe(chain.replace("L = sum(c)", "s1 = c + a\nL = sum(s1)"));
    expect(made(add_skip(chain, words, "x", "a"))).toBe(chain.replace("b = tanh(a)", "s1 = a + x\nb = tanh(s1)"));
    expect(made(add_skip(chain, words, "c", "a"))).toBe(chain.replace("L = sum(c)", "s1 = a + c\nL = sum(c)"));
    expect(add_skip(chain, words, "a", "a")).toHaveProperty("refused");
  });
});

test("the names of a text without a graph", () => {
  expect(written_nodes(text, words).map(({ id, category }) => `${category} ${id}`)).toEqual([
    "leaf x",
    "leaf y",
    "leaf W",
    "leaf w",
    " a",
    " p",
    " L",
  ]);
});

test("the lines that an action writes, and those in whose place they come", () => {
  expect(lines_between(text, made(add_layer(text, words, "a", 2, "tanh", true)))).toEqual({
    written: ["h1 = dense(a, 2, tanh, seed=7)", "p = sigmoid(w @ h1)"],
    gone: ["p = sigmoid(w @ a)"],
  });
  expect(lines_between("a\na\n", "a\n\na\na\n")).toEqual({ written: ["a"], gone: [] });
});

describe("the loss", () => {
  const losses = ["bce", "mse"];
  test("is exchanged where it is a call of one", () => {
    expect(made(set_loss(text, words, "L", "mse", losses, "a", "x"))).toBe(text.replace("bce(p, y)", "mse(a, x)"));
  });
  test("is a new statement where it is a formula, which stays", () => {
    const formula = text.replace("bce(p, y)", "-y*log(p)");
    expect(made(set_loss(formula, words, "L", "bce", losses, "p", "y"))).toBe(`${formula}L1 = bce(p, y)\n`);
    expect(made(set_loss(`${formula}loss L  # this\n`, words, "L", "bce", losses, "p", "y"))).toBe(
      `${formula}L1 = bce(p, y)\nloss L1  # this\n`,
    );
  });
});

describe("wiring", () => {
  test("exchanges one of the names that a statement reads", () => {
    expect(made(wire(text, words, "p", 1, "x"))).toBe(text.replace("w @ a)", "w @ x)"));
    expect(made(wire(text, words, "L", 0, "y"))).toBe(text.replace("bce(p, y)", "bce(y, y)"));
  });
  test("makes no circle", () => {
    expect(wire(text, words, "a", 1, "p")).toEqual({ refused: "`p` comes after `a`: a graph has no circle." });
    expect(wire(text, words, "a", 1, "a")).toHaveProperty("refused");
    expect(wire(text, words, "a", 7, "x")).toHaveProperty("refused");
  });
  test("leaves names of attributes and functions alone", () => {
    const named = "param axis = [1, 2]\nparam t = 1\nL = sum(axis, axis=0)\n";
    expect(made(wire(named, words, "L", 0, "t"))).toBe(named.replace("sum(axis,", "sum(t,"));
    expect(made(add_operation(named, words, "axis", "tanh", true))).toContain("L = sum(a1, axis=0)");
  });
});

describe("deleting", () => {
  test("joins what stood before and behind, and takes weights that nothing reads", () => {
    expect(made(remove(text, words, "p"))).toBe(
      text.replace("param w = [1, 2]\n", "").replace("p = sigmoid(w @ a)\n", "").replace("bce(p", "bce(a"),
    );
    expect(made(remove(text, words, "a"))).toBe(
      text
        .replace(/param W = [^#]*# rows\n/, "")
        .replace("a = tanh(W @ x)  # keep me\n", "")
        .replace("w @ a)", "w @ x)"),
    );
  });
  test("keeps a leaf that something reads, and says who", () => {
    expect(remove(text, words, "y")).toEqual({ refused: "`L` reads `y`: let it read something else first." });
    expect(remove(text, words, "h.W")).toHaveProperty("refused");
  });
  test("keeps what a repetition or a function of the user's reads", () => {
    expect(remove("param w = 1\na = w*w\nrepeat 2 { a = tanh(a) }\n", words, "a")).toHaveProperty("refused");
  });
  test("takes the name out of lists", () => {
    const lists = "param w = 1\nparam v = 2\nL = w*w\nM = w + 1\noutput L, M\nwrt w, v  # both\n";
    expect(made(remove(lists, words, "v"))).toBe(lists.replace("param v = 2\n", "").replace("wrt w, v", "wrt w"));
    expect(made(remove(lists, words, "M"))).toBe(lists.replace("M = w + 1\n", "").replace("output L, M", "output L"));
    expect(made(remove("param w = 1\nL = 2*3\nloss L\n", words, "L"))).toBe("param w = 1\n");
  });
});
