// Working memory of forward and backward over each other on one time line, and what depth does to it.
import { css, html, nothing } from "lit";
import { axis_scale_choice, axis_scale_styles } from "../chart/axis_scale.ts";
import { chart_styles } from "../chart/chart.ts";
import { pen_of } from "../chart/pens.ts";
import { size_sliders, slider_styles } from "../chart/size_sliders.ts";
import {
  type AxisScale,
  type Curve,
  curve_of_lane,
  curve_of_run,
  glyph_of,
  type Inked,
  timeline,
} from "../chart/timeline.ts";
import { draw_timeline, timeline_styles } from "../chart/timeline_draw.ts";
import type { ModeRequest, Run } from "../engine/types.gen.ts";
import { not_computed, progress } from "../kit/progress.ts";
import { panel_styles } from "../kit/styles.ts";
import { WidePanel } from "../kit/wide_panel.ts";
import { cost_verbs } from "../state/cost_verbs.ts";
import { standard_modes } from "../state/costs.ts";
import { same_answer } from "../state/result.ts";
import { chunks } from "../state/schedules.ts";
import { type SizeVerbs, size_verbs } from "../state/size_verbs.ts";
import { steps_stale } from "../state/steps_stale.ts";
import { counts_of } from "../view/agreement.ts";
import { convention_styles } from "../view/convention.ts";
import { bytes, whole } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";
import { frame_words } from "../view/lane_words.ts";
import type { Lane } from "../view/lanes.ts";
import { memory_reading } from "../view/reading.ts";
import { lane_id } from "../view/schedule.ts";
import type { Sheet } from "../view/sheet.ts";
import { term_button, term_notes } from "../view/terms.ts";

export const tag = "bw-memory-body";

const kTall = 212; // px, and a line for each curve
const kMostRows = 500; // of the table; above it the positions are thinned

class Memory extends WidePanel {
  static override styles = [
    panel_styles,
    convention_styles,
    chart_styles,
    timeline_styles,
    slider_styles,
    axis_scale_styles,
    css`
      .page { display: grid; gap: 8px; }
      .legend { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(520px, 100%), 1fr)); gap: 0 24px; margin: 0; padding: 0; list-style: none; }
      .legend label { display: inline-flex; gap: 8px; align-items: center; min-height: 28px; }
      .legend input { min-width: 16px; min-height: 16px; width: 16px; margin: 0; accent-color: var(--ink); }
      .legend svg { flex: none; }
      .legend line { stroke: currentColor; stroke-width: 2; }
      .tools { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; }
      .scroll { overflow: auto; max-height: 320px; }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { padding: 1px 16px 1px 0; text-align: right; font-weight: 400; }
      th, .what { text-align: left; }
      summary { cursor: pointer; }
      .note { font-size: 12px; }
    `,
  ];

  private readonly chosen = new Map<string, boolean>();
  private scale: AxisScale = "linear";
  private get sizes(): SizeVerbs {
    return size_verbs(this.store);
  }

  protected override updated(): void {
    this.store.steps.follow();
    this.sizes.follow();
    if (same_answer(this.store.state.steps.of, this.store.state.result))
      cost_verbs(this.store).follow("curves", this.others);
  }

  /** The schedules beside the two of the steps: those of the catalogue, and those with a slider on the costs. */
  private get others(): ModeRequest[] {
    const { state } = this.store;
    const pair = new Set(state.steps.runs.map(lane_id));
    const some = state.result ? chunks(state, counts_of(state.result.graph)) : [];
    return [...standard_modes(state, state.result?.request.want), ...some.map(({ request }) => request)].filter(
      (mode) => !pair.has(lane_id(mode)),
    );
  }

  /** All curves that there are, in the order of the catalogue, with their pens. */
  private curves(): Inked[] {
    const { steps, costs, result, catalogue } = this.store.state;
    const inked = (run: Run, curve: Curve): Inked => ({ ...curve, pen: pen_of(catalogue?.modes ?? [], run) });
    const whole = (run: Run): Inked => inked(run, curve_of_run(run));
    const pair =
      steps.lanes.length > 0 ? steps.lanes.map((lane) => inked(lane.run, curve_of_lane(lane))) : steps.runs.map(whole);
    const known = costs.curves.text === result?.text ? costs.curves.runs : [];
    const all = [...pair, ...known.filter((run) => run.memory.timeline && !run.predicted).map(whole)];
    const order = standard_modes({ catalogue }, "jacobian").map(lane_id);
    const place = ({ id }: Curve): number => (order.indexOf(id) < 0 ? order.length : order.indexOf(id));
    return [...all].sort((a, b) => place(a) - place(b));
  }

  /** Those that sweep one derivative at a time, and compute the values anew, are drawn unless they are taken out, the others when they are asked for. */
  private is_drawn({ id, chunk, keep_values }: Curve): boolean {
    return this.chosen.get(id) ?? (chunk === 1 && !keep_values);
  }

  private legend(curves: readonly Inked[]) {
    return html`<ul class="legend">${curves.map((curve) => {
      const { direction, title, peak, pen } = curve;
      const toggle = (event: Event): void => {
        this.chosen.set(curve.id, (event.target as HTMLInputElement).checked);
        this.requestUpdate();
      };
      return html`<li class=${direction ?? ""}><label><input type="checkbox" .checked=${this.is_drawn(curve)} @change=${toggle} />
        <svg aria-hidden="true" width="36" height="12"><line x1="0" x2="36" y1="6" y2="6" stroke-dasharray=${pen.dash || "none"}></line></svg>
        <span>${glyph_of(direction)}${title}: peak ${bytes(peak)}</span></label></li>`;
    })}</ul>`;
  }

  private table(curves: readonly Curve[], lanes: readonly Lane[]) {
    const count = Math.max(0, ...curves.map((curve) => curve.bytes.length));
    const stride = Math.max(1, Math.ceil(count / kMostRows));
    const rows = Array.from({ length: Math.ceil(count / stride) }, (_, index) => index * stride);
    const doing = (at: number): string =>
      lanes
        .map((lane) => (lane.frames[at] ? `${kGlyph[lane.direction]} ${frame_words(lane.frames[at])}` : ""))
        .join(" ");
    const sheet = (): Sheet => ({
      name: "the working memory",
      heads: ["step", ...curves.map(({ title }) => `${title}, bytes`)],
      rows: Array.from({ length: count }, (_, at) => [at, ...curves.map((curve) => curve.bytes[at] ?? "")]),
    });
    return html`<details><summary>The same as a table${stride > 1 ? `, every ${whole(stride)}th step` : ""}</summary>
      <bw-copy name="the working memory" .sheet=${sheet}></bw-copy>
      <div class="scroll" role="region" aria-label="Working memory, step by step" tabindex="0"><table>
        <thead><tr><th scope="col">step</th>${curves.map((curve) => html`<th scope="col" class=${curve.direction ?? ""}>${glyph_of(curve.direction)}${curve.title}</th>`)}${lanes.length > 0 ? html`<th scope="col">what</th>` : nothing}</tr></thead>
        <tbody>${rows.map(
          (
            at,
          ) => html`<tr><th scope="row">${whole(at)}</th>${curves.map(({ bytes: values }) => html`<td>${values[at] === undefined ? "" : bytes(values[at])}</td>`)}
            ${lanes.length > 0 ? html`<td class="what">${doing(at)}</td>` : nothing}</tr>`,
        )}</tbody></table></div></details>`;
  }

  private depth() {
    const { sizes } = this.store.state;
    if (sizes.text === "") return nothing;
    if (sizes.sizes.length > 0) return size_sliders(sizes.sizes, (info, value) => this.sizes.set(info, value));
    return html`<p class="note">With depth backward grows and forward does not. This text declares no size to vary: write <code>size depth = 4</code> and use it, as in <code>repeat depth { h = tanh(w*h) }</code>, and a slider for it stands here.</p>`;
  }

  protected override while_dragged(): readonly unknown[] {
    const { steps, stale } = this.store.state;
    return [steps, stale];
  }

  override render() {
    const { state } = this.store;
    const { steps, result } = state;
    if (!result) return nothing;
    const stale = steps_stale(state);
    const curves = this.curves();
    const drawn = curves.filter((curve) => this.is_drawn(curve));
    const asked = state.costs.curves;
    const heading = html`<h2>Working memory over time <span class="quiet">(without the inputs and the answer)</span> ${term_button("kept")} ${stale && steps.of ? html`<span class="stale">stale: ${stale}</span>` : nothing}</h2>`;
    if (curves.length === 0)
      return html`${heading}<p class="quiet">${steps.of ? `No time line: ${steps.why}.` : "The time line is on its way …"}</p>${this.depth()}`;
    const at = steps.lanes.length > 0 ? steps.at : null;
    const picture = timeline(drawn, Math.max(280, this.width), kTall + 14 * drawn.length, at, this.scale);
    const along = steps.runs.find((run) => run.direction === "along");
    return html`<div class="page">${heading}
      <div class=${stale ? "faded" : ""}>${this.legend(curves)}
        ${draw_timeline(picture, `Working memory of ${drawn.map(({ direction, peak }) => `${glyph_of(direction)}with a peak of ${bytes(peak)}`).join(" and ")}; the table says every step`)}</div>
      <div class="tools">${axis_scale_choice("Scale of bytes", this.scale, (kind) => {
        this.scale = kind;
        this.requestUpdate();
      })}${this.depth()}</div>
      ${asked.slow ? progress("The time lines of the other schedules", () => cost_verbs(this.store).cancel("curves")) : nothing}
      ${not_computed("Not every schedule has a time line", asked.text === result.text ? asked.why : "", () => cost_verbs(this.store).again("curves"))}
      <p>${memory_reading(steps.runs)} ${along && along.sweeps > 1 ? `▸ is one of ${whole(along.sweeps)} passes, which are all alike.` : nothing}</p>
      ${this.table(drawn, steps.lanes)}${term_notes(["kept"])}
    </div>`;
  }
}
customElements.define(tag, Memory);
