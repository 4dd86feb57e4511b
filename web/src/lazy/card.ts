// The card "Why this number?": how an element got its two derivatives, with numbers; who keeps it; what the referees say.
import { html, nothing, type TemplateResult } from "lit";
import { copy_text } from "../kit/copy_text.ts";
import { NumberFields, number_styles } from "../kit/number_fields.ts";
import { Panel } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { next_level, statement_of } from "../picture/fold.ts";
import { levels_of } from "../state/graph.ts";
import { type Result, same_answer } from "../state/result.ts";
import { check_of, saved_of, stated_of } from "../view/card_parts.ts";
import { card_styles } from "../view/card_styles.ts";
import { axes_of, derive_against, derive_along } from "../view/derivation.ts";
import { counted, exact, number } from "../view/format.ts";
import { derivative, element, kGlyph, type Place } from "../view/labels.ts";
import { sum_latex, sum_mathml, sum_plain } from "../view/math.ts";
import { type Derived, numbers_of, type Question } from "../view/question.ts";
import { stated_apart, stated_sentences } from "../view/stated_words.ts";

export const tag = "bw-card-body";

const kSteps = { operations: "Unfold into operations", neurons: "Unfold into neurons", folded: "Fold" } as const;
const kMostLinks = 16;

class Card extends Panel {
  static override styles = [panel_styles, number_styles, card_styles];

  private readonly fields = new NumberFields(this);
  private shown_for = "";
  private said = "";

  private question(result: Result, place: Place): Question {
    const { graph, catalogue } = this.store.state;
    const written = numbers_of(result.graph, result.response.nodes);
    const name = (at: Place | null): string =>
      at ? element(at.id, written.nodes.get(at.id)?.shape ?? [], at.index) : "?";
    const locals = same_answer(graph.locals?.of, result) ? (graph.locals?.response ?? null) : null;
    const scalars = graph.scalars?.of.text === result.text ? graph.scalars.response : null;
    const seed = result.response.seeds.find(({ id }) => id === place.id)?.value[place.index] ?? 0;
    return {
      place,
      by: name(result.weight),
      of: name(result.output),
      seed,
      written,
      locals: locals && new Map(locals.nodes.map(({ id, local }) => [id, local ?? []])),
      scalars: scalars?.graph ? numbers_of(scalars.graph, scalars.nodes) : null,
      fresh: same_answer(graph.scalars?.of, result),
      ops: catalogue?.ops ?? [],
    };
  }

  private async copy(text: string, what: string): Promise<void> {
    this.said = (await copy_text(text, what, this)) ? `copied as ${what}` : "";
    this.requestUpdate();
  }

  private steps(result: Result, places: readonly Place[]) {
    const known = new Map(result.graph.nodes.map((node) => [node.id, node]));
    const named = new Map(
      places.map((place) => [element(place.id, known.get(place.id)?.shape ?? [], place.index), place]),
    );
    const most = [...named].slice(0, kMostLinks);
    if (most.length === 0) return nothing;
    return html`<div class="row small"><span class="quiet">go to</span>${most.map(
      ([name, place]) =>
        html`<button aria-label=${`Why ${name}?`} @click=${() => this.store.graph.open_card(place)}>${name}</button>`,
    )}</div>`;
  }

  private derivation(result: Result, derived: Derived, direction: "along" | "against") {
    const { sum, zeros, whole, from } = derived;
    return html`<div class="formula" tabindex="0" role="group" aria-label=${direction === "against" ? "Sum over consumers" : "Sum over inputs"}><math display="block">${sum_mathml(sum)}</math></div>
      ${zeros > 0 ? html`<p class="small quiet">${counted(zeros, "more term")} with local derivative 0.</p>` : nothing}
      ${whole.map(({ product, delta }) => html`<p class="small"><code>${product}</code> is this sum for every element at once, with δ = ${delta}.</p>`)}
      ${this.steps(result, from)}
      <div class="row"><button @click=${() => this.copy(sum_latex(sum), "LaTeX")}>Copy LaTeX</button>
        <button @click=${() => this.copy(sum_plain(sum), "text")}>Copy text</button></div>`;
  }

  private against(result: Result, question: Question, self: string) {
    const node = question.written.nodes.get(question.place.id);
    const derived = derive_against(question);
    const total = question.written.results.get(question.place.id)?.adjoint?.[question.place.index];
    const heading = html`<h3 class="against">${kGlyph.against} backward: ${derivative(question.of, self)}${total === undefined ? "" : ` = ${number(total)}`}</h3>`;
    const why = !node?.active
      ? `It depends on no weight, so nothing asks for its derivative.`
      : !node.connected
        ? `No path leads from it to ${question.of}: its derivative is 0.`
        : derived
          ? ""
          : this.waiting();
    return html`<section>${heading}${why || !derived ? html`<p class="small">${why}</p>` : this.derivation(result, derived, "against")}</section>`;
  }

  private waiting(): string {
    const { graph, result } = this.store.state;
    const { locals, scalars } = graph;
    if (result?.live) return "It follows when the value is let go.";
    return scalars?.why || locals?.why || "The numbers are on their way …";
  }

  private along(result: Result, question: Question, self: string) {
    const { place, written, by } = question;
    const node = written.nodes.get(place.id);
    const total = written.results.get(place.id)?.tangent?.[place.index];
    const derived = derive_along(question);
    const heading = html`<h3 class="along">${kGlyph.along} forward: ${derivative(self, by)}${total === undefined ? "" : ` = ${number(total)}`}</h3>`;
    const leaf = result.graph.wrt.includes(place.id);
    const why = !node?.active
      ? "It depends on no weight, so it does not move with one."
      : leaf
        ? `${place.id} is a weight: forward starts here, with 1 at ${by} and 0 at every other.`
        : derived
          ? ""
          : this.waiting();
    return html`<section>${heading}${why || !derived ? html`<p class="small">${why}</p>` : this.derivation(result, derived, "along")}</section>`;
  }

  private check(result: Result, { place, written, of }: Question) {
    const { check } = this.store.state.graph;
    const adjoint = written.results.get(place.id)?.adjoint?.[place.index];
    if (adjoint === undefined) return nothing;
    const mine =
      check && same_answer(check.of, result) && check.place.id === place.id && check.place.index === place.index;
    const apart = stated_apart(result.response.stated);
    return check_of(mine ? check : null, adjoint, of, apart, () => void this.store.graph.check({ ...place }));
  }

  private stated(result: Result, id: string): string[] {
    const ids = statement_of(result.graph, id).map((node) => node.id);
    const ops = this.store.state.catalogue?.ops ?? [];
    return stated_sentences(result.response.stated, [id, ...ids], result.graph, ops);
  }

  private chooser(place: Place, shape: readonly number[]) {
    return axes_of(shape, place.index).map(({ label: name, at: value, most }, axis) => {
      const key = `${place.id} ${axis}`;
      const take = (wanted: number): void => {
        const { card } = this.store.state.graph;
        if (card?.id !== place.id) return;
        // Another axis may have moved since.
        const to = axes_of(shape, card.index).map(({ at }, which) => (which === axis ? wanted : at));
        const index = to.reduce((sum, one, which) => sum * (shape[which] ?? 1) + one, 0);
        this.store.graph.open_card({ id: place.id, index });
      };
      return html`<label>${name} ${this.fields.input({ key, name, value, step: 1, least: 0, most, whole: true, take })}</label>${this.fields.refusal(key)}`;
    });
  }

  private unfolding(result: Result, id: string) {
    const nodes = statement_of(result.graph, id);
    const group = nodes[0] ? nodes[0].group || nodes[0].id : "";
    const level = levels_of(this.store.state)[group];
    const next = next_level(nodes, level);
    if (!next) return nothing;
    return html`<button @click=${() => this.store.graph.unfold(group, next)}>${kSteps[next]}</button>`;
  }

  private close(): void {
    this.said = "";
    this.store.graph.close_card();
  }

  protected override updated(): void {
    this.store.graph.follow();
    const { card } = this.store.state.graph;
    const key = card ? `${card.id} ${card.index}` : "";
    if (key !== this.shown_for && key !== "") {
      const heading = this.renderRoot.querySelector<HTMLElement>("h2");
      const inside = this.shadowRoot?.activeElement instanceof HTMLInputElement;
      if (!inside) heading?.focus({ preventScroll: true });
      heading?.scrollIntoView({ block: "nearest", behavior: "auto" });
    }
    this.shown_for = key;
  }

  override render(): TemplateResult | typeof nothing {
    const { result, stale, graph } = this.store.state;
    const place = graph.card;
    const node = result?.graph.nodes.find((one) => one.id === place?.id);
    if (!result || !place || !node) return nothing;
    const at = {
      id: place.id,
      index: Math.min(place.index, node.shape.reduce((product, extent) => product * extent, 1) - 1),
    };
    const question = this.question(result, at);
    const self = element(at.id, node.shape, at.index);
    const value = question.written.results.get(at.id)?.value?.[at.index];
    const [along, against] = [this.along(result, question, self), this.against(result, question, self)];
    return html`<aside class="card ${stale ? "faded" : ""}" aria-label="Why this number?" @keydown=${(
      event: KeyboardEvent,
    ) => {
      if (event.key === "Escape") this.close();
    }}>
      <div class="head"><h2 tabindex="-1">Why this number? <code>${self}</code></h2>
        ${this.chooser(at, node.shape)}${this.unfolding(result, at.id)}
        <button aria-label="Close the card" @click=${() => this.close()}>✕</button></div>
      <p class="small wide"><code>${node.label || node.op}</code>${value === undefined ? "" : html`, value of <code>${self}</code> <span title=${exact(value)}>${number(value)}</span>`}
        ${stale ? html`<span class="stale">stale: ${stale}</span>` : nothing}</p>
      ${graph.first === "along" ? [along, against] : [against, along]}
      ${stated_of(this.stated(result, at.id))}
      ${saved_of(result, at.id)}
      ${this.check(result, question)}
      <p class="small" role="status">${this.said}</p>
    </aside>`;
  }
}
customElements.define(tag, Card);
