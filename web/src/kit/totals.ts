// The race on totals: every schedule as a bar that fills while all of them do operations at the same pace.
import { css, html, LitElement } from "lit";
import type { EstimatedRun } from "../engine/types.gen.ts";
import { kGlyph } from "../view/labels.ts";
import { answer_by_totals, lanes_at, percent } from "../view/totals.ts";
import { count } from "../view/wide.ts";
import { panel_styles } from "./styles.ts";

const kSteps = 400; // of the slider

class Totals extends LitElement {
  static override properties = { runs: { attribute: false } };
  static override styles = [
    panel_styles,
    css`
      :host { display: block; }
      h3 { margin: 8px 0 4px; font-size: 14px; }
      p { margin: 2px 0; }
      .along { color: var(--along); }
      .against { color: var(--against); }
      .lanes { display: grid; gap: 6px; margin: 8px 0; padding: 0; list-style: none; }
      .lane { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1px; font-size: 13px; }
      .lane .words { display: flex; flex-wrap: wrap; gap: 0 12px; justify-content: space-between; }
      .lane .words > :last-child { color: var(--ink); }
      .track { height: 12px; border: 1px solid currentColor; background: var(--paper); }
      .track i { display: block; height: 100%; background: currentColor; min-width: 1px; forced-color-adjust: none; }
      .along .track i { background: repeating-linear-gradient(90deg, currentColor 0 5px, transparent 5px 8px); }
      .tools { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; }
      .tools label { display: inline-flex; flex: 1 1 280px; gap: 8px; align-items: center; max-width: 560px; }
      input[type="range"] { flex: 1 1 120px; min-width: 0; padding: 0; border: 0; background: transparent; accent-color: var(--ink); }
      .note { font-size: 12px; }
    `,
  ];

  declare runs: readonly EstimatedRun[];
  /** Operations that each has done; null at the moment when the first has everything. */
  private operations: number | null = null;

  constructor() {
    super();
    this.runs = [];
  }

  private go(operations: number | null): void {
    this.operations = operations;
    this.requestUpdate();
  }

  override render() {
    const all = lanes_at(this.runs, 0);
    const [least, most] = [all[0]?.work ?? 1, all.at(-1)?.work ?? 1];
    const now = this.operations ?? least;
    const place = most > 1 ? Math.round((kSteps * Math.log(Math.max(1, now))) / Math.log(most)) : kSteps;
    const slide = (event: Event): void => {
      const at = (event.target as HTMLInputElement).valueAsNumber;
      this.go(at === 0 ? 0 : at === kSteps ? most : Math.round(most ** (at / kSteps)));
    };
    const about = now > Number.MAX_SAFE_INTEGER ? "about " : "";
    const said = `${about}${count(String(BigInt(Math.round(now))))} operations each`;
    return html`<section aria-label="The race on totals"><h3>Which way has every derivative first?</h3>
      ${answer_by_totals(this.runs).map((words) => html`<p>${words}</p>`)}
      <ul class="lanes">${lanes_at(this.runs, now).map(
        ({ run, done, said: words }) => html`<li class="lane ${run.direction}">
          <span class="words"><span>${kGlyph[run.direction]} ${run.title}</span> <span>${words}</span></span>
          <span class="track" role="img" aria-label=${percent(done)}><i .style=${`width:${(100 * done).toFixed(3)}%`}></i></span></li>`,
      )}</ul>
      <div class="tools"><label>after <input type="range" min="0" max=${kSteps} step="1" .value=${String(place)} aria-label="Operations done" aria-valuetext=${said} @input=${slide} /></label>
        <span>${said}</span>
        <button @click=${() => this.go(0)}>Start</button>
        <button @click=${() => this.go(null)}>The first is done</button>
        <button @click=${() => this.go(most)}>All are done</button></div>
      <p class="note quiet">All at the same pace, on a logarithmic slider. Going back fills the Jacobian by rows, going forward by columns: one column for each weight.</p></section>`;
  }
}
customElements.define("bw-totals", Totals);
