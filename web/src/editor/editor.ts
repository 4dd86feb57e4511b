// The editor: CodeMirror without a history of its own, as undo belongs to the page. It is loaded after the first numbers.
import { acceptCompletion, closeCompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { type Diagnostic as Mark, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import type { Diagnostic } from "../engine/types.gen.ts";
import { change_between } from "../text/change.ts";
import type { Fix } from "../text/fix.ts";
import type { Known } from "../text/offer.ts";
import { as_shown, offset_of } from "../text/spans.ts";
import type { Marked } from "../text/words.ts";
import { colours } from "./colour.ts";
import { completion } from "./complete.ts";
import { over_page } from "./over.ts";
import { theme } from "./theme.ts";

export interface Options {
  text: string;
  /** Where the caret stands, or what is selected. */
  selection: { from: number; to: number };
  root: ShadowRoot;
  /** Where lists and notes are put that stand over the page. */
  over: HTMLElement;
  /** Attributes of the field, asked again after every change. */
  attributes(): Record<string, string>;
  marked(): Marked;
  /** What is known beside the text, for the list of what can be written. */
  known(): Known;
  /** What can be done about a problem of the text with one press. */
  fixes(problem: Diagnostic, text: string): readonly Fix[];
  change(text: string): void;
  fewest_lines: number;
  most_lines: number;
}

const from_page = Annotation.define<boolean>();
const kSeverity = { error: "error", warning: "warning", note: "info" } as const;

export class Editor {
  private readonly view: EditorView;
  private text: string;

  private readonly fixes: Options["fixes"];

  constructor(options: Options) {
    this.fixes = options.fixes;
    this.text = options.text;
    const doc = EditorState.create({ doc: options.text }).doc;
    const within = (at: number): number => Math.min(at, doc.length);
    const { from, to } = options.selection;
    this.view = new EditorView({
      root: options.root,
      state: EditorState.create({
        doc,
        selection: { anchor: within(from), head: within(to) },
        extensions: [
          keymap.of([{ key: "Tab", run: acceptCompletion }, ...completionKeymap, ...defaultKeymap]),
          EditorState.languageData.of(() => [{ commentTokens: { line: "#" } }]),
          EditorView.contentAttributes.of(() => options.attributes()),
          over_page(options.over),
          EditorView.lineWrapping,
          bracketMatching(),
          colours(options.marked),
          completion(options.known),
          theme(options.fewest_lines, options.most_lines),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || update.transactions.some((one) => one.annotation(from_page))) return;
            this.text = update.state.doc.toString();
            options.change(this.text);
          }),
        ],
      }),
    });
  }

  get dom(): HTMLElement {
    return this.view.dom;
  }

  /** Takes over what undo, a slider or the builder has made of the text. */
  set_text(text: string): void {
    if (text === this.text) return;
    this.text = text;
    const { from, to, insert } = change_between(this.view.state.doc.toString(), as_shown(text));
    const focused = this.view.hasFocus;
    closeCompletion(this.view);
    this.view.dispatch({
      changes: { from, to, insert },
      ...(focused ? { selection: { anchor: from + insert.length }, scrollIntoView: true } : {}),
      annotations: from_page.of(true),
    });
  }

  set_problems(problems: readonly Diagnostic[]): void {
    const text = this.view.state.doc.toString();
    const marks = problems.flatMap((problem) => this.mark(problem, text));
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  /** As of a plain text field. */
  setSelectionRange(from: number, to: number): void {
    const most = this.view.state.doc.length;
    this.view.dispatch({ selection: { anchor: Math.min(from, most), head: Math.min(to, most) }, scrollIntoView: true });
  }

  focus(): void {
    this.view.focus();
  }

  private mark(problem: Diagnostic, text: string): Mark[] {
    const { span, severity, message, hint } = problem;
    if (!span) return [];
    const from = offset_of(text, span.line, span.column);
    const to = Math.max(from, offset_of(text, span.end_line, span.end_column));
    const actions = this.fixes(problem, text).map(({ edits, words, text: code }) => ({
      name: `${words} ${code}`.trim(),
      apply: (view: EditorView): void => {
        if (view.state.doc.toString() === text) view.dispatch({ changes: [...edits] });
      },
    }));
    return [{ from, to, severity: kSeverity[severity], message: hint ? `${message} ${hint}` : message, actions }];
  }
}
