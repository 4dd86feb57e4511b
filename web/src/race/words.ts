// Where a lane is → its words: phase, what its front carries, bytes; and the sentence that says who has everything first.
import { bytes, counted, whole } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";
import { letter } from "./colours.ts";
import { beat_at, is_done, pass_at, type RaceLane } from "./lane.ts";

export interface LaneWords {
  /** `done at 38`, `values`, `pass 2 of 4 along w2`. */
  phase: string;
  /** `carries 3`; `carries ≤ 264` where the steps of the lane are not looked at. */
  carries: string;
  /** `24 B alive`, or the peak where it has ended. */
  bytes: string;
  /** Part of the longest lane that is done, 0 to 1, and the part at which this one ends. */
  share: number;
  whole: number;
}

/** How many numbers the front of a lane carries at most, with the way it grows: `1, 2, 3, 4`. */
export function growth(lane: RaceLane): number[] {
  const grown: number[] = [];
  for (const { carries } of lane.first[0]?.beats ?? []) if (carries > (grown.at(-1) ?? 0)) grown.push(carries);
  return grown;
}

/** The words of a lane when so much work is done; at rest it has ended. `weight` names the weight of a pass. */
export function lane_words(
  lane: RaceLane,
  work: number | null,
  end: number,
  weight: (pass: number) => string,
): LaneWords {
  const done = work === null || is_done(lane, work);
  const at = done ? lane.total : work;
  const pass = pass_at(lane, at);
  const beat = beat_at(pass, at);
  const peak = `peak ${bytes(lane.run.memory.inner_peak_bytes)}`;
  const most = Math.max(0, ...growth(lane));
  const carries = done ? most : (beat?.carries ?? 0);
  return {
    phase: done ? `done at ${whole(lane.total)}` : phase_of(lane, pass.number, at, weight),
    carries: carried(lane, most, carries),
    bytes: done || !beat ? peak : `${bytes(beat.bytes)}, ${peak}`,
    share: end > 0 ? at / end : 0,
    whole: end > 0 ? lane.total / end : 0,
  };
}

function carried({ chunk }: RaceLane, most: number, now: number): string {
  if (most === 0) return `carries ${chunk > 1 ? "≤ " : ""}${whole(chunk)}`;
  return now > 0 ? `carries ${whole(now)}` : "";
}

function coloured({ run, chunk }: RaceLane, pass: number): string {
  return run.colouring && chunk === 1 ? `, colour ${letter(pass - 1)}` : "";
}

function phase_of(lane: RaceLane, pass: number, work: number, weight: (pass: number) => string): string {
  const step = beat_at(pass_at(lane, work), work)?.steps.at(-1);
  if (work === 0) return "starts";
  if (step?.sweep === "value") return step.again ? "values again" : "values first";
  if (lane.direction === "against")
    return lane.passes > 1
      ? `sweep ${whole(pass)} of ${whole(lane.passes)} back${coloured(lane, pass)}`
      : "on the way back";
  if (lane.passes === 1) return lane.chunk > 1 ? "values and derivatives" : "values and derivative";
  return `pass ${whole(pass)} of ${whole(lane.passes)}${lane.single ? ` along ${weight(pass)}` : coloured(lane, pass)}`;
}

/** Who has everything first, in one sentence; empty where there are no two directions. */
export function verdict(lanes: readonly RaceLane[]): string {
  const by_total = [...lanes].sort((a, b) => a.total - b.total);
  const along = by_total.filter(({ direction }) => direction === "along");
  const back = by_total.find(({ direction }) => direction === "against");
  const there = along[0];
  if (!back || !there) return "";
  const single = along.find((lane) => lane.single && lane.passes > 1);
  const first = single?.first[0]?.end ?? Number.POSITIVE_INFINITY;
  const has = `${kGlyph.against} has everything at ${whole(back.total)}`;
  if (back.total === there.total)
    return `${kGlyph.against} and ${kGlyph.along} have everything at ${whole(back.total)}.`;
  if (back.total > there.total)
    return `${kGlyph.along} ${there.label} has everything at ${whole(there.total)}, before ${kGlyph.against} (${whole(back.total)}).`;
  if (single && back.total <= first)
    return `${has}, before the first of ${counted(single.passes, "single pass", "single passes")} ${kGlyph.along} is through (${whole(first)}).`;
  return `${has}, the first ${kGlyph.along} at ${whole(there.total)}.`;
}

/** What the slider and the live region say of a moment. */
export function moment_words(
  lanes: readonly RaceLane[],
  work: number | null,
  weight: (pass: number) => string,
): string {
  if (work === null) return "at rest: everything is computed";
  const said = lanes.map((lane) => {
    const { phase, carries } = lane_words(lane, work, 1, weight);
    const node = is_done(lane, work) ? "" : beat_at(pass_at(lane, work), work)?.node;
    return `${kGlyph[lane.direction]} ${lane.label}: ${[phase, node && `at ${node}`, carries].filter(Boolean).join(", ")}`;
  });
  return `work ${whole(work)}: ${said.join("; ")}`;
}
