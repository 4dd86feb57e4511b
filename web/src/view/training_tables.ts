// The tables of an estimate: prediction beside training, every schedule, and statement by statement with bars.
import { css, html, nothing, type TemplateResult } from "lit";
import type { EstimateResponse } from "../engine/types.gen.ts";
import { shape, whole } from "./format.ts";
import { kGlyph } from "./labels.ts";
import { in_order, kept_for, rows, sheet } from "./training.ts";
import { count, flops, functions, size } from "./wide.ts";

const kMostRows = 200; // statements; the copy has them all

export function compared(answer: EstimateResponse): TemplateResult {
  return html`<div class="scroll compared" role="region" aria-label="What it takes" tabindex="0"><table aria-label="Prediction and training">
      <thead><tr><td></td><th scope="col">prediction</th><th scope="col">training</th><td class="words"></td></tr></thead>
      <tbody>${rows(answer).map((row, at, all) => html`<tr class=${at === all.length - 1 ? "all" : ""}><th scope="row">${row.what}</th><td>${row.prediction}</td><td>${row.training}</td><td class="words">${row.why}</td></tr>`)}</tbody></table></div>`;
}

export function schedules({ runs, diagnostics }: EstimateResponse): TemplateResult | typeof nothing {
  if (runs.length === 0) return nothing;
  return html`<h3>The whole gradient of the batch, by every schedule</h3><div class="scroll" role="region" aria-label="Schedules" tabindex="0"><table aria-label="Schedules, predicted">
      <thead><tr><th scope="col">schedule</th><th scope="col">sweeps</th><th scope="col">flops</th><th scope="col">fn</th><th scope="col">working peak</th></tr></thead>
      <tbody>${in_order(runs).map((run) => html`<tr class=${run.direction}><th scope="row">${kGlyph[run.direction]} ${run.title}</th><td>${count(run.sweeps)}</td><td>${count(flops(run.cost.total))}</td><td>${count(functions(run.cost.total))}</td><td>${size(run.memory.inner_peak_bytes)}</td></tr>`)}</tbody></table></div>
      ${diagnostics.map(({ message }) => html`<p class="note">${message}</p>`)}`;
}

/** `chosen`: the statement that is pointed at in the picture. */
export function statements_table(answer: EstimateResponse, chosen = ""): TemplateResult {
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
  const first = Math.max(
    0,
    Math.min(
      statements.findIndex(({ node }) => node === chosen),
      statements.length - kMostRows,
    ),
  );
  const shown = statements.slice(first, first + kMostRows);
  return html`<h3>Statement by statement <bw-copy name="the estimate" .sheet=${() => sheet(answer)}></bw-copy></h3>
      <div class="scroll" role="region" aria-label="Statement by statement" tabindex="0"><table aria-label="Statements">
      <thead><tr><th scope="col">statement</th><th scope="col">shape${answer.batch > 1 ? html` <span>(of ${whole(answer.batch)} each)</span>` : nothing}</th><th scope="col">weights</th><th scope="col">flops</th><th scope="col">flops back</th><th scope="col">values</th><th scope="col">kept</th><th scope="col" class="words">for the way back of</th></tr></thead>
      <tbody>${shown.map((one, at) => {
        const [value, back] = [flops(one.cost.value), flops(one.cost.adjoint)];
        const each = answer.batch > 1 && !one.per_example ? " once" : "";
        return html`<tr class=${one.node === chosen ? "chosen" : ""}><th scope="row"><code>${one.id}</code></th><td>${shape(one.shape)}${each}</td><td>${count(one.weights)}</td>
          <td>${count(value)}${bar(Number(value) / dearest, "")}</td><td>${count(back)}${bar(Number(back) / dearest, "back")}</td>
          <td>${size(one.bytes)}</td><td>${size(one.kept_bytes)}${bar(Number(one.kept_bytes) / largest, "")}</td><td class="words">${readers[first + at]?.join(", ")}</td></tr>`;
      })}</tbody></table></div>
      ${statements.length > kMostRows ? html`<p class="note">and ${whole(statements.length - kMostRows)} more: the copy has them all</p>` : nothing}`;
}

export const training_styles = css`
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; font-size: 13px; }
  th, td { padding: 2px 16px 2px 0; text-align: right; font-weight: 400; white-space: nowrap; }
  th:first-child, .words { text-align: left; }
  tbody th { white-space: normal; }
  .words { color: var(--quiet); white-space: normal; min-width: 160px; }
  thead th { border-bottom: 1px solid var(--hairline); font-size: 12px; color: var(--quiet); vertical-align: bottom; }
  tr.all > * { border-top: 1px solid var(--hairline); font-weight: 600; }
  tr.chosen > * { background: var(--raised); outline: 1px solid var(--ink); outline-offset: -1px; }
  .along th, .against th { min-width: 180px; }
  .along th { color: var(--along); }
  .against th { color: var(--against); }
  .bar { display: block; height: 4px; margin-top: 2px; min-width: 56px; background: var(--raised); }
  .bar i { display: block; height: 100%; min-width: 1px; background: var(--ink); }
  .back i { background: var(--against); }
  @media (forced-colors: active) { .bar i { background: CanvasText; } }
  @container (max-width: 619px) { .compared .words { display: none; } }
`;
