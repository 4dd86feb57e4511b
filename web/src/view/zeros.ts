// A derivative as a table of its numbers, in which what cannot be other than zero stands as a point.
import { css, html, type TemplateResult } from "lit";
import type { Real } from "../engine/types.gen.ts";
import { exact, number } from "./format.ts";

const kMostNamed = 8; // columns whose numbers are printed; more are drawn as squares

export interface Table {
  /** What it is called: `∂a1/∂W1`. */
  name: string;
  rows: readonly string[];
  columns: readonly string[];
  /** Row by row; null before they are there. */
  values: readonly Real[] | null;
  /** Flat positions that can be other than zero. */
  filled: ReadonlySet<number>;
}

export function zeros_table({ name, rows, columns, values, filled }: Table): TemplateResult {
  const named = columns.length <= kMostNamed;
  const cell = (place: number): TemplateResult => {
    const value = values?.[place] ?? "NaN";
    if (!filled.has(place)) return html`<td class="zero" title="zero on every input">·</td>`;
    return html`<td class="along" title=${exact(value)}>${named ? number(value) : "■"}</td>`;
  };
  return html`<div class="zeros" role="region" aria-label=${`▸ ${name}`} tabindex="0"><table>
    <caption><code class="along">▸ ${name}</code>: a row for each element of it, a column for each weight</caption>
    ${named ? html`<thead><tr><td></td>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>` : ""}
    <tbody>${rows.map((row, at) => html`<tr><th scope="row">${row}</th>${columns.map((_, column) => cell(at * columns.length + column))}</tr>`)}</tbody></table></div>`;
}

export const zeros_styles = css`
  .zeros { overflow-x: auto; max-width: 100%; }
  .zeros table { border-collapse: collapse; font: 11px/1.4 var(--sans); font-variant-numeric: tabular-nums; }
  .zeros caption { text-align: left; font-size: 12px; }
  .zeros th { padding: 0 3px; font-weight: 400; color: var(--quiet); white-space: nowrap; }
  .zeros td { min-width: 16px; padding: 0 3px; text-align: right; border: 1px solid var(--hairline); white-space: nowrap; }
  .zeros td.along { color: var(--ink); background: var(--raised); }
  .zeros td.zero { color: var(--quiet); text-align: center; }
`;
