// The steps of two runs → two lanes under one playhead: at each position both lanes take one step.
import type { Direction, Run, Step } from "../engine/types.gen.ts";

/** What a lane does at one position: one step, or seeds together, which cost nothing. */
export interface Frame {
  /** Of the engine, in order; none where the lane only starts. */
  steps: readonly Step[];
  /** The node that computes; null at the start. */
  node: string | null;
  /** What is written, as on paper: `a1, ȧ1`, `ā2`. */
  label: string;
}

export interface Lane {
  direction: Direction;
  run: Run;
  frames: readonly Frame[];
}

const kDot = "\u0307";
const kBar = "\u0304";

/** A name with a mark over its first letter. */
function marked(id: string, mark: string): string {
  const [first = "", ...rest] = [...id];
  return first + mark + rest.join("");
}

/** ȧ: the derivative of a node along the weight. */
export function dotted(id: string): string {
  return marked(id, kDot);
}

/** ā: the derivative of the output by a node. */
export function barred(id: string): string {
  return marked(id, kBar);
}

/** Whether the step adds to what other uses of the node have already brought. */
export function adds_to(step: Step, id: string): boolean {
  return !step.allocates.some((buffer) => buffer.node === id && buffer.what === step.sweep);
}

/** Nodes that an adjoint step brings something to, each once, in its order. */
export function receivers(step: Step): string[] {
  return [...new Set(step.terms.map((term) => term.to))];
}

function written(step: Step): string {
  if (step.sweep === "value") return step.node;
  if (step.sweep === "tangent") {
    const fresh = step.allocates.some((buffer) => buffer.node === step.node && buffer.what === "value");
    return fresh ? `${step.node}, ${dotted(step.node)}` : dotted(step.node);
  }
  if (step.seed) return barred(step.node);
  return receivers(step)
    .map((id) => (adds_to(step, id) ? `${barred(id)} +` : barred(id)))
    .join(", ");
}

/** A step for each frame, but seeds that follow each other are one; the first frame is the start. */
function frames_of(steps: readonly Step[]): Frame[] {
  const frames: { steps: Step[]; node: string | null; label: string }[] = [{ steps: [], node: null, label: "start" }];
  for (const step of steps) {
    const last = frames.at(-1);
    const opens = frames.length === 1 && step.seed;
    const joins = opens || (step.seed && last?.steps.at(-1)?.seed);
    if (last && joins) last.steps.push(step);
    else frames.push({ steps: [step], node: step.node, label: written(step) });
    if (last && joins && !opens) last.label = `${last.label}, ${written(step)}`;
  }
  return frames;
}

export function lane_of(run: Run): Lane {
  return { direction: run.direction, run, frames: frames_of(run.steps ?? []) };
}

/** The last position: where the longer lane ends. The shorter one waits at its end. */
export function last_of(lanes: readonly Lane[]): number {
  return Math.max(0, ...lanes.map((lane) => lane.frames.length - 1));
}

export interface Place {
  frame: Frame;
  /** Its number in the lane. */
  number: number;
  /** The lane has ended before. */
  waits: boolean;
}

/** Where a lane is while the playhead is at a position. */
export function place_in(lane: Lane, at: number): Place {
  const number = Math.max(0, Math.min(at, lane.frames.length - 1));
  const frame = lane.frames[number] ?? { steps: [], node: null, label: "" };
  return { frame, number, waits: at > lane.frames.length - 1 };
}
