// The race: which schedules run in lanes on one clock of work, their steps as the engine lists them, and the clock.
import type { Outcome } from "../engine/client.ts";
import type { DifferentiateResponse, Run } from "../engine/types.gen.ts";
import {
  kMostPasses,
  moments,
  next_moment,
  next_stop,
  pass_at,
  race_end,
  reference,
  step_at,
  work_at,
} from "../race/lane.ts";
import { work_of } from "../view/format.ts";
import { lane_id, schedule_of } from "../view/schedule.ts";
import { Answer } from "./answer.ts";
import { response_of } from "./outcome.ts";
import { type RaceSeen, type RaceState, race_lanes, rows_and_columns, same_network, shown_runs } from "./race_lanes.ts";
import { type Result, same_answer } from "./result.ts";
import type { Core } from "./slice.ts";

export const kRaceSpeeds: readonly number[] = [0.25, 0.5, 1, 2, 4];

/** The one position of the page. */
interface Clock {
  set_clock(at: number, work: number | null): void;
  /** Where the race has no steps. */
  jump(to: number): void;
}

interface Question {
  result: Result;
  run: Run;
  pass: number;
}

const kTickMs = 50;
const kLeastSeconds = 8;
const kMostSeconds = 20;
const kSecondsAMoment = 0.35;
const kMostPassWork = 20_000; // of a pass whose steps are asked for
const kMostNodes = 700; // of a graph whose steps are

/** Work done; null at rest, when every number is shown. */
export function work_now(state: RaceSeen): number | null {
  const { work, at } = state.steps;
  const lanes = race_lanes(state);
  const now = work ?? (at > 0 ? work_at(reference(lanes), at) : null);
  return now === null || (now > 0 && now >= race_end(lanes)) ? null : now;
}

export class RaceVerbs {
  private timer: ReturnType<typeof setInterval> | undefined;
  /** Work at the last tick, with the part of a unit that the clock does not show. */
  private exactly = 0;
  private readonly refused = new Set<string>();
  private readonly answer = new Answer<Question, DifferentiateResponse>({
    ask: (question) => this.find(question),
    current: ({ result }) => same_answer(this.core.state.result, result),
    settle: (question, outcome) => this.take(question, response_of(outcome)?.runs[0]),
  });

  constructor(private readonly core: Core<RaceSeen> & { readonly steps: Clock }) {}

  private write(change: Partial<RaceState>): void {
    this.core.write({ race: { ...this.core.state.race, ...change } });
  }

  /** Asks for the steps that are missing where the lanes are, pass by pass; who shows the race calls it whenever it is drawn. */
  follow(): void {
    const { result, race } = this.core.state;
    if (!result || result.live || result.graph.nodes.length > kMostNodes) return;
    if (!same_answer(race.of, result)) {
      this.refused.clear();
      const same = race.of !== null && same_network(race.of, result);
      if (race.of && !same) this.rest();
      this.answer.again();
      this.write({ of: result, ...(same ? {} : { stepped: new Map() }) });
    }
    const next = this.missing(result);
    if (next) this.answer.follow(next, `${next.run.mode} ${lane_id(next.run)} ${next.pass}`);
  }

  private missing(result: Result): Question | null {
    const { state } = this.core;
    const lanes = race_lanes(state);
    const work = work_now(state) ?? 0;
    for (const run of shown_runs(state)) {
      const id = lane_id(run);
      const lane = lanes.find((one) => one.id === id);
      if (!lane || run.predicted || work_of(run.cost.total) / lane.passes > kMostPassWork) continue;
      const here = pass_at(lane, work).number;
      const own = lane.single && lane.direction === "along" ? this.own_pass() : 1;
      for (const pass of [1, own, here, here + 1]) {
        if (pass > Math.min(lane.passes, kMostPasses) || (pass > 1 && pass !== own && work === 0)) continue;
        if (same_answer(state.race.stepped.get(id)?.get(pass)?.of, result) || this.refused.has(`${id} ${pass}`))
          continue;
        return { result, run, pass };
      }
    }
    return null;
  }

  /** The pass along the chosen weight, whose sums the graph shows at rest; the first where that is not looked at. */
  private own_pass(): number {
    const { weights } = rows_and_columns(this.core.state);
    const weight = this.core.state.result?.weight;
    for (let pass = 1; pass <= kMostPasses; pass++) {
      const place = weights.at(pass - 1);
      if (place?.id === weight?.id && place?.index === weight?.index) return pass;
    }
    return 1;
  }

  private find({ result, run, pass }: Question): Promise<Outcome<DifferentiateResponse>> {
    const modes = [{ ...schedule_of(run), ...(pass > 1 ? { pass } : {}) }];
    const at = result.at.length > 0 ? { at: [...result.at] } : {};
    return this.core.engine.call({ ...result.request, ...at, modes, include: ["steps", "timeline"] }, "race");
  }

  private take({ result, run, pass }: Question, found: Run | undefined): void {
    const id = lane_id(run);
    if (!found?.steps) this.refused.add(`${id} ${pass}`);
    const { race } = this.core.state;
    const passes = new Map(race.stepped.get(id));
    if (found?.steps) passes.set(pass, { run: found, of: result });
    this.write({ of: result, stepped: new Map([...race.stepped, [id, passes]]) });
  }

  /** Sets the clock; what is out of range goes to the end, which is rest. */
  go(work: number): void {
    const lanes = race_lanes(this.core.state);
    const to = Math.min(Math.max(Math.floor(work), 0), race_end(lanes));
    this.core.steps.set_clock(step_at(reference(lanes), to), to);
  }

  /** To the next moment at which something is computed, or to the last one before. */
  move(by: 1 | -1): void {
    this.pause();
    const { state } = this.core;
    const lanes = race_lanes(state);
    const now = state.steps.work ?? work_now(state);
    this.go(now === null && by > 0 ? (moments(lanes)[0] ?? 0) : next_moment(lanes, now ?? race_end(lanes), by));
  }

  jump(work: number): void {
    this.pause();
    this.go(work);
  }

  /** To a step of the page: the beats that the lane of reference has ended. */
  step_to(to: number): void {
    this.pause();
    const lane = reference(race_lanes(this.core.state));
    const last = lane ? step_at(lane, lane.total) : 0;
    const at = Math.min(Math.max(Math.round(to), 0), last);
    if (last === 0) this.core.steps.jump(to);
    else this.core.steps.set_clock(at, at > 0 ? work_at(lane, at) : null);
  }

  step(by: number): void {
    this.step_to(this.core.state.steps.at + by);
  }

  play(): void {
    const lanes = race_lanes(this.core.state);
    const end = race_end(lanes);
    if (end === 0) return;
    const now = work_now(this.core.state);
    if (now === null || now >= end) this.go(0);
    this.exactly = now ?? 0;
    this.write({ playing: true });
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), kTickMs);
  }

  pause(): void {
    clearInterval(this.timer);
    if (this.core.state.race.playing) this.write({ playing: false });
  }

  /** Every number is there again, and the clock at its start. */
  rest(): void {
    this.pause();
    if (this.core.state.steps.work !== null || this.core.state.steps.at > 0) this.core.steps.set_clock(0, null);
  }

  /** A node at which play stops; empty for none. */
  stop_at(stop: string): void {
    this.write({ stop });
  }

  /** Gives the bars room for so much work. */
  keep_scale(scale: number): void {
    if (scale !== this.core.state.race.scale) this.write({ scale });
  }

  set_speed(speed: number): void {
    this.write({ speed });
  }

  /** Gives a schedule a lane or takes it away; the last one stays. */
  choose(id: string, shown: boolean): void {
    const now = shown_runs(this.core.state).map(lane_id);
    const order = (this.core.state.result?.response.runs ?? []).map(lane_id);
    const chosen = shown ? [...now, id] : now.filter((one) => one !== id);
    if (chosen.length > 0) this.write({ chosen: order.filter((one) => chosen.includes(one)) });
  }

  /** As a link says it. */
  open(chosen: readonly string[] | null): void {
    this.pause();
    this.write({ chosen, of: null, stepped: new Map() });
  }

  private tick(): void {
    const { state } = this.core;
    if (!state.race.playing) return;
    const lanes = race_lanes(state);
    const end = race_end(lanes);
    const seconds = Math.min(kMostSeconds, Math.max(kLeastSeconds, kSecondsAMoment * moments(lanes).length));
    const stop = state.race.stop && next_stop(lanes, Math.floor(this.exactly), state.race.stop);
    this.exactly += (end / seconds) * (kTickMs / 1000) * state.race.speed;
    if (stop && this.exactly >= stop) this.jump(stop);
    else this.go(this.exactly);
    if (this.exactly >= end) this.pause();
  }
}
