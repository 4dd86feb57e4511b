// The costs: operations and bytes of every schedule, what each kind of figure counts, and the gauge of both directions.
import { html, nothing } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { slider_styles } from "../chart/size_sliders.ts";
import type { Cost, DifferentiateRequest, DifferentiateResponse, Run } from "../engine/types.gen.ts";
import { counting } from "../kit/counting.ts";
import { Panel } from "../kit/panel.ts";
import { not_computed, progress } from "../kit/progress.ts";
import { panel_styles } from "../kit/styles.ts";
import { cost_verbs, is_current } from "../state/cost_verbs.ts";
import { PanelAnswer } from "../state/panel_answer.ts";
import type { Result } from "../state/result.ts";
import { type Chunk, chunks } from "../state/schedules.ts";
import { place_name } from "../state/selectors.ts";
import { agreement, counts_of, is_compared } from "../view/agreement.ts";
import { kBeside } from "../view/beside.ts";
import { cost_cells } from "../view/cells.ts";
import { convention_styles } from "../view/convention.ts";
import { cost_button, cost_notes } from "../view/cost_conventions.ts";
import {
  again_words,
  colour_words,
  costs_sheet,
  figure_words,
  type GaugeWords,
  gauge_words,
  in_rows,
  kColumns,
  least,
} from "../view/costs.ts";
import { costs_styles } from "../view/costs_styles.ts";
import { bytes, whole } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";
import { headline, memory_reading, reading, value_cost } from "../view/reading.ts";
import { type TermId, term_button, term_notes } from "../view/terms.ts";

export const tag = "bw-costs-body";

const kNone: Cost = [0, 0, 0, 0, 0, 0];
const kBars = ["inner", "flops"];

class Costs extends Panel {
  static override styles = [panel_styles, convention_styles, slider_styles, costs_styles];

  /** What a prediction takes: the values, run once more. */
  private readonly alone = new PanelAnswer<DifferentiateRequest, DifferentiateResponse>(this, (request) =>
    this.store.engine.call(request, tag),
  );

  protected override willUpdate(): void {
    const { result, stale } = this.store.state;
    if (!result || result.live || stale) return;
    const { text, request } = result;
    const count = request.count === undefined ? {} : { count: request.count };
    this.alone.follow({
      v: 1,
      kind: "differentiate",
      network: { text },
      modes: [],
      include: [],
      values_alone: true,
      ...count,
    });
  }

  private get chunks(): Chunk[] {
    const { result } = this.store.state;
    return result ? chunks(this.store.state, counts_of(result.graph)) : [];
  }

  protected override updated(): void {
    cost_verbs(this.store).follow(
      "chunk",
      this.chunks.map(({ request }) => request),
    );
  }

  /** A schedule with a slider; its figures are those of the last answer, faded until the one for this number is there. */
  private carried({ direction, request, most }: Chunk, run: Run | undefined, runs: readonly Run[], fresh: boolean) {
    const set = (event: Event): void =>
      cost_verbs(this.store).carry(direction, (event.target as HTMLInputElement).valueAsNumber);
    const [way, sweep] = direction === "along" ? ["forward", "pass"] : ["backward", "sweep back"];
    const title = run?.title ?? `${way}, some derivatives a ${sweep}`;
    const slider = html`<label class="carry">p = <input type="range" min="1" max=${most} .value=${String(request.chunk)}
      aria-label=${`Derivatives carried in one ${sweep}`} @input=${set} /> <b>${whole(request.chunk)}</b></label>`;
    return html`<tr class="${direction} ${fresh ? "" : "faded"}"><th scope="row"><span aria-hidden="true">${kGlyph[direction]}</span> ${title}${slider}</th>
      ${run ? this.figures(run, runs) : html`<td colspan=${kColumns.length + 1}></td>`}</tr>`;
  }

  private figures(run: Run, runs: readonly Run[]) {
    const cells = kColumns.map((column) => {
      const value = column.of(run);
      const figure = html`<span class=${least(runs, column) === value ? "least" : ""}>${column.say(value)}</span>`;
      if (!kBars.includes(column.id)) return html`<td data-head=${column.head}>${column.say(value)}</td>`;
      const width = `${((100 * value) / Math.max(1, ...runs.map(column.of))).toFixed(2)}%`;
      return html`<td data-head=${column.head}>${figure}<span class="bar" aria-hidden="true"><i style=${styleMap({ width })}></i></span></td>`;
    });
    return html`<td data-head="sweeps">${whole(run.sweeps)}</td>${cells}`;
  }

  private row(run: Run, runs: readonly Run[]) {
    return html`<tr class=${run.direction}>
      <th scope="row"><span aria-hidden="true">${kGlyph[run.direction]}</span> ${run.title}${run.pending ? html` <b>predicted so far</b>` : run.predicted ? html` <b>predicted</b>` : nothing}${[again_words(run), colour_words(run)].filter(Boolean).map((words) => html` <span class="quiet">${words}</span>`)}</th>
      ${this.figures(run, runs)}</tr>`;
  }

  private table(result: Result, runs: readonly Run[], some: readonly Run[], fresh: boolean, of: string) {
    const values = value_cost(result.response.nodes);
    const counts = counts_of(result.graph);
    const alone = this.alone.fresh ? this.alone.response?.values_alone : undefined;
    const in_group = (group: string) => kColumns.filter((column) => column.group === group);
    const inputs = result.response.runs[0]?.memory.inputs_bytes ?? 0;
    const answer = ({ direction }: Chunk): Run | undefined => some.find((run) => run.direction === direction);
    const rows = in_rows(result.response.runs, this.chunks).map((one) => {
      if (!("most" in one)) return this.row(one, runs);
      const run = answer(one);
      return this.carried(one, run, runs, fresh && run !== undefined);
    });
    const words: TermId[] = ["schedule", "kept_values", "paper", "carries"];
    if (runs.some(({ colouring }) => colouring)) words.push("colours");
    return html`<div class="table"><table>
        <caption><h2>Costs</h2> <span class="quiet">${headline(counts, of)}, by every schedule; the least in bold</span>
          <bw-copy name="the costs" .sheet=${() => costs_sheet(fresh ? runs : result.response.runs, values)}></bw-copy></caption>
        <thead><tr><td colspan="2"></td><th scope="colgroup" colspan=${in_group("memory").length}>bytes, inputs apart (${bytes(inputs)})</th>
            <th scope="colgroup" colspan=${in_group("work").length}>operations of all sweeps</th></tr>
          <tr><th scope="col" class="schedule">schedule</th><th scope="col" class="sweeps">sweeps</th>
            ${kColumns.map(({ id }) => html`<th scope="col" class=${id}>${cost_button(id)}</th>`)}</tr></thead>
        <tbody>${rows}</tbody>
        <tfoot><tr><th scope="row" class="quiet">for comparison, the values alone</th><td></td>${in_group("memory").map(({ head, of: figure }) => html`<td data-head=${head}>${alone ? bytes(figure({ cost: { value: alone.cost, derivative: kNone, total: alone.cost }, memory: alone.memory })) : ""}</td>`)}
          ${in_group("work").map(({ head }, at) => html`<td data-head=${head}>${whole(Number(cost_cells(values)[at]))}</td>`)}</tr></tfoot>
      </table></div>
      <p class="quiet">Words: ${words.map((word, at) => html`${at > 0 ? " · " : ""}${term_button(word, word === "carries" ? "carrying" : undefined)}`)}</p>
      ${term_notes(words)}
      ${cost_notes(
        kColumns.map(({ id }) => id),
        (id) =>
          html`${kBeside[id] ? html`<p>${kBeside[id]}</p>` : nothing}<p>Here:</p>${runs.map((run) => html`<div class=${run.direction}>${kGlyph[run.direction]} ${run.title}: ${figure_words(id, run)}</div>`)}`,
      )}`;
  }

  private gauge({ direction, ratio, share, one, what, bound, node }: GaugeWords) {
    const at = (part: number) => styleMap({ left: `${(100 * part).toFixed(1)}%` });
    return html`<div class="gauge ${direction}" role="group" aria-label=${`Gauge: ${what}`}>
      <div><span class="ratio">${ratio}</span> ${ratio.startsWith("none") ? nothing : "times the value alone"}</div>
      <div>${what}</div>
      ${
        share === null
          ? nothing
          : html`<div class="dial" aria-hidden="true"><i style=${styleMap({ width: `${(100 * share).toFixed(1)}%` })}></i><b style=${at(one)}></b></div>
        <div class="ends" aria-hidden="true"><span>0</span><span style=${at(one)}>1, the value</span><span>${bound}</span></div>`
      }
      ${bound ? html`<div class="note">At most <b>${bound}</b> with the operations in use, however they are wired; ${node ? html`<span class="code">${node}</span> attains it.` : nothing}</div>` : nothing}
    </div>`;
  }

  /** Whether every way gave the same numbers. */
  private agreement({ live, response }: Result) {
    if (live) return html`<p class="quiet">The ways are compared again when the value is let go.</p>`;
    const { ok, words } = agreement(response.agreement.max_relative, is_compared(response));
    return words ? html`<p class=${ok ? "quiet" : "wrong"}>${ok ? "✓" : "✗"} ${words}</p>` : nothing;
  }

  override render() {
    const { state } = this.store;
    const { result, stale } = state;
    if (!result) return nothing;
    const asked = state.costs.chunk;
    const modes = this.chunks.map(({ request }) => request);
    const fresh = modes.length === 0 || is_current(asked, result, modes);
    const some = modes.length > 0 && asked.text === result.text ? asked.runs : [];
    const runs = in_rows(result.response.runs, some);
    const of = place_name(state, result.output);
    const gauges = gauge_words(result.response.gauges ?? [], of, place_name(state, result.weight));
    return html`<div class="page ${stale ? "faded" : ""}">
      ${stale ? html`<span class="stale">stale: ${stale}</span>` : nothing}
      ${this.table(result, runs, some, fresh, of)}
      ${counting(this.store)}
      ${asked.slow ? progress("Some derivatives at a time", () => cost_verbs(this.store).cancel("chunk")) : nothing}
      ${not_computed("Some derivatives at a time are not there", fresh && some.length < modes.length ? asked.why : "", () => cost_verbs(this.store).again("chunk"))}
      <p>${reading(result.response.runs, counts_of(result.graph), value_cost(result.response.nodes))} ${memory_reading(runs)}</p>
      ${this.agreement(result)}
      ${
        gauges.length > 0
          ? html`<h2>How much a derivative costs beside the value <span class="quiet">(flops + fn of value and derivative) / (flops + fn of the value)</span></h2>
        <div class="gauges">${gauges.map((one) => this.gauge(one))}</div>`
          : nothing
      }
    </div>`;
  }
}
customElements.define(tag, Costs);
