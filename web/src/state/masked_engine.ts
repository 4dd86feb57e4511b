// Stands between the engine and the page: while a link hides numbers, no answer that holds one gets past it.
import type { Channel, FrameOutcome, Outcome } from "../engine/client.ts";
import type { Kind, RequestOf, ResponseOf } from "../engine/kinds.ts";
import type { Frame } from "../engine/load.ts";
import type { DifferentiateRequest, DifferentiateResponse, KindInfo, Request, Response } from "../engine/types.gen.ts";
import type { Asked } from "./hidden.ts";
import { lazy } from "./lazy.ts";
import type { Asks } from "./slice.ts";

export class MaskedEngine implements Asks {
  /** The last answer about what is shown, with every number, and what was asked. For the grading of the reader's answers alone. */
  unmasked: { request: DifferentiateRequest; response: DifferentiateResponse } | null = null;

  private readonly mask = lazy(() => import("./mask.ts"));

  constructor(
    readonly engine: Asks,
    private readonly hidden: () => readonly Asked[],
    /** What the catalogue says of the kinds of requests. */
    private readonly kinds: () => readonly KindInfo[],
    /** Hears what became of every question. */
    private readonly heard: (outcome: Outcome<unknown>) => void = () => undefined,
  ) {}

  async call<K extends Kind>(request: RequestOf<K>, channel?: Channel): Promise<Outcome<ResponseOf<K>>> {
    const outcome = await this.ask(request, channel);
    this.heard(outcome);
    return outcome;
  }

  private async ask<K extends Kind>(request: RequestOf<K>, channel?: Channel): Promise<Outcome<ResponseOf<K>>> {
    const outcome = await this.engine.call(request, channel);
    const hidden = this.hidden();
    // The catalogue is about no network, and says what may be shown of the others.
    if (hidden.length === 0 || request.kind === "catalogue" || outcome.status !== "done" || !outcome.response.ok)
      return outcome;
    const mask = await this.mask().catch(() => null);
    if (!mask) return { status: "failed", part: "What hides the numbers", message: "it did not come" };
    const about = channel === undefined || channel === "drag";
    const asked: Request = request;
    if (asked.kind === "differentiate" && about)
      this.unmasked = { request: asked, response: outcome.response as Response as DifferentiateResponse };
    const shown = this.kinds().find(({ name }) => name === request.kind);
    const known = this.unmasked?.response ?? null;
    return { ...outcome, response: mask.masked(outcome.response, shown, this.hidden(), known) };
  }

  cancel(channel?: Channel): void {
    this.engine.cancel(channel);
  }

  /** The fast lane gives numbers without names, so that it is closed while some are hidden. */
  get lane(): number {
    return this.hidden().length > 0 ? 0 : this.engine.lane;
  }

  frame(lane: number, frame: Frame): Promise<FrameOutcome> {
    return this.engine.frame(lane, frame);
  }

  get lost(): Asks["lost"] {
    return this.engine.lost;
  }

  set lost(hears: Asks["lost"]) {
    this.engine.lost = hears;
  }

  get in_page(): Asks["in_page"] {
    return this.engine.in_page;
  }
}
