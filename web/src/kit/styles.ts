// What all panels share: headings, buttons, fields and the marks of the two directions.
import { css } from "lit";

export const panel_styles = css`
  :host { display: block; min-width: 0; color: var(--ink); }
  *, *::before, *::after { box-sizing: border-box; }
  h2 { margin: 0; font-size: 14px; font-weight: 600; }
  p { margin: 0; }
  code, .code { font: 12px/1.5 var(--mono); }
  .quiet { color: var(--quiet); }
  .along { color: var(--along); visibility: var(--along-seen, inherit); }
  .against { color: var(--against); visibility: var(--against-seen, inherit); }
  .wrong { color: var(--wrong); }
  .stale { display: inline-block; font-size: 12px; font-weight: 600; line-height: 18px; padding: 0 6px; border: 1px dashed var(--quiet); border-radius: var(--radius); background: var(--paper); }
  .faded { --along: var(--quiet); --against: var(--quiet); --ink: var(--quiet); color: var(--quiet); }
  button, select, input {
    font: inherit; color: inherit; background: var(--paper); min-height: 28px; min-width: 28px;
    border: 1px solid var(--quiet); border-radius: var(--radius); padding: 2px 8px;
  }
  input[type="checkbox"] { width: 16px; min-width: 16px; min-height: 24px; }
  button { cursor: pointer; }
  button:hover { background: var(--raised); }
  :focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

/** The place of the graph: its window, and what stands under it. */
export const graph_styles = css`
  .stage { position: relative; display: flex; flex: 1 0 auto; flex-direction: column; }
  .stage .stale { position: absolute; top: 4px; right: 4px; }
  .scroll { flex: 1 1 auto; overflow: auto; border: 1px solid var(--hairline); border-radius: var(--radius); background: var(--paper); }
  .scroll.tall { max-height: 640px; }
  .legend { display: flex; flex-wrap: wrap; gap: 0 16px; margin-top: 4px; font-size: 12px; justify-content: space-between; }
  .readout { flex: 1 1 300px; min-height: 1.5em; overflow-wrap: anywhere; }
  .tools { display: flex; gap: 2px; }
  .tools button { min-height: 24px; min-width: 24px; padding: 0 6px; }
  .legend > :last-child { flex-basis: 100%; }
  svg { margin-inline: auto; }
  /* In a pane: its window is as high as what is left, and under it there is a line. */
  :host([screen]) .scroll, :host([screen]) .scroll.tall { flex: 1 0 var(--graph-least); height: 0; max-height: none; }
  :host([screen]) .legend { flex-wrap: nowrap; margin-top: 2px; }
  :host([screen]) .readout { flex: 1 1 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  :host([screen]) .legend > :last-child { display: none; }
  :host([screen]) .tools { order: 1; }
  /* In a low window the buttons lie over the corner of the graph, and a number says its digits where it stands. */
  @media (max-height: 699px) {
    :host([screen]) .legend { position: absolute; right: 4px; bottom: 4px; }
    :host([screen]) .readout { display: none; }
  }
  @media (max-height: 899px) {
    :host([stage]) .legend { position: absolute; right: 4px; bottom: 4px; }
    :host([stage]) .readout { display: none; }
  }
  @media (min-height: 800px) { :host([screen]) .legend > :last-child { display: block; flex: 0 1 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } }
  @media print {
    .tools { display: none; }
    .scroll { overflow: visible; border: 0; }
    .scroll.tall { max-height: none; }
    svg { max-width: 100%; height: auto; }
  }
`;

/** A window over the page, and its head. */
export const window_styles = css`
  dialog { width: min(880px, 100vw - 24px); max-height: calc(100vh - 48px); padding: 0; border: 1px solid var(--quiet); border-radius: var(--radius); background: var(--paper); color: var(--ink); box-shadow: 0 4px 16px rgb(0 0 0 / 24%); overflow: hidden auto; }
  dialog::backdrop { background: rgb(0 0 0 / 40%); }
  .head { display: flex; gap: 8px; align-items: center; justify-content: space-between; position: sticky; top: 0; padding: 8px 16px; background: var(--paper); border-bottom: 1px solid var(--hairline); z-index: 1; }
  .head h2 { font-size: 16px; }
`;
