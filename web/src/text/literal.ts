// One number of a literal in the text replaced by another, with everything around it left as the writer wrote it.
import type { WordInfo } from "../engine/types.gen.ts";
import { defining, type Statement, statements_of } from "./statements.ts";
import { says_something, type Token } from "./tokens.ts";

interface Part {
  from: number;
  to: number;
}

/** A double in the language, with as few digits as give it back. */
export function spelled(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The numbers of a literal in order of the text, which is row by row; null where it is no literal of numbers, or a generator. */
function parts(body: readonly Token[]): Part[] | null {
  const words = body.filter(says_something);
  if (words.some((word, at) => word.kind === "name" && words[at + 1]?.text === "(")) return null;
  const found: Part[] = [];
  let part: Part | null = null;
  const end = (): void => {
    if (part) found.push(part);
    part = null;
  };
  for (const { text, from, to } of words) {
    if (text === "[" || text === "]" || text === ",") end();
    else if (part) part.to = to;
    else part = { from, to };
  }
  end();
  return found;
}

/** How far a place is from the begin of its line. */
function column(text: string, at: number): number {
  return at - (text.lastIndexOf("\n", at - 1) + 1);
}

/** White space to take away before a number that gets wider (or to add, below 0), where numbers stand in straight columns. */
function slack(text: string, all: readonly Part[], index: number, wider: number): number {
  const part = all[index];
  if (!part) return 0;
  const in_column = all.some((other) => other !== part && column(text, other.to) === column(text, part.to));
  if (!in_column) return 0;
  const spaces = part.from - text.slice(0, part.from).trimEnd().length;
  const needed = text[part.from - spaces - 1] === "," ? 1 : 0;
  return Math.min(wider, Math.max(0, spaces - needed));
}

/** The text with the number at `index` of the literal of `name` replaced; null where the text does not spell that number. */
export function rewrite(
  text: string,
  known: readonly WordInfo[],
  name: string,
  index: number,
  number: string,
): string | null {
  const statement: Statement | undefined = defining(statements_of(text, known), name);
  if (statement?.role !== "leaf") return null;
  const all = parts(statement.body);
  const part = all?.[index];
  if (!all || !part) return null;
  const cut = slack(text, all, index, number.length - (part.to - part.from));
  const before = text.slice(0, part.from - Math.max(0, cut)) + " ".repeat(Math.max(0, -cut));
  return before + number + text.slice(part.to);
}
