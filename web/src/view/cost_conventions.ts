// How each figure of the costs is counted, beside those of the first screen.
import { html, nothing, type TemplateResult } from "lit";
import { type Convention, convention_button, how_note, kConventions, words } from "./convention.ts";
import { kClasses } from "./format.ts";

const [add = "", mul = "", div = "", compare = ""] = kClasses;

const kOthers: readonly Convention[] = [
  {
    id: "peak",
    word: "whole peak",
    text: "The same with the derivatives of the weights: the question on the way there, the answer on the way back.",
    formula: "max over steps of 8 · (values + all derivatives alive)",
  },
  {
    id: add,
    word: add,
    text: "+, − and the sign. A sum of N numbers takes N − 1, also that of N uses on the way back.",
    formula: "m·n·(k − 1) for a product of m × k by k × n",
  },
  {
    id: mul,
    word: mul,
    text: "Multiplications, by 1 and by zeros that are carried too.",
    formula: "m·n·k for a product of m × k by k × n",
  },
  { id: div, word: div, text: "Divisions.", formula: "one a number" },
  { id: compare, word: compare, text: "Comparisons and selections, as in relu, abs or max.", formula: "one a number" },
  {
    id: "framework",
    word: "framework",
    text: "As frameworks count: a product of matrices has an addition for every multiplication.",
    formula: "2·m·n·k for a product of m × k by k × n; else flops",
  },
];

const all: readonly Convention[] = [...kConventions, ...kOthers];

/** The word of a convention as a button. */
export function cost_button(id: string): TemplateResult {
  return convention_button(id, all.find((one) => one.id === id)?.word ?? id);
}

/** What the buttons open, each with the figures of the table put in by `here`. */
export function cost_notes(ids: readonly string[], here: (id: string) => unknown = () => nothing): TemplateResult {
  return html`${all
    .filter(({ id }) => ids.includes(id))
    .map((one) => how_note(one.id, `How ${one.word} is counted`, html`${words(one)}${here(one.id)}`))}`;
}
