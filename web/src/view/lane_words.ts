// What two lanes under one playhead have done and do, in words and as the sum over the cut.
import type { Real, Step } from "../engine/types.gen.ts";
import { is_masked, real } from "./format.ts";
import { kGlyph } from "./labels.ts";
import { type Frame, type Lane, last_of, place_in, receivers } from "./lanes.ts";

/** The steps that a lane has taken when the playhead is at a position. */
export function taken(lane: Lane, at: number): Step[] {
  return lane.frames.slice(0, at + 1).flatMap((frame) => frame.steps);
}

/** `step 5 of 23: ▸ a1, ȧ1; ◂ a1`, for the slider. */
export function position_words(lanes: readonly Lane[], at: number): string {
  const said = lanes.map((lane) => {
    const { frame, waits } = place_in(lane, at);
    return `${kGlyph[lane.direction]} ${waits ? "has ended" : frame_words(frame)}`;
  });
  return `step ${at} of ${last_of(lanes)}: ${said.join("; ")}`;
}

/** What a frame does, in words without marks over letters, which are not read aloud. */
export function frame_words(frame: Frame): string {
  const step = frame.steps.at(-1);
  if (!step || frame.node === null) return "start";
  if (step.sweep === "value") return `value of ${step.node}${step.again ? " again" : ""}`;
  if (step.sweep === "tangent") {
    return frame.label.includes(",") ? `value and derivative of ${step.node}` : `derivative of ${step.node}`;
  }
  if (step.seed) return `start at ${frame.steps.map(({ node }) => node).join(", ")}`;
  return `from ${step.node} back to ${receivers(step).join(", ")}`;
}

/**
 * Whether the cut sums of all steps are one number (null while it is hidden), with the number of each lane where it stands. A sum of products
 * has the rounding of its largest product, which is at most the largest tangent times the largest adjoint.
 */
export function cut(lanes: readonly Lane[], at: number): { sums: (Real | null)[]; same: boolean | null } {
  const all = lanes.flatMap(({ run }) => (run.steps ?? []).flatMap((step) => cut_of(step)));
  const most = (sweep: Step["sweep"]): number => {
    const products = lanes.flatMap(({ run }) => (run.steps ?? []).filter((step) => step.sweep === sweep));
    const sizes = products.flatMap(({ terms }) => terms.flatMap((term) => term.product ?? []));
    return sizes.reduce((max: number, one) => Math.max(max, Math.abs(real(one))), 1);
  };
  const numbers = all.map(real);
  const [least, largest] = numbers.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity]);
  const room = 1e-9 * Math.max(Math.abs(least), Math.abs(largest)) + 1e-12 * most("tangent") * most("adjoint");
  const same = all.some(is_masked)
    ? null
    : numbers.length > 0 && numbers.every(Number.isFinite) && largest - least <= room;
  const sums = lanes.map((lane) => place_in(lane, at).frame.steps.at(-1)?.cut_sum ?? null);
  return { sums, same };
}

function cut_of(step: Step): Real[] {
  return step.cut_sum === null ? [] : [step.cut_sum];
}
