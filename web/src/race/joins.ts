// What forward adds where paths meet, along one weight: the products that have come at a moment, and their sum once it is there.
import type { Step } from "../engine/types.gen.ts";
import type { Join } from "../view/carried.ts";
import type { Elements } from "../view/elements.ts";
import type { Place } from "../view/labels.ts";
import { type Beat, is_done, type Pass, pass_at, type RaceLane } from "./lane.ts";

/** The pass whose numbers are shown: the present one, or at rest that of the chosen weight. */
function shown_pass(lane: RaceLane, work: number | null, weights: Elements, weight: Place | null): Pass | undefined {
  if (work !== null && !is_done(lane, work)) return pass_at(lane, work);
  return lane.first.find(({ number }) => {
    const place = weights.at(number - 1);
    return place?.id === weight?.id && place?.index === weight?.index;
  });
}

/** The terms of a step of one number that adds several; none of another. */
function terms_of({ sweep, seed, terms }: Step): Step["terms"] {
  if (sweep !== "tangent" || seed || terms.some(({ product }) => product?.length !== 1)) return [];
  const moving = terms.filter(({ product }) => product?.[0] !== 0);
  return moving.length > 1 ? moving : [];
}

/**
 * By node, where the numbers of the pass are there and it goes along one weight; empty else. A term has come when its operand's
 * derivative has. `work` is null at rest, where `weight` is the chosen one.
 */
export function joins_at(
  lane: RaceLane | undefined,
  work: number | null,
  weights: Elements,
  weight: Place | null,
): Map<string, Join> {
  const found = new Map<string, Join>();
  const pass = lane?.single ? shown_pass(lane, work, weights, weight) : undefined;
  if (!lane || !pass?.numbered) return found;
  const now = work === null || is_done(lane, work) ? Number.POSITIVE_INFINITY : work;
  const done = new Set<string>();
  const come = ({ end }: Beat): boolean => end <= now;
  for (const beat of pass.beats ?? [])
    for (const step of beat.steps) {
      if (step.seed || come(beat)) done.add(step.node);
      const terms = terms_of(step);
      if (terms.length === 0) continue;
      const there = terms.filter(({ to }) => done.has(to)).map(({ product }) => product?.[0] ?? 0);
      const total = come(beat) ? (step.terms.at(-1)?.sum_after?.[0] ?? null) : null;
      if (there.length > 0) found.set(step.node, { terms: there, total });
    }
  return found;
}
