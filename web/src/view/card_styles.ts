// How the card "Why this number?" looks: in a drawer of the page, and under the graph of an embed.
import { css } from "lit";

export const card_styles = css`
  .card { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px 24px; align-items: start; }
  .head { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; }
  h2:focus { outline: none; }
  h3 { margin: 0; font-size: 13px; font-weight: 600; overflow-wrap: anywhere; }
  section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 4px; border-top: 1px solid var(--hairline); padding-top: 6px; }
  .formula { overflow-x: auto; padding: 2px 0; }
  math { font-size: 16px; }
  mtd { text-align: start; padding: 2px 3px; vertical-align: middle; }
  .row { display: flex; flex-wrap: wrap; gap: 4px; align-items: center; }
  .row button, .head button { min-height: 24px; padding: 0 6px; font-size: 12px; }
  label { display: inline-flex; gap: 4px; align-items: center; font-size: 12px; }
  input { width: 4.5em; min-height: 24px; }
  .small { font-size: 12px; }
  ul { margin: 0; padding-inline-start: 18px; font-size: 12px; }
  @container (max-width: 899px) { h2 { scroll-margin-bottom: 60vh; } }
  @container (min-width: 900px) {
    .card { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    .head, .wide { grid-column: 1 / -1; }
  }
`;
