// A network text as tokens, for colours and for edits of single statements; the engine alone decides what is right.

export type Kind = "comment" | "newline" | "space" | "number" | "name" | "symbol" | "other";

export interface Token {
  kind: Kind;
  /** As the language reads it: without what has no width, a name in its composed form. */
  text: string;
  /** Offset in the text, in UTF-16 units. */
  from: number;
  to: number;
}

/** What ends a statement and a comment; a line of a text field ends at the first two alone. */
const kEnd = String.raw`\n\r\v\f\u0085\u2028\u2029`;
/** What goes on in a name: digits below the line are of it, those above are powers. */
const kInName = String.raw`\p{L}\p{M}\d_\u2080-\u2089`;
const kDigits = String.raw`\d+(?:_\d+)*`;
const kCalled = String.raw`[\p{L}_][${kInName}]*(?=[\t\p{Zs}]*\()`; // and the bracket is no part of it
const kKinds: readonly Kind[] = ["comment", "newline", "space", "number", "name", "symbol", "other"];
const kWord = new RegExp(
  [
    `(#[^${kEnd}]*)`,
    String.raw`(\r\n|[${kEnd}])`,
    String.raw`([\t\p{Zs}]+)`,
    String.raw`((?:${kDigits}\.?(?:${kDigits})?|\.${kDigits})(?:[eE][+-]?${kDigits})?)`,
    String.raw`(${"`"}[^${"`"}${kEnd}]*${"`"}|[\p{L}_][${kInName}]*(?:\.(?!T(?![${kInName}])|${kCalled})[${kInName}]+)*)`,
    String.raw`(\*\*|\.T(?![${kInName}])|\.${kCalled}|[<>=!]=|[-+*/@^=<>()[\]{},:·⋅×⊙−≤≥≠²³])`,
    "(.)",
  ].join("|"),
  "gsu",
);
/** What has no width, and is skipped wherever it stands. */
const kHidden = /\p{Cf}|\p{Variation_Selector}/gu;

/** A text without what has no width, and the offset that each of its units has in the whole. */
function visible(text: string): { plain: string; place(at: number): number } {
  const plain = text.replace(kHidden, "");
  if (plain.length === text.length) return { plain, place: (at) => at };
  const hidden = [...text.matchAll(kHidden)].map(({ 0: one, index }) => ({ index, length: one.length }));
  const places: number[] = [];
  for (let at = 0, next = 0; at < text.length; ) {
    const skip = hidden[next];
    if (skip?.index === at) {
      at += skip.length;
      next += 1;
    } else places.push(at++);
  }
  return { plain, place: (at) => places[at] ?? text.length };
}

/** A text as tokens; between them stands nothing but what has no width. `from` is where the text begins in a larger one. */
export function tokens(text: string, from = 0): Token[] {
  const { plain, place } = visible(text);
  return [...plain.matchAll(kWord)].map((match) => {
    const kind = kKinds[match.slice(1).findIndex((part) => part !== undefined)] ?? "other";
    const [word] = match;
    const to = place(match.index + word.length - 1) + 1;
    return { kind, text: kind === "name" ? word.normalize() : word, from: from + place(match.index), to: from + to };
  });
}

/** Neither white space nor a comment. */
export function says_something({ kind }: Token): boolean {
  return kind !== "space" && kind !== "newline" && kind !== "comment";
}

/** The `.sum` of `x.sum()`. */
export function is_method({ kind, text }: Token): boolean {
  return kind === "symbol" && text.length > 1 && text.startsWith(".") && text !== ".T";
}
