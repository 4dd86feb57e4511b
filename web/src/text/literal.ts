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

/** What a number of a literal may be written with: `-1/3`, `2**-10`, `pi`, the name of a size. */
const kSigns = ["+", "-", "−", "*", "/", "**", "^", "(", ")"];

/** Reads `[[1, 2], [3, 4]]`, with or without a comma at the end of a list; null for what is more than numbers in brackets. */
class Reader {
  readonly found: Part[] = [];
  private at = 0;

  constructor(private readonly words: readonly Token[]) {}

  private is(text: string): boolean {
    return this.words[this.at]?.text === text;
  }

  /** How many numbers stand in each list, row by row, or null; 0 for a number alone. */
  value(): number[] | null {
    return this.is("[") ? this.list() : this.number() ? [0] : null;
  }

  get ended(): boolean {
    return this.at === this.words.length;
  }

  private list(): number[] | null {
    this.at += 1;
    const counts: number[][] = [];
    while (!this.is("]")) {
      const one = this.value();
      if (!one) return null;
      counts.push(one);
      if (this.is(",")) this.at += 1;
      else if (!this.is("]")) return null;
    }
    this.at += 1;
    const deep = counts.some(([first]) => first !== 0);
    if (deep && counts.some((one) => one.length > 1 || one[0] !== counts[0]?.[0])) return null;
    return deep ? counts.flat() : [counts.length];
  }

  private number(): boolean {
    let depth = 0;
    const begin = this.at;
    for (; !this.ended; this.at += 1) {
      const word = this.words[this.at];
      if (!word || (depth === 0 && (word.text === "," || word.text === "]"))) break;
      const called = word.kind === "name" && this.words[this.at + 1]?.text === "(";
      if (called || (word.kind === "symbol" ? !kSigns.includes(word.text) : word.kind === "other")) return false;
      depth += Number(word.text === "(") - Number(word.text === ")");
    }
    const [first, last] = [this.words[begin], this.words[this.at - 1]];
    if (!first || !last || this.at === begin || depth !== 0) return false;
    this.found.push({ from: first.from, to: last.to });
    return true;
  }
}

/** The numbers of a literal in order of the text, which is row by row; null where it is no literal of numbers, or a generator. */
function parts(body: readonly Token[]): Part[] | null {
  const reader = new Reader(body.filter(says_something));
  return reader.value() && reader.ended ? reader.found : null;
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

/**
 * The text with the number at `index` of the literal of `name` replaced; null where the text does not spell that number, or not
 * just as many numbers as the leaf has elements.
 */
export function rewrite(
  text: string,
  known: readonly WordInfo[],
  name: string,
  index: number,
  number: string,
  elements?: number,
): string | null {
  const statement: Statement | undefined = defining(statements_of(text, known), name);
  if (statement?.role !== "leaf") return null;
  const all = parts(statement.body);
  const part = all?.[index];
  if (!all || !part || (elements ?? all.length) !== all.length) return null;
  const cut = slack(text, all, index, number.length - (part.to - part.from));
  const before = text.slice(0, part.from - Math.max(0, cut)) + " ".repeat(Math.max(0, -cut));
  return before + number + text.slice(part.to);
}
