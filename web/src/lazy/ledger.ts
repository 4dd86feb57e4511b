// The ledger: every node with its value and both derivatives, the check, and what one sweep costs; it says all that the graph shows.
import { html, nothing } from "lit";
import type { Graph, GraphNode, NullableReals } from "../engine/types.gen.ts";
import { Panel } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import type { Result } from "../state/result.ts";
import { place_name } from "../state/selectors.ts";
import { convention_button, convention_note, convention_styles } from "../view/convention.ts";
import { bytes, exact, shape, whole } from "../view/format.ts";
import { derivative, kGlyph } from "../view/labels.ts";
import {
  adds_up,
  bytes_of,
  check_heading,
  cost_cell,
  difference_cell,
  foot,
  kInCell,
  type Line,
  ledger_rows,
  lines,
  name_of,
  type Row,
  saved_for,
  why_empty,
} from "../view/ledger.ts";
import { ledger_sheet, type Sorting, sorted, turned } from "../view/ledger_sort.ts";
import { ledger_styles } from "../view/ledger_styles.ts";
import { is_inner, operation } from "../view/operation.ts";

export const tag = "bw-ledger-body";

const kRows = 250; // nodes, and so many more at each press; the rest is counted, and in the totals
const kMostElements = 400; // rows of one node; a longer array says how many are missing
const kUsesNamed = 5; // of a node whose row is not open
const kLongSum = 44; // letters; a longer one is broken into lines

class Ledger extends Panel {
  static override styles = [panel_styles, convention_styles, ledger_styles];

  private readonly open = new Set<string>();
  /** Nodes by id, of the graph that was drawn last. */
  private seen: { graph: Graph | null; nodes: ReadonlyMap<string, GraphNode> } = { graph: null, nodes: new Map() };
  private sorting: Sorting | null = null;
  private reading = "";
  /** How many rows there are at most, of that text. */
  private most = { text: "", rows: kRows };

  /** A press on a number says all its digits, where there is no pointer to rest on it. */
  private read(event: Event): void {
    const told = event.target instanceof Element ? event.target.closest("td [title], td[title]") : null;
    this.reading = told?.getAttribute("title") ?? "";
    this.requestUpdate();
  }

  private toggle(id: string): void {
    if (!this.open.delete(id)) this.open.add(id);
    this.requestUpdate();
  }

  /** Of a part of a statement what it computes, of anything else the name of its operation. */
  private computes({ node }: Row, { graph }: Result): string {
    if (!is_inner(node)) return node.op;
    if (this.seen.graph !== graph) this.seen = { graph, nodes: new Map(graph.nodes.map((one) => [one.id, one])) };
    return operation(node, this.seen.nodes, this.store.state.catalogue?.ops ?? []);
  }

  /** The words of a heading as a button that sorts by its column. */
  private sort(column: string, words: unknown) {
    const { sorting } = this;
    const arrow = sorting?.column === column ? (sorting.down ? "↓" : "↑") : "↕";
    return html`<button class="sort" @click=${() => {
      this.sorting = turned(sorting, column);
      this.requestUpdate();
    }}>${words} <span aria-hidden="true">${arrow}</span></button>`;
  }

  /** What a screen reader says of a column: sorted, or nothing. */
  private way(column: string) {
    if (this.sorting?.column !== column) return nothing;
    return this.sorting.down ? "descending" : "ascending";
  }

  private head(column: string, words: unknown, hue = "", rows = 1, more: unknown = nothing) {
    return html`<th scope="col" rowspan=${rows} class=${hue} aria-sort=${this.way(column)}>${this.sort(column, words)}${more}</th>`;
  }

  private numbers(row: Row, hue: string, values: NullableReals | undefined, name: (index: number) => string) {
    const empty = why_empty(row, values);
    if (empty || !values) return html`<td class=${hue}><span class="quiet">${empty}</span></td>`;
    const said = lines(values, name).map(({ text, title }, index) => {
      const sum =
        hue === "against" && values.length <= kInCell
          ? adds_up(row.result.contributions, index, values[index] ?? 0)
          : null;
      return html`<div title=${title} class=${sum && sum.length > kLongSum ? "long" : ""}>${sum ?? text}</div>`;
    });
    const detached = hue === "against" && row.node.active && !row.node.connected;
    return html`<td class=${hue}>${said}${detached ? html`<div class="quiet">no path to the output</div>` : nothing}</td>`;
  }

  private element(row: Row, index: number, result: Result, by: string, of: string) {
    const { value, tangent, adjoint, gradient_forward, contributions } = row.result;
    const cell = (hue: string, values: NullableReals | undefined) => {
      const at = values?.[index];
      const sum = hue === "against" && at !== undefined ? adds_up(contributions, index, at) : null;
      return html`<td class=${hue}>${at === undefined ? html`<span class="quiet">${why_empty(row, values)}</span>` : html`<div>${exact(at)}</div>`}${sum ? html`<div class=${sum.length > kLongSum ? "quiet long" : "quiet"}>${sum}</div>` : nothing}</td>`;
    };
    const name = name_of(row, index);
    return html`<tr class="element">
      <th scope="row"><span class="code">${name}</span> ${row.wrt && row.elements > 1 ? this.choose(row, index, result) : nothing}</th>
      <td></td>${cell("", value)}${cell("along", tangent)}${cell("against", adjoint)}${cell("check", gradient_forward)}
      <td colspan="8"><span class="unseen">${derivative(name, by)} and ${derivative(of, name)}</span></td>
    </tr>`;
  }

  /** Above a number of nodes the check comes only when it is asked for. */
  private ask_check({ request, live }: Result) {
    if (live || request.include?.includes("gradient_forward")) return nothing;
    return html`<button class="choose" @click=${() => this.store.page.check()}>Compute the check</button>`;
  }

  private choose(row: Row, index: number, { weight }: Result) {
    const chosen = weight?.id === row.node.id && weight.index === index;
    return html`<button class="choose" aria-pressed=${chosen} aria-label=${`Go forward along ${name_of(row, index)}`}
      @click=${() => this.store.choose_weight({ id: row.node.id, index })}>${chosen ? `${kGlyph.along} chosen` : "choose"}</button>`;
  }

  private row(row: Row, result: Result, by: string, of: string) {
    const { node, result: numbers, elements } = row;
    const open = this.open.has(node.id);
    const name = (index: number): string => name_of(row, index);
    const difference = difference_cell(numbers.difference);
    const cost = (line: Line, hue = "") => html`<td class="figure ${hue}" title=${line.title}>${line.text}</td>`;
    const kept = saved_for(numbers);
    const room = (kind: "value" | "tangent" | "adjoint") => {
      const value = bytes_of(numbers, kind);
      return html`<td class="figure">${value === undefined ? "" : bytes(value)}</td>`;
    };
    const uses =
      (numbers.contributions ?? []).length > 1 ? (numbers.contributions ?? []).map((use) => use.consumer) : [];
    const named = open ? uses.length : kUsesNamed;
    return html`<tr class=${row.starts ? "starts" : ""}>
        <th scope="row" class=${row.inner ? "inner" : ""}><span class="code name">${node.id}</span>
          <button class="open" aria-expanded=${open} aria-label=${elements > 1 ? `Elements of ${node.id}` : `All digits of ${node.id}`}
            @click=${() => this.toggle(node.id)}>${open ? "−" : "+"}${elements > 1 ? ` ${whole(elements)}` : ""}</button>
          ${row.wrt && elements === 1 ? this.choose(row, 0, result) : nothing}
          <div class="quiet code">${row.label === node.id ? this.computes(row, result) : row.label}</div>
          ${uses.length > 0 ? html`<div class="quiet uses">used by ${uses.slice(0, named).join(", ")}${uses.length > named ? ` and ${whole(uses.length - named)} more` : nothing}</div>` : nothing}</th>
        <td>${shape(node.shape)}</td>
        ${this.numbers(row, "", numbers.value, name)}
        ${this.numbers(row, "along", numbers.tangent, (index) => derivative(name(index), by))}
        ${this.numbers(row, "against", numbers.adjoint, (index) => derivative(of, name(index)))}
        ${this.numbers(row, "check", numbers.gradient_forward, (index) => derivative(of, name(index)))}
        <td class=${difference.ok ? "figure" : "figure wrong"}>${difference.ok ? "" : "✗ differs by "}${difference.text}</td>
        ${cost(cost_cell(numbers.cost?.value))}${cost(cost_cell(numbers.cost?.tangent), "along")}${cost(cost_cell(numbers.cost?.adjoint), "against")}
        ${room("value")}${room("tangent")}${room("adjoint")}<td class="kept">${kept.join(", ")}</td>
      </tr>
      ${open ? Array.from({ length: Math.min(elements, kMostElements) }, (_, index) => this.element(row, index, result, by, of)) : nothing}
      ${open && elements > kMostElements ? html`<tr class="element"><th scope="row">and ${whole(elements - kMostElements)} more</th><td colspan="13"></td></tr>` : nothing}`;
  }

  private rest(rows: number) {
    const more = (): void => {
      this.most = { ...this.most, rows: this.most.rows + kRows };
      this.requestUpdate();
    };
    return html`<tr><th scope="row">and ${whole(rows)} more <button class="open" @click=${more}>Show ${whole(Math.min(kRows, rows))} more</button></th><td colspan="13"></td></tr>`;
  }

  override render() {
    const { state } = this.store;
    const { result, stale } = state;
    if (!result) return nothing;
    const { graph, response } = result;
    const [by, of] = [place_name(state, result.weight), place_name(state, result.output)];
    const program = ledger_rows(graph, response.nodes);
    const rows = sorted(program, this.sorting);
    if (this.most.text !== result.text) this.most = { text: result.text, rows: kRows };
    const most = this.most.rows;
    const check = check_heading(response, of);
    const sums = foot(rows);
    return html`<div class="scroll ${stale ? "faded" : ""} ${this.sorting ? "sorted" : ""}" role="region" aria-label="Ledger table" tabindex="0"><table @click=${(event: Event) => this.read(event)}>
        <caption><div><h2>Ledger</h2> <span class="quiet">every node, both derivatives, and what one sweep costs there</span>
          <bw-copy name="the ledger" .sheet=${() => ledger_sheet(rows, by, of)}></bw-copy>
          ${stale ? html`<span class="stale">stale: ${stale}</span>` : nothing} <span>${this.reading}</span></div></caption>
        <thead><tr>
            ${this.head("node", "node", "corner", 2)}${this.head("shape", "shape", "", 2)}${this.head("value", "value", "", 2)}
            ${this.head("tangent", `${kGlyph.along} ∂node/∂${by}`, "along", 2)}${this.head("adjoint", `${kGlyph.against} ∂${of}/∂node`, "against", 2)}
            <th scope="colgroup" colspan="2" class="checked">${check.heading}${check.why ? html`<div class="quiet">${check.why}</div>` : nothing}${this.ask_check(result)}</th>
            <th scope="colgroup" colspan="3">${convention_button("flops", "FLOPs of one sweep")}</th>
            <th scope="colgroup" colspan="3">${convention_button("bytes", "bytes of one sweep")}</th>${this.head("kept", "kept for ◂ at", "", 2)}
          </tr><tr>
            ${this.head("check", "result")}${this.head("differs", "differs by")}
            ${["flops", "bytes"].map((unit) => [this.head(`value_${unit}`, "value"), this.head(`tangent_${unit}`, `${kGlyph.along} forward`, "along"), this.head(`adjoint_${unit}`, `${kGlyph.against} backward`, "against")])}
          </tr></thead>
        <tbody>${rows.slice(0, most).map((row) => this.row(row, result, by, of))}
          ${rows.length > most ? this.rest(rows.length - most) : nothing}</tbody>
        <tfoot><tr><th scope="row">one sweep of each</th><td colspan="6"></td>
          ${[sums.value, sums.tangent, sums.adjoint].map((cost, index) => html`<td class="figure ${["", "along", "against"][index]}" title=${cost_cell(cost).title}>${cost_cell(cost).text}</td>`)}
          ${sums.bytes.map((value) => html`<td class="figure">${bytes(value)}</td>`)}<td></td></tr></tfoot>
      </table></div>
      ${convention_note("flops", ["flops", "fn"])}${convention_note("bytes", ["inner"])}`;
  }
}
customElements.define(tag, Ledger);
