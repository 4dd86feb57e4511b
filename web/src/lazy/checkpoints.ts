// Backward with less memory: values that are not kept are made again. A slider from "keep all" to "keep least", with its curve.
import { css, html, nothing } from "lit";
import { chart_styles } from "../chart/chart.ts";
import { pen_of } from "../chart/pens.ts";
import { curve_of_run, type Inked, timeline } from "../chart/timeline.ts";
import { draw_timeline, timeline_styles } from "../chart/timeline_draw.ts";
import { draw_trade, trade_styles } from "../chart/trade.ts";
import type { DifferentiateRequest, DifferentiateResponse, Include, ModeRequest, Run } from "../engine/types.gen.ts";
import { not_computed, progress } from "../kit/progress.ts";
import { panel_styles } from "../kit/styles.ts";
import { WidePanel } from "../kit/wide_panel.ts";
import { default_mode } from "../state/costs.ts";
import { PanelAnswer, values_in_force } from "../state/panel_answer.ts";
import type { Result } from "../state/result.ts";
import {
  curve_requests,
  frontier,
  mode_with_budget,
  type Trade,
  trade_of,
  trade_words,
  trades_sheet,
} from "../view/checkpoints.ts";
import { bytes, whole } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";

export const tag = "bw-checkpoints-body";

const kTall = 220; // px
const kMostSteps = 4000; // nodes; of larger networks the time lines are not drawn

type Answered = PanelAnswer<DifferentiateRequest, DifferentiateResponse>;

class Checkpoints extends WidePanel {
  static override styles = [
    panel_styles,
    chart_styles,
    timeline_styles,
    trade_styles,
    css`
      .page { display: grid; gap: 10px; }
      .page > * { min-width: 0; }
      .slider { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; }
      .slider input { flex: 1 1 200px; max-width: 480px; padding: 0; border: 0; background: transparent; accent-color: var(--against); }
      .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr)); gap: 12px 24px; align-items: start; }
      .sides > * { min-width: 0; }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { padding: 1px 16px 1px 0; text-align: right; font-weight: 400; }
      th:first-child { text-align: left; }
      thead th { border-bottom: 1px solid var(--hairline); font-size: 12px; }
      tr.chosen > * { font-weight: 600; background: var(--raised); }
      .scroll { overflow-x: auto; }
      h3 { margin: 0; font-size: 14px; }
      details { max-width: 80ch; }
      summary { cursor: pointer; min-height: 24px; font-weight: 600; }
      .note { font-size: 12px; }
    `,
  ];

  /** The budget that the slider is at; null: as much as keeping all takes. */
  private budget: number | null = null;
  private readonly ends = this.asks("checkpoints");
  private readonly curve = this.asks("checkpoints curve");
  private readonly chosen = this.asks("checkpoints chosen");

  private asks(channel: string): Answered {
    return new PanelAnswer(
      this,
      (request: DifferentiateRequest) => this.store.engine.call(request, channel),
      () => this.store.engine.cancel(channel),
    );
  }

  private request(result: Result, modes: ModeRequest[], include: Include[]): DifferentiateRequest {
    const { text, request } = result;
    return {
      ...{ v: 1, kind: "differentiate", network: { text }, modes, include },
      ...values_in_force(result),
      ...(request.seeds ? { seeds: request.seeds } : {}),
      ...(request.want ? { want: request.want } : {}),
      ...(request.count ? { count: request.count } : {}),
    };
  }

  private get mode(): string {
    return mode_with_budget(this.store.state.catalogue?.modes ?? [])?.name ?? "";
  }

  private get plain(): string {
    return default_mode(this.store.state, "against")?.name ?? "";
  }

  protected override willUpdate(): void {
    const { result, stale } = this.store.state;
    if (!result || result.live || stale || this.mode === "" || this.mode === this.plain) return;
    const { mode, plain } = this;
    this.ends.follow(this.request(result, [{ mode: plain }, { mode, budget_bytes: "least" }, { mode }], ["cost"]));
    const ends = this.ends.fresh ? this.ends.response : null;
    const [all, least] = ends?.runs ?? [];
    if (!all || !least) return;
    const [from, to] = [least, all].map(({ memory }) => memory.inner_peak_bytes) as [number, number];
    const budget_bytes = Math.min(Math.max(this.budget ?? to, from), to);
    const include: Include[] = result.graph.nodes.length <= kMostSteps ? ["cost", "steps", "timeline"] : ["cost"];
    this.chosen.follow(this.request(result, [{ mode: plain }, { mode, budget_bytes }], include));
    this.curve.follow(this.request(result, curve_requests(mode, from, to), ["cost"])); // behind what the reader waits for
  }

  private slider(least: Trade, all: Trade, chosen: Trade | null) {
    const [from, to] = [least.bytes, all.bytes];
    if (from >= to)
      return html`<p>Here nothing can be saved: keeping least takes as much as keeping all, ${bytes(to)}.</p>`;
    const now = Math.min(Math.max(this.budget ?? to, from), to);
    const set = (event: Event): void => {
      // To the left is less: the slider counts the bytes that are given up.
      this.budget = to + from - (event.target as HTMLInputElement).valueAsNumber;
      this.requestUpdate();
    };
    return html`<div class="slider"><span>keep all</span>
      <input type="range" min=${from} max=${to} step="8" .value=${String(to + from - now)} aria-label="Memory for going back" aria-valuetext=${`at most ${bytes(now)}`} @input=${set} />
      <span>keep least</span> <b>at most ${bytes(now)}</b></div>
      <p role="status">${chosen ? html`<span class="against">${kGlyph.against}</span> ${trade_words(chosen, all)}${chosen.run.cuts?.proven === false ? " Less work may be possible: not proven." : ""}` : "The way back within it is on its way …"}</p>`;
  }

  private table(named: readonly (readonly [string, Trade])[], chosen: Trade | null) {
    return html`<div class="scroll"><table aria-label="Ways back">
      <thead><tr><th scope="col">way back</th><th scope="col">working peak</th><th scope="col">kept</th><th scope="col">made again</th><th scope="col">segments</th></tr></thead>
      <tbody>${named.map(([name, { run, bytes: peak, again }]) => html`<tr class=${chosen?.run === run ? "chosen" : ""}><th scope="row">${name}</th><td>${bytes(peak)}</td><td>${bytes(run.memory.saved_bytes)}</td><td>${whole(again)}</td><td>${whole(run.cuts?.segments ?? 1)}</td></tr>`)}</tbody></table></div>`;
  }

  private over_time(runs: readonly Run[]) {
    const { catalogue } = this.store.state;
    const curves = runs.map((run): Inked => ({ ...curve_of_run(run), pen: pen_of(catalogue?.modes ?? [], run) }));
    if (curves.some((curve) => curve.bytes.length === 0)) return nothing;
    const width = Math.max(280, this.width >= 900 ? this.width / 2 - 12 : this.width);
    const words = `Working memory over time: ${curves.map(({ title, peak }) => `${title}, peak ${bytes(peak)}`).join("; ")}`;
    return html`<section aria-label="Memory over time"><h3>Memory over time</h3>${draw_timeline(timeline(curves, width, kTall, null), words)}
      <p class="note quiet">solid: all values are kept. The other falls where a cut lets values go, and rises again where a segment is made once more; dotted lines mark the cuts.</p></section>`;
  }

  private published(root: Trade) {
    return html`<details><summary>How is this counted elsewhere?</summary>
      <p>Cut into k segments of n/k steps, textbooks keep k checkpoints, the input among them, and n/k values of the segment that is under way; each segment is made twice. For 100 equal steps in 10 segments they say 20 values and 90 steps again. Here the input is in no figure (it is always there), the cut behind the last segment is the output, and neither the last segment nor a value that a standing cut holds is made again: 19 values, 81 steps, and with two adjoints a working peak of 21 numbers, 168 B, where keeping all takes 816 B.</p>
      <p>This network in ${whole(root.run.cuts?.segments ?? 1)} segments: ${bytes(root.bytes)}, ${whole(root.again)} operations again. Within a budget the engine looks for the least work: on a chain of up to 120 steps the best there is, elsewhere the best that it finds.</p></details>`;
  }

  override render() {
    const { result, stale } = this.store.state;
    if (!result || this.mode === "") return nothing;
    const { ends, curve, chosen } = this;
    const asked = [ends, curve, chosen];
    const heading = html`<h2>Checkpoints <span class="quiet">backward with less memory: what is not kept is made again</span> ${stale ? html`<span class="stale">stale: ${stale}</span>` : nothing}</h2>`;
    const slow = asked.find((one) => one.slow);
    const why = asked.find((one) => one.why);
    const state = html`${slow ? progress("The ways back", () => slow.cancel()) : nothing}${not_computed("Not every way back is there", why?.why ?? "", () => why?.again())}`;
    const [all, least, root] = (ends.response?.runs ?? []).map(trade_of);
    if (!all || !least || !root) return html`<div class="page">${heading}${state}</div>`;
    const runs = chosen.response?.runs ?? [];
    const here = chosen.fresh && runs[1] ? trade_of(runs[1]) : null;
    const points = frontier([...(curve.fresh ? (curve.response?.runs ?? []).map(trade_of) : []), least, all]);
    const width = Math.max(280, this.width >= 900 ? this.width / 2 - 12 : this.width);
    const named: [string, Trade][] = [
      ["keep all", all],
      ["√n segments", root],
      ["keep least", least],
      ...(here ? [["within the budget", here] as [string, Trade]] : []),
    ];
    return html`<div class="page">${heading}${state}<div class="page ${stale ? "faded" : ""}">
      ${this.slider(least, all, here)}
      <div class="sides"><section aria-label="Bytes against work"><h3>Operations made again, against memory</h3>
        ${draw_trade(points, [root], here, [width, kTall], `Operations made again against the working peak: from ${bytes(least.bytes)} with ${whole(least.again)} to ${bytes(all.bytes)} with none`)}
        ${this.table(named, here)}</section>
      ${this.over_time(runs)}</div>
      ${this.published(root)}
      <bw-copy name="the budgets" .sheet=${() => trades_sheet(points)}></bw-copy></div></div>`;
  }
}
customElements.define(tag, Checkpoints);
