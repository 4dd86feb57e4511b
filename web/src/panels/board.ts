// The board: the Jacobian, a row for each output and a column for each weight, and which of its cells each direction has found.
import { html, nothing, svg } from "lit";
import type { Real } from "../engine/types.gen.ts";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { board, counts, found, shares } from "../race/board.ts";
import { type RaceLane, race_end } from "../race/lane.ts";
import { board_styles } from "../race/styles.ts";
import { work_now } from "../state/race.ts";
import { race_lanes, rows_and_columns } from "../state/race_lanes.ts";
import { place_name } from "../state/selectors.ts";
import { agreement, is_compared } from "../view/agreement.ts";
import type { Elements } from "../view/elements.ts";
import { exact, number, whole } from "../view/format.ts";
import { derivative, kGlyph } from "../view/labels.ts";

export const panel: PanelPlace = { tag: "bw-board", area: "tape", order: 15 };

const kMostNamed = 8; // columns of a board with numbers
const kMostRows = 6;
const kMostDrawn = 64; // rows or columns of a board that is drawn cell by cell
const kCell = 10; // px

class BoardPanel extends Panel {
  static override styles = [panel_styles, board_styles];

  /** An element of the Jacobian as the engine gave it. */
  private value(row: number, column: number, rows: Elements, columns: Elements): Real | undefined {
    const { result } = this.store.state;
    const [of, wrt] = [rows.at(row), columns.at(column)];
    for (const { jacobian, gradient } of result?.response.runs ?? []) {
      const block = jacobian?.find((one) => one.of === of?.id && one.wrt === wrt?.id);
      if (block) return block.value[(of?.index ?? 0) * (block.shape[1] ?? 1) + (wrt?.index ?? 0)];
      const one = rows.count === 1 ? gradient?.find(({ id }) => id === wrt?.id) : undefined;
      if (one) return one.value[wrt?.index ?? 0];
    }
    return undefined;
  }

  private choose(row: number, column: number, rows: Elements, columns: Elements): void {
    const [of, wrt] = [rows.at(row), columns.at(column)];
    const { state } = this.store;
    if (of && rows.count > 1 && (of.id !== state.result?.output?.id || of.index !== state.result?.output?.index))
      this.store.choose_output(of);
    if (wrt) this.store.choose_weight(wrt);
  }

  private named(lanes: readonly RaceLane[], work: number, rows: Elements, columns: Elements) {
    const { state } = this.store;
    const filled = board(lanes, work, rows, columns);
    const all = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
    const name = (of: Elements, at: number): string => place_name(state, of.at(at));
    const { weight, output } = state.result ?? {};
    const chosen = (row: number, column: number): boolean => {
      const [of, wrt] = [rows.at(row), columns.at(column)];
      return (
        of?.id === output?.id && of?.index === output?.index && wrt?.id === weight?.id && wrt?.index === weight?.index
      );
    };
    const cell = (row: number, column: number) => {
      const { along, against } = found(filled, row, column);
      const value = along || against ? this.value(row, column, rows, columns) : undefined;
      const marks = [along ? "going forward" : "", against ? "going backward" : ""].filter(Boolean).join(" and ");
      const label = `${derivative(name(rows, row), name(columns, column))}: ${marks ? `${value === undefined ? "not given" : exact(value)}, found ${marks}` : "not yet found"}`;
      return html`<td><button aria-label=${label} title=${label} aria-pressed=${chosen(row, column)} data-cell=${`${row} ${column}`}
        @click=${() => this.choose(row, column, rows, columns)}>${value === undefined ? (marks ? "" : html`<span class="quiet">…</span>`) : number(value)}
        ${along ? html`<i class="along">${kGlyph.along}</i>` : nothing}${against ? html`<i class="against">${kGlyph.against}</i>` : nothing}</button></td>`;
    };
    return html`<div class="scroll" tabindex="0" role="region" aria-label="The board, which scrolls"><table aria-label="Board: the derivatives found so far">
      <thead><tr><td></td>${all(columns.count).map((at) => html`<th scope="col">∂/∂${name(columns, at)}</th>`)}</tr></thead>
      <tbody>${all(rows.count).map((row) => html`<tr><th scope="row">∂${name(rows, row)}</th>${all(columns.count).map((column) => cell(row, column))}</tr>`)}</tbody>
    </table></div>`;
  }

  private drawn(lanes: readonly RaceLane[], work: number, rows: Elements, columns: Elements) {
    const filled = board(lanes, work, rows, columns);
    let [a, b] = ["", ""];
    for (let row = 0; row < rows.count; row++)
      for (let column = 0; column < columns.count; column++) {
        const { along, against } = found(filled, row, column);
        if (along) a += `M${column + 0.08} ${row + 0.08}h.84v.38h-.84z`;
        if (against) b += `M${column + 0.08} ${row + 0.54}h.84v.38h-.84z`;
      }
    const press = (event: MouseEvent): void => {
      const box = (event.currentTarget as Element).getBoundingClientRect();
      const column = Math.floor(((event.clientX - box.left) / box.width) * columns.count);
      const row = Math.floor(((event.clientY - box.top) / box.height) * rows.count);
      this.choose(row, column, rows, columns);
    };
    const side = Math.max(4, Math.min(kCell, Math.floor(640 / columns.count), Math.floor(140 / rows.count)));
    const label = `Board of ${whole(rows.count)} by ${whole(columns.count)} derivatives`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="The board, which scrolls"><svg role="img" aria-label=${label} width=${side * columns.count} height=${side * rows.count} viewBox=${`0 0 ${columns.count} ${rows.count}`} @click=${press}>
      ${svg`<rect class="grid" width=${columns.count} height=${rows.count}></rect><path class="a" d=${a}></path><path class="b" d=${b}></path>`}</svg></div>`;
  }

  private shared(lanes: readonly RaceLane[], work: number) {
    const parts = shares(lanes, work);
    return html`<div class="shares">${(["along", "against"] as const).map(
      (direction) =>
        html`<span class=${direction}>${kGlyph[direction]} found</span><progress class=${direction} max="1" value=${parts[direction]}></progress><span>${whole(Math.floor(100 * parts[direction]))} %</span>`,
    )}</div>`;
  }

  private words(lanes: readonly RaceLane[], work: number, rows: Elements, columns: Elements) {
    const kinds =
      rows.count === 1
        ? html`Backward fills the row in one sweep (vjp, jacrev); forward fills a column a pass (jvp, jacfwd).`
        : html`Backward fills a row a sweep (vjp, jacrev); forward fills a column a pass (jvp, jacfwd).`;
    const large = rows.count > kMostDrawn || columns.count > kMostDrawn;
    const so_far = large ? null : counts(board(lanes, work, rows, columns));
    const none = so_far && so_far.along + so_far.against === 0;
    const both = so_far && so_far.along === so_far.all && so_far.against === so_far.all;
    const { stale, result } = this.store.state;
    const found = !stale && result && !result.live && is_compared(result.response) ? result.response.agreement : null;
    const agreed = found && agreement(found.max_relative, true);
    return html`<span class="words note">${
      none
        ? html`<b>nothing found yet</b>`
        : so_far
          ? html`<span class="along">${kGlyph.along} ${whole(so_far.along)}</span> and <span class="against">${kGlyph.against} ${whole(so_far.against)}</span> of ${whole(so_far.all)} found${both && agreed ? html` <b class=${agreed.ok ? "" : "wrong"}>${agreed.ok ? "✓" : "✗"} ${agreed.words}</b>` : nothing}`
          : nothing
    } <span class="quiet">${kinds}</span></span>`;
  }

  protected override while_dragged(): readonly unknown[] {
    const { steps, stale, race } = this.store.state;
    return [steps, stale, race];
  }

  override render() {
    const { state } = this.store;
    const lanes = race_lanes(state);
    if (!state.result || lanes.length === 0) return nothing;
    const { weights, outputs } = rows_and_columns(state);
    const work = work_now(state) ?? race_end(lanes);
    const small = weights.count <= kMostNamed && outputs.count <= kMostRows;
    const drawn = weights.count <= kMostDrawn && outputs.count <= kMostDrawn;
    return html`<div class="board ${state.stale ? "faded" : ""}">
      ${small ? this.named(lanes, work, outputs, weights) : drawn ? this.drawn(lanes, work, outputs, weights) : this.shared(lanes, work)}
      ${this.words(lanes, work, outputs, weights)}</div>`;
  }
}
customElements.define(panel.tag, BoardPanel);
