// The steps of two schedules, asked for when somebody looks at them, and the playhead that both lanes share.
import type { Outcome } from "../engine/client.ts";
import type { Direction, Run } from "../engine/types.gen.ts";
import { whole } from "../view/format.ts";
import { type Lane, lane_of, last_of, place_in } from "../view/lanes.ts";
import { Answer } from "./answer.ts";
import { kMostSteps, most_steps, steps_request } from "./ask_steps.ts";
import { done, response_of, why } from "./outcome.ts";
import { type Result, same_answer } from "./result.ts";
import type { Common, Core } from "./slice.ts";

export interface StepsState {
  /** The result that the lanes belong to; where it is not the one shown, they are stale. */
  of: Result | null;
  /** ▸ first, then ◂; none where the steps cannot be sent. */
  lanes: readonly Lane[];
  /** The same runs with at least their time line. */
  runs: readonly Run[];
  /** Why there are no lanes, or no runs. */
  why: string;
  /** The position of the playhead, from 0. */
  at: number;
  /** The node that each lane computes there. */
  now: Readonly<Record<Direction, string | null>>;
  /** The same position on the clock of the race, in flops and functions; null where it is not on that clock. */
  work: number | null;
}

const kNobody = { along: null, against: null };

export const kSteps: StepsState = {
  of: null,
  lanes: [],
  runs: [],
  why: "",
  at: 0,
  now: kNobody,
  work: null,
};

type Seen = Common & { steps: StepsState };

/** The runs of a result; where it has no lanes, why. */
interface Found {
  ok: true;
  runs: readonly Run[];
  why: string;
}

export class StepVerbs {
  private readonly answer = new Answer<Result, Found>({
    ask: (result) => this.find(result),
    current: (result) => same_answer(this.core.state.result, result),
    settle: (result, outcome) => {
      const { runs, why: left } = response_of(outcome) ?? { runs: [], why: why(outcome) };
      this.take(result, runs, left);
    },
  });

  constructor(private readonly core: Core<Seen>) {}

  private get steps(): StepsState {
    return this.core.state.steps;
  }

  private write(change: Partial<StepsState>): void {
    this.core.write({ steps: { ...this.steps, ...change } });
  }

  /** Asks for the steps of the present result, once; a panel that shows them calls this whenever it is drawn. */
  follow(): void {
    const { result } = this.core.state;
    if (result && !result.live) this.answer.follow(result);
  }

  /** Where the steps are too many, the time line alone is asked for. */
  private async find(result: Result): Promise<Outcome<Found>> {
    const ask = (steps: boolean) => this.core.engine.call(steps_request(this.core.state, result, steps), "steps");
    const many = most_steps(result) > kMostSteps;
    let left = many ? `these runs may have more than ${whole(kMostSteps)} steps` : "";
    let outcome = await ask(!many);
    if (!many && outcome.status === "done" && !outcome.response.ok) {
      left = "the steps are larger than one answer of the engine";
      outcome = await ask(false);
    }
    const response = response_of(outcome);
    if (!response) return outcome as Outcome<never>;
    const titles = response.runs.filter((run) => run.predicted).map(({ title }) => `“${title}”`);
    if (titles.length > 0) left ||= `${titles.join(" and ")} is above the budget of a call, so not executed`;
    return done({ ok: true, runs: response.runs.filter((run) => !run.predicted), why: left });
  }

  /** The playhead waits for the lanes of another network at a position of theirs. */
  start_at(at: number, work: number | null = null): void {
    this.answer.again();
    this.write({ of: null, lanes: [], runs: [], why: "", now: kNobody, at, work });
  }

  /** The playhead stays where it was while the lanes have the same steps. */
  private take(result: Result, runs: readonly Run[], why: string): void {
    const lanes = runs.every((run) => run.steps) ? runs.map(lane_of) : [];
    const same = this.steps.of === null || path_of(lanes) === path_of(this.steps.lanes);
    const raced = this.steps.work !== null; // then the race knows
    const at = raced ? this.steps.at : same ? Math.min(this.steps.at, last_of(lanes)) : 0;
    this.write({ of: result, runs, lanes, why, at, now: computing(lanes, at) });
  }

  /** Moves the playhead; what is out of range goes to the end. */
  jump(to: number): void {
    const { lanes } = this.steps;
    const at = Math.min(Math.max(Math.round(to), 0), last_of(lanes));
    if (at !== this.steps.at) this.write({ at, work: null, now: computing(lanes, at) });
  }

  /** Sets the position and the same on the clock of the race. */
  set_clock(at: number, work: number | null): void {
    if (at === this.steps.at && work === this.steps.work) return;
    this.write({ at, work, now: computing(this.steps.lanes, at) });
  }
}

/** The node that each lane computes at a position; nobody where it waits. */
function computing(lanes: readonly Lane[], at: number): StepsState["now"] {
  const now: Record<Direction, string | null> = { ...kNobody };
  for (const lane of lanes) {
    const { frame, waits } = place_in(lane, at);
    now[lane.direction] = waits ? null : frame.node;
  }
  return now;
}

function path_of(lanes: readonly Lane[]): string {
  return lanes.map(({ frames }) => frames.map(({ label }) => label).join(" ")).join("|");
}
