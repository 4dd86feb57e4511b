// Bytes of several runs over their steps → the lines of one picture: where they run, their peaks, the axes.
import type { Direction, Run } from "../engine/types.gen.ts";
import { bytes } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";
import type { Lane } from "../view/lanes.ts";
import { lane_id } from "../view/schedule.ts";
import type { Pen } from "./pens.ts";

/** Working memory of one run, position by position. */
export interface Curve {
  /** Which schedule it is of. */
  id: string;
  /** Null of values alone, which no derivative comes of. */
  direction: Direction | null;
  /** How many derivatives it carries at a time, where the schedule says so. */
  chunk: Run["chunk"];
  /** It computes the values once for all its passes. */
  keep_values: Run["keep_values"];
  /** Its positions are those of the playhead. */
  played: boolean;
  title: string;
  bytes: readonly number[];
  /** The largest of them, as the engine says it. */
  peak: number;
  /** Positions behind which the order is cut. */
  cuts?: readonly number[];
}

/** The curve of a lane, whose positions are those of the playhead; the largest step of a position counts. */
export function curve_of_lane({ direction, run, frames }: Lane): Curve {
  const points = run.memory.timeline ?? [];
  const most = frames.map(({ steps }) => steps.map(({ step }) => points[step]?.inner_live_bytes ?? 0));
  const at_start = most.map((of_frame) => Math.max(0, ...of_frame));
  const { chunk, keep_values, title, memory } = run;
  return {
    id: lane_id(run),
    direction,
    chunk,
    keep_values,
    played: true,
    title,
    bytes: at_start,
    peak: memory.inner_peak_bytes,
  };
}

/** The curve of a run that came without its steps. */
export function curve_of_run(run: Run): Curve {
  const { direction, chunk, keep_values, title, memory } = run;
  return {
    id: lane_id(run),
    direction,
    chunk,
    keep_values,
    played: false,
    title,
    bytes: (memory.timeline ?? []).map((point) => point.inner_live_bytes),
    peak: memory.inner_peak_bytes,
    cuts: (memory.timeline ?? []).flatMap((point, at) => (point.cut ? [at] : [])),
  };
}

/** The glyph of a curve, with what keeps it from the next word. */
export const glyph_of = (direction: Curve["direction"]): string => (direction ? `${kGlyph[direction]} ` : "");

export interface Mark {
  x: number;
  y: number;
  text: string;
  anchor: "start" | "end";
  text_y: number;
}

export interface Drawn {
  direction: Direction | null;
  pen: Pen;
  path: string;
  peak: Mark;
  /** Where the order is cut: the foot of a line up to the curve. */
  cuts: readonly { x: number; y: number }[];
  /** Where the curve is at the playhead; null where it has ended before. */
  now: { x: number; y: number } | null;
}

export interface TimelinePicture {
  width: number;
  height: number;
  left: number;
  right: number;
  bottom: number;
  curves: Drawn[];
  /** Horizontal lines with their bytes. */
  levels: { y: number; text: string }[];
  /** Positions written under the axis. */
  ticks: { x: number; text: string }[];
  /** Left and right end of the playhead's column; null without a playhead. */
  head: { x: number; width: number } | null;
}

const kLeft = 72;
const kRight = 12;
const kTop = 20; // and a line for each curve: room for the words of their peaks
const kBottom = 22;
const kLine = 14; // px from the words of one peak to those of another
const kRounded = 0.01; // px by which a place may have been rounded
const kNear = 190; // px; peaks that are nearer say their words on lines of their own

/** At most this many levels are drawn between two neighbours of the axis, so that a long run stays a short path. */
function thinned(values: readonly number[], columns: number): readonly number[] {
  if (values.length <= columns) return values;
  return Array.from({ length: columns }, (_, column) => {
    const [from, to] = [column, column + 1].map((at) => Math.floor((at * values.length) / columns)) as [number, number];
    return values.slice(from, Math.max(to, from + 1)).reduce((most, one) => Math.max(most, one), 0);
  });
}

/** A round number of bytes at least as large, whose half and quarter are whole. */
function round_up(value: number): number {
  let unit = 8;
  while (unit * 8 < value) unit *= 2;
  return Math.max(unit, Math.ceil(value / unit) * unit);
}

/** A curve with the pen that draws it. */
export type Inked = Curve & { pen: Pen };

/** How bytes stand over each other: by their number, or by how often they double. */
export type AxisScale = "linear" | "logarithmic";

/** Part of the height, 0 to 1, and the bytes at which a line is drawn. */
function axis(kind: AxisScale, top: number): { part(value: number): number; levels: number[] } {
  if (kind === "linear") return { part: (value) => value / top, levels: [0, top / 2, top] };
  const doublings = Math.log2(top / 4); // 4 B is the ground: less than one number
  const levels = [];
  for (let level = 8; level <= top; level *= 8) levels.push(level);
  return { part: (value) => Math.max(0, Math.log2(Math.max(4, value) / 4)) / doublings, levels };
}

/** The picture of the curves in a place of this width and height, with the playhead at a position. */
export function timeline(
  curves: readonly Inked[],
  width: number,
  height: number,
  at: number | null,
  kind: AxisScale = "linear",
): TimelinePicture {
  const count = Math.max(1, ...curves.map((curve) => curve.bytes.length));
  const top = round_up(Math.max(8, ...curves.map((curve) => curve.peak)));
  const [right, bottom] = [width - kRight, height - kBottom];
  const { part, levels } = axis(kind, top);
  const high = kTop + kLine * (curves.length - 1);
  const x = (position: number): number => kLeft + (position / count) * (right - kLeft);
  const y = (value: number): number => bottom - part(value) * (bottom - high);
  const drawn: Drawn[] = [];
  for (const { direction, pen, played, bytes: values, peak, cuts } of curves) {
    const first = values.indexOf(values.reduce((most, one) => Math.max(most, one), 0));
    const place = { x: (x(first) + x(first + 1)) / 2, y: y(peak) };
    const anchor = place.x > (kLeft + right) / 2 ? "end" : "start";
    const text = `${glyph_of(direction)}peak ${bytes(peak)}`;
    const here =
      at === null || !played || at >= values.length ? null : { x: (x(at) + x(at + 1)) / 2, y: y(values[at] ?? 0) };
    drawn.push({
      direction,
      pen,
      path: stairs(values, x, y, right - kLeft, count),
      peak: { ...place, text, anchor, text_y: free_line(drawn, place) },
      cuts: (cuts ?? []).map((one) => ({ x: x(one + 1), y: y(values[one] ?? 0) })),
      now: here,
    });
  }
  const most_ticks = Math.max(1, Math.floor((right - kLeft) / 60));
  const stride =
    [1, 2, 5, 10, 20, 50, 100, 200, 500].find((one) => count / one <= most_ticks) ?? Math.ceil(count / most_ticks);
  const ticks = Array.from({ length: Math.ceil(count / stride) }, (_, index) => index * stride).map((position) => ({
    x: (x(position) + x(position + 1)) / 2,
    text: String(position),
  }));
  const head = at === null ? null : { x: x(at), width: x(at + 1) - x(at) };
  const lines = levels.map((level) => ({ y: y(level), text: bytes(level) }));
  return { width, height, left: kLeft, right, bottom, curves: drawn, levels: lines, ticks, head };
}

/** The nearest line over a peak on which no other peak has its words. */
function free_line(drawn: readonly Drawn[], place: { x: number; y: number }): number {
  const taken = drawn.filter(({ peak }) => Math.abs(peak.x - place.x) < kNear).map(({ peak }) => peak.text_y);
  let text_y = place.y - 6;
  for (;;) {
    const over = taken.filter((other) => Math.abs(other - text_y) < kLine - kRounded);
    if (over.length === 0) return text_y;
    text_y = Math.min(...over) - kLine;
  }
}

/** One level for each position: up and down at their borders. */
function stairs(
  values: readonly number[],
  x: (position: number) => number,
  y: (value: number) => number,
  columns: number,
  count: number,
): string {
  const most = Math.max(1, Math.floor((columns * values.length) / count));
  const levels = thinned(values, most);
  const scale = values.length / Math.max(1, levels.length);
  const points: string[] = [];
  levels.forEach((level, index) => {
    if (index === 0 || level !== levels[index - 1]) points.push(`V${y(level).toFixed(1)}`);
    points.push(`H${x((index + 1) * scale).toFixed(1)}`);
  });
  return levels.length === 0 ? "" : `M${x(0).toFixed(1)} ${y(0).toFixed(1)}${points.join("")}V${y(0).toFixed(1)}`;
}
