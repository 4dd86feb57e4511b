// The tour: why do we go backward? Eight steps, each with a network, one thing to do, and what there is to see.
import { css, html, nothing } from "lit";
import { Panel } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { network } from "../state/selectors.ts";
import { type Version, version_of } from "../state/version.ts";
import { section_of } from "../state/views.ts";
import { TourFacts } from "../tour/facts.ts";
import { knobs_of, kTour, start_of, tour_end } from "../tour/steps.ts";
import { type Figure, type Knobs, Missing, type Sentence, type TourStep } from "../tour/tour.ts";

export const tag = "bw-tour-body";

const kSteps = "Steps";
const kEnd = kTour.length + 1;

class Tour extends Panel {
  static override styles = [
    panel_styles,
    css`
      .tour { display: grid; gap: 8px; padding: 12px; border-block: 2px solid var(--ink); background: var(--paper); }
      .tour > * { max-width: 110ch; min-width: 0; }
      h2 { font-size: 16px; }
      .steps, .row { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; margin: 0; padding: 0; list-style: none; }
      .steps [aria-current] { font-weight: 700; border-width: 2px; border-color: var(--ink); }
      .formula { font: 14px/1.5 var(--mono); overflow-wrap: anywhere; }
      .task { padding-left: 8px; border-left: 3px solid var(--ink); }
      .sees { display: grid; gap: 4px; margin: 0; padding-left: 20px; }
      .end { font-size: 16px; }
      label { display: inline-flex; gap: 8px; align-items: center; }
      input[type="range"] { width: min(320px, 50vw); padding: 0; border: 0; background: transparent; accent-color: var(--ink); }
      @media print { .steps, .row { display: none; } }
    `,
  ];

  /** The network of the reader, from before the tour. */
  private mine: Version | null = null;
  private made_facts: TourFacts | null = null;

  private get facts(): TourFacts {
    this.made_facts ??= new TourFacts(this.store, this);
    return this.made_facts;
  }

  /** The last sentences that were of the present text, and the step they belong to. */
  private last: { tour: number; sentences: Sentence[] | null } = { tour: 0, sentences: null };

  private get step(): TourStep | null {
    return kTour[this.store.state.page.tour - 1] ?? null;
  }

  /** Where the sliders stand; null where the reader has written something else. */
  private get knobs(): Knobs | null {
    return this.step && knobs_of(this.step, this.store.state.text);
  }

  private go(tour: number): void {
    this.store.page.show_tour(tour);
  }

  /** Brings the page to the step. A link has brought its own network along. */
  private arrive(): void {
    const { state } = this.store;
    const { tour, arrived } = state.page;
    if (arrived) return;
    this.store.page.arrive();
    const { step } = this;
    this.mine ??= this.own();
    if (step) this.store.visit(step.text(start_of(step)), `step ${tour} of the tour`);
    else if (this.mine) this.store.revisit(this.mine);
  }

  protected override updated(): void {
    this.arrive();
  }

  protected override willUpdate(): void {
    const { step, knobs } = this;
    if (step && knobs) this.facts.follow(step, knobs);
  }

  /** The network that the reader comes with: where that is a step of the tour, the first preset. */
  private own(): Version {
    const { state, presets } = this.store;
    const [first] = presets;
    if (!first || !kTour.some((step) => knobs_of(step, state.text))) return version_of(state);
    return { preset: first.id, text: first.text, overrides: [] };
  }

  private get ready(): boolean {
    return this.facts.ready(this.step, this.knobs);
  }

  private sentences(): Sentence[] | null {
    const { tour } = this.store.state.page;
    if (this.ready) this.last = { tour, sentences: this.made() };
    return this.last.tour === tour ? this.last.sentences : null;
  }

  private made(): Sentence[] | null {
    const { step } = this;
    const { facts } = this.facts;
    if (!facts) return null;
    try {
      return step ? step.sees(facts) : tour_end(facts);
    } catch (cause) {
      if (cause instanceof Missing) return null;
      throw cause;
    }
  }

  private sentence(parts: Sentence) {
    const figure = ({ kind, text, hue = "" as never }: Figure) =>
      kind === "name" ? html`<code class=${hue}>${text}</code>` : html`<b class=${hue} data-figure>${text}</b>`;
    return parts.map((part) => (typeof part === "string" ? part : figure(part)));
  }

  private sliders(step: TourStep, knobs: Knobs) {
    const set = (id: string, value: number): void => this.store.visit(step.text({ ...knobs, [id]: value }), "the tour");
    const move = (id: string) => (event: Event) => set(id, (event.target as HTMLInputElement).valueAsNumber);
    const turn = (id: string) => (event: Event) => set(id, Number((event.target as HTMLInputElement).checked));
    return html`<div class="row">${step.knobs.map(({ id, label, least, most }) =>
      most === 1
        ? html`<label><input type="checkbox" .checked=${knobs[id] === 1} @change=${turn(id)} /> ${label}</label>`
        : html`<label>${label} <input type="range" min=${least} max=${most} step="1" .value=${String(knobs[id])} @input=${move(id)} /> <b>${knobs[id]}</b></label>`,
    )}</div>`;
  }

  private steps(now: number) {
    const titles = [...kTour.map(({ title }) => title), "The answer"];
    return html`<nav aria-label="Steps of the tour"><ol class="steps">${titles.map((title, at) => {
      const step = at + 1;
      return html`<li><button title=${title} aria-label=${step === kEnd ? title : `Step ${step}: ${title}`} aria-current=${step === now ? "step" : nothing} @click=${() => this.go(step)}>${step === kEnd ? title : step}</button></li>`;
    })}</ol></nav>`;
  }

  /** Back to the reader's own network. */
  private close(): void {
    const { mine } = this;
    this.mine = null;
    this.store.page.show_tour(0);
    if (mine) this.store.revisit(mine);
  }

  /** Opens a part of the page and goes there. */
  private async open(tab: string): Promise<void> {
    this.store.page.open_tab(tab);
    await new Promise(requestAnimationFrame);
    this.part_of(tab)?.scrollIntoView({ block: "nearest", behavior: "auto" });
  }

  /** A part of the page around; an embed has few of them. */
  private part_of(tab: string): HTMLElement | null {
    const root = this.getRootNode();
    const host = root instanceof ShadowRoot ? root.host.getRootNode() : null;
    return host instanceof ShadowRoot ? host.getElementById(tab === kSteps ? "tape" : section_of(tab)) : null;
  }

  private middle(step: TourStep, now: number) {
    const { knobs } = this;
    const again = (): void => this.store.visit(step.text(start_of(step)), "the tour");
    return html`<p class="formula">${step.formula}</p>
      <p class="task"><b>Do:</b> ${step.task}</p>
      ${knobs ? this.sliders(step, knobs) : html`<p>You have written a network of your own. <button @click=${again}>Back to the network of this step</button></p>`}
      ${this.seen(`See, in step ${now}`)}
      ${step.tab && this.part_of(step.tab) ? html`<div class="row"><button @click=${() => void this.open(step.tab ?? "")}>Open ${step.tab}</button></div>` : nothing}`;
  }

  private seen(label: string) {
    const sentences = this.sentences();
    const { stale } = this.store.state;
    const { ready } = this;
    if (!sentences)
      return html`<p class="quiet" role="status">${ready ? "This network has not what the sentences of this step speak of." : "The numbers come with the engine …"}</p>`;
    return html`<ul class="sees ${stale || !ready ? "faded" : ""}" aria-busy=${!ready} aria-label=${label}>${sentences.map((one) => html`<li>${this.sentence(one)}</li>`)}</ul>${stale ? html`<p><span class="stale">stale: ${stale}</span></p>` : nothing}`;
  }

  private end() {
    const { title } = network(this.store.state, this.store.presets);
    return html`<p>You asked: why not compute the derivatives on the way forward? With the figures of “${title}”:</p>
      <div class="end">${this.seen("The answer")}</div>`;
  }

  override render() {
    const { tour } = this.store.state.page;
    if (tour === 0) return nothing;
    const { step } = this;
    const go = (to: number, words: string, off: boolean) =>
      html`<button aria-disabled=${off} @click=${() => off || this.go(to)}>${words}</button>`;
    return html`<section class="tour" aria-label="Tour">
      <div class="row">${this.steps(tour)}<button @click=${() => this.close()}>Leave the tour</button></div>
      <h2>${step ? `${tour}. ${step.title}` : "The answer: why do we go backward?"}</h2>
      ${step ? this.middle(step, tour) : this.end()}
      <div class="row">${go(tour - 1, "← Back", tour === 1)} ${step ? go(tour + 1, tour === kTour.length ? "To the answer →" : "Next step →", false) : nothing}</div>
      <p class="unseen" role="status">${step ? `Step ${tour} of ${kTour.length}: ${step.title}` : "The end of the tour"}</p>
    </section>`;
  }
}
customElements.define(tag, Tour);
