// What a text says before a place in it: the statement that stands there, the brackets that are open, and what is defined above.
import type { WordInfo } from "../engine/types.gen.ts";
import { statements_of } from "./statements.ts";
import { says_something, type Token, tokens } from "./tokens.ts";

/** An opening bracket, what is called by it, and how many commas stand in it so far. */
interface Open {
  bracket: string;
  callee: string;
  commas: number;
}

/** Where a word stands: what its statement says before it, and which brackets are open. */
export interface Spot {
  line: readonly Token[];
  open: readonly Open[];
}

export function spot_of(before: readonly Token[]): Spot {
  let line: Token[] = [];
  const open: Open[] = [];
  for (const token of before) {
    const { kind, text } = token;
    const inner = open.at(-1);
    if (kind === "newline" && inner?.bracket !== "(" && inner?.bracket !== "[") line = [];
    if (!says_something(token)) continue;
    const last = line.at(-1);
    if ("([{".includes(text)) {
      const called = text === "(" && last !== undefined && (last.kind === "name" || last.text.startsWith("."));
      open.push({ bracket: text, callee: called ? last.text.replace(/^\./, "") : "", commas: 0 });
    }
    if (")]}".includes(text)) open.pop();
    if (text === "," && inner) inner.commas += 1;
    if (text === "{" || text === "}") line = [];
    else line.push(token);
  }
  return { line, open };
}

/** As in `def f(a, b) = a*b`. */
export interface OwnFunction {
  name: string;
  params: readonly string[];
  body: string;
}

/** Names that stand above, functions of the writer's own, and sizes. */
export interface Above {
  names: readonly string[];
  sizes: readonly string[];
  functions: readonly OwnFunction[];
}

/** What a repetition defines: the number of its round, and what its body gives a value. */
function inside(body: readonly Token[]): string[] {
  let depth = 0;
  return body.flatMap(({ kind, text }, at) => {
    depth += Number("([".includes(text)) - Number(")]".includes(text));
    const counts = body[at - 1]?.text === "as" && at === 2;
    return kind === "name" && (counts || (depth === 0 && body[at + 1]?.text === "=")) ? [text] : [];
  });
}

function own_function(body: readonly Token[], text: string): OwnFunction[] {
  const [name, open] = body;
  const close = body.findIndex((token) => token.text === ")");
  const rest = body[close + 2];
  if (name?.kind !== "name" || open?.text !== "(" || close < 0 || !rest) return [];
  const params = body.slice(2, close).flatMap((token) => (token.kind === "name" ? [token.text] : []));
  return [{ name: name.text, params, body: text.slice(rest.from, body.at(-1)?.to) }];
}

/** What a text defines that comes before a place. */
export function above(text: string, words: readonly WordInfo[]): Above {
  const names = new Set<string>();
  const sizes: string[] = [];
  const functions: OwnFunction[] = [];
  for (const { role, kind, name, body } of statements_of(text, words)) {
    const said = body.filter(says_something);
    if (role === "size") sizes.push(name);
    else if (kind === "def") functions.push(...own_function(said, text));
    else for (const one of role === "block" ? inside(said) : [name]) names.add(one);
  }
  return { names: [...names].filter(Boolean), sizes: sizes.filter(Boolean), functions };
}

/** The word that is being written. */
export interface Word {
  from: number;
  /** What stands before its dot: a name, or empty for another value; null where there is no dot. */
  owner: string | null;
  /** All that comes before it, and before its owner. */
  before: readonly Token[];
}

/** The word before the caret, cut at its last dot; null in a comment, in a number and in a name in backticks. */
export function word_before(text: string, at: number): Word | null {
  const all = tokens(text.slice(0, at));
  const last = all.at(-1);
  const broken = all.slice(all.findLastIndex(({ kind }) => kind === "newline") + 1).some((one) => one.text === "`");
  if (!last || broken) return broken ? null : { from: at, owner: null, before: [] };
  const [one, two] = [all.at(-2), all.at(-3)];
  if (last.kind === "comment" || last.kind === "number" || last.text.startsWith("`")) return null;
  if (last.kind === "name" && last.to - last.from !== last.text.length) return null;
  const dot = last.kind === "name" ? last.text.lastIndexOf(".") : -1;
  if (dot >= 0) return { from: last.from + dot + 1, owner: last.text.slice(0, dot), before: all.slice(0, -1) };
  const is_dot = (token: Token | undefined): boolean => token?.text === "." && token.kind === "other";
  const owner = (token: Token | undefined): string | null =>
    token?.kind === "name" ? token.text : token && [")", "]", ".T"].includes(token.text) ? "" : null;
  if (is_dot(last)) return owner(one) === null ? null : { from: at, owner: owner(one), before: all.slice(0, -2) };
  if (last.kind !== "name") return { from: at, owner: null, before: all };
  if (is_dot(one)) return owner(two) === null ? null : { from: last.from, owner: owner(two), before: all.slice(0, -2) };
  return { from: last.from, owner: null, before: all.slice(0, -1) };
}
