// The lanes of the race: which schedules of a result run in it, under which names, with the steps that are there.
import type { Run } from "../engine/types.gen.ts";
import { named, usual } from "../race/choice.ts";
import { type RaceLane, race_lane } from "../race/lane.ts";
import { by_id } from "../view/by_id.ts";
import { elements } from "../view/elements.ts";
import { size } from "../view/labels.ts";
import { lane_id } from "../view/schedule.ts";
import { type Result, same_answer } from "./result.ts";
import type { Common } from "./slice.ts";
import type { StepsState } from "./steps.ts";

/** Runs with the steps of one pass and the result that they are of, by schedule and pass. */
export type Stepped = ReadonlyMap<string, ReadonlyMap<number, { run: Run; of: Result }>>;

export interface RaceState {
  /** Ids of the schedules that have a lane; null for those that the page chooses. */
  chosen: readonly string[] | null;
  /** The result whose steps are asked for. */
  of: Result | null;
  stepped: Stepped;
  playing: boolean;
  /** Times as fast as usual. */
  speed: number;
  /** The node at which play stops; empty for none. */
  stop: string;
  /** Work that the bars have room for at least, so that those of several networks can be compared. */
  scale: number;
}

export const kRace: RaceState = {
  chosen: null,
  of: null,
  stepped: new Map(),
  playing: false,
  speed: 1,
  stop: "",
  scale: 0,
};

/** What the race sees of the state. */
export type RaceSeen = Common & { race: RaceState; steps: StepsState; link: { passthrough: { mode?: string } } };

/** The runs that have a lane: those chosen, without those of a direction that the link leaves out. */
export function shown_runs({ result, race, link }: RaceSeen): Run[] {
  const runs = result && result.graph.wrt.length > 0 ? result.response.runs : [];
  const wanted = race.chosen?.flatMap((id) => runs.find((run) => lane_id(run) === id) ?? []) ?? [];
  const left_out = { forward: "against", reverse: "along" }[link.passthrough.mode ?? ""];
  return (wanted.length > 0 ? wanted : usual(runs)).filter(({ direction }) => direction !== left_out);
}

/** Whether two results are of one network, so that their steps are the same and only numbers differ. */
export function same_network(a: Result, b: Result): boolean {
  const shape = ({ graph }: Result): string =>
    JSON.stringify([graph.wrt, graph.outputs, graph.nodes.map(({ id, op, inputs, shape }) => [id, op, inputs, shape])]);
  return a.graph === b.graph || (a.graph.nodes.length === b.graph.nodes.length && shape(a) === shape(b));
}

interface Made {
  known: readonly unknown[];
  lanes: readonly RaceLane[];
}

const made = new WeakMap<Stepped, Made>();

/** The lanes of the present result. */
export function race_lanes(state: RaceSeen): readonly RaceLane[] {
  const { result, race, link } = state;
  if (!result) return [];
  const now = [result.live ? result.graph : result, race.chosen, link.passthrough.mode];
  const last = made.get(race.stepped);
  if (last?.known.every((one, at) => one === now[at])) return last.lanes;
  const nodes = by_id(result.graph.nodes);
  const count = (id: string): number => size(nodes.get(id)?.shape ?? []);
  const steps = race.of && same_network(race.of, result) ? race.stepped : null;
  const lanes = named(shown_runs(state)).map(({ run, label }) => {
    const passes = [...(steps?.get(lane_id(run)) ?? [])];
    const stepped = new Map(passes.map(([pass, { run, of }]) => [pass, { run, fresh: same_answer(of, result) }]));
    return race_lane({ id: lane_id(run), label, run }, stepped, count);
  });
  made.set(race.stepped, { known: now, lanes });
  return lanes;
}

/** The elements of the weights and of the outputs. */
export function rows_and_columns({ result }: RaceSeen) {
  const graph = result?.graph ?? { nodes: [], wrt: [], outputs: [] };
  return {
    weights: elements(graph, graph.wrt),
    outputs: elements(graph, graph.outputs),
  };
}
