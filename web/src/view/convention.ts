// How each kind of figure is counted: a word that opens its convention, and the conventions themselves.
import { css, html, type TemplateResult } from "lit";

export interface Convention {
  id: string;
  /** The word that opens it. */
  word: string;
  /** What is counted, and what is not. */
  text: string;
  formula: string;
}

/** Those that stand on the first screen; the others are in `cost_conventions`. */
export const kConventions: readonly Convention[] = [
  {
    id: "inner",
    word: "working peak",
    text: "The most bytes alive at one time: 8 bytes a number, one buffer a node, in the order of the program. A value lives until its last reader has read it; operands and result of a node live together. Not in it: the inputs, and the derivatives of the weights.",
    formula: "max over steps of 8 · (values + derivatives alive)",
  },
  {
    id: "saved",
    word: "kept",
    text: "What stays from the sweep of values for those of derivatives, with the outputs. 0 where a step computes both.",
    formula: "bytes of computed values alive when the sweep of values ends",
  },
  {
    id: "flops",
    word: "flops",
    text: "Counted while the numbers were computed, over all sweeps. Copies, transposes, slices and seeds are free, and the zeros of a padding are not multiplied; adding up the contributions to one derivative is not.",
    formula: "flops = add + mul + div + compare",
  },
  {
    id: "fn",
    word: "fn",
    text: "Evaluations of exp, log, tanh, σ, sin and the like: in no flops, as none is a single operation.",
    formula: "one a number",
  },
];

/** The word as a button. */
export function convention_button(id: string, word: string): TemplateResult {
  return html`<button class="why" popovertarget=${`how-${id}`} aria-label=${word.startsWith("how") ? word : `${word}: how it is counted`}>${word}</button>`;
}

/** A convention in full. */
export const words = ({ word, text, formula }: Convention): TemplateResult =>
  html`<b>${word}</b><p>${text}</p><p class="formula">${formula}</p>`;

/** What a button of that id opens. */
export function how_note(id: string, label: string, said: unknown): TemplateResult {
  return html`<div id=${`how-${id}`} class="how" popover role="note" aria-label=${label}>${said}</div>`;
}

/** What one button opens that stands for several conventions. */
export function convention_note(id: string, ids: readonly string[]): TemplateResult {
  const list = kConventions.filter((one) => ids.includes(one.id));
  return how_note(id, "How this is counted", list.map(words));
}

export const convention_styles = css`
  .why { min-height: 24px; min-width: 24px; padding: 0 2px; border-color: transparent; background: transparent; text-decoration-line: underline; text-decoration-style: dotted; text-underline-offset: 3px; }
  .how { width: min(440px, calc(100vw - 32px)); max-height: 60vh; overflow: auto; padding: 12px; border: 1px solid var(--quiet); border-radius: var(--radius); background: var(--paper); color: var(--ink); box-shadow: 0 4px 16px rgb(0 0 0 / 25%); font-size: 13px; text-align: left; white-space: normal; }
  .how p { margin-top: 4px; }
  .how .formula { padding: 4px 8px; background: var(--raised); border-radius: var(--radius); }
  @supports not selector(:popover-open) { .how:not(.open) { display: none; } }
  /* Of an open one only: on a closed popover position-try makes WebKit resolve styles for ever. */
  @supports (position-area: bottom) { .how:popover-open { margin: 4px 8px; inset: auto; position-area: bottom span-right; position-try: flip-inline, flip-block, flip-block flip-inline; } }
`;
