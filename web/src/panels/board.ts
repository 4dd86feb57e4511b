// The board: the Jacobian, a row for each output and a column for each weight, and which of its cells each direction has found.
import { html, nothing } from "lit";
import type { Direction, Real } from "../engine/types.gen.ts";
import { LazyElement } from "../kit/lazy.ts";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { board, counts, found, kMostDrawn } from "../race/board.ts";
import { colours_of, colours_words, letter } from "../race/colours.ts";
import { type RaceLane, race_end } from "../race/lane.ts";
import { board_styles } from "../race/styles.ts";
import { lazy } from "../state/lazy.ts";
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

class BoardPanel extends Panel {
  static override styles = [panel_styles, board_styles];

  private readonly picture = new LazyElement(
    this,
    () => "The picture of the board",
    lazy(() => import("../lazy/drawn_board.ts")),
  );

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
    const chip = (direction: Direction, at: number) => {
      const colours = colours_of(state.result?.response.runs ?? [], direction);
      const colour = letter(colours?.of[at] ?? 0);
      return colours ? html` <i class="chip ${direction}" title=${`colour ${colour}`}>${colour}</i>` : nothing;
    };
    const cell = (row: number, column: number) => {
      const { along, against } = found(filled, row, column);
      const value = along || against ? this.value(row, column, rows, columns) : undefined;
      const marks = [along ? "going forward" : "", against ? "going backward" : ""].filter(Boolean).join(" and ");
      const label = `${derivative(name(rows, row), name(columns, column))}: ${marks ? `${value === undefined ? "not given" : exact(value)}, found ${marks}` : "not yet found"}`;
      return html`<td><button aria-label=${label} title=${label} aria-pressed=${chosen(row, column)} data-cell=${`${row} ${column}`}
        @click=${() => this.store.choose_entry(rows.at(row), columns.at(column))}>${value === undefined ? (marks ? "" : html`<span class="quiet">…</span>`) : number(value)}
        ${along ? html`<i class="along">${kGlyph.along}</i>` : nothing}${against ? html`<i class="against">${kGlyph.against}</i>` : nothing}</button></td>`;
    };
    return html`<div class="scroll" tabindex="0" role="region" aria-label="The board, which scrolls"><table aria-label="Board: the derivatives found so far">
      <thead><tr><td></td>${all(columns.count).map((at) => html`<th scope="col">∂/∂${name(columns, at)}${chip("along", at)}</th>`)}</tr></thead>
      <tbody>${all(rows.count).map((row) => html`<tr><th scope="row">∂${name(rows, row)}${chip("against", row)}</th>${all(columns.count).map((column) => cell(row, column))}</tr>`)}</tbody>
    </table></div>`;
  }

  private words(lanes: readonly RaceLane[], work: number, rows: Elements, columns: Elements) {
    const row = rows.count === 1 ? "the row in one" : "a row a";
    const kinds = `Backward fills ${row} sweep (vjp, jacrev); forward fills a column a pass (jvp, jacfwd).`;
    const large = rows.count > kMostDrawn || columns.count > kMostDrawn;
    const so_far = large ? null : counts(board(lanes, work, rows, columns));
    const none = so_far && so_far.along + so_far.against === 0;
    const both = so_far && so_far.along === so_far.all && so_far.against === so_far.all;
    const { stale, result } = this.store.state;
    const found = !stale && result && !result.live && is_compared(result.response) ? result.response.agreement : null;
    const agreed = found && agreement(found.max_relative, true);
    return html`<span class="words note">${colours_words(result?.response.runs ?? [])} ${
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
    if (!small) void this.picture.want();
    this.toggleAttribute("tall", outputs.count > 1 && (!small || weights.count < 4));
    return html`<div class="board ${state.stale ? "faded" : ""}">
      ${small ? this.named(lanes, work, outputs, weights) : this.picture.shown(nothing)}
      ${this.words(lanes, work, outputs, weights)}</div>`;
  }
}
customElements.define(panel.tag, BoardPanel);
