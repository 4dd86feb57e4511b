// How the ledger looks: a table that scrolls in itself, with its first column and its headings in view.
import { css } from "lit";

export const ledger_styles = css`
  .scroll { overflow: auto; max-height: 640px; border: 1px solid var(--hairline); border-radius: var(--radius); background: var(--paper); }
  table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 13px; }
  caption { text-align: left; padding: 8px; position: sticky; left: 0; }
  caption h2 { display: inline; }
  caption div { display: inline-block; max-width: calc(100cqw - 48px); }
  th, td { text-align: right; vertical-align: top; font-weight: 400; padding: 3px 6px; white-space: nowrap; }
  th[scope="row"], thead .corner { text-align: left; position: sticky; left: 0; background: var(--paper); z-index: 1; }
  thead { position: sticky; top: 0; z-index: 2; }
  thead th { background: var(--raised); font-size: 12px; border-bottom: 1px solid var(--hairline); vertical-align: bottom; }
  thead .corner { z-index: 3; background: var(--raised); }
  .long { width: 44ch; white-space: normal; }
  .kept { white-space: normal; text-align: left; min-width: 80px; }
  .sort { min-height: 24px; padding: 0 2px; border-color: transparent; background: transparent; font-size: 12px; white-space: nowrap; }
  .sort { position: relative; margin-right: 4px; }
  .sort span { position: absolute; left: 100%; color: var(--quiet); }
  [aria-sort] .sort { font-weight: 600; }
  [aria-sort] .sort span { color: inherit; }
  .sorted th.inner { padding-left: 6px; }
  .sorted tr > * { border-top: 1px solid var(--hairline); }
  thead .checked { white-space: normal; min-width: 200px; }
  tr.starts > * { border-top: 1px solid var(--hairline); }
  tfoot > tr > * { border-top: 2px solid var(--quiet); font-weight: 600; }
  th.inner { padding-left: 24px; }
  .name { font-weight: 600; }
  .inner .name { font-weight: 400; }
  th .code.quiet { max-width: 25ch; overflow: hidden; text-overflow: ellipsis; }
  .uses { max-width: 25ch; white-space: normal; overflow-wrap: anywhere; }
  tr.element > * { background: var(--raised); }
  tr.element th[scope="row"] { padding-left: 24px; background: var(--raised); }
  td.along, td.against { color: var(--ink); }
  td.along { border-left: 1px dashed var(--along); }
  td.against { border-left: 1px solid var(--against); }
  .open, .choose { min-height: 24px; padding: 0 6px; font-size: 12px; border-color: var(--hairline); }
  .choose[aria-pressed="true"] { color: var(--along); border: 1px dashed var(--along); }
  /* In a drawer, which scrolls itself. */
  :host([screen]) .scroll { max-height: none; overflow: visible; border: 0; }
  @media print {
    .scroll { max-height: none; overflow: visible; border: 0; }
    @supports (zoom: 0.7) { table { zoom: 0.7; } }
    .sort span { display: none; }
    th, td { position: static !important; }
    .open, .choose { display: none; }
  }
  /* The numbers beside the column that stays need the larger part of a phone. */
  @container (max-width: 639px) {
    thead { position: static; }
    th[scope="row"], thead .corner { min-width: 116px; max-width: 38cqw; white-space: normal; overflow-wrap: anywhere; }
    th .code.quiet { max-width: 104px; white-space: nowrap; }
    thead .along .sort, thead .against .sort { min-width: 11ch; max-width: 16ch; white-space: normal; overflow-wrap: anywhere; }
    th.inner, tr.element th[scope="row"] { padding-left: 12px; }
  }
`;
