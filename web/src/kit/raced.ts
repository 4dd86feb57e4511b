// What the graph takes from the race: the numbers that are computed, the boxes that compute, the lines along which numbers move.
import type { DifferentiateResponse } from "../engine/types.gen.ts";
import type { Brush } from "../picture/draw_box.ts";
import type { Folded } from "../picture/fold.ts";
import { front_marks } from "../picture/front_marks.ts";
import type { Picture } from "../picture/pieces.ts";
import { fronts } from "../race/front.ts";
import { joins_at } from "../race/joins.ts";
import { written } from "../race/lane.ts";
import { numbers_at, shown_lane } from "../race/numbers.ts";
import { work_now } from "../state/race.ts";
import { race_lanes, rows_and_columns } from "../state/race_lanes.ts";
import type { Result } from "../state/result.ts";
import type { State } from "../state/state.ts";
import type { Join } from "../view/carried.ts";

/** Where the race is, and what it has computed; null at rest. */
export function raced_at(state: State, result: Result) {
  const work = work_now(state);
  if (work === null) return null;
  const lanes = race_lanes(state);
  return { work, lanes, numbers: numbers_at(lanes, work, result, rows_and_columns(state)) };
}

/** The boxes that are computed, and the lines along which numbers move. */
export function moving(state: State, folded: Folded): Pick<Brush, "now" | "front"> {
  const work = work_now(state);
  if (work === null) return { now: { along: null, against: null } };
  const { along, against } = fronts(race_lanes(state), work);
  const box = (id: string | undefined): string | null =>
    id === undefined ? null : (folded.home.get(written(id)) ?? written(id));
  return {
    now: { along: box(along?.node), against: box(against?.node) },
    front: front_marks(folded, [against, along]),
  };
}

/** What forward adds along the weight whose pass is shown, by node; at rest all of it. */
export function joins_now(state: State, result: Result, work = work_now(state)): ReadonlyMap<string, Join> {
  const { weights } = rows_and_columns(state);
  return joins_at(shown_lane(race_lanes(state), "along"), work, weights, result.weight);
}

/** What the graph is drawn from; `scalars` is of this very answer, `numbers` is null at rest. */
export function picture_of(
  state: State,
  result: Result,
  scalars: DifferentiateResponse | null,
  numbers: ReturnType<typeof numbers_at> | null,
): Picture {
  const inner = state.graph.scalars?.of.text === result.text ? state.graph.scalars.response?.graph : null;
  return {
    graph: result.graph,
    nodes: result.response.nodes,
    ops: state.catalogue?.ops ?? [],
    weight: numbers ? numbers.weight : result.weight,
    output: numbers ? numbers.output : result.output,
    joins: joins_now(state, result),
    unfinished: numbers,
    groups: result.response.groups ?? [],
    stated: result.response.stated,
    scalars: inner ? { graph: inner, nodes: scalars?.nodes ?? [] } : null,
  };
}
