// Schedules that are asked for when somebody looks at them: forward some derivatives at a time, and the time lines of all.
import type { DifferentiateRequest, Direction, ModeInfo, ModeRequest, Run } from "../engine/types.gen.ts";
import { why } from "./outcome.ts";
import type { Result } from "./result.ts";
import type { Common, Core } from "./slice.ts";
import { tell_if_slow } from "./slow.ts";

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
  /** How many derivatives one pass carries in the schedule that has a slider. */
  carried: number;
  chunk: Asked;
  curves: Asked;
}

type Seen = Common & { costs: CostsState };

export const kCosts: CostsState = { carried: 8, chunk: kNone, curves: kNone };

/** Forward some derivatives at a time; null where no schedule takes a number, or one derivative is all there are. */
export function chunk_mode({ catalogue, costs }: Seen, weights: number): ModeRequest | null {
  const mode = default_mode({ catalogue }, "along");
  return mode?.options.includes("chunk") && weights > 1
    ? { mode: mode.name, chunk: Math.min(costs.carried, weights) }
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

export class CostVerbs {
  private readonly asked: Record<Kind, string> = { chunk: "", curves: "" };

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
    const key = key_of(result, modes);
    if (key === this.asked[kind]) return;
    this.asked[kind] = key;
    void this.ask(kind, key, result, modes, ["timeline"]);
  }

  /** Asks again what was not answered. */
  again(kind: Kind): void {
    this.asked[kind] = "";
    this.write(kind, kNone);
  }

  cancel(kind: Kind): void {
    this.core.engine.cancel(kind);
  }

  private async ask(
    kind: Kind,
    key: string,
    result: Result,
    modes: readonly ModeRequest[],
    include: NonNullable<DifferentiateRequest["include"]>,
  ): Promise<void> {
    const work = this.core.engine.call({ ...result.request, modes: [...modes], include }, kind);
    const outcome = await tell_if_slow(work, (slow) => {
      if (this.asked[kind] === key) this.write(kind, { slow });
    });
    if (this.asked[kind] !== key) return;
    const take = (runs: readonly Run[], left: string): void =>
      this.write(kind, { key, text: result.text, runs, slow: false, why: left });
    if (outcome.status === "superseded") {
      this.asked[kind] = "";
      this.write(kind, {}); // whoever shows it asks again
    } else if (outcome.status !== "done") take([], why(outcome));
    else if (outcome.response.ok)
      take(outcome.response.runs, include.length > 0 ? "" : "the time lines are larger than one answer of the engine");
    else if (include.length > 0) await this.ask(kind, key, result, modes, []);
    else take([], outcome.response.diagnostics[0]?.message ?? "the engine refused");
  }
}
