// Schedules that are asked for when somebody looks at them: forward some derivatives at a time, and the time lines of all.
import type { Outcome } from "../engine/client.ts";
import type { DifferentiateRequest, Direction, ModeInfo, ModeRequest, Run } from "../engine/types.gen.ts";
import { Answer } from "./answer.ts";
import { done, response_of, why } from "./outcome.ts";
import type { Result } from "./result.ts";
import type { Common, Core } from "./slice.ts";

/** Runs beside those of the result. They depend on shapes alone, so a change of values leaves them as they are. */
export interface Asked {
  /** The question that the runs answer, and the text that it was about. */
  key: string;
  text: string;
  runs: readonly Run[];
  /** Why there are none, or no time lines. */
  why: string;
  /** A computation has been running for long enough to say so. */
  slow: boolean;
}

const kNone: Asked = { key: "", text: "", runs: [], why: "", slow: false };
type Kind = "chunk" | "curves";

export interface CostsState {
  /** How many derivatives one pass carries in the schedule that has a slider; null until the reader says. */
  carried: number | null;
  chunk: Asked;
  curves: Asked;
}

type Seen = Common & { costs: CostsState };

export const kCosts: CostsState = { carried: null, chunk: kNone, curves: kNone };

const kCarried = 8; // where there are enough weights; else half of them, as one and all have schedules of their own

/** Forward some derivatives at a time; null where no schedule takes a number, or one and all of them, which have schedules of their own, are all there is. */
export function chunk_mode({ catalogue, costs }: Seen, weights: number): ModeRequest | null {
  const mode = default_mode({ catalogue }, "along");
  return mode?.options.includes("chunk") && weights > 2
    ? { mode: mode.name, chunk: Math.min(costs.carried ?? Math.max(2, Math.min(kCarried, weights >> 1)), weights) }
    : null;
}

/** The mode of a direction that is run where none is named. */
export function default_mode({ catalogue }: Pick<Common, "catalogue">, direction: Direction): ModeInfo | undefined {
  return catalogue?.modes.find((mode) => mode.default_of_direction && mode.direction === direction);
}

/** Runs of default modes before the others. */
export function defaults_first(state: Pick<Common, "catalogue">, runs: readonly Run[]): Run[] {
  const other = ({ mode, direction }: Run): boolean => mode !== default_mode(state, direction)?.name;
  return [...runs].sort((a, b) => Number(other(a)) - Number(other(b)));
}

/** Every standard schedule of the catalogue. */
export function standard_modes({ catalogue }: Common): ModeRequest[] {
  return catalogue?.modes.flatMap(({ schedules }) => schedules.map(({ request }) => request)) ?? [];
}

function key_of({ request, text }: Result, modes: readonly ModeRequest[]): string {
  return JSON.stringify([text, request.want, request.seeds, request.count, modes]);
}

/** Whether the runs answer the present question, not an older one. */
export function is_current(asked: Asked, result: Result, modes: readonly ModeRequest[]): boolean {
  return asked.key === key_of(result, modes);
}

/** Which runs are asked for. */
interface Question {
  result: Result;
  modes: readonly ModeRequest[];
}

/** The runs; where they have no time lines, why. */
interface Found {
  ok: true;
  runs: readonly Run[];
  why: string;
}

export class CostVerbs {
  private readonly answers: Readonly<Record<Kind, Answer<Question, Found>>> = {
    chunk: this.answer("chunk"),
    curves: this.answer("curves"),
  };

  constructor(private readonly core: Core<Seen>) {}

  private write(kind: Kind, change: Partial<Asked>): void {
    const { costs } = this.core.state;
    this.core.write({ costs: { ...costs, [kind]: { ...costs[kind], ...change } } });
  }

  carry(carried: number): void {
    if (carried > 0) this.core.write({ costs: { ...this.core.state.costs, carried } });
  }

  /** Asks for these runs of the present result, once; a panel that shows them calls this whenever it is drawn. */
  follow(kind: Kind, modes: readonly ModeRequest[]): void {
    const { result, stale } = this.core.state;
    if (!result || stale || modes.length === 0) return;
    this.answers[kind].follow({ result, modes }, key_of(result, modes));
  }

  /** Asks again what was not answered. */
  again(kind: Kind): void {
    this.answers[kind].again();
    this.write(kind, kNone);
  }

  cancel(kind: Kind): void {
    this.answers[kind].cancel();
  }

  private answer(kind: Kind): Answer<Question, Found> {
    return new Answer({
      ask: (question) => this.find(kind, question),
      cancel: () => this.core.engine.cancel(kind),
      slow: () => this.write(kind, { slow: true }),
      settle: ({ result, modes }, outcome) => {
        const { runs, why: left } = response_of(outcome) ?? { runs: [], why: why(outcome) };
        this.write(kind, { key: key_of(result, modes), text: result.text, runs, slow: false, why: left });
      },
    });
  }

  private async find(kind: Kind, { result, modes }: Question): Promise<Outcome<Found>> {
    const ask = (include: NonNullable<DifferentiateRequest["include"]>) =>
      this.core.engine.call({ ...result.request, modes: [...modes], include }, kind);
    let left = "";
    let outcome = await ask(["timeline"]);
    if (outcome.status === "done" && !outcome.response.ok) {
      left = "the time lines are larger than one answer of the engine";
      outcome = await ask([]);
    }
    const response = response_of(outcome);
    return response ? done({ ok: true, runs: response.runs, why: left }) : (outcome as Outcome<never>);
  }
}
