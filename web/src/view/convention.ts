// How each kind of figure is counted: a word that opens its convention, and the conventions themselves.
import { css, html, nothing, type TemplateResult } from "lit";

export interface Convention {
  id: string;
  /** The word that opens it. */
  word: string;
  /** What is counted, and what is not. */
  text: string;
  formula: string;
}

const counted = "Counted while the numbers beside it were computed.";

export const kConventions: readonly Convention[] = [
  {
    id: "inner",
    word: "working peak",
    text: "The most bytes that are alive at one time: 8 bytes a number, one buffer a node, in the order of the program. A value lives until its last reader has read it; while a node is computed, its operands and its result live together. Not in it: the inputs, the derivatives of the weights, room inside one operation.",
    formula: "max over steps of 8 · (values + derivatives alive), but for inputs and weights",
  },
  {
    id: "peak",
    word: "whole peak",
    text: "The working peak and, with it, the derivatives of the weights, which are the question on the way there and the answer on the way back. The inputs themselves are in no figure.",
    formula: "max over steps of 8 · (values + derivatives alive), but for inputs",
  },
  {
    id: "saved",
    word: "kept",
    text: "What stays in memory between the sweep of values and the sweeps of derivatives: values that a derivative still reads, and the outputs. 0 where value and derivative are computed in one step.",
    formula: "bytes of computed values alive when the sweep of values ends",
  },
  {
    id: "flops",
    word: "flops",
    text: `${counted} Over all passes. Free: copies, transposes, slices, writing a seed. Several contributions to one derivative are added up, and the adds are counted.`,
    formula: "flops = add + mul + div + compare",
  },
  {
    id: "add",
    word: "add",
    text: "+, − and the sign. A product of m × k by k × n has m·n·(k − 1); a sum of N numbers N − 1; c uses of a value c − 1 on the way back, for each of its numbers.",
    formula: "m·n·(k − 1) for a product of matrices",
  },
  {
    id: "mul",
    word: "mul",
    text: "Multiplications, also those by a seed of 1 and, where derivatives are carried densely, by zeros.",
    formula: "m·n·k for a product of matrices",
  },
  { id: "div", word: "div", text: "Divisions.", formula: "one for each number divided" },
  {
    id: "cmp",
    word: "compare",
    text: "One comparison or selection, as in relu, abs or max.",
    formula: "one for each number",
  },
  {
    id: "fn",
    word: "fn",
    text: "Evaluations of named functions: exp, log, tanh, σ, sin and the like. One each, apart from flops, as a function is no single operation.",
    formula: "one for each number; in no flops",
  },
  {
    id: "framework",
    word: "framework",
    text: "As frameworks count, for comparison: a product of matrices is charged a multiplication and an addition for each term, one addition a sum too many.",
    formula: "2·m·n·k for a product of matrices; else flops",
  },
];

/** The word as a button. */
export function convention_button(
  id: string,
  word = kConventions.find((one) => one.id === id)?.word ?? id,
): TemplateResult {
  return html`<button class="why" popovertarget=${`how-${id}`} aria-label=${word.startsWith("how") ? word : `${word}: how it is counted`}>${word}</button>`;
}

const words = ({ word, text, formula }: Convention): TemplateResult =>
  html`<b>${word}</b><p>${text}</p><p class="formula">${formula}</p>`;

/** What the buttons open, each with the figures of the table put in by `here`. */
export function convention_notes(
  ids: readonly string[],
  here: (id: string) => unknown = () => nothing,
): TemplateResult {
  return html`${kConventions
    .filter(({ id }) => ids.includes(id))
    .map(
      (one) =>
        html`<div id=${`how-${one.id}`} class="how" popover role="note" aria-label=${`How ${one.word} is counted`}>${words(one)}${here(one.id)}</div>`,
    )}`;
}

/** What one button opens that stands for several conventions. */
export function convention_note(id: string, ids: readonly string[]): TemplateResult {
  const list = kConventions.filter((one) => ids.includes(one.id));
  return html`<div id=${`how-${id}`} class="how" popover role="note" aria-label="How this is counted">${list.map(words)}</div>`;
}

export const convention_styles = css`
  .why { min-height: 24px; min-width: 24px; padding: 0 2px; border-color: transparent; background: transparent; text-decoration: underline dotted; text-underline-offset: 3px; }
  .how { width: min(440px, calc(100vw - 32px)); max-height: 60vh; overflow: auto; padding: 12px; border: 1px solid var(--quiet); border-radius: var(--radius); background: var(--paper); color: var(--ink); box-shadow: 0 4px 16px rgb(0 0 0 / 25%); font-size: 13px; text-align: left; white-space: normal; }
  .how p { margin-top: 4px; }
  .how .formula { padding: 4px 8px; background: var(--raised); border-radius: var(--radius); }
  @supports (position-area: bottom) { .how { margin: 4px 8px; inset: auto; position-area: bottom span-right; position-try: flip-inline, flip-block, flip-block flip-inline; } }
`;
