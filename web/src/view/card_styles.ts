// How the card "Why this number?" looks: a drawer over the lower right of the graph, a sheet at the bottom of narrow pages.
import { css } from "lit";

export const card_styles = css`
  :host { position: sticky; bottom: 8px; height: 0; z-index: 4; }
  .card {
    position: absolute; right: 8px; bottom: 8px; width: min(460px, calc(100% - 16px)); max-height: min(432px, 74vh); overflow: auto;
    display: grid; gap: 8px; padding: 8px 12px 12px; background: var(--paper); border: 1px solid var(--quiet); border-radius: var(--radius);
    box-shadow: 0 4px 16px rgb(0 0 0 / 24%);
  }
  .head { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; position: sticky; top: -8px; margin: -8px -12px 0; padding: 8px 12px 4px; background: var(--paper); z-index: 1; }
  .head h2 { flex: 1 1 auto; }
  h2:focus { outline: none; }
  h3 { margin: 0; font-size: 13px; font-weight: 600; overflow-wrap: anywhere; }
  section { display: grid; gap: 4px; border-top: 1px solid var(--hairline); padding-top: 6px; }
  .formula { overflow-x: auto; padding: 2px 0; }
  math { font-size: 16px; }
  mtd { text-align: start; padding: 2px 3px; vertical-align: middle; }
  .row { display: flex; flex-wrap: wrap; gap: 4px; align-items: center; }
  .row button, .head button { min-height: 24px; padding: 0 6px; font-size: 12px; }
  label { display: inline-flex; gap: 4px; align-items: center; font-size: 12px; }
  input { width: 4.5em; min-height: 24px; }
  .small { font-size: 12px; }
  ul { margin: 0; padding-inline-start: 18px; font-size: 12px; }
  @container (max-width: 599px) {
    .card { right: 0; width: 100%; max-height: 56vh; }
  }
  @media print {
    :host, .card { position: static; height: auto; max-height: none; }
    .card { width: auto; box-shadow: none; }
  }
`;
