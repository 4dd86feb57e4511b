// What a step of the tour arranges on the page once its network is there: who races, what is unfolded, and how long the bars may be.
import { shown_runs } from "../state/race_lanes.ts";
import type { Store } from "../state/store.ts";
import { type Version, version_of } from "../state/version.ts";
import { work_of } from "../view/format.ts";
import { lane_id } from "../view/schedule.ts";
import type { TourFacts } from "./facts.ts";
import { knobs_of, kTour } from "./steps.ts";
import { type Facts, type Knobs, Missing, schedule, type TourStep } from "./tour.ts";

/** What the reader comes with: a network, and who raced on it, where the page had not chosen that. */
export interface Brought extends Version {
  lanes: readonly string[] | null;
}

/** What the reader has now; where that is a step of the tour, the first preset. */
export function brought({ state, presets }: Store): Brought {
  const [first] = presets;
  const lanes = state.race.chosen;
  if (!first || !kTour.some((step) => knobs_of(step, state.text))) return { ...version_of(state), lanes };
  return { preset: first.id, text: first.text, overrides: [], lanes };
}

/** Ids of the lanes of a step; null for those that the page chooses. */
function lanes_of({ races }: TourStep, facts: Facts): readonly string[] | null {
  try {
    return races?.map((way) => lane_id(schedule(facts, way))) ?? null;
  } catch (cause) {
    if (cause instanceof Missing) return null;
    throw cause;
  }
}

function choose(store: Store, lanes: readonly string[] | null): void {
  if (JSON.stringify(lanes) !== JSON.stringify(store.state.race.chosen)) store.race.open(lanes);
}

/** Once for each text of a step; `knobs` is null where the reader has written something else. */
export function arrange(store: Store, step: TourStep, facts: Facts, knobs: Knobs | null): void {
  choose(store, lanes_of(step, facts));
  for (const id of (knobs && step.unfolded?.(knobs)) ?? []) store.graph.unfold(id, "neurons");
}

/** Whenever more is known: the bars of a step have one scale, that of the longest that its sliders make. */
export function rescale(store: Store, { knobs: all }: TourStep, knobs: Knobs | null, { most_runs }: TourFacts): void {
  const shown = new Set(shown_runs(store.state).map(lane_id));
  const ends = most_runs.filter((run) => shown.has(lane_id(run))).map((run) => work_of(run.cost.total));
  if (all.length === 0 || !knobs) store.race.keep_scale(0);
  else if (ends.length > 0) store.race.keep_scale(Math.max(...ends));
}

/** Nothing of the last step is left. */
export function clear(store: Store): void {
  store.page.open_tab(""); // a drawer would hide what the words speak of
  store.graph.fold_all();
  store.race.keep_scale(0);
}

/** The page as it was before the tour. */
export function put_back(store: Store, lanes: readonly string[] | null): void {
  choose(store, lanes);
  store.race.rest();
}

/** Growth is drawn against that size. */
export function grow_with(store: Store, vary: string): void {
  store.write({ scaling: { ...store.state.scaling, vary } });
}
