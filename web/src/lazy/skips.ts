// The residual switch: each block with its skip and without it, side by side: paths, gradient at every statement, costs.
import { css, html, nothing } from "lit";
import type { DifferentiateRequest, DifferentiateResponse, PathsRequest, PathsResponse } from "../engine/types.gen.ts";
import { Panel } from "../kit/panel.ts";
import { not_computed, progress } from "../kit/progress.ts";
import { panel_styles } from "../kit/styles.ts";
import { standard_modes } from "../state/costs.ts";
import { PanelAnswer, values_in_force } from "../state/panel_answer.ts";
import { hidden_of } from "../state/quiz.ts";
import type { Result } from "../state/result.ts";
import { reaching, type Skip, skip_words, skips_of } from "../text/skips.ts";
import { flops_of, number, whole } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";
import { short_count } from "../view/paths.ts";

export const tag = "bw-skips-body";

const kChannel = "skips";

class Skips extends Panel {
  static override styles = [
    panel_styles,
    css`
      .page { display: grid; gap: 8px; border-top: 1px solid var(--hairline); padding-top: 8px; }
      .page > * { min-width: 0; }
      .switches { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 0; padding: 0; list-style: none; }
      label { display: inline-flex; gap: 8px; align-items: center; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { padding: 1px 16px 1px 0; text-align: right; font-weight: 400; }
      thead th { border-bottom: 1px solid var(--hairline); }
      th:first-child { text-align: left; }
      .now { font-weight: 700; }
    `,
  ];

  /** Which block the other column is of, by its name. */
  private chosen = "";
  private readonly other = new PanelAnswer<DifferentiateRequest, DifferentiateResponse>(
    this,
    (request) => this.store.engine.call(request, kChannel),
    () => this.store.engine.cancel(kChannel),
  );
  private readonly paths = new PanelAnswer<PathsRequest, PathsResponse>(this, (request) =>
    this.store.engine.call(request, `${kChannel} paths`),
  );
  private readonly other_paths = new PanelAnswer<PathsRequest, PathsResponse>(this, (request) =>
    this.store.engine.call(request, `other ${kChannel} paths`),
  );

  private skip(): Skip | null {
    const all = skips_of(this.store.state.text);
    return all.find(({ name }) => name === this.chosen) ?? all[0] ?? null;
  }

  protected override willUpdate(): void {
    const { result, stale, quiz, text } = this.store.state;
    const skip = this.skip();
    if (!skip || !result || result.live || stale || result.text !== text) return;
    const { at: _, tangent: __, layout: ___, ...request } = result.request;
    const hidden = hidden_of(quiz);
    this.other.follow(
      {
        ...request,
        network: { text: skip.other },
        modes: standard_modes(this.store.state, request.want),
        include: ["value", "adjoint", "graph"],
        ...values_in_force(result),
      },
      hidden,
    );
    const { weight, output, graph } = result;
    const to = output && output.id !== graph.outputs[0] ? { to: output.id } : {}; // the first may have another name there
    const ends = { ...(weight ? { from: weight.id } : {}), ...to, limit: 1, ...values_in_force(result) };
    this.paths.follow({ v: 1, kind: "paths", network: { text }, ...ends }, hidden);
    this.other_paths.follow({ v: 1, kind: "paths", network: { text: skip.other }, ...ends }, hidden);
  }

  private flip(skip: Skip): void {
    this.chosen = skip.name;
    this.store.history.isolate();
    this.store.edit(skip.other, skip_words(skip));
  }

  private table(result: Result, other: DifferentiateResponse, skip: Skip) {
    const here = reaching(result.graph.nodes, result.response.nodes);
    const there = new Map(reaching(other.graph?.nodes ?? [], other.nodes).map(({ id, size }) => [id, size]));
    const cells = (now: string, then: string) => {
      const [with_skip, without] = skip.on ? [now, then] : [then, now];
      return html`<td class=${skip.on ? "now" : ""}>${with_skip}</td><td class=${skip.on ? "" : "now"}>${without}</td>`;
    };
    const say = (size: number | undefined): string =>
      size === undefined ? "" : Number.isNaN(size) ? "?" : number(size);
    const paths = this.paths.fresh && this.other_paths.fresh;
    const least = (runs: DifferentiateResponse["runs"], direction: "along" | "against"): string =>
      whole(Math.min(...runs.filter((run) => run.direction === direction).map(({ cost }) => flops_of(cost.total))));
    return html`<div class="scroll" tabindex="0" role="region" aria-label="With the skip and without"><table>
      <thead><tr><th scope="col">the network</th><th scope="col">with ${skip.name}’s skip</th><th scope="col">without</th></tr></thead>
      <tbody>
        ${paths ? html`<tr><th scope="row">paths from ${this.paths.response?.from} to ${this.paths.response?.to}</th>${cells(short_count(this.paths.response?.count ?? ""), short_count(this.other_paths.response?.count ?? ""))}</tr>` : nothing}
        ${here.map(({ id, size }) => html`<tr><th scope="row"><span class="against">${kGlyph.against}</span> at <code>${id}</code>, the largest</th>${cells(say(size), say(there.get(id)))}</tr>`)}
        <tr><th scope="row"><span class="against">${kGlyph.against}</span> flops backward</th>${cells(least(result.response.runs, "against"), least(other.runs, "against"))}</tr>
        <tr><th scope="row"><span class="along">${kGlyph.along}</span> flops forward, at the cheapest</th>${cells(least(result.response.runs, "along"), least(other.runs, "along"))}</tr>
      </tbody></table></div>`;
  }

  override render() {
    const { result, stale, text } = this.store.state;
    const skip = this.skip();
    if (!result || !skip) return nothing;
    const all = skips_of(text);
    const { other } = this;
    const ready = other.response && other.fresh && result.text === text && !result.live;
    return html`<div class="page"><h2>Residual switch <span class="quiet">F′(x) and 1: the same network with a skip and without it</span> ${stale ? html`<span class="stale">stale: ${stale}</span>` : nothing}</h2>
      <ul class="switches">${all.map((one) => html`<li><label><input type="checkbox" .checked=${one.on} @change=${() => this.flip(one)} /> <span>skip from <code>${one.from}</code> to <code>${one.name}</code></span></label></li>`)}</ul>
      ${other.slow ? progress("Running the other network", () => other.cancel()) : nothing}
      ${not_computed("Nothing to compare with", other.why, () => other.again())}
      ${ready && other.response ? this.table(result, other.response, skip) : nothing}</div>`;
  }
}

customElements.define(tag, Skips);
