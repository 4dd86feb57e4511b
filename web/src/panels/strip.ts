// The answer strip: what each schedule costs for the whole answer, side by side, and one sentence that reads it.
import { css, html, nothing } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { network, place_name } from "../state/selectors.ts";
import { convention_button, convention_note, convention_styles } from "../view/convention.ts";
import { costs_sheet, in_rows } from "../view/costs.ts";
import { cost_in_full, flops, flops_of } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";
import {
  agreement,
  counts_of,
  headline,
  memory_reading,
  reading,
  type Total,
  totals,
  value_cost,
} from "../view/reading.ts";
import { recounted } from "../view/recounted.ts";

export const panel: PanelPlace = { tag: "bw-strip", area: "top", order: 10 };

class Strip extends Panel {
  static override styles = [
    panel_styles,
    convention_styles,
    css`
      :host { padding: 8px 12px 12px; background: var(--raised); border-block: 1px solid var(--hairline); }
      .answer { display: flex; flex-wrap: wrap-reverse; gap: 4px 32px; align-items: center; }
      .answer > table { flex: 0 1 auto; width: auto; max-width: 100%; }
      .question { font-size: 16px; font-weight: 600; text-wrap: balance; }
      table { border-collapse: collapse; width: 100%; }
      caption { text-align: left; font-weight: 600; padding-bottom: 2px; }
      .tools { float: right; display: inline-flex; gap: 8px; align-items: center; font-size: 12px; font-weight: 400; margin-block: -2px; }
      th, td { text-align: left; font-weight: 400; padding: 1px 16px 1px 0; vertical-align: middle; }
      thead th { color: var(--quiet); font-size: 12px; vertical-align: bottom; }
      thead th:last-child { width: 190px; } /* of its words the figures under it need no more */
      .figure { display: flex; gap: 8px; align-items: center; }
      .figure span { white-space: nowrap; min-width: 10.5em; }
      .bytes span { min-width: 4.5em; }
      .bar { flex: none; width: 110px; height: 8px; }
      .bar i { display: block; height: 100%; min-width: 1px; background: currentColor; }
      .along .bar i { background: repeating-linear-gradient(90deg, currentColor 0 5px, transparent 5px 7px); }
      .alone { color: var(--quiet); }
      .words { display: grid; gap: 8px; flex: 1 1 280px; max-width: 80ch; }
      .note { font-size: 12px; }
      @media (forced-colors: active) {
        .bar i, .along .bar i { forced-color-adjust: none; background: CanvasText; }
        .along .bar i { background: repeating-linear-gradient(90deg, CanvasText 0 5px, Canvas 5px 7px); }
      }
      @container (max-width: 1199px) {
        .answer { display: grid; grid-template-columns: minmax(0, 1fr); }
        .answer > table { width: 100%; min-width: 0; }
        .words { order: -1; gap: 2px; }
      }
      @container (max-width: 899px) {
        .bar { flex: 0 1 110px; }
      }
      .turn { display: none; justify-self: start; }
      @container (max-width: 639px) {
        .turn { display: block; }
        .shut table { display: none; }
        table, caption, tbody, tr, tfoot { display: block; }
        caption { padding: 0; }
        tr { display: flex; flex-wrap: wrap; gap: 0 12px; padding-top: 6px; }
        tbody th, tfoot th { flex: 1 0 100%; white-space: normal; padding: 0; }
        thead, .bar { display: none; }
        td { padding: 0; }
        .bytes span::after { content: " working memory"; }
        .figure span { min-width: 0; }
      }
    `,
  ];

  /** On a narrow page the table is shown when it is asked for. */
  private open = false;

  private row(total: Total) {
    const { direction, title } = total;
    return html`<tr class=${direction}>
      <th scope="row"><span aria-hidden="true">${kGlyph[direction]}</span> ${title}${total.predicted ? html` <b>predicted</b>` : nothing}</th>
      <td><div class="figure"><span title=${total.flops_in_full}>${total.flops}</span>${this.bar(total.flops_share)}</div></td>
      <td><div class="figure bytes"><span>${total.memory}</span>${this.bar(total.memory_share)}</div></td>
    </tr>`;
  }

  private bar(share: number) {
    return html`<div class="bar" aria-hidden="true"><i style=${styleMap({ width: `${(100 * share).toFixed(2)}%` })}></i></div>`;
  }

  protected override while_dragged(): readonly unknown[] {
    const { stale, text } = this.store.state;
    return [stale, text];
  }

  override render() {
    const { state, presets } = this.store;
    const { question, edited } = network(state, presets);
    const ask = html`<p class="question">${question}${edited ? html` <span class="quiet">(the text was edited)</span>` : nothing}</p>`;
    const { result } = state;
    if (!result)
      return html`${ask}<p class="quiet">${state.phase === "failed" ? "No numbers without the engine." : state.stale ? `No result yet: ${state.stale}.` : "The numbers come with the engine …"}</p>`;
    const { graph, response, output } = result;
    const counts = counts_of(graph);
    if (counts.weights === 0)
      return html`${ask}<p><b>Nothing to differentiate by.</b> Write a value as <code>param</code> instead of <code>input</code>, or name one after <code>wrt</code>: then it is here what its derivatives cost. ${state.stale ? html`<span class="stale">stale: ${state.stale}</span>` : nothing}</p>`;
    const values = value_cost(response.nodes);
    const rows = totals(response.runs);
    const most = Math.max(1, ...response.runs.map((run) => flops_of(run.cost.total)));
    const agreed = result.live
      ? { ok: true, words: "The ways are compared again when the value is let go." }
      : agreement(response.agreement.max_relative, response.agreement.node !== null || response.runs.length > 1);
    const since = recounted(result.text, state.catalogue, result.request.count ?? Number.POSITIVE_INFINITY);
    const stale = state.stale
      ? html` <span class="stale">stale: ${state.stale}; these are the last good numbers</span>`
      : nothing;
    const turn = (): void => {
      this.open = !this.open;
      this.requestUpdate();
    };
    return html`<div class="answer ${state.stale ? "faded" : ""} ${this.open ? "" : "shut"}">
        <button class="turn" aria-expanded=${this.open} @click=${turn}>${this.open ? "−" : "+"} What each of ${rows.length} ways costs</button>
        <table>
          <caption>${headline(counts, place_name(state, output))}${stale}
            <span class="tools">${convention_button("all", "how this is counted")}
              <bw-copy name="the answer" .sheet=${() => costs_sheet(in_rows(response.runs, null), values, "the answer")}></bw-copy></span></caption>
          <thead><tr>
            <th scope="col">schedule</th>
            <th scope="col">work: flops + function calls (fn)</th>
            <th scope="col">working memory (without the inputs and the answer)</th>
          </tr></thead>
          <tbody>${rows.map((total) => this.row(total))}</tbody>
          <tfoot><tr class="alone">
            <th scope="row">for comparison, the values alone</th>
            <td><div class="figure"><span title=${cost_in_full(values)}>${flops(values)}</span>${this.bar(flops_of(values) / most)}</div></td>
            <td></td>
          </tr></tfoot>
        </table>
        ${convention_note("all", ["flops", "fn", "inner"])}
        <div class="words">${ask}
          <p>${reading(response.runs, counts, values)}</p>
          <p>${memory_reading(response.runs)}</p>
          ${since.length > 0 ? html`<p class="note">Counted as when this link was made, by version ${result.request.count} of the convention. ${since.map(({ count, doc }) => `Version ${count}: ${doc}`)} <button @click=${() => this.store.link.count_as_today()}>Count as today</button></p>` : nothing}
          ${agreed.words ? html`<p class="note ${agreed.ok ? "quiet" : "wrong"}">${result.live ? nothing : agreed.ok ? "✓ " : "✗ "}${agreed.words}</p>` : nothing}
        </div>
      </div>`;
  }
}
customElements.define(panel.tag, Strip);
