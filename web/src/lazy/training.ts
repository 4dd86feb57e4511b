// What a network takes to predict and to train: operations, activations, weights and the rest, from its shapes alone.
import { css, html, nothing } from "lit";
import { chart_styles } from "../chart/chart.ts";
import { type Inked, timeline } from "../chart/timeline.ts";
import { draw_timeline, timeline_styles } from "../chart/timeline_draw.ts";
import type { EstimateRequest, EstimateResponse } from "../engine/types.gen.ts";
import "../kit/shapes_graph.ts";
import "../kit/slice.ts";
import "../kit/totals.ts";
import { not_computed, progress } from "../kit/progress.ts";
import { panel_styles } from "../kit/styles.ts";
import { WidePanel } from "../kit/wide_panel.ts";
import { standard_modes } from "../state/costs.ts";
import { counted_text } from "../state/counted_text.ts";
import { PanelAnswer } from "../state/panel_answer.ts";
import { is_too_large } from "../state/selectors.ts";
import type { TrainingState } from "../state/training.ts";
import { whole } from "../view/format.ts";
import { questions, summary } from "../view/training.ts";
import { compared, schedules, statements_table, training_styles } from "../view/training_tables.ts";
import { size } from "../view/wide.ts";

export const tag = "bw-training-body";

const kMostNodes = 4000; // of whose readers the engine is asked for
const kTall = 180; // px of the time line
const kBatches = [1, 2, 8, 32, 128, 256, 1024, 4096];

class Training extends WidePanel {
  static override styles = [
    panel_styles,
    chart_styles,
    timeline_styles,
    training_styles,
    css`
      .page { display: grid; gap: 12px; container-type: inline-size; }
      .page > * { min-width: 0; }
      .choices { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; }
      .choices label { display: inline-flex; gap: 6px; align-items: center; }
      .predicted { padding: 0 6px; border: 1px dashed var(--quiet); border-radius: var(--radius); font-size: 12px; font-weight: 600; }
      .note { font-size: 12px; }
      .asked { margin: 12px 0; }
      .compared { margin-top: 16px; }
      details { padding: 2px 0; max-width: 80ch; }
      summary { cursor: pointer; min-height: 24px; font-weight: 600; }
      details p { margin: 4px 0; }
      h3 { margin: 12px 0 4px; font-size: 14px; }
    `,
  ];

  /** The node that is pointed at in the picture. */
  private chosen = "";
  private readonly answer = new PanelAnswer<EstimateRequest, EstimateResponse>(
    this,
    (request) => this.store.engine.call(request, tag),
    () => this.store.engine.cancel(tag),
  );

  protected override willUpdate(): void {
    const { result, large, link } = this.store.state;
    const text = counted_text(this.store.state);
    if (link.problem || text === null) return;
    const { batch, dtype, optimizer } = this.store.state.training;
    const nodes = (result ?? large)?.graph.nodes.length ?? 0;
    const few: EstimateRequest["include"] = nodes <= kMostNodes ? ["nodes"] : [];
    const include: EstimateRequest["include"] = ["statements", "timeline", ...few];
    const modes = standard_modes(this.store.state, "gradient");
    const { count } = this.store.link;
    const older = count < (this.store.state.catalogue?.count ?? count) ? { count } : {};
    this.answer.follow({
      v: 1,
      kind: "estimate",
      network: { text },
      batch,
      dtype,
      optimizer,
      modes,
      include,
      ...older,
    });
  }

  private choose<K extends keyof TrainingState>(label: string, key: K, all: readonly TrainingState[K][]) {
    const { training } = this.store.state;
    const now = training[key];
    const known = all.includes(now) ? all : [...all, now];
    const change = (event: Event): void => {
      const value = known[(event.target as HTMLSelectElement).selectedIndex] ?? now;
      this.store.write({ training: { ...training, [key]: value } });
    };
    return html`<label>${label} <select @change=${change}>${known.map((one) => html`<option .selected=${one === now}>${typeof one === "number" ? whole(one) : one}</option>`)}</select></label>`;
  }

  /** Types and optimizers are those that the engine knows. */
  private choices({ dtypes = [], optimizers = [] }: Partial<EstimateResponse>) {
    const names = <T extends string>(all: readonly { name: T }[]) => all.map(({ name }) => name);
    return html`<div class="choices">${this.choose("batch", "batch", kBatches)} ${this.choose("numbers in", "dtype", names(dtypes))} ${this.choose("optimizer", "optimizer", names(optimizers))}</div>`;
  }

  private over_time({ prediction, training }: EstimateResponse) {
    const curve = (direction: Inked["direction"], dash: string, { memory }: typeof training): Inked => {
      const [bytes, peak] = [(memory.timeline ?? []).map(Number), Number(memory.inner_peak_bytes)];
      const pen = { dash, mark: "" };
      return { id: "", direction, chunk: 1, keep_values: false, played: false, title: "", bytes, peak, pen };
    };
    const curves = [curve(null, "2 2", prediction), curve("against", "", training)];
    const picture = timeline(curves, Math.max(280, Math.min(this.width, 1100)), kTall, null);
    const [alone, both] = [prediction, training].map(({ memory }) => size(memory.inner_peak_bytes));
    const words = `Working memory, step by step: values alone have their peak at ${alone}, values and the way back at ${both}.`;
    return html`<h3>Memory over time <span class="quiet">(without inputs, weights and their gradients)</span></h3>
      ${draw_timeline(picture, words)}
      <p class="note quiet">dotted: values alone, each freed after its last reader · <span class="against">◂ solid: training; it rises while values are kept, and falls as the way back frees them</span></p>`;
  }

  private questions(answer: EstimateResponse) {
    return html`<div class="asked">${questions(answer).map(({ ask, say }) => html`<details><summary>${ask}</summary>${say.map((words) => html`<p>${words}</p>`)}</details>`)}</div>`;
  }

  /** What stands in the place of the graph. */
  private in_large(answer: EstimateResponse) {
    const point = ({ detail }: CustomEvent<string>): void => {
      this.chosen = detail;
      this.requestUpdate();
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector(".chosen")?.scrollIntoView({ block: "nearest" }),
      );
    };
    return html`<bw-totals .runs=${answer.runs}></bw-totals>
      <bw-shapes .store=${this.store} .answer=${answer} @point=${point}></bw-shapes>`;
  }

  override render() {
    const { answer } = this;
    const { response } = answer;
    const large = is_too_large(this.store.state);
    const heading = large ? "Both ways, from shapes alone" : "Prediction and training";
    return html`<div class="page">
      <h2>${heading} <span class="predicted">predicted</span></h2>
      ${large && response ? html`<p>${summary(response)}: too many to show. What everything costs follows from the shapes; none of its values was computed.</p><bw-slice .store=${this.store} .elements=${Number(response.elements)}></bw-slice>` : nothing}
      ${this.choices(response ?? {})}
      ${answer.slow ? progress("The estimate", () => answer.cancel()) : nothing}
      ${not_computed("There is no estimate", answer.why, () => answer.again())}
      ${
        response
          ? html`<div class=${answer.fresh ? "" : "faded"}>
        ${large ? this.in_large(response) : nothing}
        ${compared(response)}${this.questions(response)}${this.over_time(response)}
        ${schedules(response)}${statements_table(response, this.chosen)}
        <p class="note quiet">From shapes alone: nothing of it was run. The page itself computes in float64 whatever is chosen here. One buffer a node, freed after its last reader; a framework that works in place, or keeps other values, needs other bytes.</p></div>`
          : nothing
      }
    </div>`;
  }
}
customElements.define(tag, Training);
