// Broken engines as rows: what each gives for every weight beside what is right, and networks that show where it goes wrong.
import type { BrokenEngine, BrokenResponse, GradientBlock, Real } from "../engine/types.gen.ts";
import { counted } from "./format.ts";
import { is_close } from "./is_close.ts";
import { element } from "./labels.ts";
import { count_words } from "./paths.ts";
import type { Sheet } from "./sheet.ts";

/** Short networks on which most broken engines go wrong. */
export const kExposing: readonly { words: string; text: string }[] = [
  {
    words: "b = a + a; c = b + b",
    text: "# Used twice, twice\n# Which engines count the uses right?\nparam a = 3\n\nb = a + a\nc = b + b\n",
  },
  { words: "x − x", text: "# x − x\n# The derivative is nothing: which engines know?\nparam x = 3\n\ny = x - x\n" },
  {
    words: "x / x",
    text: "# x / x\n# The quotient is one for every x: what is its derivative?\nparam x = 3\n\ny = x/x\n",
  },
  {
    words: "x + sin x",
    text: "# x + sin x\n# One use is direct, the other is not: which is lost?\nparam x = 3\n\ny = x + sin(x)\n",
  },
  {
    words: "the residual block",
    text: "# A residual block of one number\n# What is left of the gradient where F′(x) and one are not added?\nparam x = 0.5\nparam w = 0.4\n\ny = tanh(w*x) + x\nL = y*y\n",
  },
];

/** One element of the gradient. */
export interface GradientRow {
  name: string;
  right: Real;
  /** What the broken engine gives; null where it was stopped. */
  got: Real | null;
  same: boolean;
}

/** Every element of the gradient, by the right engine and by a broken one. */
export function gradient_rows(right: readonly GradientBlock[], broken: BrokenEngine): GradientRow[] {
  return right.flatMap(({ id, shape, value }) => {
    const block = broken.gradient?.find((one) => one.id === id)?.value;
    return value.map((number, index): GradientRow => {
      const got = block?.[index] ?? null;
      return {
        name: element(id, shape, index),
        right: number,
        got,
        same: got !== null && (broken.right === true || is_close(got, number)),
      };
    });
  });
}

/** What is to be said of an engine as a whole. */
export function verdict({ right, stopped, calls, work }: BrokenEngine): string {
  const visits = `${counted(work.visits, "node")} processed, where the right sweep processes ${counted(work.reverse, "node")}`;
  if (stopped) return calls ? `Stopped: it would call itself ${count_words(calls)} times` : `Stopped after ${visits}`;
  if (calls)
    return `${right ? "Right numbers" : "Wrong numbers"}, ${count_words(calls)} ${calls === "1" ? "call" : "calls"}, where the right sweep processes ${counted(work.reverse, "node")}`;
  return `${right ? "No wrong gradient on this network" : "Wrong gradient"}: ${visits}`;
}

/** A sentence of the engine with the minus sign that the page has in its numbers. */
export function with_minus(sentence: string): string {
  return sentence.replace(/(?<![\p{L}\p{N}])-(?=\d|Infinity)|(?<=\de)-(?=\d)/gu, "\u2212");
}

/** Everything as one table. */
export function mistakes_sheet({ gradient, engines }: BrokenResponse): Sheet {
  const [first] = engines;
  const names = first ? gradient_rows(gradient, first) : [];
  const columns = engines.map((engine) => gradient_rows(gradient, engine));
  return {
    name: "the broken engines",
    heads: ["element", "right", ...engines.map(({ title }) => `WRONG ENGINE: ${title}`)],
    rows: names.map(({ name, right }, at) => [name, right, ...columns.map((column) => column[at]?.got ?? "")]),
  };
}
