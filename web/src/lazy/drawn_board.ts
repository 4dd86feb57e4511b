// The board of more derivatives than a table has room for: cell by cell, with the colours of columns and rows, or as shares.
import { html, nothing, svg } from "lit";
import type { Direction, Run } from "../engine/types.gen.ts";
import { Panel } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { board, found, kMostDrawn } from "../race/board.ts";
import { colours_of, letter } from "../race/colours.ts";
import { race_end } from "../race/lane.ts";
import { shares } from "../race/shares.ts";
import { board_styles } from "../race/styles.ts";
import { work_now } from "../state/race.ts";
import { race_lanes, rows_and_columns } from "../state/race_lanes.ts";
import { whole } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";

export const tag = "bw-drawn-board";

const kCell = 10; // px
const kColouredCell = 14; // with a letter of 11 px before it
const kLeastLettered = 10;
const kWide = 640;
const kHigh = 140;

/** The cells that are not structurally zero, as `row column`; null where that is not known. */
function pattern_of(runs: readonly Run[]): ReadonlySet<string> | null {
  const run = runs.find(({ colouring }) => colouring?.met);
  const met = run?.colouring?.met;
  if (!met) return null;
  const cell = (at: number, place: number): string => (run.direction === "along" ? `${place} ${at}` : `${at} ${place}`);
  return new Set(met.flatMap((places, at) => places.map((place) => cell(at, place))));
}

class DrawnBoard extends Panel {
  static override styles = [panel_styles, board_styles];

  private get work(): number {
    const { state } = this.store;
    return work_now(state) ?? race_end(race_lanes(state));
  }

  /** A letter, or where there is no room a shade, for each column (along) or row (against). */
  private colours(direction: Direction, side: number) {
    const colouring = colours_of(this.store.state.result?.response.runs ?? [], direction);
    if (!colouring) return nothing;
    return colouring.of.map((colour, at) => {
      const [x, y] = direction === "along" ? [at, -1] : [-1, at];
      if (side >= kLeastLettered)
        return svg`<text class=${direction} x=${x + 0.5} y=${y + 0.82} font-size=${11 / side} text-anchor="middle">${letter(colour)}</text>`;
      const shade = 0.2 + (0.8 * colour) / Math.max(1, colouring.colours - 1);
      return svg`<rect class=${direction} x=${x} y=${y} width="1" height="1" opacity=${shade}></rect>`;
    });
  }

  private drawn() {
    const { state } = this.store;
    const { weights: columns, outputs: rows } = rows_and_columns(state);
    const runs = state.result?.response.runs ?? [];
    const filled = board(race_lanes(state), this.work, rows, columns);
    const pattern = pattern_of(runs);
    const paths = { along: ["", ""], against: ["", ""] };
    for (let row = 0; row < rows.count; row++)
      for (let column = 0; column < columns.count; column++) {
        const { along, against } = found(filled, row, column);
        const is_zero = pattern && !pattern.has(`${row} ${column}`) ? 1 : 0;
        if (along) paths.along[is_zero] += `M${column + 0.08} ${row + 0.08}h.84v.38h-.84z`;
        if (against) paths.against[is_zero] += `M${column + 0.08} ${row + 0.54}h.84v.38h-.84z`;
      }
    const [above, before] = (["along", "against"] as const).map((one) => (colours_of(runs, one) ? 1 : 0)) as [
      number,
      number,
    ];
    const [wide, high] = [columns.count + before, rows.count + above];
    const cell = above + before > 0 ? kColouredCell : kCell;
    const side = Math.max(4, Math.min(cell, Math.floor(kWide / wide), Math.floor(kHigh / high)));
    const press = (event: MouseEvent): void => {
      const box = (event.currentTarget as Element).getBoundingClientRect();
      const column = Math.floor(((event.clientX - box.left) / box.width) * wide) - before;
      const row = Math.floor(((event.clientY - box.top) / box.height) * high) - above;
      if (column >= 0 && row >= 0) this.store.choose_entry(rows.at(row), columns.at(column));
    };
    const label = `Board of ${whole(rows.count)} by ${whole(columns.count)} derivatives`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="The board, which scrolls"><svg role="img" aria-label=${label} width=${side * wide} height=${side * high} viewBox=${`${-before} ${-above} ${wide} ${high}`} @click=${press}>
      ${svg`<rect class="grid" width=${columns.count} height=${rows.count}></rect><path class="a" d=${paths.along[0]}></path><path class="b" d=${paths.against[0]}></path>
      <path class="a zero" d=${paths.along[1]}></path><path class="b zero" d=${paths.against[1]}></path>${this.colours("along", side)}${this.colours("against", side)}`}</svg></div>`;
  }

  private shared() {
    const parts = shares(race_lanes(this.store.state), this.work);
    return html`<div class="shares">${(["along", "against"] as const).map(
      (direction) =>
        html`<span class=${direction}>${kGlyph[direction]} found</span><progress class=${direction} max="1" value=${parts[direction]}></progress><span>${whole(Math.floor(100 * parts[direction]))} %</span>`,
    )}</div>`;
  }

  protected override while_dragged(): readonly unknown[] {
    const { steps, stale, race } = this.store.state;
    return [steps, stale, race];
  }

  override render() {
    const { weights, outputs } = rows_and_columns(this.store.state);
    return weights.count <= kMostDrawn && outputs.count <= kMostDrawn ? this.drawn() : this.shared();
  }
}
customElements.define(tag, DrawnBoard);
