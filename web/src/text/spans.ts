// Places in the network text: the engine counts lines and columns in code points, a text field in UTF-16 units.
import type { Diagnostic } from "../engine/types.gen.ts";

/** Where a line begins, counted from 1, and where it ends: at \r\n, \r or \n, as the engine counts. */
function bounds(text: string, line: number): [begin: number, end: number] {
  let begin = 0;
  let at = 1;
  for (const { 0: mark, index } of text.matchAll(/\r\n|\r|\n/g)) {
    if (at === line) return [begin, index];
    begin = index + mark.length;
    at += 1;
  }
  return at === line ? [begin, text.length] : [text.length, text.length];
}

/** The offset of a line and column in a text; both count from 1 and a column is a code point. */
export function offset_of(text: string, line: number, column: number): number {
  const [begin, end] = bounds(text, line);
  const letters = [...text.slice(begin, end)];
  return begin + letters.slice(0, column - 1).join("").length;
}

/** A text as fields have it, where every line ends in \n. */
export function as_shown(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** The text in pieces, those that a problem points to marked. An empty span marks the letter it stands before. */
export function marked_lines(text: string, problems: readonly Diagnostic[]): { text: string; marked: boolean }[] {
  const spans = problems
    .flatMap(({ span }) => (span ? [span] : []))
    .map((span) => {
      const start = offset_of(text, span.line, span.column);
      return { start, end: Math.max(start + 1, offset_of(text, span.end_line, span.end_column)) };
    })
    .sort((a, b) => a.start - b.start);
  const pieces: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (end <= at) continue;
    pieces.push({ text: text.slice(at, Math.max(at, start)), marked: false });
    pieces.push({ text: text.slice(Math.max(at, start), end) || " ", marked: true });
    at = end;
  }
  pieces.push({ text: text.slice(at), marked: false });
  return pieces.filter((piece) => piece.text !== "");
}
