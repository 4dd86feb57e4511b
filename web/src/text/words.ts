// The words that a text may use at a place: operations from the catalogue, names of the network, and the language's own.
import type { Graph, OpInfo } from "../engine/types.gen.ts";
import { shape } from "../view/format.ts";
import { kDeclarations } from "./tokens.ts";

export interface Word {
  text: string;
  kind: "operation" | "name" | "language";
  /** Beside the word: operands or shape. */
  detail: string;
  /** What it does, in a sentence. */
  doc: string;
  /** Takes its operands in brackets. */
  called: boolean;
}

/** The language's own words, which are no rows of the catalogue. */
const kOwn: readonly (readonly [text: string, detail: string, doc: string])[] = [
  ["input", "name = numbers", "Data: no gradient is asked."],
  ["param", "name = numbers", "A weight: differentiable."],
  ["size", "name = whole number", "A number that generators, layers and repetitions may use."],
  ["def", "f(a, b) = expression", "A function of your own, written out at each call."],
  ["repeat", "n { … }", "The statements in braces, again and again."],
  ["loss", "name", "What is differentiated; the last name defined, if absent."],
  ["output", "names", "Several results: a Jacobian."],
  ["wrt", "names", "What it is differentiated by; every param, if absent."],
  ["dense", "(x, width, activation, seed)", "A layer with weights and biases of its own."],
  ["zeros", "(m, n)", "An array of zeros."],
  ["ones", "(m, n)", "An array of ones."],
  ["eye", "(n)", "The identity matrix."],
  ["linspace", "(a, b, n)", "n numbers at even steps from a to b."],
  ["randn", "(m, n, seed)", "Normal random numbers; the seed decides them."],
  ["uniform", "(m, n, seed)", "Random numbers of one probability."],
  ["xavier", "(m, n, seed)", "Random weights for tanh-like layers."],
  ["he", "(m, n, seed)", "Random weights for relu-like layers."],
  ["pi", "3.14159…", "Half a turn in radians."],
  ["inf", "", "Infinity."],
  ["nan", "", "Not a number."],
];

/** Rows that stand in the text under a name of the user's, or as digits. */
const kUnnamed = ["leaf", "const"];

/** Operations that can be called by their name. */
export function callable(ops: readonly OpInfo[]): OpInfo[] {
  return ops.filter(({ category }) => !kUnnamed.includes(category));
}

/** Everything that can be called: operations in every spelling, and what the language itself has. */
export function spellings(ops: readonly OpInfo[]): Set<string> {
  const own = kOwn.flatMap(([text, detail]) => (detail.startsWith("(") ? [text] : []));
  return new Set([...callable(ops).flatMap(({ name, aliases }) => [name, ...aliases]), ...own]);
}

/** What can be written, names of the network first. */
export function words_of(ops: readonly OpInfo[], graph: Graph | null): Word[] {
  const names = (graph?.nodes ?? [])
    .filter(({ id, category, group }) => category !== "const" && (id === group || category === "leaf"))
    .map(({ id, shape: sizes }): Word => ({ text: id, kind: "name", detail: shape(sizes), doc: "", called: false }));
  const rows = callable(ops).map(({ name, ports, doc, symbol }): Word => {
    const detail = symbol ? `(${ports.join(", ")})  ${symbol}` : `(${ports.join(", ")})`;
    return { text: name, kind: "operation", detail, doc, called: true };
  });
  const own = kOwn.map(
    ([text, detail, doc]): Word => ({ text, kind: "language", detail, doc, called: detail.startsWith("(") }),
  );
  return [...names, ...rows, ...own];
}

/** Where a name is about to be given, only the words that begin a statement help. */
export function fits(word: Word, first_on_line: boolean): boolean {
  return first_on_line === kDeclarations.includes(word.text);
}
