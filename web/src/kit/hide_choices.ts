// What a lecturer chooses numbers to hide with: one press for all of a kind, an array, a row, a column or an element; and the key.
import { css, html, nothing } from "lit";
import type { GraphNode } from "../engine/types.gen.ts";
import type { Asked } from "../state/hidden.ts";
import {
  all_of,
  asked_name,
  cells_of,
  element_name,
  has_room,
  hidable,
  hidden_part,
  kDigits,
  keys_of,
  kKinds,
  kMostHidden,
  type Of,
  question_of,
  still_there,
  toggled,
} from "../state/hiding.ts";
import { place_name } from "../state/selectors.ts";
import type { Store } from "../state/store.ts";
import { asked_digits } from "../view/asked.ts";
import { counted, exact, rounded, shape, whole } from "../view/format.ts";
import { kGlyph, size } from "../view/labels.ts";
import { type Field, NumberFields } from "./number_fields.ts";

const kMostRows = 12; // of a grid of buttons
const kMostColumns = 8;
const kMostNodes = 40; // shown at once
const kDigitChoices = [1, 2, 3, 4, 5, 6] as const;

/** The dialog in which they stand. */
interface Host {
  readonly store: Store;
  requestUpdate(): void;
}

export class HideChoices {
  private chosen: readonly Asked[] = [];
  private of: Of = "adjoint";
  private find = "";
  /** What is hidden, while the buttons are drawn. */
  private keys: ReadonlySet<string> = new Set();
  private places = new Map<string, number>();
  /** Significant digits that are asked for. */
  digits = kDigits;
  private readonly fields: NumberFields;

  constructor(private readonly host: Host) {
    this.fields = new NumberFields(host);
  }

  /** What is hidden of the network that is shown. */
  get hidden(): readonly Asked[] {
    const { result } = this.host.store.state;
    return result ? still_there(result, this.chosen) : [];
  }

  private set(change: { chosen?: readonly Asked[]; of?: Of; find?: string; digits?: number }): void {
    Object.assign(this, change);
    this.host.requestUpdate();
  }

  /** A button that hides some numbers, or takes them back. */
  private button(some: readonly Asked[], text: string, name = text) {
    const pressed = hidden_part(this.keys, some);
    const full = !has_room(this.keys, some);
    return html`<button aria-pressed=${pressed} aria-label=${name} ?disabled=${full} title=${full && some.length > 0 ? `${whole(kMostHidden)} numbers are the most that a link hides` : nothing} @click=${() => this.set({ chosen: toggled(this.hidden, some) })}>${pressed === "true" ? html`<span aria-hidden="true">✓ </span>` : nothing}${text}</button>`;
  }

  private words(of: Of): string {
    const { state } = this.host.store;
    if (of === "value") return "values";
    return of === "adjoint"
      ? `${kGlyph.against} of ${place_name(state, state.result?.output ?? null)}`
      : `${kGlyph.along} by ${place_name(state, state.result?.weight ?? null)}`;
  }

  /** Rows, columns and elements of an array, each a button where they are few. */
  private parts(node: GraphNode) {
    const { of } = this;
    const [rows = 1, columns] = node.shape;
    const name = (index: number): string => asked_name(this.host.store.state, of, element_name(node, index));
    const one = (index: number) => this.button([{ id: node.id, index, of }], element_name(node, index), name(index));
    const all = asked_name(this.host.store.state, of, node.id);
    if (node.shape.length === 0) return nothing;
    if (rows > kMostRows || (columns ?? 1) > kMostColumns) return this.places_of(node, all);
    const each = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
    if (columns === undefined) return html`<div class="cells">${each(rows).map(one)}</div>`;
    return html`<div class="grid" style=${`grid-template-columns:repeat(${columns + 1},auto)`}><span></span>${each(columns).map((column) => this.button(cells_of(node, of, { column }), `column ${column}`, `${all}, column ${column}`))}
      ${each(rows).map((row) => html`${this.button(cells_of(node, of, { row }), `row ${row}`, `${all}, row ${row}`)}${each(columns).map((column) => one(row * columns + column))}`)}</div>`;
  }

  /** The same for a large array, by numbers. */
  private places_of(node: GraphNode, all: string) {
    const [rows = 1, columns] = node.shape;
    const { of } = this;
    const field = (name: string, most: number): Field => {
      const key = `${node.id} ${name}`;
      return {
        key,
        name: `${all}, ${name}`,
        value: Math.min(this.places.get(key) ?? 0, most),
        step: 1,
        least: 0,
        most,
        whole: true,
        take: (value) => {
          this.places.set(key, value);
          this.host.requestUpdate();
        },
      };
    };
    const [first, second] = [field("row", rows - 1), field("column", (columns ?? 1) - 1)];
    const [row, column] = [first.value, second.value];
    const place = (at: Field, text: string) =>
      html`<label>${text} ${this.fields.input(at)}</label>${this.fields.refusal(at.key)}`;
    if (columns === undefined)
      return html`<div class="cells">${place(first, "element")} ${this.button(cells_of(node, of, { row }), element_name(node, row), asked_name(this.host.store.state, of, element_name(node, row)))}</div>`;
    const index = row * columns + column;
    return html`<div class="cells">${place(first, "row")} ${place(second, "column")} ${this.button(cells_of(node, of, { row }), `row ${row}`, `${all}, row ${row}`)}
      ${this.button(cells_of(node, of, { column }), `column ${column}`, `${all}, column ${column}`)}
      ${this.button(cells_of(node, of, { row, column }), element_name(node, index), asked_name(this.host.store.state, of, element_name(node, index)))}</div>`;
  }

  /** Everything that can be hidden. */
  choices() {
    const { state } = this.host.store;
    const { result } = state;
    if (!result) return nothing;
    const { of } = this;
    this.keys = keys_of(this.hidden);
    const known = hidable(result, of).map(({ node }) => node);
    const found = known.filter(({ id }) => id.includes(this.find.trim()));
    const value = (event: Event): string => (event.target as HTMLInputElement).value;
    return html`<div class="choices"><div class="cells" role="group" aria-label="All of one kind"><span>All of one kind:</span>${kKinds.map((one) => this.button(all_of(result, one), `all ${this.words(one)}`))}</div>
      <fieldset class="kinds"><legend class="unseen">Numbers to choose among</legend><span>Or some:</span>${kKinds.map(
        (one) =>
          html`<label><input type="radio" name="hidden-of" value=${one} .checked=${one === of} @change=${() => this.set({ of: one })} />${this.words(one)}</label>`,
      )}${known.length > kMostNodes ? html`<label class="find">Node <input .value=${this.find} @input=${(event: Event) => this.set({ find: value(event) })} /></label>` : nothing}</fieldset>
      <ul class="nodes" aria-label="Arrays">${found
        .slice(0, kMostNodes)
        .map(
          (node) =>
            html`<li>${this.button(cells_of(node, of), asked_name(state, of, node.id))} <span class="quiet">${shape(node.shape)}</span>${size(node.shape) > 1 ? this.parts(node) : nothing}</li>`,
        )}</ul>
      ${found.length > kMostNodes ? html`<p class="quiet">${counted(found.length - kMostNodes, "more node")}: write a part of the name.</p>` : nothing}</div>`;
  }

  /** What is hidden, with the right answers; each can be taken back. */
  key() {
    const { state } = this.host.store;
    const { hidden, digits } = this;
    const numbers = new Map(state.result?.response.nodes.map((node) => [node.id, node]));
    const truth = ({ id, index, of }: Asked) => numbers.get(id)?.[of]?.[index] ?? "NaN";
    return html`<div class="cells"><label>Asked for <select @change=${(event: Event) => this.set({ digits: Number((event.target as HTMLSelectElement).value) })}>${kDigitChoices.map((one) => html`<option value=${one} .selected=${one === digits}>${counted(one, "significant digit")}</option>`)}</select></label>
        <span class="quiet">${asked_digits(digits)}</span></div>
      <h3>The key <span class="quiet">${counted(hidden.length, "hidden number")}</span></h3>
      <ul class="key" aria-label="The key">${hidden.map((cell) => {
        const name = question_of(state, cell);
        const right = truth(cell);
        return html`<li><code>${name} = <b title=${exact(right)}>${rounded(right, digits)}</b></code><button aria-label=${`Do not hide ${name}`} title=${`Do not hide ${name}`} @click=${() => this.set({ chosen: toggled(hidden, [cell]) })}>✕</button></li>`;
      })}</ul>
      ${hidden.length > 1 ? html`<div><button @click=${() => this.set({ chosen: [] })}>Hide nothing</button></div>` : nothing}`;
  }
}

export const hide_styles = css`
  .choices { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; }
  .choices .kinds { align-items: center; gap: 4px 8px; }
  .cells { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; }
  .nodes { display: grid; gap: 8px; margin: 0; padding: 4px; max-height: 240px; overflow: auto; list-style: none; border: 1px solid var(--hairline); border-radius: var(--radius); }
  .nodes li { display: grid; grid-template-columns: auto 1fr; gap: 4px 8px; align-items: center; justify-items: start; }
  .nodes .grid, .nodes .cells { grid-column: 1 / -1; padding-left: 16px; }
  .nodes .grid { display: grid; gap: 4px; justify-content: start; max-width: 100%; overflow: auto; }
  .nodes button { font-family: var(--mono); font-size: 12px; }
  button[aria-pressed="true"] { border-color: var(--ink); box-shadow: inset 0 0 0 1px var(--ink); font-weight: 600; }
  button[aria-pressed="mixed"] { border-color: var(--ink); border-style: dashed; }
  .number { width: 6ch; }
  .key { display: flex; flex-wrap: wrap; gap: 4px 8px; margin: 0; padding: 0; list-style: none; }
  .key li { display: inline-flex; gap: 4px; align-items: center; padding-left: 8px; border: 1px solid var(--hairline); border-radius: var(--radius); }
  .key button { border: 0; }
  h3 { margin: 0; font-size: 14px; }
`;
