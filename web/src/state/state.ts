// The one state of a page: what the user wrote and chose, what the engine answered, and whether that answer is current.
import type {
  CatalogueResponse,
  Diagnostic,
  DifferentiateRequest,
  DifferentiateResponse,
  Graph,
  NamedValue,
} from "../engine/types.gen.ts";
import type { Place } from "../view/labels.ts";
import { type BuilderState, kBuilder } from "./builder.ts";
import { type CostsState, kCosts } from "./costs.ts";
import { type GalleryState, kGallery } from "./gallery.ts";
import { type GraphState, kGraph } from "./graph.ts";
import { type HistoryState, kHistory, type Version } from "./history.ts";
import { kLeaves, type LeavesState } from "./leaves.ts";
import { kLink, type LinkState } from "./link.ts";
import { kPage, type PageState } from "./page.ts";
import { kQuiz, type QuizState } from "./quiz.ts";
import { kScaling, type ScalingState } from "./scaling.ts";
import { kSizes, type SizesState } from "./sizes.ts";
import { kSteps, type StepsState } from "./steps.ts";

/** A good answer of the engine, with what it was an answer to. */
export interface Result {
  text: string;
  graph: Graph;
  response: DifferentiateResponse;
  /** What was asked; further questions about this result are changes of it. */
  request: DifferentiateRequest;
  /** The element of wrt along which ▸ is computed; null where nothing is asked for. */
  weight: Place | null;
  /** The element of an output whose derivatives ◂ are. */
  output: Place | null;
  /** True where the schedules computed a Jacobian, every output by every weight. */
  jacobian: boolean;
  /** Values of leaves as the text gives them. */
  base: readonly NamedValue[];
  /** The leaves that had other values, as a request says it: whoever asks more about this result sends them too. */
  at: readonly NamedValue[];
  /** Number of the fast lane that the answer opened; 0 where it has none. */
  lane: number;
  /** True while a value is dragged: numbers of nodes are current, those of runs (but for costs) are left out. */
  live: boolean;
}

export interface State {
  phase: "loading" | "ready" | "failed";
  /** Why the engine did not start. */
  failure: string;
  catalogue: CatalogueResponse | null;
  /** Id of the preset that the text started from; empty where it came in a link. */
  preset: string;
  text: string;
  /** Edited texts of other presets, so that nothing is lost by looking at another one. */
  drafts: Readonly<Record<string, Version>>;
  /** The elements asked for; where the network has no such element, the first is taken. */
  weight: Place | null;
  output: Place | null;
  /** The last good answer. It is shown as current only while `stale` is empty. */
  result: Result | null;
  /** Why the result is not one of the present text, in words; empty while it is. */
  stale: string;
  problems: readonly Diagnostic[];
  problems_total: number;
  /** What could not be loaded when the engine was last asked, as the beginning of a sentence; else empty. */
  lost: string;
  /** A computation has been running for long enough to say so. */
  slow: boolean;
  page: PageState;
  gallery: GalleryState;
  leaves: LeavesState;
  history: HistoryState;
  link: LinkState;
  builder: BuilderState;
  graph: GraphState;
  steps: StepsState;
  sizes: SizesState;
  costs: CostsState;
  scaling: ScalingState;
  quiz: QuizState;
}

export const kInitial: State = {
  phase: "loading",
  failure: "",
  catalogue: null,
  preset: "",
  text: "",
  drafts: {},
  weight: null,
  output: null,
  result: null,
  stale: "",
  problems: [],
  problems_total: 0,
  lost: "",
  slow: false,
  page: kPage,
  gallery: kGallery,
  leaves: kLeaves,
  history: kHistory,
  link: kLink,
  builder: kBuilder,
  graph: kGraph,
  steps: kSteps,
  sizes: kSizes,
  costs: kCosts,
  scaling: kScaling,
  quiz: kQuiz,
};
