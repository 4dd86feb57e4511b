// The choice between axes by numbers and axes by doublings.
import { css, html, type TemplateResult } from "lit";
import type { Ruler } from "./timeline.ts";

const kRulers: readonly Ruler[] = ["linear", "logarithmic"];

export function rulers(name: string, now: Ruler, choose: (kind: Ruler) => void): TemplateResult {
  return html`<fieldset aria-label=${name}>${kRulers.map(
    (kind) =>
      html`<label><input type="radio" name="ruler" .checked=${now === kind} @change=${() => choose(kind)} /> ${kind}</label>`,
  )}</fieldset>`;
}

export const ruler_styles = css`
  fieldset { display: flex; gap: 12px; border: 0; margin: 0; padding: 0; font-size: 12px; }
  fieldset label { display: inline-flex; gap: 4px; align-items: center; }
  fieldset input { min-width: 0; min-height: 0; accent-color: var(--ink); }
`;
