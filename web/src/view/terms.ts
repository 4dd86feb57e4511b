// The words of the field that the page uses, each with one plain sentence, and what other programs call them.
import { html, type TemplateResult } from "lit";
import { convention_button, how_note } from "./convention.ts";

export interface Term {
  word: string;
  /** One plain sentence. */
  text: string;
}

export const kTerms = {
  tangent: {
    word: "tangent ▸",
    text: "The derivative of a value along one weight, or along any direction of the weights.",
  },
  adjoint: { word: "adjoint ◂", text: "The derivative of one output by a value." },
  pass: {
    word: "pass, sweep",
    text: "Once through the network: a pass goes forward along the arrows, a sweep back against them.",
  },
  schedule: {
    word: "schedule",
    text: "An order in which values and derivatives are computed; all of them give the same gradient at different costs.",
  },
  carries: {
    word: "carries",
    text: "How many derivatives of each number a step has in hand: backward one, forward one for every weight that it goes along.",
  },
  kept_values: {
    word: "values kept",
    text: "The values are computed once and stay for all passes, instead of being computed anew in each: less work, more bytes.",
  },
  paper: {
    word: "as on paper",
    text: "All weights in one pass, or all outputs in one sweep back, and nothing is stored or multiplied where a derivative is zero because no path leads there.",
  },
  colours: {
    word: "by colours",
    text: "Columns of the Jacobian have one colour, and share a pass, where in no row two of them may be other than zero: then each row says whose number it is. Rows share a sweep back in the same way.",
  },
  alive: {
    word: "alive",
    text: "A number is alive from the step that computes it to the last step that reads it; then its bytes are free.",
  },
  working: { word: "working memory", text: "The bytes that are alive at one time, without the inputs and the answer." },
  kept: { word: "kept", text: "What backward leaves alive on the way there because a step of the way back reads it." },
  cut: {
    word: "the cut",
    text: "All values that are alive between two steps: whatever reaches the output goes through them, so adjoint times tangent, added up over them, is the same number everywhere.",
  },
  flops: {
    word: "flops, fn",
    text: "Additions, multiplications, divisions and comparisons; calls of functions such as tanh are counted apart, as fn.",
  },
  local: {
    word: "local derivative",
    text: "The derivative of the result of one step by one of its operands, as if all else stood still.",
  },
  fan_out: {
    word: "fan-out",
    text: "A value with several consumers, the nodes that read it: its derivative is the sum over them.",
  },
  residual: { word: "residual block", text: "A layer F with a skip, an edge that takes x past it: x + F(x)." },
  jacobian: {
    word: "Jacobian",
    text: "All outputs by all weights: a row for each output, a column for each weight; of one output it is the gradient.",
  },
  jvp: {
    word: "jvp",
    text: "Jacobian times vector: what one forward pass gives, a column of the Jacobian for one weight.",
  },
  vjp: { word: "vjp", text: "Vector times Jacobian: what one sweep back gives, a row of the Jacobian for one output." },
  whole: { word: "jacfwd, jacrev", text: "The whole Jacobian by columns, forward; by rows, backward." },
} as const satisfies Readonly<Record<string, Term>>;

export type TermId = keyof typeof kTerms;

const id_of = (id: TermId): string => `word-${id}`;

/** The word as a button that opens its sentence; `term_notes` of it has to stand beside. */
export function term_button(id: TermId, word: string = kTerms[id].word): TemplateResult {
  return convention_button(id_of(id), word);
}

export function term_notes(ids: readonly TermId[]): TemplateResult {
  return html`${ids.map((id) => how_note(id_of(id), `What “${kTerms[id].word}” means`, html`<b>${kTerms[id].word}</b><p>${kTerms[id].text}</p>`))}`;
}
