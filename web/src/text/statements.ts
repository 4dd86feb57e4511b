// A network text as statements with their places, so that one of them can be edited while the others stay as they are.
import type { WordInfo, WordRole } from "../engine/types.gen.ts";
import { is_method, says_something, type Token, tokens } from "./tokens.ts";
import { role_of } from "./words.ts";

export interface Statement {
  /** The word it begins with, as in `param`; "value" for NAME = EXPRESSION, "other" for what is not understood. */
  kind: string;
  /** What that word does. */
  role: WordRole | "value" | "other";
  /** What it defines; empty where it defines nothing. */
  name: string;
  from: number;
  /** Behind its last word; a comment may follow on the line. */
  to: number;
  /** What stands behind its `=`, or behind its first word: without white space and comments at the ends. */
  body: readonly Token[];
}

const kOpening = ["(", "[", "{"];
const kClosing = [")", "]", "}"];

/** What a word does that begins a statement of its own here; undefined where it is a name of the writer's. */
export function begun_by(word: Token, next: Token | undefined, known: readonly WordInfo[]): WordRole | undefined {
  const role = next?.text === "=" ? undefined : role_of(word.text, known);
  const declares = role === "leaf" || role === "size";
  return declares && next?.kind !== "name" ? undefined : role;
}

/** The tokens of a text, where what stands before a method is a name only if it is one elsewhere, too: `np` in `np.exp(x)` is none. */
function read_tokens(text: string): Token[] {
  const all = tokens(text);
  const before_method = (at: number): boolean => {
    const next = all[at + 1];
    return next !== undefined && is_method(next);
  };
  const own = new Set(all.flatMap(({ kind, text }, at) => (kind === "name" && !before_method(at) ? [text] : [])));
  return all.map((token, at) =>
    token.kind === "name" && before_method(at) && !own.has(token.text) ? { ...token, kind: "other" as const } : token,
  );
}

function read(line: readonly Token[], known: readonly WordInfo[]): Statement | null {
  const words = line.filter(says_something);
  const [first, second, third] = words;
  const last = words.at(-1);
  if (!first || !last) return null;
  const role = begun_by(first, second, known);
  const declares = role !== undefined;
  const defines = declares ? third?.text === "=" : second?.text === "=";
  const named = declares ? second : first;
  const begin = defines ? (declares ? third : second) : first;
  return {
    kind: declares ? first.text : defines ? "value" : "other",
    role: role ?? (defines ? "value" : "other"),
    name: defines && named?.kind === "name" ? named.text : "",
    from: first.from,
    to: last.to,
    body: line.slice(line.indexOf(begin ?? first) + 1, line.indexOf(last) + 1),
  };
}

/** The statements of a text in its order; a `repeat` with its body is one. `known` are the words of the catalogue. */
export function statements_of(text: string, known: readonly WordInfo[]): Statement[] {
  const found: Statement[] = [];
  let line: Token[] = [];
  let depth = 0;
  const end = (): void => {
    const statement = read(line, known);
    if (statement) found.push(statement);
    line = [];
    depth = 0;
  };
  for (const token of read_tokens(text)) {
    if (kOpening.includes(token.text)) depth += 1;
    if (kClosing.includes(token.text)) depth = Math.max(0, depth - 1);
    if (token.kind === "newline" && depth === 0) end();
    else line.push(token);
  }
  end();
  return found;
}

/** The statement that defines a name; undefined where none does, or several: then nobody knows which is meant. */
export function defining(statements: readonly Statement[], name: string): Statement | undefined {
  const composed = name.normalize();
  const [first, ...more] = composed === "" ? [] : statements.filter((statement) => statement.name === composed);
  return more.length === 0 ? first : undefined;
}
