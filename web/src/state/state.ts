// The one state of a page: what the user wrote and chose, what the engine answered, and whether that answer is current.
import type { Graph } from "../engine/types.gen.ts";
import { type BuilderState, kBuilder } from "./builder.ts";
import { type CostsState, kCosts } from "./costs.ts";
import { type DirectionsState, kDirections } from "./directions.ts";
import { type GalleryState, kGallery } from "./gallery.ts";
import { type GraphState, kGraph } from "./graph.ts";
import { type HistoryState, kHistory } from "./history.ts";
import { kLeaves, type LeavesState } from "./leaves.ts";
import { kLink, type LinkState } from "./link.ts";
import { kPage, type PageState } from "./page.ts";
import { kParts, type PartsState } from "./parts.ts";
import { kQuiz, type QuizState } from "./quiz.ts";
import { kRace, type RaceState } from "./race_lanes.ts";
import { kScaling, type ScalingState } from "./scaling.ts";
import { kSizes, type SizesState } from "./sizes.ts";
import type { Common } from "./slice.ts";
import { kSteps, type StepsState } from "./steps.ts";
import { kTraining, type TrainingState } from "./training.ts";
import type { Version } from "./version.ts";

export interface State extends Common {
  /** Edited texts of other presets, so that nothing is lost by looking at another one. */
  drafts: Readonly<Record<string, Version>>;
  /** A text that has too many numbers to be shown, and nothing else wrong with it: its graph, of shapes. */
  large: { text: string; graph: Graph } | null;
  page: PageState;
  parts: PartsState;
  gallery: GalleryState;
  leaves: LeavesState;
  history: HistoryState;
  link: LinkState;
  builder: BuilderState;
  graph: GraphState;
  steps: StepsState;
  race: RaceState;
  sizes: SizesState;
  costs: CostsState;
  scaling: ScalingState;
  quiz: QuizState;
  training: TrainingState;
  directions: DirectionsState;
}

export const kInitial: State = {
  phase: "loading",
  failure: "",
  catalogue: null,
  preset: "",
  text: "",
  drafts: {},
  large: null,
  weight: null,
  output: null,
  result: null,
  stale: "",
  problems: [],
  problems_total: 0,
  lost: "",
  slow: false,
  page: kPage,
  parts: kParts,
  gallery: kGallery,
  leaves: kLeaves,
  history: kHistory,
  link: kLink,
  builder: kBuilder,
  graph: kGraph,
  steps: kSteps,
  race: kRace,
  sizes: kSizes,
  costs: kCosts,
  scaling: kScaling,
  quiz: kQuiz,
  training: kTraining,
  directions: kDirections,
};
