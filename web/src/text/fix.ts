// The edits that a problem proposes, each only where it does just what its words say: what could mean something else is not offered.
import type { Diagnostic, WordInfo } from "../engine/types.gen.ts";
import { apply, type Edit } from "./edits.ts";
import { offset_of } from "./spans.ts";
import { defining, type Statement, statements_of } from "./statements.ts";
import { says_something, type Token, tokens } from "./tokens.ts";

export interface Fix {
  edits: readonly Edit[];
  /** What its button says. */
  words: string;
  /** What is written; comes behind the words, as code. */
  text: string;
}

/** What a problem points to in a text. */
interface Place {
  text: string;
  from: number;
  to: number;
  /** What stands there, as it is read. */
  here: string;
  /** The words before it on its line, and those behind it to the end of the text. */
  before: readonly Token[];
  behind: readonly Token[];
}

/** The words of the text that was asked about last: its problems are asked about one after another, and again and again. */
let last: { text: string; words: readonly Token[] } = { text: "", words: [] };

function words_of(text: string): readonly Token[] {
  if (text !== last.text)
    last = { text, words: tokens(text).filter(({ kind }) => kind !== "space" && kind !== "comment") };
  return last.words;
}

function place_of({ span }: Diagnostic, text: string): Place | null {
  if (!span) return null;
  const from = offset_of(text, span.line, span.column);
  const to = offset_of(text, span.end_line, span.end_column);
  if (from >= to) return null;
  const all = words_of(text);
  const here = tokens(text.slice(from, to)).map((token) => token.text);
  const line = all.filter((token) => token.to <= from);
  const before = line.slice(line.findLastIndex(({ kind }) => kind === "newline") + 1);
  return { text, from, to, here: here.join(""), before, behind: all.filter((token) => token.from >= to) };
}

function replace({ from, to }: { from: number; to: number }, text: string, words = "Replace by"): Fix {
  return { edits: [{ from, to, insert: text }], words, text };
}

/** A name as it is written: in backticks where it would be read as something else without them. */
function written(name: string, text: string): string {
  const [first, ...more] = tokens(name);
  const plain = first?.kind === "name" && more.length === 0 && !text.includes(`\`${name}\``);
  return plain || name.startsWith("`") ? name : `\`${name}\``;
}

/** Where this word stands in the place: it is the whole of it, or what is called behind its last dot. */
function word_at({ text, from, to, here }: Place, word = ""): { from: number; to: number } | null {
  const name = word.normalize();
  if (name !== "" && (here === name || here === `\`${name}\``)) return { from, to };
  const begin = to - name.length;
  return name !== "" && here.endsWith(`.${name}`) && text.slice(begin, to) === name ? { from: begin, to } : null;
}

/** A keyword of the call whose name the problem points to, where it stands once. */
function keyword({ behind }: Place, name: string | undefined): Token | null {
  let depth = 0;
  const found: Token[] = [];
  for (const [at, token] of behind.entries()) {
    if ("([{".includes(token.text)) depth += 1;
    if (")]}".includes(token.text)) depth -= 1;
    if (depth === 0) break;
    if (depth === 1 && token.text === name && behind[at + 1]?.text === "=") found.push(token);
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The words of a text in backticks; those that were cut short are none. */
const quoted = (text: string): string[] =>
  [...text.matchAll(/`([^`]+)`/g)].flatMap(([, word = ""]) => (word.endsWith("…") ? [] : [word]));

type Rule = (problem: Diagnostic, place: Place) => Fix | null;

/** "Write `x.sum()` instead." */
const instead: Rule = ({ hint }, place) => {
  const word = /Write `([^`]+)` instead\./.exec(hint)?.[1];
  return word === undefined || word.endsWith("…") ? null : replace(place, word);
};

/** "Did you mean `bce`?" */
const meant: Rule = ({ code, message, hint }, place) => {
  const word = /^Did you mean (?:the operation )?`([^`]+)`\?/.exec(hint)?.[1];
  if (word === undefined || word.endsWith("…")) return null;
  const [named = "", attribute] = quoted(message);
  const owner = (name: string): string => name.split(".")[0] ?? "";
  if (word.includes(".") && owner(word) !== owner(named)) return null; // the inside of another statement
  const at = code === "E_ATTR" ? keyword(place, attribute) : word_at(place, named);
  return at && replace(at, written(word, place.text));
};

/** "Did you mean `W.T` on the left?" */
const transposed: Rule = ({ hint }, { here, before, behind }) => {
  const [, name, side] = /^Did you mean `([^`]+)\.T` on the (left|right)\?/.exec(hint) ?? [];
  const at = here !== "@" ? undefined : side === "left" ? before.at(-1) : behind[0];
  return at && at.text.replace(/^`|`$/g, "") === name ? replace(at, `${at.text}.T`) : null;
};

/** A sign that is written as another one. */
const sign: Rule = ({ code, hint }, place) => {
  const { here } = place;
  const word = /^Write `([-+*/@^]+)`/.exec(hint)?.[1];
  if (code === "E_CHAR" && word && [...here].length === 1) return replace(place, word);
  if (here === "'" && /^The transpose is written/.test(hint)) return replace(place, ".T");
  if (here === "==" && place.before.length === 1 && /^Write `[^`]+ = …`/.test(hint)) return replace(place, "=");
  if (here === ";" && /^Write each statement on a line/.test(hint))
    return { ...replace(place, "\n", "Break the line here"), text: "" };
  if (here === ";" && /^Delete it:/.test(hint)) return replace(place, "", "Delete it");
  if (/^[*×·⋅]$/.test(here) && /did you mean `@`, the matrix product\?/.test(hint)) return replace(place, "@");
  return here === "@" && /^For a product with a number write `\*`/.test(hint) ? replace(place, "*") : null;
};

/** "`z.1` multiplies a matrix and a vector element by element: did you mean `@`?", where its statement has one product alone. */
const spread: Rule = ({ hint }, { text }) => {
  const name = /^`([^`]+)` multiplies .* did you mean `@`\?$/.exec(hint)?.[1]?.replace(/\.\d+$/, "");
  if (name === undefined) return null;
  const all = statements_of(text, []);
  const products = defining(all, name)?.body.filter((token) => /^[*×·⋅⊙]$/.test(token.text)) ?? [];
  const [one, ...more] = products;
  const calls = all.some(
    ({ body, from }) => text.startsWith("def", from) || body.some((token) => token.text === "def"),
  );
  return one && more.length === 0 && !calls ? replace(one, "@", `In ${name}, replace ${one.text} by`) : null;
};

/** What cannot be seen goes, unless two words would become one. */
const hidden: Rule = ({ code, hint }, { text, from, to }) => {
  const parts = /[\p{L}\p{M}\d_]$/u.test(text.slice(0, from)) && /^[\p{L}\p{M}\d_]/u.test(text.slice(to));
  if (code !== "E_CHAR" || hint !== "Delete it." || parts) return null;
  return replace({ from, to }, "", "Delete it");
};

/**
 * "A product needs `*`: `2 * x`." Of two names or two numbers it may be something else; so may it be behind a division or a
 * power, or with a space between where a comma could stand.
 */
const product: Rule = ({ hint }, { text, from, here, before }) => {
  const [, left, right] = /^A product needs `\*`: `(\S+) \* (\S+)`\.$/.exec(hint) ?? [];
  const number = before.at(-1);
  if (number?.kind !== "number" || number.text !== left || here !== right || !/^[\p{L}_]/u.test(here)) return null;
  if (["/", "÷", "**", "^", "@"].includes(before.at(-2)?.text ?? "")) return null;
  const open = before.some(({ text }) => "([{".includes(text)) || !before.slice(0, 3).some(({ text }) => text === "=");
  if (open && text.slice(number.to, from) !== "") return null;
  return { ...replace({ from: number.to, to: from }, " * "), text: `${left} * ${right}` };
};

const kRules: readonly Rule[] = [instead, meant, transposed, sign, spread, hidden, product];

const kMostChoices = 6;

/** Numbers alone, and the brackets, commas and signs between them. */
function is_literal(body: readonly Token[]): boolean {
  const some = body.filter(says_something);
  return (
    some.some(({ kind }) => kind === "number") &&
    some.every(({ kind, text }) => kind === "number" || ["[", "]", ",", "-"].includes(text))
  );
}

/** `x` alone, or all that are declared as data, become what is differentiated by. */
function params(text: string, known: readonly WordInfo[]): Fix[] {
  const statements = statements_of(text, known);
  const words = tokens(text).filter(says_something);
  const layers = known.filter(({ role }) => role === "layer").map((word) => word.text);
  if (words.some(({ text }) => layers.includes(text) || text === "param" || text === "wrt")) return [];
  // What is given: declared as data, or numbers under a name.
  const leaves = statements.filter(
    ({ kind, name, body }) => name !== "" && (kind === "input" || (kind === "value" && is_literal(body))),
  );
  const turned = ({ kind, from }: Statement): Edit[] =>
    kind === "value"
      ? [{ from, to: from, insert: "param " }]
      : words.flatMap((word) => (word.from === from ? [{ from, to: word.to, insert: "param" }] : []));
  const each = leaves.map((leaf): Fix => ({ edits: turned(leaf), words: "Make a param of", text: leaf.name }));
  if (each.length < 2) return each;
  const all = { edits: each.flatMap(({ edits }) => edits), words: `Make all ${each.length} inputs params`, text: "" };
  return [all, ...(each.length <= kMostChoices ? each : [])];
}

/** What can be done about a problem with one press, the likeliest first. `known` are the words of the catalogue. */
export function fixes_of(problem: Diagnostic, text: string, known: readonly WordInfo[]): Fix[] {
  if (problem.code === "W_INACTIVE") return params(text, known);
  const place = place_of(problem, text);
  for (const rule of place ? kRules : []) {
    const found = place && rule(problem, place);
    if (found) return [found];
  }
  return [];
}

export function fixed(text: string, { edits }: Fix): string {
  return apply(text, edits);
}
