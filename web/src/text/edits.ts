// What the edits of single statements stand on: replacements in a text, the names that a statement reads, and new names.

import { line_begin, line_end } from "./lines.ts";
import type { Statement } from "./statements.ts";
import { says_something, type Token, tokens } from "./tokens.ts";

/** A part of a text with what comes in its place. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
}

/** Edits that do not overlap, in any order. */
export function apply(text: string, edits: readonly Edit[]): string {
  let made = "";
  let at = 0;
  for (const { from, to, insert } of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    made += text.slice(at, from) + insert;
    at = to;
  }
  return made + text.slice(at);
}

/** Where the names stand that a statement reads: no functions, and no names of attributes. */
export function references({ body }: Statement): Token[] {
  const words = body.filter(says_something);
  return words.filter(({ kind }, at) => kind === "name" && !["(", "="].includes(words[at + 1]?.text ?? ""));
}

export function reads(statement: Statement, name: string): boolean {
  const composed = name.normalize();
  return references(statement).some(({ text }) => text === composed);
}

/** Every use of a name in these statements gets another one. */
export function renamed(statements: readonly Statement[], name: string, other: string): Edit[] {
  const composed = name.normalize();
  return statements.flatMap((statement) =>
    references(statement)
      .filter(({ text }) => text === composed)
      .map(({ from, to }) => ({ from, to, insert: other })),
  );
}

/** The stem with the smallest number that makes a name which stands nowhere in the text. */
export function fresh(text: string, stem: string): string {
  const taken = new Set(tokens(text).flatMap(({ kind, text }) => (kind === "name" ? [text] : [])));
  let number = 1;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}

/** The lines of a statement with the comment behind it and the end of the last one. */
export function lines_of(text: string, { from, to }: Statement): Edit {
  return { from: line_begin(text, from), to: line_end(text, to).next, insert: "" };
}

/** A new line behind a statement, or at the end of the text. */
export function line_after(text: string, statement: Statement | undefined, line: string): Edit {
  const at = statement ? line_end(text, statement.to).next : text.length;
  const open = line_begin(text, at) < at;
  return { from: at, to: at, insert: `${open ? "\n" : ""}${line}\n` };
}
