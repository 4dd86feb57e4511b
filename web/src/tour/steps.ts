// The eight steps of the tour, from one neuron to the bill, and the sentence at its end.

import { bill, fan_out, outputs, residual } from "./backward.ts";
import { chain, neuron, paper, passes } from "./forward.ts";
import {
  type Answered,
  backward,
  count,
  forward,
  type Knobs,
  type Sentence,
  say,
  type TourStep,
  work,
} from "./tour.ts";

export const kTour: readonly TourStep[] = [neuron, chain, passes, paper, fan_out, residual, bill, outputs];

/** The answer to the question, with the figures of a network. */
export function tour_end(answered: Answered): Sentence[] {
  const back = backward(answered);
  const there = answered.runs.some(({ direction, chunk }) => direction === "along" && chunk === undefined)
    ? forward(answered, "as on paper")
    : forward(answered, "kept");
  const weights = forward(answered, "each").directions;
  return [
    say`Your forward method is correct on every graph: at a join it adds, and it never lists paths.`,
    say`But it carries derivatives per weight, so ${count(weights, "weight")} cost ${count(work(there), "flop", "along")} here; backward carries one number per value, summed over its consumers, and costs ${count(work(back), "flop", "against")}.`,
    say`Backward pays by keeping ${count(back.memory.saved_for_adjoint_bytes, "byte", "against")} until it returns; with few inputs and many outputs forward is cheaper.`,
  ];
}

/** Where the sliders of a step stand at first. */
export function start_of({ knobs }: TourStep): Knobs {
  return Object.fromEntries(knobs.map(({ id, start }) => [id, start]));
}

/** Where the sliders stand, by the text that they make; null for a text that none of them makes. */
export function knobs_of(step: TourStep, text: string): Knobs | null {
  let found: Knobs[] = [{}];
  for (const { id, least, most } of step.knobs)
    found = found.flatMap((some) =>
      Array.from({ length: most - least + 1 }, (_, at) => ({ ...some, [id]: least + at })),
    );
  return found.find((knobs) => step.text(knobs) === text) ?? null;
}
