// Sliders for the sizes that the text declares.
import { css, html, type TemplateResult } from "lit";
import type { SizeInfo } from "../engine/types.gen.ts";
import { most_of } from "../text/resize.ts";
import { whole } from "../view/format.ts";

export function size_sliders(sizes: readonly SizeInfo[], set: (info: SizeInfo, value: number) => void): TemplateResult {
  const take = (info: SizeInfo) => (event: Event) =>
    set(info, Math.max(1, (event.target as HTMLInputElement).valueAsNumber));
  return html`<div class="sizes" role="group" aria-label="Sizes">${sizes.map(
    (info) => html`<label><span class="code">size ${info.id}</span>
      <input type="range" min="1" max=${most_of(info.value)} step="1" .value=${String(info.value)} aria-label=${`Size ${info.id}`} @input=${take(info)} />
      <b>${whole(info.value)}</b></label>`,
  )}<span class="note quiet">changes the text</span></div>`;
}

export const slider_styles = css`
  .sizes { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; }
  .sizes label { display: inline-flex; gap: 8px; align-items: center; }
  input[type="range"] { width: min(320px, 50vw); padding: 0; border: 0; background: transparent; accent-color: var(--ink); }
`;
