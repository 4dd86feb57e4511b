// The words of the language and the operations, as the catalogue has them: which begin a statement, and which can be called.
import type { OpInfo, WordInfo, WordRole } from "../engine/types.gen.ts";

const kBegin: readonly WordRole[] = ["leaf", "size", "block", "list"];
const kCalled: readonly WordRole[] = ["layer", "generator"];

/** Rows that stand in the text under a name of the user's, or as digits. */
const kUnnamed = ["leaf", "const"];

/** Operations that can be called by their name. */
export function callable(ops: readonly OpInfo[]): OpInfo[] {
  return ops.filter(({ category }) => !kUnnamed.includes(category));
}

/** What is marked in a text: words that begin a statement or go on with one, and whatever can be called, in every spelling. */
export interface Marked {
  begin: ReadonlySet<string>;
  clause: ReadonlySet<string>;
  called: ReadonlySet<string>;
}

export function marked_words(ops: readonly OpInfo[], words: readonly WordInfo[]): Marked {
  const own = (roles: readonly WordRole[]): string[] =>
    words.flatMap(({ text, role }) => (roles.includes(role) ? [text] : []));
  return {
    begin: new Set(own(kBegin)),
    clause: new Set(own(["clause"])),
    called: new Set([...callable(ops).flatMap(({ name, aliases }) => [name, ...aliases]), ...own(kCalled)]),
  };
}

/** What the word does that begins a statement; undefined where it is none of the language's, or a name of the writer's. */
export function role_of(text: string, words: readonly WordInfo[]): WordRole | undefined {
  return words.find((word) => word.text === text && kBegin.includes(word.role))?.role;
}
