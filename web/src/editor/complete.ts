// Completion: a list of what fits where the caret stands, with its form and a line of what it does. Enter or Tab takes the chosen one.
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { EditorState, Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { type Known, type Offer, offers_at } from "../text/offer.ts";

const kTypes = { operation: "function", name: "variable", language: "keyword" };
const kBoosts = { name: 2, operation: 1, language: 0 };
const kWord = /^[\p{L}_][\p{L}\p{M}\d_]*$/u;

/** A completion with what its word does. */
type Described = Completion & { doc: string };

/** Brackets come with a function, and the caret goes between them where something belongs there. */
function put(label: string, brackets: Offer["brackets"]) {
  return (view: EditorView, _: Completion, from: number, to: number): void => {
    const open = view.state.sliceDoc(to, to + 1) === "(";
    view.dispatch({
      changes: { from, to, insert: open ? label : `${label}()` },
      selection: { anchor: from + label.length + (open ? 0 : brackets === "(|)" ? 1 : 2) },
      userEvent: "input.complete",
    });
  };
}

function option({ text, kind, detail, doc, brackets, frequent }: Offer): Described {
  const apply = brackets === "" ? {} : { apply: put(text, brackets) };
  return { label: text, type: kTypes[kind], detail, boost: kBoosts[kind] + (frequent ? 1 : 0), doc, ...apply };
}

/** The line under a word; where every word has its own, none moves when another is chosen. */
function described(completion: Completion): HTMLElement {
  const line = document.createElement("span");
  line.className = "bw-doc";
  line.textContent = (completion as Described).doc;
  return line;
}

export function completion(known: () => Known): Extension {
  const source = (context: CompletionContext): CompletionResult | null => {
    const { state, pos, explicit } = context;
    const found = offers_at(state.doc.toString(), pos, known());
    if (!found) return null;
    const labels = new Set(found.offers.map(({ text }) => text));
    const after_dot = state.sliceDoc(found.from - 1, found.from) === ".";
    /** What is a whole word already has no list, so that Enter ends the line. */
    const open = (typed: string): boolean =>
      explicit || (typed === "" ? after_dot : kWord.test(typed) && !labels.has(typed));
    if (!open(state.sliceDoc(found.from, pos))) return null;
    const valid = (typed: string, _from: number, to: number, now: EditorState): boolean =>
      (typed === "" || kWord.test(typed)) && open(typed) && to <= now.doc.length;
    return { from: found.from, options: found.offers.map(option), validFor: valid };
  };
  return autocompletion({
    override: [source],
    icons: false,
    filterStrict: true,
    optionClass: ({ detail = "" }) => (detail.startsWith("(") ? "bw-call" : ""),
    addToOptions: [{ render: described, position: 90 }],
  });
}
