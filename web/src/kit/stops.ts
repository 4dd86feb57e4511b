// A number that goes from stop to stop: a slider, or where there are two stops a switch.
import { css, html, type TemplateResult } from "lit";

export interface Stops {
  label: string;
  stops: readonly number[];
  now: number;
  set(value: number): void;
}

export function stop_slider({ label, stops, now, set }: Stops): TemplateResult {
  const to = (at: number): void => set(stops[at] ?? now);
  const turned = (event: Event): void => to(Number((event.target as HTMLInputElement).checked));
  const moved = (event: Event): void => to((event.target as HTMLInputElement).valueAsNumber);
  if (stops.length === 2)
    return html`<label><input type="checkbox" .checked=${now === stops[1]} @change=${turned} /> ${label}</label>`;
  return html`<label>${label} <input type="range" min="0" max=${stops.length - 1} step="1" aria-valuetext=${String(now)} .value=${String(stops.indexOf(now))} @input=${moved} /> <b>${now}</b></label>`;
}

export const stop_styles = css`
  label { display: inline-flex; gap: 8px; align-items: center; }
  input[type="range"] { width: min(160px, 50vw); padding: 0; border: 0; background: transparent; accent-color: var(--ink); }
`;
