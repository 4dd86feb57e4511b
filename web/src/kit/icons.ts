// The small pictures on the buttons of the player.
import { html, type TemplateResult } from "lit";

const kPaths = {
  first: "M3 3v10M13 3 6 8l7 5z",
  back: "M12 3 5 8l7 5z",
  play: "M4 3l9 5-9 5z",
  pause: "M5 3v10M11 3v10",
  next: "M4 3l7 5-7 5z",
  last: "M3 3l7 5-7 5zM13 3v10",
  stop: "M2 8h8M7 5l3 3-3 3M13 3v10",
};

export function icon(name: keyof typeof kPaths): TemplateResult {
  return html`<svg aria-hidden="true" width="16" height="16" viewBox="0 0 16 16" fill="currentColor" stroke="currentColor" stroke-width="2" stroke-linejoin="round"><path d=${kPaths[name]}></path></svg>`;
}
