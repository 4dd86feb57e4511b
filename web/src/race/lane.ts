// Whole schedules on one clock of work done: a run and the steps of its passes → a lane, and where it is at a moment.
import type { Direction, Run, Step } from "../engine/types.gen.ts";
import { work_of } from "../view/format.ts";

/** A step of a lane, with the seeds before it. Work is counted from the start of the lane. */
export interface Beat {
  steps: readonly Step[];
  /** The node, or in a network taken apart into scalars the scalar, that it computes. */
  node: string;
  start: number;
  end: number;
  /** Bytes alive while it computes, without inputs, weights and the answer. */
  bytes: number;
  /** Derivatives that it carries for one number of the node; 0 in a step of values alone. */
  carries: number;
}

/** One sweep of a schedule, with the values that it computes before. */
export interface Pass {
  /** From 1. */
  number: number;
  start: number;
  end: number;
  /** Null where the steps are not there: then only its whole work is known. */
  beats: readonly Beat[] | null;
  /** The beats have the numbers of this pass, and not only its costs. */
  numbered: boolean;
}

export interface RaceLane {
  /** Of its schedule. */
  id: string;
  label: string;
  direction: Direction;
  run: Run;
  /** Work of the whole schedule: flops + functions. */
  total: number;
  passes: number;
  /** Directions that a pass carries. */
  chunk: number;
  /** Each pass goes along one weight, or back from one output. */
  single: boolean;
  /** The first passes, at most kMostPasses; the others are alike. */
  first: readonly Pass[];
}

/** The node that a scalar is an element of; a node itself. */
export function written(id: string): string {
  return /^(.+)\[[\d,]+\]$/.exec(id)?.[1] ?? id;
}

export const kMostPasses = 8; // whose steps are looked at

/** Elements of a node of any name; a scalar has one. */
export type Size = (id: string) => number;

/** Derivatives that a step carries for each number of its node. */
function carried_by(step: Step, size: Size): number {
  if (step.sweep === "value") return 0;
  const most = (id: string, bytes: number): number => bytes / 8 / Math.max(1, size(id));
  // Going back each step lets go of what it has carried.
  const list = step.sweep === "adjoint" && !step.seed ? step.frees : step.allocates;
  return Math.max(0, ...list.filter(({ what }) => what === step.sweep).map(({ node, bytes }) => most(node, bytes)));
}

function beats_of(run: Run, pass: number, start: number, size: Size): Beat[] {
  const beats: Beat[] = [];
  const line = run.memory.timeline ?? [];
  let [at, carries, seeds] = [start, 0, [] as Step[]];
  for (const [index, step] of (run.steps ?? []).entries()) {
    if (step.pass !== pass) continue;
    if (step.seed && step.sweep === "tangent") {
      seeds.push(step);
      continue;
    }
    const end = at + work_of(step.cost);
    carries = step.sweep === "value" ? 0 : carried_by(step, size) || Math.max(1, carries);
    const bytes = line[index]?.inner_live_bytes ?? 0;
    beats.push({ steps: [...seeds, step], node: step.node, start: at, end, bytes, carries });
    [at, seeds] = [end, []];
  }
  return beats;
}

/** A run with the steps of one pass; not fresh where its numbers are of other values. */
export interface SteppedRun {
  run: Run;
  fresh: boolean;
}

/** A lane of the totals of a run, with the steps of those passes that are there. */
export function race_lane(
  { id, label, run }: { id: string; label: string; run: Run },
  stepped: ReadonlyMap<number, SteppedRun>,
  size: Size,
): RaceLane {
  const total = work_of(run.cost.total);
  const passes = Math.max(1, run.sweeps);
  const chunk = Math.max(1, Math.ceil(run.directions / passes));
  const first: Pass[] = [];
  const known = [...stepped.keys()].sort((a, b) => a - b)[0];
  let at = 0;
  for (let number = 1; number <= Math.min(passes, kMostPasses); number++) {
    const own = stepped.get(number);
    const like = own ?? (number > 1 && known !== undefined ? stepped.get(known) : undefined);
    const made = like ? beats_of(like.run, own ? number : (known ?? 1), at, size) : null;
    // The values of the first pass are not computed again where they are kept.
    const beats = made?.length ? made : null;
    const end = number === passes ? total : (beats?.at(-1)?.end ?? at + (total - at) / (passes - number + 1));
    first.push({ number, start: at, end, beats, numbered: own?.fresh ?? false });
    at = end;
  }
  return {
    id,
    label,
    direction: run.direction,
    run,
    total,
    passes,
    chunk,
    single: chunk === 1 && !run.colouring,
    first,
  };
}

/** The pass, from 1, that carries an element of the weights (along) or of the outputs (against). */
export function pass_of({ run, chunk }: RaceLane, element: number): number {
  return Math.floor((run.colouring?.of[element] ?? element) / chunk) + 1;
}

/** The pass that a lane is in, or ended with, when so much work is done. */
export function pass_at(lane: RaceLane, work: number): Pass {
  const found = lane.first.find(({ end }) => work < end);
  const last = lane.first.at(-1);
  if (found || !last) return found ?? { number: 1, start: 0, end: lane.total, beats: null, numbered: false };
  const left = lane.passes - last.number;
  if (left === 0) return last;
  const each = (lane.total - last.end) / left;
  const behind = Math.min(left - 1, Math.floor((work - last.end) / Math.max(each, 1e-9)));
  const start = last.end + behind * each;
  return { number: last.number + 1 + behind, start, end: start + each, beats: null, numbered: false };
}

/** The beat that is under way, or that ended last; null before the first, and where steps are not known. */
export function beat_at({ beats }: Pass, work: number): Beat | null {
  if (!beats) return null;
  return beats.findLast(({ start, end }) => start < work || end <= work) ?? null;
}

/** Whether the whole schedule has ended. */
export function is_done(lane: RaceLane, work: number): boolean {
  return work >= lane.total;
}

/** The longest of the lanes. */
export function race_end(lanes: readonly RaceLane[]): number {
  return Math.max(0, ...lanes.map(({ total }) => total));
}

/** The moments at which a beat, or a pass whose steps are not known, ends; up to the passes that are looked at. */
export function moments(lanes: readonly RaceLane[]): number[] {
  const ends = lanes.flatMap(({ first, total }) => [
    ...first.flatMap(({ beats, end }) => [...(beats ?? []).map((beat) => beat.end), end]),
    total,
  ]);
  return [...new Set(ends)].sort((a, b) => a - b);
}

/** The next moment after, or the last before, so much work; where none is, the end that lies there. */
export function next_moment(lanes: readonly RaceLane[], work: number, by: 1 | -1): number {
  const all = moments(lanes);
  if (by > 0) return all.find((one) => one > work) ?? race_end(lanes);
  return all.findLast((one) => one < work) ?? 0;
}

/** The next moment after so much work at which some lane has computed this node; null where there is none. */
export function next_stop(lanes: readonly RaceLane[], work: number, node: string): number | null {
  const beats = lanes.flatMap(({ first }) => first.flatMap((pass) => pass.beats ?? []));
  const ends = beats.filter((beat) => written(beat.node) === node && beat.end > work).map(({ end }) => end);
  return ends.length > 0 ? Math.min(...ends) : null;
}

/** The lane by which the steps of the page are numbered: the first against the arrows, or else the first. */
export function reference(lanes: readonly RaceLane[]): RaceLane | undefined {
  return lanes.find(({ direction }) => direction === "against") ?? lanes[0];
}

/** How many beats the lane has ended: its step. */
export function step_at(lane: RaceLane | undefined, work: number): number {
  return (lane?.first ?? []).flatMap(({ beats }) => beats ?? []).filter(({ end }) => end <= work).length;
}

/** The work at which a lane ends its step. */
export function work_at(lane: RaceLane | undefined, step: number): number {
  const ends = (lane?.first ?? []).flatMap(({ beats }) => (beats ?? []).map(({ end }) => end));
  return step <= 0 ? 0 : (ends[step - 1] ?? lane?.total ?? 0);
}
