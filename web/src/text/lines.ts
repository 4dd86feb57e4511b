// Lines of a network text, by what ends a statement.

const kEnds = "\n\r\v\f\u0085\u2028\u2029";

/** Where the line begins on which a place lies, of those that end statements. */
export function line_begin(text: string, at: number): number {
  let begin = at;
  while (begin > 0 && !kEnds.includes(text[begin - 1] ?? "")) begin -= 1;
  return begin;
}

/** Where that line ends, and where the next one begins. */
export function line_end(text: string, at: number): { end: number; next: number } {
  let end = at;
  while (end < text.length && !kEnds.includes(text[end] ?? "")) end += 1;
  return { end, next: Math.min(text.length, end + (text.startsWith("\r\n", end) ? 2 : 1)) };
}
