// The words that a text may use at a place: operations and the language's own from the catalogue, and names of the network.
import type { Graph, OpInfo, WordInfo, WordRole } from "../engine/types.gen.ts";
import { shape } from "../view/format.ts";

export interface Word {
  text: string;
  kind: "operation" | "name" | "language";
  /** Beside the word: operands or shape. */
  detail: string;
  /** What it does, in a sentence. */
  doc: string;
  /** Takes its operands in brackets. */
  called: boolean;
  /** Begins a statement. */
  begins: boolean;
}

const kBegin: readonly WordRole[] = ["leaf", "size", "block", "list"];
const kCalled: readonly WordRole[] = ["layer", "generator"];

/** Rows that stand in the text under a name of the user's, or as digits. */
const kUnnamed = ["leaf", "const"];

/** Operations that can be called by their name. */
export function callable(ops: readonly OpInfo[]): OpInfo[] {
  return ops.filter(({ category }) => !kUnnamed.includes(category));
}

/** What is marked in a text: words that begin a statement, and whatever can be called, in every spelling. */
export interface Marked {
  begin: ReadonlySet<string>;
  called: ReadonlySet<string>;
}

export function marked_words(ops: readonly OpInfo[], words: readonly WordInfo[]): Marked {
  const own = (roles: readonly WordRole[]): string[] =>
    words.flatMap(({ text, role }) => (roles.includes(role) ? [text] : []));
  return {
    begin: new Set(own(kBegin)),
    called: new Set([...callable(ops).flatMap(({ name, aliases }) => [name, ...aliases]), ...own(kCalled)]),
  };
}

/** What can be written, names of the network first. */
export function words_of(ops: readonly OpInfo[], words: readonly WordInfo[], graph: Graph | null): Word[] {
  const plain = { doc: "", called: false, begins: false };
  const names = (graph?.nodes ?? [])
    .filter(({ id, category, group }) => category !== "const" && (id === group || category === "leaf"))
    .map(({ id, shape: sizes }): Word => ({ ...plain, text: id, kind: "name", detail: shape(sizes) }));
  const rows = callable(ops).map(({ name, ports, doc, symbol }): Word => {
    const detail = symbol ? `(${ports.join(", ")})  ${symbol}` : `(${ports.join(", ")})`;
    return { text: name, kind: "operation", detail, doc, called: true, begins: false };
  });
  const own = words.map(
    ({ text, role, form, doc }): Word => ({
      text,
      kind: "language",
      detail: form,
      doc,
      called: kCalled.includes(role),
      begins: kBegin.includes(role),
    }),
  );
  return [...names, ...rows, ...own];
}

/** Where a name is about to be given, only the words that begin a statement help. */
export function fits(word: Word, first_on_line: boolean): boolean {
  return first_on_line === word.begins;
}

/** What the word does that begins a statement; undefined where it is none of the language's, or a name of the writer's. */
export function role_of(text: string, words: readonly WordInfo[]): WordRole | undefined {
  return words.find((word) => word.text === text && kBegin.includes(word.role))?.role;
}
