// A network text as tokens, for colours and for edits of single statements; the engine alone decides what is right.

export type Kind = "comment" | "newline" | "space" | "number" | "name" | "symbol" | "other";

export interface Token {
  kind: Kind;
  text: string;
  /** Offset in the text, in UTF-16 units. */
  from: number;
  to: number;
}

const kKinds: readonly Kind[] = ["comment", "newline", "space", "number", "name", "symbol", "other"];
const kWord =
  /(#[^\n\r]*)|(\r\n|\n|\r)|([ \t]+)|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(`[^`\n\r]*`|[\p{L}_][\p{L}\p{N}_]*(?:\.(?!T(?![\p{L}\p{N}_]))[\p{L}\p{N}_]+)*)|(\*\*|\.T(?![\p{L}\p{N}_])|[-+*/@^=()[\]{},:])|(.)/gsu;

/** A text as tokens without gaps. `from` is where the text begins in a larger one. */
export function tokens(text: string, from = 0): Token[] {
  return [...text.matchAll(kWord)].map((match) => {
    const kind = kKinds[match.slice(1).findIndex((part) => part !== undefined)] ?? "other";
    const at = from + match.index;
    return { kind, text: match[0], from: at, to: at + match[0].length };
  });
}

/** Neither white space nor a comment. */
export function says_something({ kind }: Token): boolean {
  return kind !== "space" && kind !== "newline" && kind !== "comment";
}
