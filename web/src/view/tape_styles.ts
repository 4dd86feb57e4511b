// How the tape looks: the player, and two lanes of cells with the playhead across them.
import { css } from "lit";

export const tape_styles = css`
  .player { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; }
  .buttons { display: inline-flex; gap: 4px; }
  .buttons button { display: inline-flex; align-items: center; justify-content: center; min-width: 36px; }
  button[aria-disabled="true"] { color: var(--quiet); border-color: var(--hairline); cursor: default; }
  label { display: inline-flex; gap: 4px; align-items: center; }
  select { max-width: 14em; }
  input[type="range"] { display: block; width: 100%; margin: 4px 0 0; padding: 0; border: 0; background: transparent; accent-color: var(--ink); }
  .scrub { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px; align-items: center; }
  .lanes { position: relative; display: grid; grid-auto-rows: minmax(40px, auto); gap: 4px 2px; padding: 4px; border: 1px solid var(--hairline); border-radius: var(--radius); }
  .lanes .name { font-weight: 600; align-self: center; text-align: center; grid-column: 1; }
  .cell { display: flex; flex-direction: column; justify-content: center; min-width: 0; padding: 0 2px; font: 12px/1.4 var(--mono); text-align: center; color: var(--quiet); border: 1px solid var(--hairline); border-radius: 4px; overflow: hidden; white-space: nowrap; cursor: pointer; }
  .cell span { overflow: hidden; text-overflow: ellipsis; }
  .cell.past { color: var(--ink); background: var(--raised); }
  .cell.seed { border-inline-start: 3px double var(--quiet); }
  .cell.now { color: var(--ink); font-weight: 600; }
  .cell.now.along { border: 2px dashed var(--along); }
  .cell.now.against { border: 2px solid var(--against); }
  .waits { align-self: center; padding-inline: 8px; font-size: 12px; color: var(--quiet); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .head { grid-row: 1 / span 2; margin-block: -4px; border-inline: 2px solid var(--ink); pointer-events: none; border-radius: 4px; }
  .note { font-size: 12px; }
  .cut { display: flex; flex-wrap: wrap; gap: 0 16px; align-items: baseline; }
  summary { cursor: pointer; }
  @media print { .player, .scrub { display: none; } }
`;
