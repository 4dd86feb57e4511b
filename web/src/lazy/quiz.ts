// Predict, then reveal: the numbers that a link hides, a field for each, and what a wrong one comes from.
import { css, html, nothing } from "lit";
import { missing } from "../kit/missing.ts";
import { Panel } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { question_of } from "../state/hiding.ts";
import { type QuizCell, score_of } from "../state/quiz.ts";
import { asked_digits } from "../view/asked.ts";
import { counted, exact, kMasked, rounded } from "../view/format.ts";

export const tag = "bw-quiz-body";

class Quiz extends Panel {
  static override styles = [
    panel_styles,
    css`
      .quiz { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; padding: 12px; border-block: 2px solid var(--ink); background: var(--paper); }
      .quiz > p { max-width: 110ch; }
      .head { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; }
      ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 350px), 1fr)); gap: 6px 16px; margin: 0; padding: 0; list-style: none; }
      /* In a frame on a page of someone else all of the task is in sight, and the graph begins under it. */
      :host([embed]) .quiz { padding: 8px 12px; }
      :host([embed]) ul { max-height: max(150px, 100vh - 190px); overflow: auto; }
      .row { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; }
      label { display: inline-flex; gap: 8px; align-items: center; font-family: var(--mono); }
      input { width: 12ch; font-family: var(--mono); }
      .said:not(:empty) { flex: 1 1 240px; }
    `,
  ];

  /** What the reader has typed, by place in the list. */
  private readonly drafts = new Map<number, string>();

  private check(at: number): void {
    void this.store.quiz.answer(at, this.drafts.get(at) ?? "");
  }

  /** Checks every field in which something stands. */
  private check_all(): void {
    for (const [at, text] of this.drafts) if (text.trim() !== "") this.check(at);
  }

  private cell(cell: QuizCell, at: number) {
    const question = question_of(this.store.state, cell);
    const { digits } = this.store.state.quiz;
    const found = this.store.state.result?.response.nodes.find(({ id }) => id === cell.id)?.[cell.of]?.[cell.index];
    const known = found !== undefined && cell.state !== "open" && (found as string) !== kMasked;
    if (cell.state !== "open")
      return html`<li class="row"><code>${question} = ${known ? html`<b title=${exact(found)}>${rounded(found, digits)}</b>` : "…"}</code> <span>${cell.state === "right" ? "✓ found" : "shown"}</span><span class="said" role="status">${cell.said}</span></li>`;
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
    const open = quiz.cells.filter(({ state }) => state === "open").length;
    return html`<section class="quiz" aria-label="Predict, then reveal">
      <div class="head"><h2>Predict, then reveal <span class="quiet">${right} of ${all} found</span></h2>
        ${open > 1 ? html`<button @click=${() => this.check_all()}>Check all</button>` : nothing}</div>
      <p class="quiet">${counted(quiz.digits, "significant digit")}. ${asked_digits(quiz.digits)}</p>
      <ul>${quiz.cells.map((cell, at) => this.cell(cell, at))}</ul>
      ${unjudged === null ? nothing : missing(this.store, "What judges a number", () => this.check(unjudged))}</section>`;
  }
}
customElements.define(tag, Quiz);
