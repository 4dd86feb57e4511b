// The syntax of networks on one card: an example of each statement, then operators and operations by what they are for.
import { css, html, type TemplateResult } from "lit";
import type { OpInfo, WordInfo, WordRole } from "../engine/types.gen.ts";

export type Example = readonly [line: string, what: string];

/** A network of four lines, and what each of them says. */
export const kFirstLines: readonly Example[] = [
  ["input x = [0.5, -1]", "data; [[1, 2], [3, 4]] is a matrix"],
  ["param w = [0.8, 0.3]", "a weight, by which is differentiated"],
  ["p = tanh(w @ x)", "a statement gives a value its name"],
  ["L = mse(p, 1)", "the last name is what is differentiated"],
];

/** A statement of each kind; the tests hold every one against the engine. */
export const kExamples: readonly { title: string; lines: readonly Example[] }[] = [
  {
    title: "What goes in",
    lines: [
      ["input x = [0.5, -1]", "data: a vector of two"],
      ["param w = 0.8", "a weight: by it is differentiated"],
      ["param W = [[1, 2], [3, 4]]", "a matrix, row by row"],
      ["param V = randn(3, 2, seed=1)", "3 rows and 2 columns, from a generator"],
      ["size n = 4", "a whole number, for generators, layers and repeat"],
    ],
  },
  {
    title: "What is computed",
    lines: [
      ["z = W @ x + b", "@ is the matrix product; * goes element by element"],
      ["h = dense(x, 8, tanh)", "a layer of 8 with weights of its own"],
      ["y = conv1d(x, [0.5, 1])", "a kernel moved along; stride=2 leaps, flip=1 turns it round"],
      ["A = attention(W, W, W)", "queries, keys, values, and perhaps a mask; A.weights is a part of it"],
      ["s = gru(x, h, seed=1)", "one step of a cell with weights of its own; like=s takes those of s"],
      ["def f(u, v) = u*v + v**2", "a function of your own; its calls come below it"],
      ["def g(u) = u > 0 with dg = 1", "its derivative, stated: both directions use it"],
      ["repeat 3 { h = tanh(W @ h) }", "again and again: h_1, h_2, h_3; then h is the last"],
      ["repeat 3 as i { h = h + i*x }", "i counts the rounds"],
      ["y = where(x > 0, x, 0.1*x)", "< <= > >= == != compare element by element"],
      ["v = [w, 2*w, 1]", "values in a list are a vector, vectors a matrix"],
      ["s = x[1:]", "a part; x[0] is one element, x[-1] the last, W[0, :] a row"],
      ["s = x[::2]", "every second one; x[[1, 0]] picks by place"],
      ["m = x.mean()", "the same as mean(x); W.T is the transpose"],
      ["a = np.exp(x)", "the same as exp(x)"],
    ],
  },
  {
    title: "What is asked",
    lines: [
      ["loss L", "what is differentiated; without it, the last value"],
      ["loss = mse(z, x)", "the same in one line"],
      ["output z, y", "several results: a Jacobian"],
      ["wrt x, W", "by what; without it, by every param"],
      ["# Two layers", "a comment; the first is the title, the second the question"],
    ],
  },
];

/** Categories of operations as they are called, in the order of the card; any other stands behind them under its own name. */
const kKinds: readonly [name: string, ...categories: string[]][] = [
  ["Activations", "activation"],
  ["Losses", "loss"],
  ["Functions", "function", "step"],
  ["To choose", "selection"],
  ["Products", "linear algebra"],
  ["Windows", "convolution"],
  ["Of an array", "reduction", "spread"],
  ["Shapes", "shape"],
];
const kNone = ["leaf", "const"];

export const syntax_styles = css`
  .syntax { display: grid; gap: 4px 24px; font-size: 13px; }
  .syntax.two { grid-template-columns: minmax(0, 1fr); }
  .syntax h3 { margin: 4px 0 0; font-size: 13px; font-weight: 600; }
  .syntax dl { display: grid; grid-template-columns: 16.5em minmax(0, 1fr); gap: 0 12px; margin: 0; }
  .syntax .words { grid-template-columns: 6.5em minmax(0, 1fr); gap: 6px 12px; margin-top: 4px; }
  .syntax dd { margin: 0; color: var(--quiet); overflow-wrap: anywhere; }
  .syntax dt { overflow-wrap: anywhere; }
  .syntax .lines dt, .syntax code { font: 12px/20px var(--mono); }
  .syntax .lines dd { line-height: 20px; }
  .syntax .words dd { color: var(--ink); }
  .syntax .words code { line-height: 18px; white-space: nowrap; }
  @container (min-width: 900px) { .syntax.two { grid-template-columns: minmax(0, 8fr) minmax(0, 5fr); } }
  @container (max-width: 539px) { .syntax .lines { grid-template-columns: minmax(0, 1fr); } .syntax .lines dd { padding-bottom: 4px; } }
`;

const lines = (some: readonly Example[]) =>
  html`<dl class="lines">${some.map(([line, what]) => html`<dt>${line}</dt><dd>${what}</dd>`)}</dl>`;

/** Words of which each says what it is where the pointer rests on it. */
function listed(some: readonly { word: string; doc: string }[]): TemplateResult[] {
  return some.map(({ word, doc }, at) => html`${at ? ", " : ""}<code title=${doc}>${word}</code>`);
}

/** An operation by its name, with its operands where there are several. */
const called = ({ name, ports }: OpInfo): string => (ports.length > 1 ? `${name}(${ports.join(", ")})` : name);

/** Groups of words with their names: what is written between values, then what is called, then the constants. */
function groups(
  words: readonly WordInfo[],
  ops: readonly OpInfo[],
): [name: string, some: { word: string; doc: string }[]][] {
  const of = (role: WordRole) =>
    words.flatMap(({ text, form, doc, role: one }) =>
      one === role ? [{ word: role === "generator" ? `${text}${form}` : text, doc: doc || form }] : [],
    );
  const signs = new Map(ops.flatMap(({ symbol, doc }) => (symbol ? [[symbol, doc] as const] : [])));
  const known = kKinds.flatMap(([, ...categories]) => categories);
  const others = [...new Set(ops.map(({ category }) => category))].filter(
    (one) => !known.includes(one) && !kNone.includes(one),
  );
  const kinds = [...kKinds, ...others.map((one) => [one, one] as const)].map(
    ([name, ...categories]): [string, { word: string; doc: string }[]] => [
      name,
      ops.flatMap((op) =>
        categories.includes(op.category) && op.symbol === "" ? [{ word: called(op), doc: op.doc }] : [],
      ),
    ],
  );
  const between = [...signs].map(([word, doc]) => ({ word, doc }));
  return [["Operators", between], ...kinds, ["Generators", of("generator")], ["Constants", of("constant")]];
}

/** Words of the language that no example has. */
function further(words: readonly WordInfo[]): Example[] {
  const shown = kExamples.flatMap(({ lines }) => lines.map(([line]) => line)).join("\n");
  const plain = words.filter(({ role }) => role !== "generator" && role !== "constant");
  return plain.flatMap(({ text, form, doc }): Example[] =>
    new RegExp(`\\b${text}\\b`).test(shown) ? [] : [[`${text}${form.startsWith("(") ? "" : " "}${form}`, doc]],
  );
}

/** `brief`: the first lines, and no more. */
export function syntax_card(words: readonly WordInfo[], ops: readonly OpInfo[], brief = false): TemplateResult {
  if (brief) return html`<div class="syntax">${lines(kFirstLines)}</div>`;
  const more = further(words);
  return html`<div class="syntax two">
    <div>${kExamples.map(({ title, lines: some }, at) => html`<h3>${title}</h3>${lines(at === 1 ? [...some, ...more] : some)}`)}</div>
    <div><h3>What can be called</h3><dl class="words">${groups(words, ops).map(([name, some]) =>
      some.length > 0 ? html`<dt>${name}</dt><dd>${listed(some)}</dd>` : html``,
    )}</dl></div></div>`;
}
