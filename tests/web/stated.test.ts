// Derivatives that definitions state, in words: under a node, in its card, beside the referees, and in exported programs.
import { describe, expect, test } from "vitest";
import { mark_of } from "../../web/src/editor/colour.ts";
import type { StatedDerivative } from "../../web/src/engine/types.gen.ts";
import { program } from "../../web/src/export/program.ts";
import { plan, settle } from "../../web/src/picture/arrange.ts";
import { scene } from "../../web/src/picture/scene.ts";
import { tokens } from "../../web/src/text/tokens.ts";
import { marked_words } from "../../web/src/text/words.ts";
import { stated_note } from "../../web/src/view/stated.ts";
import { stated_apart, stated_sentences } from "../../web/src/view/stated_words.ts";
import { source_of } from "../programs/sources.ts";
import { catalogue, picture_of } from "./networks.ts";

const clause = (rule: string): string =>
  `input x = [1, -2]\nparam W = [[0.5, 0.3], [-0.4, 0.2]]\ndef f(z) = z > 0 with df = ${rule}\na = f(W @ x)\nL = sum(a)\n`;
const true_one = "param x = [1, -2]\ndef f(z) = z * z with df = 2 * z\na = f(x)\nL = sum(a)\n";
const said = (text: string) => {
  const { stated, graph, ops } = picture_of(text);
  return {
    list: stated ?? [],
    note: stated_note(stated, ["a"]),
    sentences: stated_sentences(stated, ["a"], graph, ops),
  };
};

describe("under a node", () => {
  test("both slopes, which are the engine's", () => {
    expect(said(clause("1")).note).toBe("you state slope 1; true: 0");
    expect(said(clause("0.25")).note).toBe("you state slope 0.25; true: 0");
    const [one] = said(clause("1")).list;
    expect(stated_note([{ ...one, body: [3, 3] } as StatedDerivative], ["a"])).toBe("you state slope 1; true: 3");
  });
  test("of several numbers the first", () => {
    expect(said(clause("sigmoid(z)")).note).toMatch(/^you state slope 0\.\d+, …; true: 0$/);
  });
  test("what is true is only said to be stated", () => {
    expect(said(true_one).note).toBe("its slope is stated");
    expect(said(true_one).sentences).toEqual(["The derivative that its definition states is that of its expression."]);
  });
  test("while a value is dragged no old number stays", () => {
    expect(stated_note(undefined, ["a"])).toBe("its slope is stated");
  });
  test("the line is there whatever the numbers are, and only where a derivative is stated", () => {
    const heights = [clause("1"), clause("sigmoid(z)"), clause("1").replace(" with df = 1", "")].map((text) => {
      const picture = picture_of(text);
      const arranged = settle(plan(picture.graph, picture.ops, { width: 1200, downward: false }));
      const box = scene(picture, arranged).boxes.find(({ key }) => key === "a");
      return { height: box?.height ?? 0, notes: box?.labels.filter(({ text }) => /slope/.test(text)).length };
    });
    expect(heights.map(({ notes }) => notes)).toEqual([1, 1, 0]);
    expect(heights[0]?.height).toBe(heights[1]?.height);
  });
});

describe("in the card", () => {
  test("what is stated, by what, and what is true", () => {
    expect(said(clause("1")).sentences).toEqual([
      "The definition states 1 as the derivative of a by (W @ x); that of its expression is 0, which is flat there: what is stated goes straight through.",
    ]);
    expect(said(true_one.replace("2 * z", "3")).sentences).toEqual([
      "The definition states 3 as the derivative of a by x; that of its expression is [2, −4].",
    ]);
  });
  test("beside the referees, where anything differs", () => {
    expect(stated_apart(said(clause("1")).list)).toContain("may differ");
    expect(stated_apart(said(true_one).list)).toBe("");
    expect(stated_apart(undefined)).toBe("");
  });
});

test("`with` is marked behind a definition alone", () => {
  const marked = marked_words(catalogue.ops, catalogue.words);
  const mark = (text: string, word: string) => {
    const all = tokens(text).filter(({ kind }) => kind !== "space");
    const at = all.findIndex((one) => one.text === word);
    const [token] = all.slice(at);
    return token && mark_of(token, all.slice(0, Math.min(at, 2)), all[at + 1], marked);
  };
  expect(mark("def f(x) = x > 0 with df = 1", "with")).toBe("begin");
  expect(mark("y = with * 2", "with")).toBeNull();
  expect(mark("with = 2", "with")).toBeNull();
});

test("programs: a function of its own in PyTorch and in JAX, written out in NumPy", () => {
  const source = source_of(clause("sigmoid(z)"));
  const torch = program(source, "torch");
  expect(torch).toContain("class WithDerivative(torch.autograd.Function):");
  expect(torch).toMatch(/^a = WithDerivative\.apply\(/m);
  const jax = program(source, "jax");
  expect(jax).toContain("@jax.custom_jvp\ndef with_derivative(y, x, d):");
  expect(jax).toMatch(/^ {4}a = with_derivative\(/m);
  expect(program(source, "numpy")).toMatch(/_bar = \w+_bar \+ fit\(a_bar \* \w+, \w+\)/);
  const plain = source_of("param x = 2\nL = x * x\n");
  for (const library of ["torch", "jax"] as const)
    expect(program(plain, library)).not.toMatch(/[Ww]ith_?[Dd]erivative/);
});
