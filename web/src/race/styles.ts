// How the race looks: the player, a bar for each lane, and the formula of the step.
import { css } from "lit";

export const race_styles = css`
  :host { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2px; }
  .player { display: flex; flex-wrap: wrap; gap: 2px 12px; align-items: center; }
  .player h2 { margin-inline-end: 4px; }
  .buttons { display: inline-flex; gap: 4px; }
  .buttons button { display: inline-flex; align-items: center; justify-content: center; min-width: 34px; }
  .buttons .play { gap: 6px; padding-inline: 12px; background: var(--ink); border-color: var(--ink); color: var(--paper); font-weight: 600; }
  button[aria-disabled="true"] { color: var(--quiet); border-color: var(--hairline); cursor: default; }
  label { display: inline-flex; gap: 4px; align-items: center; }
  .scrub { flex: 1 1 160px; display: flex; flex-wrap: wrap; gap: 0 8px; align-items: center; min-width: 0; }
  .scrub input { flex: 1 1 auto; min-width: 80px; margin: 0; padding: 0; border: 0; background: transparent; accent-color: var(--ink); }
  .scrub span { min-width: 9em; max-width: 100%; }
  .lanes { display: grid; grid-template-columns: fit-content(22em) minmax(80px, 1fr) repeat(3, fit-content(13em)); gap: 2px 12px; align-items: center; margin: 0; padding: 0; list-style: none; }
  .lanes li { display: contents; }
  .lanes span { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .name { max-width: 22em; }
  .figures { color: var(--ink); font-size: 13px; }
  .figures.carries { font-weight: 600; }
  .bar { position: relative; height: 14px; border: 1px solid var(--quiet); border-radius: 3px; overflow: hidden; background: var(--paper); }
  .bar i { display: block; height: 100%; background: currentColor; }
  .along .bar i { background: repeating-linear-gradient(90deg, currentColor 0 8px, transparent 8px 11px); }
  .bar b { position: absolute; inset-block: 0; border-inline-start: 1px solid var(--quiet); }
  .bar s { position: absolute; inset-block: 0; box-sizing: border-box; border-block-end: 6px solid var(--ink); background: linear-gradient(90deg, var(--paper) min(1px, 15%), transparent 0) border-box; }
  .formula { display: flex; flex-wrap: wrap; gap: 0 24px; min-height: 1.5em; font: 12px/1.5 var(--mono); }
  .formula .running { margin: 0; display: flex; gap: 8px; align-items: center; }
  .formula .running button { min-height: 24px; padding-block: 0; }
  .formula span { overflow-wrap: anywhere; }
  .formula.quiet, .verdict { font-family: var(--sans); }
  .note { font-size: 12px; }
  :host([drawer]) :is(.lanes, .formula) { display: none; }
  .more { font-size: 13px; }
  .more > summary { min-height: 24px; padding-inline: 4px; line-height: 24px; }
  .more[open] { flex: 1 0 100%; }
  summary { min-height: 24px; cursor: pointer; }
  @container (max-width: 759px) {
    .lanes { grid-template-columns: minmax(0, 1fr); gap: 2px; }
    .lanes li { display: grid; grid-template-columns: minmax(0, 1fr) max-content max-content; gap: 0 12px; }
    .bar { grid-column: 1 / -1; order: 1; height: 8px; }
    .bytes { display: none; }
    .player h2 { display: none; }
    .formula { flex-wrap: nowrap; overflow: hidden; white-space: nowrap; font-size: 11px; }
    .formula.waits { min-width: 0; white-space: normal; }
    .formula .running { display: grid; grid-template-columns: 48px minmax(0, 1fr) max-content; width: 100%; min-width: 0; }
    .formula progress { width: 48px; }
    .buttons { flex: 1 1 auto; }
    .buttons button { flex: 1 1 auto; }
    .scrub { flex-wrap: nowrap; }
    .scrub span { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  }
  /* In a low room each lane is one line. */
  @media (max-height: 899px) {
    :host([stage]) .lanes { grid-template-columns: fit-content(16em) minmax(60px, 1fr) repeat(2, max-content); gap: 0 12px; }
    :host([stage]) .lanes li { display: contents; }
    :host([stage]) .bar { grid-column: auto; order: 0; height: 12px; }
    :host([stage]) .bytes { display: none; }
  }
  @media (prefers-reduced-motion: reduce) {
    .buttons .play { display: none; }
  }
  @media (forced-colors: active) {
    .bar s { forced-color-adjust: none; border-color: Canvas; }
    .bar i, .along .bar i { forced-color-adjust: none; background: CanvasText; }
    .along .bar i { background: repeating-linear-gradient(90deg, CanvasText 0 8px, Canvas 8px 11px); }
    .buttons .play { background: ButtonFace; color: ButtonText; }
  }
  /* In a frame of little height: the player, and the lanes side by side. */
  @media (max-height: 560px) {
    :host([embed]) .lanes { grid-template-columns: repeat(auto-fit, minmax(120px, 1fr)); gap: 0 12px; }
    :host([embed]) .lanes li { display: grid; grid-template-columns: minmax(0, 1fr) max-content; gap: 0 4px; font-size: 12px; line-height: 16px; }
    :host([embed]) .bar { grid-column: 1 / -1; order: 1; height: 8px; }
    :host([embed]) .figures { font-size: 12px; }
    :host([embed]) .name { max-width: none; }
    :host([embed]) :is(.more, .formula, .carries, .bytes, h2) { display: none; }
  }
  @media print { .player, .more { display: none; } }
`;

export const board_styles = css`
  :host([drawer]) { display: none; }
  @media (max-height: 899px) { :host([stage]) { display: none; } }
  .board { display: flex; flex-wrap: wrap; gap: 2px 16px; align-items: center; }
  .words { flex: 1 1 260px; }
  :host([tall]) .words { flex-basis: 150px; }
  .scroll { overflow-x: auto; max-width: 100%; }
  table { border-collapse: separate; border-spacing: 4px 1px; }
  th { font: 12px/1.25 var(--mono); font-weight: 400; text-align: center; white-space: nowrap; }
  tbody th { text-align: end; padding-inline-end: 4px; }
  td { padding: 0; }
  td button { display: block; width: 100%; min-width: 74px; min-height: 24px; padding: 0 6px; text-align: center; font-size: 13px; white-space: nowrap; border: 1px solid var(--hairline); font-variant-numeric: tabular-nums; }
  td button[aria-pressed="true"] { outline: 2px dashed var(--along); outline-offset: -2px; }
  td i { font-style: normal; }
  svg { display: block; }
  .chip { padding: 0 3px; border: 1px solid currentColor; border-radius: 3px; font-style: normal; }
  svg .zero { opacity: 0.2; }
  svg :is(text, rect):is(.along, .against) { fill: currentColor; font-family: var(--mono); }
  svg .grid { fill: var(--raised); stroke: var(--hairline); stroke-width: 0.06; }
  svg .a { fill: var(--along); }
  svg .b { fill: var(--against); }
  svg .chosen { fill: none; stroke: var(--ink); stroke-width: 0.16; }
  .shares { display: grid; grid-template-columns: max-content 160px max-content; gap: 2px 12px; align-items: center; }
  .shares progress { width: 100%; accent-color: currentColor; }
  .note { font-size: 12px; }
  .words b { font-weight: 600; }
`;
