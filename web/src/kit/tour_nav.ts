// The steps of the tour in a row, the answer behind them, and the way out.
import { html, nothing, type TemplateResult } from "lit";

/** `now`: the place of the step that is shown, from 0; that of the answer is behind the last, −1 is outside. */
export function tour_nav(steps: readonly { title: string }[], now: number, go: (at: number) => void): TemplateResult {
  const titles = [...steps.map(({ title }) => title), "The answer"];
  return html`<nav aria-label="Steps of the tour"><ol class="steps">${titles.map((title, at) => {
    const is_end = at === steps.length;
    return html`<li><button title=${title} aria-label=${is_end ? title : `Step ${at + 1}: ${title}`} aria-current=${at === now ? "step" : nothing} @click=${() => go(at)}>${is_end ? title : at + 1}</button></li>`;
  })}<li class="leave"><button @click=${() => go(-1)}>Leave the tour</button></li></ol></nav>`;
}
