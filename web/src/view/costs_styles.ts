// How the costs look: one table on wide pages, one block a schedule on narrow ones.
import { css } from "lit";

export const costs_styles = css`
  .page { display: grid; gap: 16px; container-type: inline-size; }
  .table { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; }
  caption { text-align: left; padding-bottom: 4px; }
  caption h2 { display: inline; }
  caption bw-copy { float: right; }
  th, td { text-align: right; font-weight: 400; padding: 4px 8px; vertical-align: top; white-space: nowrap; }
  thead th { color: var(--quiet); font-size: 12px; padding-block: 0; vertical-align: bottom; }
  thead tr:first-child > * { border-bottom: 1px solid var(--hairline); text-align: center; }
  thead .why { font-size: 12px; }
  tbody tr > *, tfoot tr > * { border-top: 1px solid var(--hairline); }
  tbody th, tfoot th, thead .schedule { text-align: left; padding-left: 0; white-space: normal; }
  tbody th { min-width: 220px; color: var(--hue); }
  tr.along { --hue: var(--along); }
  tr.against { --hue: var(--against); }
  tr.along td, tr.against td { color: var(--ink); }
  tbody td:nth-child(3), tfoot td:nth-child(3), thead .inner, tbody td:nth-child(6), tfoot td:nth-child(6), thead .flops { border-left: 1px solid var(--hairline); }
  .least { font-weight: 700; }
  .bar { display: block; height: 4px; min-width: 64px; margin-top: 2px; color: var(--hue); }
  .bar i { display: block; height: 100%; min-width: 1px; background: currentColor; }
  .along .bar i { background: repeating-linear-gradient(90deg, currentColor 0 5px, transparent 5px 7px); }
  .carry { display: flex; gap: 8px; align-items: center; color: var(--ink); font-size: 12px; }
  .carry input { flex: 1 1 80px; min-width: 0; max-width: 200px; }
  .running { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
  .note { font-size: 12px; }
  .gauges { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr)); gap: 8px 32px; }
  .gauge { display: grid; gap: 4px; border-left: 3px solid var(--along); padding-left: 12px; }
  .gauge.along { border-left-style: dashed; color: inherit; }
  .gauge.against { border-color: var(--against); color: inherit; }
  .ratio { font-size: 22px; font-weight: 600; line-height: 1.2; }
  .along .ratio { color: var(--along); }
  .against .ratio { color: var(--against); }
  .dial { position: relative; height: 12px; background: var(--raised); border: 1px solid var(--hairline); border-radius: 2px; }
  .dial i { position: absolute; inset: 0 auto 0 0; background: currentColor; }
  .along .dial { color: var(--along); }
  .along .dial i { background: repeating-linear-gradient(90deg, currentColor 0 5px, transparent 5px 7px); }
  .against .dial { color: var(--against); }
  .dial b { position: absolute; top: -3px; bottom: -3px; width: 2px; background: var(--ink); }
  .ends { display: flex; justify-content: space-between; font-size: 12px; color: var(--quiet); position: relative; }
  .ends span:nth-child(2) { position: absolute; transform: translateX(-50%); }
  @media (forced-colors: active) {
    .bar i, .dial i { forced-color-adjust: none; background: CanvasText; }
    .along .bar i, .along .dial i { background: repeating-linear-gradient(90deg, CanvasText 0 5px, Canvas 5px 7px); }
  }
  @container (max-width: 899px) {
    table, caption, tbody, tfoot, thead, tr, th, td { display: block; }
    .table { overflow: visible; }
    caption bw-copy { float: none; display: flex; padding-block: 4px; }
    thead tr:first-child, thead .schedule, thead .sweeps { display: none; }
    thead tr { display: flex; flex-wrap: wrap; gap: 0 8px; align-items: center; padding-bottom: 4px; }
    thead tr::before { content: "How it is counted:"; font-size: 12px; color: var(--quiet); }
    thead th, tbody tr > *, tfoot tr > *, tr td:nth-child(n):nth-child(n), thead .inner, thead .flops { border: 0; padding: 0; }
    tbody tr, tfoot tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(80px, 1fr)); gap: 4px 12px; border-top: 1px solid var(--hairline); padding-block: 8px; }
    tbody th, tfoot th { grid-column: 1 / -1; font-weight: 600; }
    td { text-align: left; }
    td:empty { display: none; }
    td::before { content: attr(data-head); display: block; font-size: 12px; color: var(--quiet); font-weight: 400; }
  }
`;
