// Completion: offers the words that fit where the caret stands.
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { fits, type Word } from "../text/words.ts";

const kWord = /[\p{L}_][\p{L}\p{N}_.]*/u;
const kTypes = { operation: "function", name: "variable", language: "keyword" };

/** Brackets come with a function, and the caret goes between them. */
function put(view: EditorView, { label }: Completion, from: number, to: number): void {
  const open = view.state.sliceDoc(to, to + 1) === "(";
  view.dispatch({
    changes: { from, to, insert: open ? label : `${label}()` },
    selection: { anchor: from + label.length + (open ? 0 : 1) },
    userEvent: "input.complete",
  });
}

function option({ text, kind, detail, doc, called }: Word): Completion {
  return {
    label: text,
    type: kTypes[kind],
    detail,
    boost: kind === "name" ? 1 : 0,
    ...(doc ? { info: doc } : {}),
    ...(called ? { apply: put } : {}),
  };
}

export function completion(words: () => readonly Word[]): Extension {
  const source = (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(kWord);
    if (!word && !context.explicit) return null;
    const from = word?.from ?? context.pos;
    const line = context.state.doc.lineAt(from);
    const before = line.text.slice(0, from - line.from);
    if (before.includes("#") || /[\p{N}.]$/u.test(before)) return null;
    const first = before.trim() === "";
    return {
      from,
      options: words()
        .filter((one) => fits(one, first))
        .map(option),
      validFor: /^[\p{L}\p{N}_.]*$/u,
    };
  };
  return autocompletion({ override: [source], icons: false, selectOnOpen: false });
}
