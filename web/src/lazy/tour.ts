// The tour: why do we go backward? Nine steps, each with a network, one thing to do, and what there is to see.
import { css, html, nothing } from "lit";
import { bring_together } from "../kit/bring_together.ts";
import { Caption, caption_styles } from "../kit/caption.ts";
import { Panel } from "../kit/panel.ts";
import { stop_slider, stop_styles } from "../kit/stops.ts";
import { panel_styles } from "../kit/styles.ts";
import { tour_nav } from "../kit/tour_nav.ts";
import { network } from "../state/selectors.ts";
import { section_of } from "../state/views.ts";
import { arrange, type Brought, brought, clear, grow_with, put_back, rescale } from "../tour/arrange.ts";
import { TourFacts } from "../tour/facts.ts";
import { kNumbers, knobs_of, kTour, start_of, tour_end } from "../tour/steps.ts";
import { type Knobs, Missing, type Opening, type Point, type TourStep } from "../tour/tour.ts";
import { zeros_shown } from "../tour/zeros.ts";
import { spoken } from "../view/sentence.ts";
import { zeros_styles, zeros_table } from "../view/zeros.ts";

export const tag = "bw-tour-body";

const kPlayMs = 700; // from the network of a step to its race, whose lanes come first

class Tour extends Panel {
  static override styles = [
    panel_styles,
    zeros_styles,
    stop_styles,
    caption_styles,
    css`
      .tour { display: grid; gap: 8px; padding: 4px 0 8px; background: var(--paper); }
      .tour > * { max-width: 110ch; min-width: 0; }
      h2 { font-size: 16px; line-height: 1.25; }
      .steps, .row { display: flex; flex-wrap: wrap; gap: 4px 6px; align-items: center; margin: 0; padding: 0; list-style: none; }
      .steps button { min-width: 24px; min-height: 24px; padding: 0 6px; }
      .steps [aria-current] { font-weight: 700; border-width: 2px; border-color: var(--ink); }
      .steps .leave { margin-left: auto; }
      .formula { font: 13px/1.4 var(--mono); overflow-wrap: anywhere; }
      .task { font-size: 13px; padding-left: 8px; border-left: 3px solid var(--ink); }
      .sees { display: grid; gap: 2px; margin: 0; padding: 0; list-style: none; }
      .point { width: 100%; padding: 3px 8px; font-size: 13px; text-align: left; line-height: 1.35; border-color: transparent; }
      .point[aria-current] { border-color: var(--hairline); border-left: 3px solid var(--ink); padding-left: 6px; background: var(--raised); }
      .point code { font-size: 12px; white-space: nowrap; }
      .on { position: sticky; bottom: -8px; padding: 4px 0 8px; background: var(--paper); border-top: 1px solid var(--hairline); }
      :host(:not([screen])) .tour { padding: 8px 12px; border-block: 2px solid var(--ink); }
      :host(:not([screen])) .on { position: static; }
      @media print { .steps, .row { display: none; } }
    `,
  ];

  /** The network of the reader, from before the tour, and who raced on it. */
  private mine: Brought | null = null;
  private made_facts: TourFacts | null = null;

  private get facts(): TourFacts {
    this.made_facts ??= new TourFacts(this.store, this);
    return this.made_facts;
  }

  /** The last points that were of the present text, and the step they belong to. */
  private last: { tour: number; points: Point[] | null } = { tour: 0, points: null };
  /** The point that is marked. */
  private at = 0;
  /** The step, and its text, that the page was arranged for. */
  private arranged = { tour: 0, text: "" };
  private readonly caption = new Caption(() => this.requestUpdate());
  private starting: ReturnType<typeof setTimeout> | undefined;

  private get step(): TourStep | null {
    return kTour[this.now] ?? null;
  }

  /** Where it stands among the steps, from 0; −1 outside of the tour. */
  private get now(): number {
    return kNumbers.indexOf(this.store.state.page.tour);
  }

  /** Goes to a step by its place. */
  private readonly go = (at: number): void => this.store.page.show_tour(kNumbers[at] ?? 0);

  /** Where the sliders stand; null where the reader has written something else. */
  private get knobs(): Knobs | null {
    return this.step && knobs_of(this.step, this.store.state.text);
  }

  /** Brings the network of the step, or the reader's own back. A link has brought its own along. */
  private arrive(): void {
    const { state } = this.store;
    const { tour, arrived } = state.page;
    if (arrived) return;
    this.store.page.arrive();
    const { step } = this;
    if (tour > 0) this.mine ??= brought(this.store);
    clear(this.store);
    if (step) this.store.visit(step.text(start_of(step)), `step ${this.now + 1} of the tour`);
    else this.give_back(tour);
  }

  private give_back(tour: number): void {
    const { mine } = this;
    if (tour === 0) this.mine = null;
    clearTimeout(this.starting);
    put_back(this.store, mine?.lanes ?? null);
    if (mine) this.store.revisit(mine);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.starting);
    this.caption.end();
  }

  protected override updated(): void {
    this.arrive();
    const { page, text } = this.store.state;
    const { tour, text: known } = this.arranged;
    if (page.tour === 0) this.arranged = { tour: 0, text: "" };
    else if (this.ready && (page.tour !== tour || text !== known)) this.arrange(page.tour !== tour);
    if (this.step && this.ready) rescale(this.store, this.step, this.knobs, this.facts);
  }

  /** The network of the step is there: what it speaks of is marked, and its race begins. */
  private arrange(anew: boolean): void {
    const { store, step, knobs } = this;
    const { page, text } = store.state;
    const { facts } = this.facts;
    this.arranged = { tour: page.tour, text };
    if (step && facts) arrange(store, step, facts, knobs);
    this.mark(anew ? 0 : this.at);
    if (!anew) return;
    this.scrollIntoView({ block: "start", behavior: "auto" });
    clearTimeout(this.starting);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (step?.plays && knobs && !still) this.starting = setTimeout(() => store.race.play(), kPlayMs);
  }

  /** Marks in the page what a point speaks of. */
  private mark(at: number): void {
    this.at = at;
    this.caption.end();
    this.store.page.speak_of(this.last.points?.[at] ?? null);
  }

  /** Marks it and brings both into sight together. */
  private async show(at: number, button: HTMLElement): Promise<void> {
    this.mark(at);
    this.requestUpdate();
    await new Promise(requestAnimationFrame);
    const host = this.host_root;
    const { spoken } = this.store.state.page;
    if (!host || !spoken || this.hasAttribute("screen")) return;
    bring_together(host, button.getBoundingClientRect(), spoken);
    this.caption.over(button);
  }

  protected override willUpdate(): void {
    const { step, knobs } = this;
    this.toggleAttribute("screen", this.place?.hasAttribute("screen") ?? false);
    if (step && knobs) this.facts.follow(step, knobs);
    const { tour } = this.store.state.page;
    if (this.ready) this.last = { tour, points: this.made() };
  }

  private get ready(): boolean {
    return this.facts.ready(this.step, this.knobs);
  }

  private made(): Point[] | null {
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

  /** The place that holds this panel, and the page around it. */
  private get place(): Element | null {
    const root = this.getRootNode();
    return root instanceof ShadowRoot ? root.host : null;
  }

  private get host_root(): ShadowRoot | null {
    const root = this.place?.getRootNode();
    return root instanceof ShadowRoot ? root : null;
  }

  /** Opens a part of the page, with what the step has chosen there, and goes there; an embed has few of them. */
  private async open({ tab, vary }: Opening): Promise<void> {
    if (vary) grow_with(this.store, vary);
    this.store.page.open_tab(tab);
    await new Promise(requestAnimationFrame);
    this.host_root?.getElementById(section_of(tab))?.scrollIntoView({ block: "nearest", behavior: "auto" });
  }

  private middle(step: TourStep) {
    const { knobs, now } = this;
    const again = (): void => this.store.visit(step.text(start_of(step)), "the tour");
    const set = (next: Knobs): void => this.store.visit(step.text(next), "the tour");
    const opening = step.opens?.(knobs ?? start_of(step));
    return html`<p class="formula">${step.formula}</p>
      <p class="task"><b>Do:</b> ${step.task}</p>
      ${knobs ? html`<div class="row">${step.knobs.map(({ id, label, stops }) => stop_slider({ label, stops, now: knobs[id] ?? 0, set: (value) => set({ ...knobs, [id]: value }) }))}</div>` : html`<p>The network is not this step’s own. <button @click=${again}>Back to the network of this step</button></p>`}
      ${this.zeros(step)}
      ${this.seen(`See, in step ${now + 1}`)}
      ${opening && this.host_root?.getElementById(section_of(opening.tab)) ? html`<div class="row"><button @click=${() => void this.open(opening)}>${opening.words}</button></div>` : nothing}`;
  }

  private zeros({ zeros }: TourStep) {
    const { facts, jacobian } = this.facts;
    const table = zeros && jacobian && facts && this.knobs ? zeros_shown(facts, zeros, jacobian) : null;
    return table ? zeros_table(table) : nothing;
  }

  private seen(label: string) {
    const { tour } = this.store.state.page;
    const points = this.last.tour === tour ? this.last.points : null;
    const { stale } = this.store.state;
    const { ready } = this;
    if (!points)
      return html`<p class="quiet" role="status">${ready ? "This network has not what the sentences of this step speak of." : "The numbers come with the engine …"}</p>`;
    const point = ({ said }: Point, at: number) => {
      const press = (event: Event): void => void this.show(at, event.currentTarget as HTMLElement);
      return html`<li><button class="point" title="Show it" aria-current=${at === this.at ? "true" : nothing} @click=${press}>${spoken(said)}</button></li>`;
    };
    const over = this.caption.shown && points[this.at];
    return html`${over ? html`<p class="caption" aria-hidden="true">${spoken(over.said)}</p>` : nothing}<ul class="sees ${stale || !ready ? "faded" : ""}" aria-busy=${!ready} aria-label=${label}>${points.map(point)}</ul>${stale ? html`<p><span class="stale">stale: ${stale}</span></p>` : nothing}`;
  }

  override render() {
    const { tour } = this.store.state.page;
    if (tour === 0) return nothing;
    const { step, now } = this;
    return html`<section class="tour" aria-label="Tour">
      ${tour_nav(kTour, now, this.go)}
      <h2>${step ? `${now + 1}. ${step.title}` : "The answer: why do we go backward?"}</h2>
      ${
        step
          ? this.middle(step)
          : html`<p>You asked: why not pass the derivatives forward? With the figures of “${network(this.store.state, this.store.presets).title}”:</p>${this.seen("The answer")}`
      }
      <div class="row on">${now > 0 ? html`<button @click=${() => this.go(now - 1)}>← Back</button>` : nothing}
        ${step ? html`<button @click=${() => this.go(now + 1)}>${now === kTour.length - 1 ? "To the answer →" : "Next step →"}</button>` : nothing}</div>
      <p class="unseen" role="status">${step ? `Step ${now + 1} of ${kTour.length}: ${step.title}` : "The end of the tour"}</p>
    </section>`;
  }
}
customElements.define(tag, Tour);
