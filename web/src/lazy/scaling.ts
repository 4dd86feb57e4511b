// How flops and working memory of every schedule grow with a size of the text, and where the directions change places.
import { css, html, nothing } from "lit";
import { axis_scale_choice, axis_scale_styles } from "../chart/axis_scale.ts";
import { chart_styles } from "../chart/chart.ts";
import type { Pen } from "../chart/pens.ts";
import { plot } from "../chart/plot.ts";
import { draw_plot, plot_styles } from "../chart/plot_draw.ts";
import {
  kMetrics,
  type Metric,
  type Series,
  scaling_sheet,
  scaling_words,
  series_of,
  sizes_of,
  stretches,
} from "../chart/scaling.ts";
import type { AxisScale } from "../chart/timeline.ts";
import { not_computed, progress } from "../kit/progress.ts";
import { panel_styles } from "../kit/styles.ts";
import { WidePanel } from "../kit/wide_panel.ts";
import { counted_text } from "../state/counted_text.ts";
import { kReaches, ScalingVerbs } from "../state/scaling_verbs.ts";
import { size_verbs } from "../state/size_verbs.ts";
import { convention_button, convention_styles } from "../view/convention.ts";
import { cost_notes } from "../view/cost_conventions.ts";
import { whole } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";

export const tag = "bw-scaling-body";

const kTall = 300; // px
const kWide = 900; // px; from there on the table stands beside the plot

class Scaling extends WidePanel {
  static override styles = [
    panel_styles,
    convention_styles,
    chart_styles,
    plot_styles,
    axis_scale_styles,
    css`
      .page { display: grid; gap: 12px; }
      .tools, .running { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; }
      .tools label { display: inline-flex; gap: 8px; align-items: center; }
      .legend { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(480px, 100%), 1fr)); gap: 0 24px; margin: 0; padding: 0; list-style: none; }
      .legend li { display: flex; gap: 8px; align-items: center; }
      .sample { flex: none; }
      .metric { display: grid; gap: 8px 24px; border-top: 1px solid var(--hairline); padding-top: 8px; }
      .metric.wide { grid-template-columns: 600px minmax(0, 1fr); align-items: start; }
      .metric > h3, .metric > p { grid-column: 1 / -1; margin: 0; font-size: 14px; max-width: 110ch; }
      .scroll { overflow: auto; max-height: 320px; }
      table { border-collapse: collapse; font-size: 13px; width: 100%; }
      th, td { padding: 1px 4px; text-align: right; font-weight: 400; white-space: nowrap; }
      thead th { position: sticky; top: 0; background: var(--paper); border-bottom: 1px solid var(--hairline); }
      th:first-child { padding-left: 0; }
      tr.crossing > * { border-top: 2px solid var(--ink); }
      tr.crossing th { font-weight: 600; }
      td.along, td.against { color: var(--ink); }
      .note { font-size: 12px; }
    `,
  ];

  private scale: AxisScale = "logarithmic";
  private verbs: ScalingVerbs | null = null;

  private get scaling(): ScalingVerbs {
    this.verbs ??= new ScalingVerbs(this.store);
    return this.verbs;
  }

  protected override updated(): void {
    size_verbs(this.store).follow();
    this.scaling.follow();
  }

  private sample({ dash, mark }: Pen) {
    return html`<svg class="sample" aria-hidden="true" width="40" height="14" viewBox="0 -7 40 14"><path class="line" stroke-dasharray=${dash || "none"} d="M0 0H40"></path><path class="mark" transform="translate(20 0)" d=${mark}></path></svg>`;
  }

  private tools(ids: readonly string[]) {
    const { state } = this.store;
    const [vary, most] = [this.scaling.vary, state.scaling.most];
    const value = (event: Event): string => (event.target as HTMLSelectElement).value;
    return html`<div class="tools">
      <label>Vary <select @change=${(event: Event) => this.scaling.choose({ vary: value(event) })}>${ids.map((id) => html`<option ?selected=${id === vary}>${id}</option>`)}</select></label>
      <label>up to <select @change=${(event: Event) => this.scaling.choose({ most: Number(value(event)) })}>${kReaches.map((reach) => html`<option ?selected=${reach === most}>${reach}</option>`)}</select></label>
      ${axis_scale_choice("Scale of the axes", this.scale, (kind) => {
        this.scale = kind;
        this.requestUpdate();
      })}
      <bw-copy name="the scaling" .sheet=${() => scaling_sheet(state.scaling.points, vary)}></bw-copy></div>`;
  }

  private table(all: readonly Series[], metric: Metric, vary: string, crossings: ReadonlySet<number>) {
    const cell = ({ direction, points }: Series, size: number) => {
      const point = points.find((one) => one.size === size);
      return html`<td class=${direction}>${point ? `${metric.say(metric.of(point))}${point.predicted ? "*" : ""}` : "too large"}</td>`;
    };
    const sizes = sizes_of(all.flatMap(({ points }) => points));
    return html`<div class="scroll" role="region" aria-label=${`Table of ${metric.title}`} tabindex="0"><table>
      <thead><tr><th scope="col">${vary}</th>${all.map((one) => html`<th scope="col" class=${one.direction} title=${one.title}>${kGlyph[one.direction]} ${this.sample(one.pen)}<span class="unseen">${one.title}</span></th>`)}</tr></thead>
      <tbody>${sizes.map((size) => html`<tr class=${crossings.has(size) ? "crossing" : ""}><th scope="row">${whole(size)}</th>${all.map((one) => cell(one, size))}</tr>`)}</tbody>
    </table></div>`;
  }

  private metric(all: readonly Series[], metric: Metric, vary: string) {
    const points = all.flatMap((one) => one.points);
    const parts = stretches(points, metric);
    const words = scaling_words(points, metric, vary);
    const wide = this.width >= kWide;
    const picture = plot(all, metric, parts, [wide ? 600 : Math.max(280, this.width), kTall], this.scale);
    return html`<section class="metric ${wide ? "wide" : ""}" aria-label=${metric.title}>
      <h3>${convention_button(metric.id === "flops" ? "flops" : "inner", metric.title)} against ${vary}</h3>
      <p>${words}</p>
      ${draw_plot(picture, `${metric.title} of every schedule against ${vary}. ${words}`)}
      ${this.table(all, metric, vary, new Set(parts.slice(1).map(({ from }) => from)))}
    </section>`;
  }

  private none() {
    const { scaling } = this.store.state;
    return html`<p>This text declares no size to vary. A size is a number with a name, as in <code>size width = 8</code>, that layers, generators and repetitions use: <code>dense(x, width, tanh)</code>, <code>randn(width, 3)</code>, <code>repeat width { … }</code>.</p>
      <div class="tools"><button @click=${() => void this.scaling.add_size()}>Add a size to this text</button> <span role="status">${scaling.said}</span></div>`;
  }

  override render() {
    const { state } = this.store;
    const { result, scaling, sizes, catalogue } = state;
    const text = counted_text(state);
    const stale = result ? state.stale : "";
    if (text === null || !catalogue) return nothing;
    const heading = html`<h2>Scaling <span class="quiet">what every schedule costs as the network grows</span> ${stale ? html`<span class="stale">stale: ${stale}</span>` : nothing}</h2>`;
    if (sizes.text !== text) return html`${heading}<p class="quiet">The sizes of the text are on their way …</p>`;
    if (sizes.sizes.length === 0) return html`<div class="page">${heading}${this.none()}</div>`;
    const { vary } = this.scaling;
    const current = scaling.text === text && scaling.shown === vary;
    const all = current ? series_of(scaling.points, catalogue.modes) : [];
    const [done, of] = this.scaling.progress;
    const predicted = scaling.points.some((point) => point.predicted);
    return html`<div class="page">${heading}
      ${scaling.said ? html`<p role="status" class="note">${scaling.said}</p>` : nothing}
      ${this.tools(sizes.sizes.map(({ id }) => id))}
      ${scaling.slow ? progress(`${done} of ${of} sizes computed`, () => this.scaling.cancel(), done, of) : nothing}
      ${not_computed(`Only ${done} sizes are there`, current ? scaling.why : "", () => this.scaling.again())}
      ${
        all.length === 0
          ? html`<p class="quiet">The first size is on its way …</p>`
          : html`<div class=${stale ? "faded" : ""}>
        <ul class="legend">${all.map((one) => html`<li class=${one.direction}>${this.sample(one.pen)}<span>${kGlyph[one.direction]} ${one.title}</span></li>`)}</ul>
        ${kMetrics.map((metric) => this.metric(all, metric, vary))}</div>
        ${predicted ? html`<p class="note">* predicted from the formulas of the operations, not run: dashed marks.</p>` : nothing}`
      }
      ${cost_notes(["flops", "inner"])}
    </div>`;
  }
}
customElements.define(tag, Scaling);
