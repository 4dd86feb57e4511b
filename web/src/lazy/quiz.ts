// Predict, then reveal: the numbers that a link hides, a field for each, and what a wrong one comes from.
import { css, html, nothing } from "lit";
import { missing } from "../kit/missing.ts";
import { Panel } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { type QuizCell, score_of } from "../state/quiz.ts";
import { place_name } from "../state/selectors.ts";
import { exact, kMasked, number } from "../view/format.ts";
import { derivative } from "../view/labels.ts";

export const tag = "bw-quiz-body";

class Quiz extends Panel {
  static override styles = [
    panel_styles,
    css`
      .quiz { display: grid; gap: 8px; padding: 12px; border-block: 2px solid var(--ink); background: var(--paper); }
      .quiz > * { max-width: 110ch; min-width: 0; }
      ul { display: grid; gap: 8px; margin: 0; padding: 0; list-style: none; }
      .row { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; }
      label { display: inline-flex; gap: 8px; align-items: center; font-family: var(--mono); }
      input { width: 12ch; font-family: var(--mono); }
      .said { flex: 1 1 320px; }
    `,
  ];

  /** What the reader has typed, by place in the list. */
  private readonly drafts = new Map<number, string>();

  private question({ id, index, of }: QuizCell): string {
    const { state } = this.store;
    const self = place_name(state, { id, index });
    if (of === "value") return self;
    const { result } = state;
    return of === "adjoint"
      ? derivative(place_name(state, result?.output ?? null), self)
      : derivative(self, place_name(state, result?.weight ?? null));
  }

  private check(at: number): void {
    void this.store.quiz.answer(at, this.drafts.get(at) ?? "");
  }

  private cell(cell: QuizCell, at: number) {
    const question = this.question(cell);
    const found = this.store.state.result?.response.nodes.find(({ id }) => id === cell.id)?.[cell.of]?.[cell.index];
    const known = found !== undefined && cell.state !== "open" && (found as string) !== kMasked;
    if (cell.state !== "open")
      return html`<li class="row"><code>${question} = ${known ? html`<b title=${exact(found)}>${number(found)}</b>` : "…"}</code> <span>${cell.state === "right" ? "✓ found" : "shown"}</span><span class="said" role="status">${cell.said}</span></li>`;
    const type = (event: Event): void => void this.drafts.set(at, (event.target as HTMLInputElement).value);
    const enter = (event: KeyboardEvent): void => {
      if (event.key === "Enter") this.check(at);
    };
    return html`<li class="row"><label>${question} = <input inputmode="decimal" autocomplete="off" @input=${type} @keydown=${enter} /></label>
      <button aria-label=${`Check ${question}`} @click=${() => this.check(at)}>Check</button>
      <button aria-label=${`Show ${question}`} @click=${() => this.store.quiz.reveal(at)}>Show it</button>
      <span class="said" role="status">${cell.said ? html`<span class="wrong">✗</span> ${cell.said}` : nothing}</span></li>`;
  }

  override render() {
    const { quiz } = this.store.state;
    if (quiz.cells.length === 0) return nothing;
    const { unjudged } = quiz;
    const { right, all } = score_of(quiz);
    return html`<section class="quiz" aria-label="Predict, then reveal">
      <h2>Predict, then reveal <span class="quiet">${right} of ${all} found; three digits are enough</span></h2>
      <ul>${quiz.cells.map((cell, at) => this.cell(cell, at))}</ul>
      ${unjudged === null ? nothing : missing(this.store, "What judges a number", () => this.check(unjudged))}</section>`;
  }
}
customElements.define(tag, Quiz);
