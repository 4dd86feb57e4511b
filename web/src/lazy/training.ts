// What a network takes to predict and to train: operations, activations, weights and the rest, from its shapes alone.
import { css, html, nothing } from "lit";
import type { Dtype, EstimateRequest, EstimateResponse, Optimizer } from "../engine/types.gen.ts";
import { Panel } from "../kit/panel.ts";
import { not_computed, progress } from "../kit/progress.ts";
import { panel_styles } from "../kit/styles.ts";
import { standard_modes } from "../state/costs.ts";
import { PanelAnswer } from "../state/panel_answer.ts";
import { is_too_large } from "../state/selectors.ts";
import { shape, whole } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";
import { in_order, kept_for, rows, sentences, sheet, summary } from "../view/training.ts";
import { count, flops, functions, size } from "../view/wide.ts";

export const tag = "bw-training-body";

const kMostRows = 200; // statements; the copy has them all
const kMostNodes = 4000; // of whose readers the engine is asked for
const kBatches = [1, 2, 8, 32, 128, 256, 1024, 4096];
const kTypes: readonly Dtype[] = ["float64", "float32", "bfloat16"];
const kOptimizers: readonly Optimizer[] = ["sgd", "momentum", "adam"];

class Training extends Panel {
  static override styles = [
    panel_styles,
    css`
      .page { display: grid; gap: 12px; container-type: inline-size; }
      .page > * { min-width: 0; }
      .choices { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; }
      .choices label { display: inline-flex; gap: 6px; align-items: center; }
      .predicted { padding: 0 6px; border: 1px dashed var(--quiet); border-radius: var(--radius); font-size: 12px; font-weight: 600; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { padding: 2px 16px 2px 0; text-align: right; font-weight: 400; white-space: nowrap; }
      th:first-child, .words { text-align: left; }
      tbody th { white-space: normal; }
      .words { color: var(--quiet); white-space: normal; min-width: 160px; }
      thead th { border-bottom: 1px solid var(--hairline); font-size: 12px; color: var(--quiet); vertical-align: bottom; }
      tr.all > * { border-top: 1px solid var(--hairline); font-weight: 600; }
      .along th { color: var(--along); }
      .against th { color: var(--against); }
      .bar { display: block; height: 4px; margin-top: 2px; min-width: 56px; background: var(--raised); }
      .bar i { display: block; height: 100%; min-width: 1px; background: var(--ink); }
      .back i { background: var(--against); }
      .note { font-size: 12px; }
      h3 { margin: 12px 0 4px; font-size: 14px; }
      @media (forced-colors: active) { .bar i { background: CanvasText; } }
      @container (max-width: 619px) { .compared .words { display: none; } }
    `,
  ];

  private batch = 32;
  private dtype: Dtype = "float32";
  private optimizer: Optimizer = "sgd";
  /** The text of the newest request. */
  private asked = "";
  /** How many nodes the last text that was answered has: of many, nobody is told for whom they are kept. */
  private counted = { text: "", nodes: Number.POSITIVE_INFINITY };
  private readonly answer = new PanelAnswer<EstimateRequest, EstimateResponse>(
    this,
    (request) => this.store.engine.call(request, tag),
    () => this.store.engine.cancel(tag),
  );

  protected override willUpdate(): void {
    const { text, result, link } = this.store.state;
    if (link.problem || (!result && !is_too_large(this.store.state))) return;
    const { batch, dtype, optimizer, answer } = this;
    if (result) this.counted = { text, nodes: result.graph.nodes.length };
    else if (answer.fresh && this.asked === text)
      this.counted = { text, nodes: answer.response?.statements?.reduce((sum, { nodes }) => sum + nodes, 0) ?? 0 };
    const few = this.counted.text === text && this.counted.nodes <= kMostNodes;
    const include: EstimateRequest["include"] = few ? ["statements", "nodes"] : ["statements"];
    const modes = standard_modes(this.store.state);
    this.asked = text;
    answer.follow({ v: 1, kind: "estimate", network: { text }, batch, dtype, optimizer, modes, include });
  }

  private choose<T extends string | number>(label: string, all: readonly T[], now: T, set: (value: T) => void) {
    const change = (event: Event): void => {
      set(all[(event.target as HTMLSelectElement).selectedIndex] ?? now);
      this.requestUpdate();
    };
    return html`<label>${label} <select @change=${change}>${all.map((one) => html`<option ?selected=${one === now}>${typeof one === "number" ? whole(one) : one}</option>`)}</select></label>`;
  }

  private choices() {
    return html`<div class="choices">
      ${this.choose("batch", kBatches, this.batch, (value) => {
        this.batch = value;
      })}
      ${this.choose("numbers in", kTypes, this.dtype, (value) => {
        this.dtype = value;
      })}
      ${this.choose("optimizer", kOptimizers, this.optimizer, (value) => {
        this.optimizer = value;
      })}</div>`;
  }

  private compared(answer: EstimateResponse) {
    return html`<div class="scroll compared" role="region" aria-label="What it takes" tabindex="0"><table aria-label="Prediction and training">
      <thead><tr><td></td><th scope="col">prediction</th><th scope="col">training</th><td class="words"></td></tr></thead>
      <tbody>${rows(answer).map((row, at, all) => html`<tr class=${at === all.length - 1 ? "all" : ""}><th scope="row">${row.what}</th><td>${row.prediction}</td><td>${row.training}</td><td class="words">${row.why}</td></tr>`)}</tbody></table></div>`;
  }

  private schedules({ runs }: EstimateResponse) {
    if (runs.length === 0) return nothing;
    return html`<h3>The whole gradient of the batch, by every schedule</h3><div class="scroll" role="region" aria-label="Schedules" tabindex="0"><table aria-label="Schedules, predicted">
      <thead><tr><th scope="col">schedule</th><th scope="col">sweeps</th><th scope="col">flops</th><th scope="col">fn</th><th scope="col">working peak</th></tr></thead>
      <tbody>${in_order(runs).map((run) => html`<tr class=${run.direction}><th scope="row">${kGlyph[run.direction]} ${run.title}</th><td>${count(run.sweeps)}</td><td>${count(flops(run.cost.total))}</td><td>${count(functions(run.cost.total))}</td><td>${size(run.memory.inner_peak_bytes)}</td></tr>`)}</tbody></table></div>`;
  }

  private statements(answer: EstimateResponse) {
    const { statements = [] } = answer;
    const readers = kept_for(answer);
    const most = (of: (one: (typeof statements)[number]) => unknown): number =>
      Math.max(1, ...statements.map((one) => Number(of(one))));
    const dearest = Math.max(
      most(({ cost }) => flops(cost.value)),
      most(({ cost }) => flops(cost.adjoint)),
    );
    const largest = most(({ kept_bytes }) => kept_bytes);
    const bar = (part: number, kind: string) =>
      part === 0
        ? nothing
        : html`<span class="bar ${kind}" aria-hidden="true"><i .style=${`width:${(100 * part).toFixed(2)}%`}></i></span>`;
    return html`<h3>Statement by statement <bw-copy name="the estimate" .sheet=${() => sheet(answer)}></bw-copy></h3>
      <div class="scroll" role="region" aria-label="Statement by statement" tabindex="0"><table aria-label="Statements">
      <thead><tr><th scope="col">statement</th><th scope="col">shape${answer.batch > 1 ? html` <span>(of ${whole(answer.batch)} each)</span>` : nothing}</th><th scope="col">weights</th><th scope="col">flops</th><th scope="col">flops back</th><th scope="col">values</th><th scope="col">kept</th><th scope="col" class="words">for the way back of</th></tr></thead>
      <tbody>${statements.slice(0, kMostRows).map((one, at) => {
        const [value, back] = [flops(one.cost.value), flops(one.cost.adjoint)];
        const each = answer.batch > 1 && !one.per_example ? " once" : "";
        return html`<tr><th scope="row"><code>${one.id}</code></th><td>${shape(one.shape)}${each}</td><td>${count(one.weights)}</td>
          <td>${count(value)}${bar(Number(value) / dearest, "")}</td><td>${count(back)}${bar(Number(back) / dearest, "back")}</td>
          <td>${size(one.bytes)}</td><td>${size(one.kept_bytes)}${bar(Number(one.kept_bytes) / largest, "")}</td><td class="words">${readers[at]?.join(", ")}</td></tr>`;
      })}</tbody></table></div>
      ${statements.length > kMostRows ? html`<p class="note">and ${whole(statements.length - kMostRows)} more: the copy has them all</p>` : nothing}`;
  }

  override render() {
    const { answer } = this;
    const { response } = answer;
    const large = is_too_large(this.store.state);
    const heading = large ? "Too many numbers to show: what the network takes" : "Prediction and training";
    return html`<div class="page">
      <h2>${heading} <span class="predicted">predicted</span></h2>
      ${large && response ? html`<p>${summary(response)}. Its values are not computed here; a smaller batch or width in the text brings graph and numbers back. What it costs follows from its shapes alone:</p>` : nothing}
      ${this.choices()}
      ${answer.slow ? progress("The estimate", () => answer.cancel()) : nothing}
      ${not_computed("There is no estimate", answer.why, () => answer.again())}
      ${
        response
          ? html`<div class=${answer.fresh ? "" : "faded"}>${this.compared(response)}
        ${sentences(response).map((words) => html`<p>${words}</p>`)}
        ${this.schedules(response)}${this.statements(response)}
        <p class="note quiet">From shapes alone: nothing of it was run. The page itself computes in float64 whatever is chosen here. One buffer a node, freed after its last reader; a framework that works in place, or keeps other values, needs other bytes.</p></div>`
          : nothing
      }
    </div>`;
  }
}
customElements.define(tag, Training);
