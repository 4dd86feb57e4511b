// The network as text, with the problems of it underlined; a problem can be asked to show its place, or to be mended.
import { css, html, nothing } from "lit";
import type { Editor } from "../editor/editor.ts";
import type { Diagnostic } from "../engine/types.gen.ts";
import { LazyElement } from "../kit/lazy.ts";
import { missing } from "../kit/missing.ts";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { lazy } from "../state/lazy.ts";
import { beginning, errors } from "../state/selectors.ts";
import type { Fix } from "../text/fix.ts";
import { as_shown, marked_lines, offset_of } from "../text/spans.ts";
import { marked_words } from "../text/words.ts";
import { counted } from "../view/format.ts";

const kFewestLines = 8;
const kMostLines = 40; // a longer text scrolls in its field

export const panel: PanelPlace = { tag: "bw-text", area: "side", order: 10 };

/** In an embed there is nothing in it. */
type Made = Partial<typeof import("../editor/editor.ts")>;

class Text extends Panel {
  static override styles = [
    panel_styles,
    css`
      .over[popover] { inset: 0; margin: 0; width: 100%; height: 100%; padding: 0; border: 0; background: none; color: inherit; overflow: visible; pointer-events: none; }
      .over[popover] .cm-tooltip { pointer-events: auto; }
      .over:not([popover]) .cm-tooltip.cm-tooltip-autocomplete > ul { min-width: 0; max-width: calc(100cqw - 26px); }
      .title { display: flex; flex-wrap: wrap; gap: 0 8px; align-items: center; padding-right: 32px; }
      .card { min-height: 24px; padding: 0 6px; font-size: 12px; }
      :host([stage]) .card { display: none; }
      .field { position: relative; margin-top: 4px; border: 1px solid var(--quiet); border-radius: var(--radius); background: var(--paper); overflow: hidden; }
      .field:focus-within { outline: 2px solid var(--ink); outline-offset: 2px; }
      .field.invalid { border-color: var(--wrong); }
      textarea, pre { display: block; margin: 0; width: 100%; padding: 8px; border: 0; font: 12px/18px var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
      .plain { display: grid; }
      .plain > * { grid-area: 1 / 1; }
      textarea { position: relative; height: 100%; resize: none; background: transparent; color: var(--ink); overflow: auto; outline: none; }
      pre { min-height: var(--least); max-height: var(--most); color: transparent; overflow: hidden; pointer-events: none; }
      mark { background: transparent; color: transparent; text-decoration-line: underline; text-decoration-style: wavy; text-decoration-color: var(--wrong); text-decoration-thickness: 1.5px; text-underline-offset: 3px; text-decoration-skip-ink: none; }
      .problems { list-style: none; margin: 8px 0 0; padding: 0; display: grid; gap: 8px; }
      .problem { width: 100%; text-align: left; padding: 6px 8px; border-color: var(--hairline); background: var(--raised); overflow-wrap: anywhere; }
      .where { display: block; font-size: 12px; }
      .problem { line-height: 1.35; }
      .hint { display: block; color: var(--ink); }
      .fix { margin-top: 4px; }
      .more, .begin { margin-top: 4px; }
    `,
  ];

  private editor: Editor | null = null;
  private readonly ask = lazy<Made>(() => import("../editor/editor.ts"));
  private readonly ask_mending = lazy(() => import("../text/fix.ts"));
  private mending: typeof import("../text/fix.ts") | null = null;
  private mended: readonly Diagnostic[] = [];
  private loading = false;
  private failed = false;
  private readonly known_fixes = new WeakMap<Diagnostic, { text: string; fixes: readonly Fix[] }>();
  private marked = "";
  private readonly card = new LazyElement(
    this,
    () => "The syntax card",
    lazy(() => import("../lazy/syntax.ts"), "syntax"),
  );

  private get area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector("textarea");
  }

  /** The editor comes after the first numbers; where it cannot be loaded, or an embed has none, the plain field stays. */
  private async load(): Promise<void> {
    this.loading = true;
    const made = await this.ask().catch(() => null);
    this.failed = made === null;
    if (this.failed) this.requestUpdate();
    const { area, renderRoot } = this;
    const over = renderRoot.querySelector<HTMLElement>(".over");
    if (!made?.Editor || !area || !over || !(renderRoot instanceof ShadowRoot)) return;
    const focused = renderRoot.activeElement === area;
    const catalogue = () => this.store.state.catalogue ?? { ops: [], words: [] };
    this.editor = new made.Editor({
      text: area.value,
      selection: { from: area.selectionStart, to: area.selectionEnd },
      root: renderRoot,
      over,
      attributes: () => ({
        id: "text",
        tabindex: "0",
        "aria-labelledby": "name",
        "aria-describedby": "problems",
        "aria-invalid": String(errors(this.store.state).length > 0),
      }),
      marked: () => marked_words(catalogue().ops, catalogue().words),
      fixes: (problem, text) => this.mending?.fixes_of(problem, text, catalogue().words) ?? [],
      known: () => ({ ...catalogue(), graph: this.store.state.result?.graph ?? null }),
      change: (text) => this.store.edit(text),
      fewest_lines: kFewestLines,
      most_lines: kMostLines,
    });
    this.requestUpdate();
    await this.updateComplete;
    if (focused) this.editor.focus();
  }

  /** Puts the caret at a problem's place. */
  private show({ span }: Diagnostic): void {
    const text = as_shown(this.store.state.text);
    const field = this.editor ?? this.area;
    if (!span || !field) {
      field?.focus();
      return;
    }
    const start = offset_of(text, span.line, span.column);
    const end = Math.max(start, offset_of(text, span.end_line, span.end_column));
    field.focus();
    field.setSelectionRange(start, end);
  }

  private follow(): void {
    const back = this.renderRoot.querySelector("pre");
    if (back && this.area) back.scrollTo(this.area.scrollLeft, this.area.scrollTop);
  }

  /** Underlines the problems where they are others than before. */
  private mark(editor: Editor, problems: readonly Diagnostic[]): void {
    const said = JSON.stringify(problems);
    if (said !== this.marked) editor.set_problems(problems);
    this.marked = said;
  }

  protected override updated(): void {
    const { state } = this.store;
    this.editor?.set_text(state.text);
    if (this.editor) this.mark(this.editor, state.problems);
    if (state.result && !this.loading) void this.load();
    if (state.problems.length > 0 && state.problems !== this.mended && !this.mending) void this.load_mending();
    this.mended = state.problems;
  }

  /** What mends problems comes with the first of them; where it cannot be loaded, their hints say what to write. */
  private async load_mending(): Promise<void> {
    this.mending = await this.ask_mending().catch(() => null);
    if (!this.mending) return;
    this.marked = ""; // what is underlined has them, too
    this.requestUpdate();
  }

  /** The same for a problem as long as the text is. */
  private fixes_of(problem: Diagnostic): readonly Fix[] {
    const { text, catalogue } = this.store.state;
    const known = this.known_fixes.get(problem);
    if (known?.text === text) return known.fixes;
    const fixes = this.mending?.fixes_of(problem, text, catalogue?.words ?? []) ?? [];
    if (this.mending) this.known_fixes.set(problem, { text, fixes });
    return fixes;
  }

  private fixes(problem: Diagnostic) {
    const { mending, store } = this;
    const { text } = store.state;
    if (!mending || store.state.page.readonly) return nothing;
    const press = (fix: Fix): void => {
      store.history.isolate();
      store.edit(mending.fixed(text, fix), "the quick fix");
    };
    return this.fixes_of(problem).map(
      (fix) =>
        html`<button class="fix" @click=${() => press(fix)}>${fix.words}${fix.text ? html` <code>${fix.text}</code>` : nothing}</button> `,
    );
  }

  private problem(problem: Diagnostic) {
    const { code, severity, message, hint, span } = problem;
    const bad = severity === "error";
    return html`<li><button class="problem" @click=${() => this.show(problem)}>
      <span class="where ${bad ? "wrong" : "quiet"}"><b>${bad ? "✗" : "!"} ${severity}${span ? html` at ${span.line}:${span.column}` : ""}</b> ${code}</span>
      <span>${message}</span>
      ${hint ? html`<span class="hint">${hint}</span>` : ""}
    </button>
    ${this.fixes(problem)}</li>`;
  }

  private plain(wrong: readonly Diagnostic[]) {
    const { text } = this.store.state;
    const high = (lines: number): string => `${18 * lines + 16}px`;
    const style = `--least:${high(kFewestLines)};--most:${high(kMostLines)}`;
    return html`<div class="plain" style=${style}><pre aria-hidden="true">${marked_lines(as_shown(text), wrong).map((piece) => (piece.marked ? html`<mark>${piece.text}</mark>` : piece.text))}
</pre>
        <textarea id="text" rows="1" ?readonly=${this.store.state.page.readonly} spellcheck="false" autocomplete="off" autocapitalize="off"
          aria-labelledby="name" aria-invalid=${wrong.length > 0} aria-describedby="problems" .value=${text}
          @input=${() => this.store.edit(this.area?.value ?? "")} @scroll=${() => this.follow()}></textarea></div>`;
  }

  /** How to begin, in a text that computes nothing yet. */
  private begin({ code, message, hint }: Diagnostic) {
    const empty = code === "E_EMPTY";
    if (empty) void this.card.want();
    this.card.element?.toggleAttribute("brief", true);
    return html`<p class="begin"><b>${empty ? "Nothing is written yet." : "Nothing is computed yet."}</b> ${empty ? "Write first what goes in, then a weight, then what is computed of them:" : `${message} ${hint}`}</p>
      ${empty ? this.card.shown(nothing) : nothing}`;
  }

  override render() {
    const { state } = this.store;
    const wrong = errors(state);
    const begin = beginning(state.problems);
    const hidden = state.problems_total - state.problems.length;
    const card = html`<button class="card" title="How a network is written (?)" @click=${() => this.store.page.show("syntax")}>Syntax</button>`;
    return html`<div class="title"><h2 id="name" @click=${() => (this.editor ?? this.area)?.focus()}>Network text</h2>${this.hasAttribute("embed") ? nothing : card}</div>
      <div class="field ${wrong.length > 0 ? "invalid" : ""}">${this.editor ? this.editor.dom : this.plain(wrong)}</div>
      <div class="over"></div>
      ${this.failed ? missing(this.store, "The editor, in whose place this plain field stands,", () => void this.load()) : nothing}
      <div id="problems" role="group" aria-label="Problems">
        ${begin ? this.begin(begin) : nothing}
        <ul class="problems">${begin ? nothing : state.problems.map((problem) => this.problem(problem))}</ul>
        <p class="unseen" role="status">${wrong.length > 0 ? `${counted(state.problems_total, "problem")}. ${wrong[0]?.message}` : ""}</p>
        ${hidden > 0 ? html`<p class="more quiet">and ${hidden} more</p>` : ""}
      </div>`;
  }
}
customElements.define(panel.tag, Text);
