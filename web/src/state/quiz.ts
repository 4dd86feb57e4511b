// Predict, then reveal: numbers that a link hides, what the reader takes them for, and what came of it.
import { kDigits } from "../link/link.ts";
import { Answer } from "./answer.ts";
import type { Grade, Grading } from "./grade.ts";
import type { Asked } from "./hidden.ts";
import { lazy } from "./lazy.ts";
import type { MaskedEngine } from "./masked_engine.ts";
import { response_of } from "./outcome.ts";
import type { Core } from "./slice.ts";

export interface QuizCell extends Asked {
  /** Hidden, found, or shown without having been found. */
  state: "open" | "right" | "shown";
  tries: number;
  /** What the last try was told. */
  said: string;
}

export interface QuizState {
  cells: readonly QuizCell[];
  /** Significant digits that are asked for. */
  digits: number;
  /** The place of a number that could not be graded, as what judges it could not be loaded; else null. */
  unjudged: number | null;
}

export const kQuiz: QuizState = { cells: [], digits: kDigits, unjudged: null };

/** The numbers that are hidden. */
export function hidden_of({ cells }: QuizState): readonly Asked[] {
  return cells.filter(({ state }) => state === "open");
}

/** How many were found, of how many. */
export function score_of({ cells }: QuizState): { right: number; all: number } {
  return { right: cells.filter(({ state }) => state === "right").length, all: cells.length };
}

/** What the reader takes a hidden number for. */
interface Try {
  cell: QuizCell;
  text: string;
}

export class QuizVerbs {
  private readonly grading = lazy(() => import("./grade.ts"));
  /** What is made of the numbers that are typed, by place in the list. */
  private readonly grades = new Map<number, Answer<Try, Grade>>();

  constructor(
    private readonly core: Core<{ quiz: QuizState }>,
    private readonly masked: MaskedEngine,
  ) {}

  private change(at: number, change: Partial<QuizCell>): void {
    const cells = this.core.state.quiz.cells.map((cell, index) => (index === at ? { ...cell, ...change } : cell));
    this.core.write({ quiz: { ...this.core.state.quiz, cells, unjudged: null } });
    if (change.state) this.core.rerun(); // what was hidden is asked for again
  }

  /** What the reader takes a hidden number for. */
  async answer(at: number, text: string): Promise<void> {
    const cell = this.core.state.quiz.cells[at];
    if (cell?.state !== "open") return;
    const grading = await this.grading().catch(() => null);
    if (!grading) return this.core.write({ quiz: { ...this.core.state.quiz, unjudged: at } });
    const answer = this.grades.get(at) ?? this.answer_at(at, grading.grade);
    this.grades.set(at, answer);
    const outcome = await answer.ask({ cell, text });
    const graded = outcome && response_of(outcome);
    if (!graded) return;
    const { right, said } = graded;
    this.change(at, { tries: cell.tries + 1, said, ...(right ? { state: "right" as const } : {}) });
  }

  private answer_at(at: number, grade: Grading): Answer<Try, Grade> {
    return new Answer({
      ask: ({ cell, text }) => grade(this.masked, cell, text, `answer ${at}`, this.core.state.quiz.digits),
      current: ({ cell }) => this.core.state.quiz.cells[at] === cell,
    });
  }

  /** Shows a number that was not found. */
  reveal(at: number): void {
    if (this.core.state.quiz.cells[at]?.state === "open") this.change(at, { state: "shown", said: "" });
  }
}

/** The cells of a link, all of them hidden. */
export function opened(cells: readonly Asked[], digits = kDigits): QuizState {
  return { ...kQuiz, digits, cells: cells.map((cell) => ({ ...cell, state: "open", tries: 0, said: "" })) };
}
