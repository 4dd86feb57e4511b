// Paths: every way from one node to another, each as a product of local derivatives, their sum, and what summing takes.
import { css, html, nothing } from "lit";
import type { GraphNode, Path, PathsRequest, PathsResponse } from "../engine/types.gen.ts";
import { Panel } from "../kit/panel.ts";
import { not_computed, progress } from "../kit/progress.ts";
import { panel_styles } from "../kit/styles.ts";
import { PanelAnswer, values_in_force } from "../state/panel_answer.ts";
import { hidden_of } from "../state/quiz.ts";
import type { Result } from "../state/result.ts";
import { number, whole } from "../view/format.ts";
import { derivative, element, kGlyph, type Place } from "../view/labels.ts";
import { spoken_name } from "../view/operation.ts";
import {
  doubled_ways,
  type FactoredLine,
  factored,
  paths_sheet,
  paths_words,
  product_words,
  renamed,
  same,
  shares,
  short_count,
  sum_words,
  way,
  work_rows,
} from "../view/paths.ts";

export const tag = "bw-paths-body";

const kListed: readonly number[] = [20, 100, 1000];
const kChannel = "paths";

class Paths extends Panel {
  static override styles = [
    panel_styles,
    css`
      .page { display: grid; gap: 12px; container-type: inline-size; }
      .tools { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; }
      .tools label { display: inline-flex; gap: 8px; align-items: center; }
      .tools select { max-width: 24ch; }
      .count { font-size: 16px; font-weight: 600; overflow-wrap: anywhere; }
      h3 { margin: 0 0 4px; font-size: 14px; }
      .page > *, .parts > * { min-width: 0; }
      .parts > :first-child { grid-column: span 2; }
      @container (max-width: 800px) { .parts > :first-child { grid-column: auto; } }
      .parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(360px, 100%), 1fr)); gap: 12px 24px; align-items: start; }
      .list { overflow: auto; max-height: 320px; margin: 0; padding: 0; list-style: none; border: 1px solid var(--hairline); border-radius: var(--radius); }
      .list button { display: flex; flex-wrap: wrap; gap: 0 16px; justify-content: space-between; width: 100%; border: 0; border-radius: 0; text-align: left; font: 12px/1.6 var(--mono); overflow-wrap: anywhere; }
      .list li + li { border-top: 1px solid var(--hairline); }
      .list button[aria-pressed="true"] { font-weight: 700; box-shadow: inset 3px 0 var(--ink); }
      .list :focus-visible { outline-offset: -2px; }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { padding: 1px 12px 1px 0; text-align: right; font-weight: 400; }
      thead th { border-bottom: 1px solid var(--hairline); }
      th[scope="row"], th:first-child { text-align: left; }
      .bar { width: 50%; }
      .bar i { display: block; height: 10px; background: var(--quiet); min-width: 1px; }
      .formulas { margin: 0; font: 12px/1.7 var(--mono); overflow-x: auto; }
      .formulas div { white-space: nowrap; }
      .note { font-size: 12px; }
    `,
  ];

  private chosen = { from: "", to: "", scalars: false, listed: kListed[0] ?? 1 };
  /** The path that is kept in the graph, by its place in the list. */
  private kept: number | null = null;
  private readonly answer = new PanelAnswer<PathsRequest, PathsResponse>(
    this,
    (request) => this.store.engine.call(request, kChannel),
    () => this.store.engine.cancel(kChannel),
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.store.graph.point([]);
  }

  /** The two nodes: what the reader chose, or else the weight and the output that the page shows. */
  private ends({ graph, weight, output }: Result): { from: Place; to: Place } {
    const node = (id: string, other: Place | null): Place => {
      if (other && (id === "" || id === other.id || !graph.nodes.some((node) => node.id === id))) return other;
      return { id, index: 0 };
    };
    return { from: node(this.chosen.from, weight), to: node(this.chosen.to, output) };
  }

  /** A part of a statement by what it computes. */
  private readonly spoken = (id: string): string => {
    const { result, catalogue } = this.store.state;
    return result ? spoken_name(id, result.graph, catalogue?.ops ?? []) : id;
  };

  private name(result: Result, { id, index }: Place): string {
    return this.chosen.scalars
      ? element(id, result.graph.nodes.find((node) => node.id === id)?.shape ?? [], index)
      : id;
  }

  private request(result: Result): PathsRequest {
    const { from, to } = this.ends(result);
    return {
      v: 1,
      kind: "paths",
      network: { text: result.text },
      from: this.name(result, from),
      to: this.name(result, to),
      limit: this.chosen.listed,
      ...values_in_force(result),
      ...(this.chosen.scalars ? { expand: true } : {}),
    };
  }

  protected override willUpdate(): void {
    const { result, stale, quiz } = this.store.state;
    if (result && !result.live && !stale) this.answer.follow(this.request(result), hidden_of(quiz));
  }

  private choose(change: Partial<Paths["chosen"]>): void {
    this.chosen = { ...this.chosen, ...change };
    this.keep(null, []);
    this.requestUpdate();
  }

  private keep(at: number | null, nodes: readonly string[]): void {
    this.kept = at;
    this.store.graph.point(nodes);
    this.requestUpdate();
  }

  private tools(result: Result, nodes: readonly GraphNode[]) {
    const { from, to } = this.ends(result);
    const value = (event: Event): string => (event.target as HTMLSelectElement).value;
    const choice = (label: string, now: string, set: (id: string) => void) =>
      html`<label>${label} <select @change=${(event: Event) => set(value(event))}>${nodes.map(({ id }) => html`<option value=${id} ?selected=${id === now}>${id}</option>`)}</select></label>`;
    const tensors = nodes.some(({ shape }) => shape.length > 0);
    return html`<div class="tools">
      ${choice("Paths from", from.id, (from) => this.choose({ from }))} ${choice("to", to.id, (to) => this.choose({ to }))}
      ${tensors ? html`<label><input type="checkbox" ?checked=${this.chosen.scalars} @change=${(event: Event) => this.choose({ scalars: (event.target as HTMLInputElement).checked })} /> number by number: from ${element(from.id, nodes.find(({ id }) => id === from.id)?.shape ?? [], from.index)}</label>` : nothing}
      <label>List <select @change=${(event: Event) => this.choose({ listed: Number(value(event)) })}>${kListed.map((most) => html`<option value=${most} ?selected=${most === this.chosen.listed}>${whole(most)}</option>`)}</select></label>
    </div>`;
  }

  private list(response: PathsResponse) {
    const { paths, rows, cols } = response;
    const doubled = doubled_ways(paths);
    const item = (path: Path, at: number) => {
      const show = (): void => this.store.graph.point(path.nodes);
      const leave = (): void => this.store.graph.point(this.kept === null ? [] : (paths[this.kept]?.nodes ?? []));
      return html`<li><button aria-pressed=${this.kept === at} @pointerenter=${show} @pointerleave=${leave} @focus=${show} @blur=${leave}
        @click=${() => this.keep(this.kept === at ? null : at, path.nodes)}><span>${way(renamed(path, this.spoken), doubled.has(path.nodes.join(" ")))}</span><span>${product_words(path, [rows, cols])}</span></button></li>`;
    };
    return html`<ol class="list" aria-label="Paths" tabindex="-1">${paths.map(item)}</ol>`;
  }

  private lengths({ lengths }: PathsResponse) {
    if (!lengths) return html`<p>Their lengths were not counted: it would take too long.</p>`;
    const widths = shares(lengths);
    return html`<table><thead><tr><th scope="col">edges</th><th scope="col">paths</th><td></td></tr></thead>
      <tbody>${lengths.map(({ length, count }, at) => html`<tr><th scope="row">${whole(length)}</th><td title=${count}>${short_count(count)}</td><td class="bar" aria-hidden="true"><i style=${`width:${widths[at]}%`}></i></td></tr>`)}</tbody></table>`;
  }

  private work(response: PathsResponse) {
    return html`<table><thead><tr><th scope="col">the sum</th><th scope="col">edge products</th><th scope="col">adds</th></tr></thead>
      <tbody>${work_rows(response).map(({ id, title, products, adds }) => html`<tr class=${id}><th scope="row">${id === "each" ? "" : kGlyph[id]} ${title}</th><td>${products}</td><td>${adds}</td></tr>`)}</tbody></table>
      <p class="note quiet">A path of n edges takes n − 1 products, and each further path one add. Node by node, each of the ${whole(response.edges)} edges is one product, and where k edges meet there are k − 1 adds. These are products and adds of local derivatives, not the flops of Costs.</p>`;
  }

  private lines(title: string, direction: "along" | "against", lines: readonly FactoredLine[]) {
    return html`<section aria-label=${title}><h3 class=${direction}>${kGlyph[direction]} ${title}</h3>
      <div class="formulas" tabindex="0" role="group" aria-label=${`${title}, line by line`}>${lines.map(({ left, right }) => html`<div>${left} = ${right}</div>`)}</div></section>`;
  }

  private sum(response: PathsResponse) {
    const { from, to, gradient, sum } = response;
    const words = sum_words(response);
    const what = derivative(to, from);
    const [along, against] = [gradient.forward, gradient.reverse].map((one) =>
      one?.length === 1 ? number(one[0] ?? 0) : "",
    );
    const agrees = same(sum, gradient.forward) && same(sum, gradient.reverse);
    const modes =
      along && against
        ? html`<span class="along">▸ ${along}</span> forward and <span class="against">◂ ${against}</span> backward`
        : "as both directions find it";
    if (!response.all_listed)
      return html`<p>Not all are listed, so they are not added up here. ${what} is ${modes}, which list no path at all.</p>`;
    if (!sum) return nothing;
    return html`<p>${words ? html`Their sum: <b>${words}</b>.` : "Their products add up to an array."} ${agrees ? html`✓ ${what} is the same, ${modes}.` : html`<span class="wrong">✗ ${what} is ${modes}.</span>`}</p>`;
  }

  private body(response: PathsResponse) {
    const { count, paths, all_listed, from, to } = response;
    const parts = factored({ ...response, paths: paths.map((path) => renamed(path, this.spoken)) });
    return html`<p class="count">${paths_words(count)} from ${from} to ${to}</p>
      ${response.diagnostics.map(({ message }) => html`<p class="note">! ${message}</p>`)}
      <div class="parts">
        <section aria-label="List of paths"><h3>${all_listed ? "Each as a product" : `The first ${whole(paths.length)}, each as a product`} <bw-copy name="the paths" .sheet=${() => paths_sheet(response)}></bw-copy></h3>
          ${this.list(response)}${this.sum(response)}</section>
        <section aria-label="Lengths of paths"><h3>How long they are</h3>${this.lengths(response)}</section>
        <section aria-label="Work of the sum"><h3>What adding them up takes</h3>${this.work(response)}</section>
        ${parts ? [this.lines("The same sum forward, common parts taken out", "along", parts.along), this.lines("The same sum backward, common parts taken out", "against", parts.against)] : nothing}
      </div>`;
  }

  override render() {
    const { result, stale } = this.store.state;
    if (!result?.weight || !result.output) return nothing;
    const { answer } = this;
    const old = stale || (answer.response && !answer.fresh ? "the engine is counting" : "");
    return html`<div class="page"><h2>Paths <span class="quiet">a derivative is a sum over all paths; neither direction ever lists them</span> ${old ? html`<span class="stale">stale: ${old}</span>` : nothing}</h2>
      ${this.tools(result, result.graph.nodes)}
      ${answer.slow ? progress("Counting and listing paths", () => this.answer.cancel()) : nothing}
      ${not_computed("No paths", answer.why, () => answer.again())}
      ${answer.response ? html`<div class=${old ? "faded" : ""}>${this.body(answer.response)}</div>` : nothing}
    </div>`;
  }
}
customElements.define(tag, Paths);
