// Schedules that are asked for when somebody looks at them: some derivatives at a time, and the time lines of all.
import type { Outcome } from "../engine/client.ts";
import type { DifferentiateRequest, Direction, ModeRequest, Run } from "../engine/types.gen.ts";
import { Answer } from "./answer.ts";
import { type Asked, type Kind, kNone, type Seen } from "./costs.ts";
import { done, response_of, why } from "./outcome.ts";
import type { Result } from "./result.ts";
import { shared } from "./shared.ts";
import type { Core } from "./slice.ts";

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

  carry(direction: Direction, carried: number): void {
    const { costs } = this.core.state;
    if (carried > 0) this.core.write({ costs: { ...costs, carried: { ...costs.carried, [direction]: carried } } });
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

export const cost_verbs = shared((core: Core<Seen>) => new CostVerbs(core));
