// Working memory of forward and backward over each other on one time line, and what depth does to it.
import { css, html, nothing } from "lit";
import type { SizeInfo } from "../engine/types.gen.ts";
import { Panel, type PanelPlace } from "../state/panel.ts";
import { steps_stale } from "../state/steps.ts";
import { bytes, whole } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";
import { frame_words, type Lane } from "../view/lanes.ts";
import { memory_reading } from "../view/reading.ts";
import { most_of } from "../view/resize.ts";
import { panel_styles } from "../view/styles.ts";
import { type Curve, curve_of_lane, curve_of_run, timeline } from "../view/timeline.ts";
import { draw_timeline, timeline_styles } from "../view/timeline_draw.ts";

export const panel: PanelPlace = { tag: "bw-memory", area: "tab", order: 30, title: "Memory" };

const kTall = 240; // px
const kMostRows = 500; // of the table; above it the positions are thinned

class Memory extends Panel {
  static override styles = [
    panel_styles,
    timeline_styles,
    css`
      .page { display: grid; gap: 8px; }
      .legend { display: flex; flex-wrap: wrap; gap: 0 24px; margin: 0; padding: 0; list-style: none; }
      .legend svg { vertical-align: middle; }
      .along line { stroke: var(--along); stroke-dasharray: 6 3; }
      .against line { stroke: var(--against); }
      .sizes { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; }
      .sizes label { display: inline-flex; gap: 8px; align-items: center; }
      input[type="range"] { width: min(320px, 50vw); padding: 0; border: 0; background: transparent; accent-color: var(--ink); }
      .scroll { overflow: auto; max-height: 320px; }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { padding: 1px 16px 1px 0; text-align: right; font-weight: 400; }
      th { text-align: left; }
      summary { cursor: pointer; }
      .note { font-size: 12px; }
    `,
  ];

  private width = 0;
  private readonly sizes = new ResizeObserver(() => {
    const width = Math.floor(this.clientWidth);
    if (width === this.width || width === 0) return;
    this.width = width;
    this.requestUpdate();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  protected override updated(): void {
    this.store.steps.follow();
    this.store.sizes.follow();
  }

  private legend(curves: readonly Curve[]) {
    return html`<ul class="legend">${curves.map(
      ({ direction, title, peak }) => html`<li class=${direction}>
        <svg aria-hidden="true" width="36" height="12"><line x1="0" x2="36" y1="6" y2="6" stroke-width="2"></line></svg>
        ${kGlyph[direction]} ${title}: peak ${bytes(peak)}</li>`,
    )}</ul>`;
  }

  private table(curves: readonly Curve[], lanes: readonly Lane[]) {
    const count = Math.max(0, ...curves.map((curve) => curve.bytes.length));
    const stride = Math.max(1, Math.ceil(count / kMostRows));
    const rows = Array.from({ length: Math.ceil(count / stride) }, (_, index) => index * stride);
    const doing = (at: number): string =>
      lanes
        .map((lane) => (lane.frames[at] ? `${kGlyph[lane.direction]} ${frame_words(lane.frames[at])}` : ""))
        .join(" ");
    return html`<details><summary>The same as a table${stride > 1 ? `, every ${whole(stride)}th step` : ""}</summary>
      <div class="scroll" role="region" aria-label="Working memory, step by step" tabindex="0"><table>
        <thead><tr><th scope="col">step</th>${curves.map((curve) => html`<th scope="col" class=${curve.direction}>${kGlyph[curve.direction]} ${curve.title}</th>`)}${lanes.length > 0 ? html`<th scope="col">what</th>` : nothing}</tr></thead>
        <tbody>${rows.map(
          (
            at,
          ) => html`<tr><th scope="row">${whole(at)}</th>${curves.map(({ bytes: values }) => html`<td>${values[at] === undefined ? "" : bytes(values[at])}</td>`)}
            ${lanes.length > 0 ? html`<th>${doing(at)}</th>` : nothing}</tr>`,
        )}</tbody></table></div></details>`;
  }

  private size(info: SizeInfo) {
    const { id, value } = info;
    const most = most_of(value);
    const set = (event: Event): void =>
      this.store.sizes.set(info, Math.max(1, (event.target as HTMLInputElement).valueAsNumber));
    return html`<label><span class="code">size ${id}</span>
      <input type="range" min="1" max=${most} step="1" .value=${String(value)} aria-label=${`Size ${id}`} @input=${set} />
      <b>${whole(value)}</b></label>`;
  }

  private depth() {
    const { sizes } = this.store.state;
    if (sizes.text === "") return nothing;
    if (sizes.sizes.length > 0)
      return html`<div class="sizes" role="group" aria-label="Sizes">${sizes.sizes.map((info) => this.size(info))}<span class="note quiet">changes the text</span></div>`;
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
    const curves = steps.lanes.length > 0 ? steps.lanes.map(curve_of_lane) : steps.runs.map(curve_of_run);
    const heading = html`<h2>Working memory over time <span class="quiet">(without the inputs and the answer)</span> ${stale && steps.of ? html`<span class="stale">stale: ${stale}</span>` : nothing}</h2>`;
    if (curves.length === 0)
      return html`${heading}<p class="quiet">${steps.of ? `No time line: ${steps.why}.` : "The time line is on its way …"}</p>${this.depth()}`;
    const at = steps.lanes.length > 0 ? steps.at : null;
    const picture = timeline(curves, Math.max(280, this.width), kTall, at);
    const along = steps.runs.find((run) => run.direction === "along");
    return html`<div class="page">${heading}
      <div class=${stale ? "faded" : ""}>${this.legend(curves)}
        ${draw_timeline(picture, `Working memory of ${curves.map(({ direction, peak }) => `${kGlyph[direction]} with a peak of ${bytes(peak)}`).join(" and ")}; the table says every step`)}</div>
      ${this.depth()}
      <p>${memory_reading(steps.runs)} ${along && along.sweeps > 1 ? `▸ is one of ${whole(along.sweeps)} passes, which are all alike.` : nothing}</p>
      ${this.table(curves, steps.lanes)}
    </div>`;
  }
}
customElements.define(panel.tag, Memory);
