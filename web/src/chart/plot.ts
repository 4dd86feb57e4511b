// Lines over a size → one picture: where they run, their marks, the axes, and where the directions change places.
import type { Direction } from "../engine/types.gen.ts";
import { whole } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";
import type { Pen } from "./pens.ts";
import { type Metric, type Series, type Stretch, sizes_of } from "./scaling.ts";
import type { AxisScale } from "./timeline.ts";

export interface PlotPicture {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  lines: {
    direction: Direction;
    pen: Pen;
    path: string;
    dots: { x: number; y: number; title: string; hollow: boolean }[];
  }[];
  levels: { y: number; text: string }[];
  ticks: { x: number; text: string }[];
  crossings: { x: number; y: number; text: string; anchor: "start" | "end" }[];
}

const [kLeft, kRight, kTop, kBottom] = [78, 16, 22, 24];
const kMostLevels = 6;

/** `1`, `10`, `1 k`, `1 M`. */
function round(value: number): string {
  const power = Math.min(4, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return `${whole(value / 1000 ** power)}${["", " k", " M", " G", " T"][power]}`;
}

/** A power at least as large, or a half or a fifth of one. */
function ceiling(value: number): number {
  const power = 10 ** Math.ceil(Math.log10(Math.max(1, value)));
  return [power / 5, power / 2].find((one) => one >= value) ?? power;
}

function levels_of(kind: AxisScale, metric: Metric, least: number, most: number): number[] {
  if (kind === "linear") {
    const top = ceiling(most);
    return [0, top / 2, top];
  }
  const base = metric.id === "bytes" ? 4 : 10;
  const at = (power: number): number => base ** power;
  const log = (value: number): number => Math.log(Math.max(1, value)) / Math.log(base);
  const [from, to] = [Math.floor(log(least)), Math.max(Math.floor(log(least)) + 1, Math.ceil(log(most) - 1e-9))];
  const all = Array.from({ length: to - from + 1 }, (_, index) => at(from + index));
  const stride = Math.ceil((all.length - 1) / (kMostLevels - 1));
  return all.filter((_, index) => index % stride === 0 || index === all.length - 1);
}

export function plot(
  all: readonly Series[],
  metric: Metric,
  parts: readonly Stretch[],
  [width, height]: readonly [number, number],
  kind: AxisScale,
): PlotPicture {
  const points = all.flatMap((one) => one.points);
  const values = points.map(metric.of);
  const sizes = sizes_of(points);
  const levels = levels_of(kind, metric, Math.min(...values), Math.max(...values));
  const scale = (value: number): number => (kind === "linear" ? value : Math.log(Math.max(1, value)));
  const between = (value: number, from: number, to: number): number =>
    (scale(value) - scale(from)) / (scale(to) - scale(from) || 1);
  const [right, bottom] = [width - kRight, height - kBottom];
  const x = (size: number): number =>
    kLeft + 10 + between(size, sizes[0] ?? 1, sizes.at(-1) ?? 2) * (right - kLeft - 20);
  const y = (value: number): number => bottom - between(value, levels[0] ?? 0, levels.at(-1) ?? 1) * (bottom - kTop);
  const lines = all.map(({ direction, pen, title, points: own }) => {
    const dots = own.map((point) => ({
      x: x(point.size),
      y: y(metric.of(point)),
      title: `${whole(point.size)}: ${metric.say(metric.of(point))}, ${title}${point.predicted ? ", predicted" : ""}`,
      hollow: point.predicted,
    }));
    const path = dots.map((dot, at) => `${at === 0 ? "M" : "L"}${dot.x.toFixed(1)} ${dot.y.toFixed(1)}`).join("");
    return { direction, pen, path, dots };
  });
  let free = Number.NEGATIVE_INFINITY;
  const ticks = sizes.flatMap((size) => {
    const place = { x: x(size), text: whole(size) };
    if (place.x < free) return [];
    free = place.x + 12 + 7 * place.text.length;
    return [place];
  });
  const crossings = parts.slice(1).map(({ leader, from }) => ({
    x: x(from),
    y: kTop - 12,
    text: leader === "both" ? `${whole(from)}: equal` : `from ${whole(from)} on ${kGlyph[leader]} needs less`,
    anchor: x(from) > (kLeft + right) / 2 ? ("end" as const) : ("start" as const),
  }));
  for (const [at, one] of crossings.entries()) one.y += 14 * at;
  const text = kind === "logarithmic" && metric.id === "flops" ? round : metric.say;
  return {
    width,
    height,
    left: kLeft,
    right,
    top: kTop,
    bottom,
    lines,
    ticks,
    crossings,
    levels: levels.map((level) => ({ y: y(level), text: text(level) })),
  };
}
