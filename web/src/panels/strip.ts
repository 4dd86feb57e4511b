// The short answer: the question of the network, and in three columns what can be done, what it costs, and what that pays for.
import { css, html, nothing } from "lit";
import { carried_run, Others } from "../kit/others.ts";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { joins_now } from "../kit/raced.ts";
import { panel_styles } from "../kit/styles.ts";
import { kTourEnd } from "../link/link.ts";
import type { Result } from "../state/result.ts";
import { is_too_large, network } from "../state/selectors.ts";
import { agreement, counts_of, is_compared } from "../view/agreement.ts";
import { carried } from "../view/carried.ts";
import { convention_button, convention_note, convention_styles } from "../view/convention.ts";
import { meeting } from "../view/meeting.ts";
import { recounted } from "../view/recounted.ts";
import { spoken } from "../view/sentence.ts";
import { type Column, join_of, type ShortAnswer, short_answer } from "../view/short_answer.ts";

export const panel: PanelPlace = { tag: "bw-strip", area: "top", order: 10 };

const kLaterMs = 300; // after the first numbers: the page is drawn first, and the worker begins

class Strip extends Panel {
  static override styles = [
    panel_styles,
    convention_styles,
    css`
      :host { position: relative; padding: 6px 12px 8px; background: var(--raised); border-block: 1px solid var(--hairline); }
      .answer { display: grid; gap: 4px 20px; }
      .question { margin: 0; font-size: 16px; line-height: 1.25; font-weight: 600; text-wrap: balance; }
      .asked { display: flex; flex-wrap: wrap; gap: 0 12px; align-items: baseline; justify-content: space-between; }
      .asked .stale { position: absolute; right: 12px; bottom: 2px; } /* what stands below stays where it is while one types */
      .why { font-size: 12px; color: var(--quiet); }
      .column, .brief { line-height: 1.3; overflow-wrap: anywhere; }
      .column b, .brief b { font-weight: 600; white-space: nowrap; }
      .column b.long { white-space: normal; }
      .column code, .brief code { font-size: inherit; line-height: inherit; }
      .head { font-weight: 600; }
      .opens { min-height: 0; min-width: 0; padding: 0; border: 0; background: none; font-weight: 600; text-decoration-line: underline; text-underline-offset: 2px; }
      .turn, .brief { display: none; }
      .whole { display: none; }
      .note { font-size: 12px; grid-column: 1 / -1; }
      :host([stage]) :is(.column, .brief, .note, .why, .whole, .body) { display: none; }
      :host([stage]) .answer { display: block; }
      :host([stage]) .question { font-size: 14px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      :host([stage]) .asked { display: block; }
      @container (min-width: 900px) {
        .answer { grid-template-columns: minmax(184px, 0.4fr) repeat(3, minmax(0, 1fr)); }
        .asked { display: grid; align-content: start; justify-items: start; gap: 0; }
        .answer > :is(.asked, .nothing):last-child { grid-column: 1 / -1; }
        .nothing { grid-column: 2 / -1; }
        :host([drawer]) .answer { grid-template-columns: auto repeat(3, auto); justify-content: space-between; }
        :host([drawer]) :is(.body, .why) { display: none; }
        :host([drawer]) .question { font-size: 14px; }
        :host([drawer]) .asked { display: flex; flex-wrap: nowrap; align-items: center; }
        :host([drawer]) .whole { display: inline-block; padding: 0; min-height: 24px; min-width: 24px; }
      }
      @container (max-width: 899px) {
        .column .head, .column .joint { display: none; }
        .turn { display: block; width: 100%; text-align: left; font-weight: 600; border-color: transparent; background: none; padding-inline: 0; min-height: 24px; }
        .column.shut .body { display: none; }
      }
      /* In a frame of little height one sentence, and the graph. */
      @media (max-height: 560px) {
        .embedded .column { display: none; }
        .embedded .brief { display: block; }
      }
      @media print {
        .column.shut .body { display: inline; }
        .turn { display: none; }
        .column .head { display: inline; }
      }
    `,
  ];

  private others: Others | null = null;
  private asking: ReturnType<typeof setTimeout> | undefined;
  /** The columns that are unfolded on a narrow page. */
  private readonly open = new Set<number>([0]);

  protected override updated(): void {
    const { result, stale } = this.store.state;
    if (!result || stale) return;
    if (this.others) this.others.follow();
    else
      this.asking ??= setTimeout(() => {
        this.others = new Others(this.store, this);
        this.requestUpdate();
      }, kLaterMs);
  }

  private answer(result: Result): ShortAnswer {
    const { state } = this.store;
    const { graph, response, weight, output, live } = result;
    const run = carried_run(state);
    const join = join_of(graph, response.nodes);
    const statements = graph.nodes.filter(({ id, group }) => id === group).map(({ id }) => id);
    return short_answer({
      graph,
      nodes: response.nodes,
      runs: response.runs,
      met: meeting(graph, response, weight, output, live),
      carried: run ? carried(run, statements) : [],
      joined: (join && joins_now(state, result, null).get(join.id)) ?? null,
      preset: state.text === this.store.presets.find(({ id }) => id === state.preset)?.text ? state.preset : "",
      deep: this.others?.deep ?? null,
      wide: this.others?.wide ?? null,
    });
  }

  /** Shuts the drawer under which there is only a line of the answer. */
  private shut(): void {
    const { graph, page, state } = this.store;
    if (state.graph.card) graph.close_card();
    page.open_tab(state.quiz.cells.length > 0 ? "Graph" : "");
  }

  private column({ head, body }: Column, at: number) {
    const { page } = this.store.state;
    const turn = (): void => {
      if (!this.open.delete(at)) this.open.add(at);
      this.requestUpdate();
    };
    const go = page.readonly ? undefined : (id: string) => this.store.choose_preset(id);
    const open = this.open.has(at);
    const [first = "", ...rest] = body;
    const [, joint = "", begin = first] = typeof first === "string" ? (/^([:;] ?)(.*)$/s.exec(first) ?? []) : [];
    return html`<div class="column ${open ? "" : "shut"}">
      <button class="turn" aria-expanded=${open} @click=${turn}><span aria-hidden="true">${open ? "−" : "+"}</span> ${spoken(head)}</button>
      <span class="head">${spoken(head)}</span><span class="body"><span class="joint">${joint}</span>${spoken([begin, ...rest], go)}</span></div>`;
  }

  /** What has to be said beside the answer: that the ways differ, and that a link is counted as it was. */
  private notes({ live, response, text, request }: Result) {
    const { catalogue } = this.store.state;
    const agreed = agreement(response.agreement.max_relative, is_compared(response) && !live);
    const since = recounted(text, catalogue, request.count ?? Number.POSITIVE_INFINITY);
    return html`${agreed.ok ? nothing : html`<p class="note wrong">✗ ${agreed.words}</p>`}
      ${since.length > 0 ? html`<p class="note">Counted as when this link was made, by version ${request.count} of the convention. ${since.map(({ count, doc }) => `Version ${count}: ${doc}`)} <button @click=${() => this.store.link.count_as_today()}>Count as today</button></p>` : nothing}`;
  }

  private body(result: Result | null) {
    const { phase, stale } = this.store.state;
    if (!result) {
      const large = is_too_large(this.store.state);
      const waits = large
        ? "Too many numbers to show: what both ways cost follows from its shapes, below."
        : stale
          ? `No result yet: ${stale}.`
          : "The numbers come with the engine …";
      return html`<p class="nothing quiet">${phase === "failed" ? "No numbers without the engine." : waits}</p>`;
    }
    if (counts_of(result.graph).weights === 0)
      return html`<p class="nothing"><b>Nothing to differentiate by.</b> Write a value as <code>param</code> instead of <code>input</code>, or name one after <code>wrt</code>: then it is here what its derivatives cost.</p>`;
    const { columns, brief } = this.answer(result);
    return html`${columns.map((column, at) => this.column(column, at))}<p class="brief">${spoken(brief)}</p>${this.notes(result)}`;
  }

  override render() {
    const { state, presets } = this.store;
    const { result, stale } = state;
    const root = this.getRootNode();
    const embedded = root instanceof ShadowRoot && (root.host as { embed?: boolean }).embed === true;
    const late = result && stale ? `stale: ${stale}; these are the last good numbers` : "";
    return html`<section aria-label="The short answer" class="answer ${late ? "faded" : ""} ${embedded ? "embedded" : ""}">
      <div class="asked"><h2 class="question">${network(state, presets).question}</h2>
        ${late ? html`<span class="stale">${late}</span>` : nothing}
        ${result ? convention_button("all", "how this is counted") : nothing}
        ${result && !embedded ? html`<button class="why" title="The last step of the tour" @click=${() => this.store.page.show_tour(kTourEnd)}>the answer in full</button>` : nothing}
        <button class="whole" aria-label="Whole answer" title="Whole answer" @click=${() => this.shut()}>▾</button></div>
      ${this.body(result)}
      ${convention_note("all", ["flops", "fn", "inner", "saved"])}
    </section>`;
  }
}
customElements.define(panel.tag, Strip);
