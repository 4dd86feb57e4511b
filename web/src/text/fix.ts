// The edit that a problem's hint proposes, where it proposes one.
import type { Diagnostic } from "../engine/types.gen.ts";
import { offset_of } from "./spans.ts";

export interface Fix {
  from: number;
  to: number;
  text: string;
}

/** "Did you mean `bce`?" puts `bce` in the place of what the problem points to. */
export function fix_of({ hint, span }: Diagnostic, text: string): Fix | null {
  const word = /^Did you mean `([^`]+)`\?/.exec(hint)?.[1];
  if (word === undefined || !span) return null;
  const from = offset_of(text, span.line, span.column);
  return { from, to: offset_of(text, span.end_line, span.end_column), text: word };
}

export function fixed(text: string, { from, to, text: word }: Fix): string {
  return text.slice(0, from) + word + text.slice(to);
}
