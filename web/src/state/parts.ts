// The parts of an answer that come after its first numbers: schedules executed one after another, and the check.
import type { Outcome } from "../engine/client.ts";
import type { DifferentiateResponse } from "../engine/types.gen.ts";
import { told } from "../view/told.ts";
import { Answer } from "./answer.ts";
import { kPartWork } from "./ask.ts";
import { runs_there, with_part } from "./join.ts";
import { done, response_of, why } from "./outcome.ts";
import { type Result, same_answer } from "./result.ts";
import type { Common, Core } from "./slice.ts";

export interface PartsState {
  /** Derivative sweeps that are executed, and of the whole; both 0 while nothing is to come. */
  done: number;
  of: number;
  slow: boolean;
  /** Why no more comes; empty while it does, or nothing is left. */
  why: string;
}

export const kParts: PartsState = { done: 0, of: 0, slow: false, why: "" };

const kPartMs = 30; // what one part is to take
const kLeastWork = 200_000;
const kMostWork = 20_000_000;
const kSaidMs = 250; // how often it is said how far it is
const kChannel = "more";
const kAnew = 3; // times that one answer is asked for again where the engine has forgotten it

type Seen = Common & { parts: PartsState };

export class PartVerbs {
  private work = kPartWork;
  private said_ms = Number.NEGATIVE_INFINITY;
  private readonly answer = new Answer<Result, { ok: true }>({
    ask: (result, wanted) => this.find(result, wanted),
    current: (result) => !this.core.state.result?.live && same_answer(this.core.state.result, result),
    cancel: () => this.core.engine.cancel(kChannel),
    slow: () => this.write({ slow: true }),
    settle: (_, outcome) => this.write({ slow: false, why: why(outcome) }),
  });

  constructor(private readonly core: Core<Seen>) {}

  private write(change: Partial<PartsState>): void {
    this.core.write({ parts: { ...this.core.state.parts, ...change } });
  }

  /** Goes on with the present result, if parts of it are still to come and nobody has stopped them. */
  follow(): void {
    const { result } = this.core.state;
    if (!result || result.live) return;
    const { more } = result.response;
    if (more) this.answer.follow(result, result.key);
  }

  cancel(): void {
    this.answer.cancel();
  }

  /** Goes on where it was cancelled, or failed. */
  again(): void {
    this.answer.again();
    this.write({ why: "" });
    this.follow();
  }

  private async find(result: Result, wanted: () => boolean): Promise<Outcome<{ ok: true }>> {
    for (let anew = 0; ; ) {
      const { response } = this.core.state.result ?? result;
      if (!response.more) return done({ ok: true });
      const start = performance.now();
      const have = runs_there(response.runs);
      const outcome = await this.core.engine.call(
        { v: 1, kind: "more", of: response.more.of, have, work: this.work },
        kChannel,
      );
      if (!wanted()) return { status: "superseded" };
      const part = response_of(outcome);
      if (part) {
        this.pace(performance.now() - start);
        this.take(with_part(response, part), part.sweeps_done);
      } else if (!is_gone(outcome) || ++anew > kAnew) return outcome as Outcome<never>;
      else {
        const again = await this.anew(result, wanted);
        if (again) return again;
      }
    }
  }

  /** The next part takes about as long as the reader's machine is to be kept busy. */
  private pace(took_ms: number): void {
    const times = Math.min(2, Math.max(0.5, kPartMs / Math.max(1, took_ms)));
    this.work = Math.round(Math.min(kMostWork, Math.max(kLeastWork, this.work * times)));
  }

  /** An engine that was started anew, or has had much to do, knows nothing of it: it begins again with the schedules. */
  private async anew({ request }: Result, wanted: () => boolean): Promise<Outcome<never> | null> {
    const outcome = await this.core.engine.call({ ...request, parts: 0 }, kChannel);
    const { result } = this.core.state;
    if (!result || !wanted()) return { status: "superseded" };
    const response = response_of(outcome);
    if (!response) return outcome as Outcome<never>;
    const { more: _, ...first } = result.response;
    this.show(result, { ...first, runs: response.runs, ...(response.more ? { more: response.more } : {}) });
    return null;
  }

  private take(response: DifferentiateResponse, sweeps: number): void {
    const { result } = this.core.state;
    if (!result) return;
    this.show(result, response);
    const now = performance.now();
    if (response.more && now - this.said_ms < kSaidMs) return;
    this.said_ms = now;
    this.write({ done: sweeps, of: response.more?.sweeps ?? sweeps });
  }

  private show(result: Result, response: DifferentiateResponse): void {
    if (response.more && response.runs.every((run, at) => run === result.response.runs[at])) return;
    const diagnostics = response.more ? response.diagnostics : told(response.diagnostics);
    this.core.write({ result: { ...result, response: { ...response, diagnostics } } });
    const { stale, text } = this.core.state;
    if (response.more || stale || text !== result.text) return; // what is wrong with a newer text stays
    this.core.write({ problems: diagnostics, problems_total: response.diagnostics_total });
  }
}

function is_gone(outcome: Outcome<unknown>): boolean {
  return (
    outcome.status === "done" &&
    !(outcome.response as { ok: boolean }).ok &&
    (outcome.response as { diagnostics: { code: string }[] }).diagnostics.some(({ code }) => code === "E_GONE")
  );
}
