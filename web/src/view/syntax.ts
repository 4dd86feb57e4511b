// The syntax of networks on one card: the first lines to write, the words of the language, its operators and functions.
import { css, html, type TemplateResult } from "lit";
import type { OpInfo, WordInfo } from "../engine/types.gen.ts";

/** A network of four lines, and what each of them says. */
const kLines: readonly [line: string, what: string][] = [
  ["input x = [0.5, -1]", "data; [[1, 2], [3, 4]] is a matrix"],
  ["param w = [0.8, 0.3]", "a weight, by which is differentiated"],
  ["p = tanh(w @ x)", "a statement gives a value its name"],
  ["L = mse(p, 1)", "the last name is what is differentiated"],
];

/** Categories of operations as they are called, in the order of the card. */
const kKinds: readonly [category: string, name: string][] = [
  ["activation", "Activations"],
  ["loss", "Losses"],
  ["function", "Functions"],
  ["reduction", "Of an array"],
  ["shape", "Shapes"],
];

export const syntax_styles = css`
  .syntax { display: grid; gap: 8px; }
  .syntax h3 { margin: 0; font-size: 14px; font-weight: 600; }
  .syntax dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 16px; margin: 0; }
  .syntax dd { margin: 0; color: var(--quiet); overflow-wrap: anywhere; }
  .syntax dt, .syntax code { font: 12px/1.7 var(--mono); }
  .syntax .words { overflow-wrap: anywhere; }
  @container (max-width: 639px) { .syntax dl.long { grid-template-columns: minmax(0, 1fr); } }
`;

/** `brief`: the first lines, and no more. */
export function syntax_card(words: readonly WordInfo[], ops: readonly OpInfo[], brief = false): TemplateResult {
  const lines = html`<dl class="long">${kLines.map(([line, what]) => html`<dt>${line}</dt><dd>${what}</dd>`)}</dl>`;
  if (brief) return html`<div class="syntax">${lines}</div>`;
  const signs = ops.filter(({ symbol }) => symbol !== "");
  const kinds = kKinds.map(([category, name]) => {
    const some = ops.filter((op) => op.category === category && op.symbol === "");
    return html`<dt>${name}</dt><dd class="words">${some.map(({ name: word, doc }, at) => html`${at ? ", " : ""}<code title=${doc}>${word}</code>`)}</dd>`;
  });
  return html`<div class="syntax"><h3>First lines</h3>${lines}
    <h3>Words</h3><dl class="long">${words.map(({ text, form, doc }) => html`<dt>${text}${/^[(]/.test(form) ? "" : " "}${form}</dt><dd>${doc}</dd>`)}</dl>
    <h3>Operators</h3><dl>${signs.map(({ symbol, doc }) => html`<dt>${symbol}</dt><dd>${doc}</dd>`)}</dl>
    <h3>Operations</h3><dl class="long">${kinds}</dl>
    <p class="quiet">A line is a statement; <code>#</code> begins a comment. The first comment is the title, the second the question.</p></div>`;
}
