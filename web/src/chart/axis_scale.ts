// The choice between axes by numbers and axes by doublings.
import { css, html, type TemplateResult } from "lit";
import type { AxisScale } from "./timeline.ts";

const kScales: readonly AxisScale[] = ["linear", "logarithmic"];

export function axis_scale_choice(name: string, now: AxisScale, choose: (kind: AxisScale) => void): TemplateResult {
  return html`<fieldset aria-label=${name}>${kScales.map(
    (kind) =>
      html`<label><input type="radio" name="scale" .checked=${now === kind} @change=${() => choose(kind)} /> ${kind}</label>`,
  )}</fieldset>`;
}

export const axis_scale_styles = css`
  fieldset { display: flex; gap: 12px; border: 0; margin: 0; padding: 0; font-size: 12px; }
  fieldset label { display: inline-flex; gap: 4px; align-items: center; }
  fieldset input { min-width: 0; min-height: 0; accent-color: var(--ink); }
`;
