// What a slice of the state stands on: it keeps one field of the state and the verbs that change it, in one file.
import type { Channel, FrameOutcome, Outcome } from "../engine/client.ts";
import type { Frame } from "../engine/load.ts";
import type { Near } from "../engine/near.ts";
import type {
  BrokenRequest,
  BrokenResponse,
  CatalogueRequest,
  CatalogueResponse,
  DifferentiateRequest,
  DifferentiateResponse,
  GraphRequest,
  GraphResponse,
  NumberRequest,
  NumberResponse,
  PathsRequest,
  PathsResponse,
  ScaleRequest,
  ScaleResponse,
} from "../engine/types.gen.ts";
import type { HistoryVerbs } from "./history.ts";
import type { Preset } from "./presets.ts";
import type { State } from "./state.ts";
import type { StepVerbs } from "./steps.ts";

/** The part of the engine client that the state needs. */
export interface Asks {
  call(request: CatalogueRequest, channel?: Channel): Promise<Outcome<CatalogueResponse>>;
  call(request: GraphRequest, channel?: Channel): Promise<Outcome<GraphResponse>>;
  call(request: DifferentiateRequest, channel?: Channel): Promise<Outcome<DifferentiateResponse>>;
  call(request: ScaleRequest, channel?: Channel): Promise<Outcome<ScaleResponse>>;
  call(request: PathsRequest, channel?: Channel): Promise<Outcome<PathsResponse>>;
  call(request: BrokenRequest, channel?: Channel): Promise<Outcome<BrokenResponse>>;
  call(request: NumberRequest, channel?: Channel): Promise<Outcome<NumberResponse>>;
  cancel(channel?: Channel): void;
  /** The number of the fast lane that is open; 0 where there is none. */
  readonly lane: number;
  frame(lane: number, frame: Frame): Promise<FrameOutcome>;
  readonly near: Near;
}

/** The store as its slices see it. */
export interface Core {
  readonly state: State;
  readonly engine: Asks;
  readonly history: HistoryVerbs;
  readonly steps: StepVerbs;
  readonly presets: readonly Preset[];
  write(change: Partial<State>): void;
  /** Takes a new text; `what` is the change in words, for undo. */
  edit(text: string, what?: string): void;
  /** Asks again for what is shown all the time. */
  rerun(): void;
}
