// The network as text, with the problems of it underlined; a problem can be asked to show its place.
import { css, html } from "lit";
import type { Diagnostic } from "../engine/types.gen.ts";
import { Panel, type PanelPlace } from "../state/panel.ts";
import { errors } from "../state/selectors.ts";
import { counted } from "../view/format.ts";
import { marked_lines, offset_of } from "../view/spans.ts";
import { panel_styles } from "../view/styles.ts";

const kFewestLines = 8;
const kMostLines = 40; // a longer text scrolls in its field

export const panel: PanelPlace = { tag: "bw-text", area: "side", order: 10 };

class Text extends Panel {
  static override styles = [
    panel_styles,
    css`
      .field { position: relative; margin-top: 4px; border: 1px solid var(--quiet); border-radius: var(--radius); background: var(--paper); overflow: hidden; }
      .field:focus-within { outline: 2px solid var(--ink); outline-offset: 2px; }
      .field.invalid { border-color: var(--wrong); }
      textarea, pre { display: block; margin: 0; width: 100%; padding: 8px; border: 0; font: 12px/18px var(--mono); white-space: pre; tab-size: 4; }
      textarea { position: relative; resize: none; background: transparent; color: var(--ink); overflow: auto; outline: none; }
      pre { position: absolute; inset: 0; color: transparent; overflow: hidden; pointer-events: none; }
      mark { background: transparent; color: transparent; text-decoration: underline wavy var(--wrong) 1.5px; text-underline-offset: 3px; text-decoration-skip-ink: none; }
      .problems { list-style: none; margin: 8px 0 0; padding: 0; display: grid; gap: 8px; }
      .problem { width: 100%; text-align: left; padding: 6px 8px; border-color: var(--hairline); background: var(--raised); overflow-wrap: anywhere; }
      .where { display: block; font-size: 12px; }
      .problem { line-height: 1.35; }
      .hint { display: block; color: var(--ink); }
      .more { margin-top: 4px; }
    `,
  ];

  private get area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector("textarea");
  }

  /** Puts the caret at a problem's place. */
  private show({ span }: Diagnostic): void {
    const { area } = this;
    if (!area) return;
    area.focus();
    if (!span) return;
    const start = offset_of(area.value, span.line, span.column);
    area.setSelectionRange(start, Math.max(start, offset_of(area.value, span.end_line, span.end_column)));
  }

  private follow(): void {
    const back = this.renderRoot.querySelector("pre");
    if (back && this.area) back.scrollTo(this.area.scrollLeft, this.area.scrollTop);
  }

  private problem(problem: Diagnostic) {
    const { code, severity, message, hint, span } = problem;
    const bad = severity === "error";
    return html`<li><button class="problem" @click=${() => this.show(problem)}>
      <span class="where ${bad ? "wrong" : "quiet"}"><b>${bad ? "✗" : "!"} ${severity}${span ? html` at ${span.line}:${span.column}` : ""}</b> ${code}</span>
      <span>${message}</span>
      ${hint ? html`<span class="hint">${hint}</span>` : ""}
    </button></li>`;
  }

  override render() {
    const { state } = this.store;
    const wrong = errors(state);
    const rows = Math.min(kMostLines, Math.max(kFewestLines, state.text.split("\n").length));
    const hidden = state.problems_total - state.problems.length;
    return html`<label for="text"><h2>Network text</h2></label>
      <div class="field ${wrong.length > 0 ? "invalid" : ""}">
        <pre aria-hidden="true">${marked_lines(state.text, wrong).map(({ text, marked }) => (marked ? html`<mark>${text}</mark>` : text))}
</pre>
        <textarea id="text" rows=${rows} spellcheck="false" autocomplete="off" autocapitalize="off"
          aria-invalid=${wrong.length > 0} aria-describedby="problems" .value=${state.text}
          @input=${() => this.store.edit(this.area?.value ?? "")} @scroll=${() => this.follow()}></textarea>
      </div>
      <div id="problems" role="group" aria-label="Problems">
        <ul class="problems">${state.problems.map((problem) => this.problem(problem))}</ul>
        <p class="unseen" role="status">${wrong.length > 0 ? `${counted(state.problems_total, "problem")}. ${wrong[0]?.message}` : ""}</p>
        ${hidden > 0 ? html`<p class="more quiet">and ${hidden} more</p>` : ""}
      </div>`;
  }
}
customElements.define(panel.tag, Text);
