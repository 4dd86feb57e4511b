// The nine steps of the tour, from one neuron to the bill, and the sentences at its end.
import { count, type Sentence, say } from "../view/sentence.ts";
import { bill, fan_out, outputs } from "./backward.ts";
import { chain, neuron, paper, passes } from "./forward.ts";
import { residual } from "./residual.ts";
import { segments } from "./segments.ts";
import { type Answered, backward, forward, type Knobs, on, type Point, type TourStep, work, working } from "./tour.ts";

export const kTour: readonly TourStep[] = [neuron, chain, passes, paper, fan_out, residual, bill, segments, outputs];

/** The number by which a link names each step, in order, and at the end the answer: those that were given out stay. */
export const kNumbers: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 10, 8, 9];

/** The answer to the question, with the figures of a network. */
export function tour_end(answered: Answered): Point[] {
  const back = backward(answered);
  const there = answered.runs.some(({ direction, chunk }) => direction === "along" && chunk === undefined)
    ? forward(answered, "as on paper")
    : forward(answered, "kept");
  const weights = forward(answered, "each").directions;
  const carries = say`it carries a derivative for every weight, so ${count(weights, "weight")} cost ${working(there)} here`;
  const carried = say`Backward carries one number per value, summed over its consumers,`;
  const apart = Math.sign(work(there) - work(back));
  const costs: Sentence =
    back.sweeps > 1 && apart <= 0
      ? say`Of few weights it is the cheaper way: ${carries}. ${carried} for one output a sweep: ${count(back.sweeps, "sweep", "against")} cost ${working(back)}.`
      : say`${apart > 0 ? "But" : "Of few weights it costs no more:"} ${carries}. ${carried} and costs ${working(back)}.`;
  return [
    on("meeting", say`Your forward method is correct on every graph: at a join it adds, and it never lists paths.`),
    on("tape", costs),
    on(
      "board",
      say`So it is in general: forward’s work grows with the number of weights, backward’s with the number of outputs, and a loss is one.`,
    ),
    on(
      "tape",
      say`Backward pays by keeping ${count(back.memory.saved_for_adjoint_bytes, "byte", "against")} for the way back; with few inputs and many outputs forward is cheaper.`,
    ),
  ];
}

/** Where the sliders of a step stand at first. */
export function start_of({ knobs }: TourStep): Knobs {
  return Object.fromEntries(knobs.map(({ id, start }) => [id, start]));
}

/** Where each slider stands at its last stop. */
export function most_of({ knobs }: TourStep): Knobs {
  return Object.fromEntries(knobs.map(({ id, stops, start }) => [id, stops.at(-1) ?? start]));
}

/** Where the sliders stand, by the text that they make; null for a text that none of them makes. */
export function knobs_of(step: TourStep, text: string): Knobs | null {
  let found: Knobs[] = [{}];
  for (const { id, stops } of step.knobs)
    found = found.flatMap((some) => stops.map((stop) => ({ ...some, [id]: stop })));
  return found.find((knobs) => step.text(knobs) === text) ?? null;
}
