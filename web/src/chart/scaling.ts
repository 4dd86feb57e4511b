// Points of a scaling run → one line a schedule, where the directions change places, and the sentence that reads it.
import type { CatalogueResponse, Direction, ScalePoint } from "../engine/types.gen.ts";
import { kCostHeads } from "../view/cells.ts";
import { bytes, times, whole } from "../view/format.ts";
import { lane_id } from "../view/schedule.ts";
import type { Sheet } from "../view/sheet.ts";
import { flops } from "../view/wide.ts";
import { type Pen, pen_of } from "./pens.ts";

export interface Metric {
  id: "flops" | "bytes";
  title: string;
  of(point: ScalePoint): number;
  say(value: number): string;
}

export const kMetrics: readonly Metric[] = [
  { id: "flops", title: "flops", of: ({ cost }) => Number(flops(cost.total)), say: whole },
  { id: "bytes", title: "working memory", of: ({ inner_peak_bytes }) => Number(inner_peak_bytes), say: bytes },
];

/** One schedule at every size, smallest first. */
export interface Series {
  id: string;
  direction: Direction;
  /** In words that hold at every size. */
  title: string;
  pen: Pen;
  points: ScalePoint[];
}

export function series_of(points: readonly ScalePoint[], modes: CatalogueResponse["modes"]): Series[] {
  const general = modes.flatMap(({ direction, schedules }) => schedules.map((one) => ({ ...one, direction })));
  return general.flatMap(({ title, request, direction }) => {
    const id = lane_id(request);
    const own = points.filter((point) => lane_id(point) === id).sort((a, b) => a.size - b.size);
    const titles = new Set(own.map((point) => point.title));
    const words = titles.size === 1 ? ([...titles][0] ?? "") : title.replace(/\{\w+\}/g, "n");
    return own.length === 0 ? [] : [{ id, direction, title: words, pen: pen_of(modes, request), points: own }];
  });
}

export function sizes_of(points: readonly ScalePoint[]): number[] {
  return [...new Set(points.map(({ size }) => size))].sort((a, b) => a - b);
}

/** What the cheapest schedule of a direction needs at a size. */
function best(points: readonly ScalePoint[], size: number, direction: Direction, { of }: Metric): number {
  return Math.min(...points.filter((one) => one.size === size && one.direction === direction).map(of));
}

type Leader = Direction | "both";

/** Sizes in a row at which one direction needs less, or both the same. */
export interface Stretch {
  leader: Leader;
  from: number;
  to: number;
}

export function stretches(points: readonly ScalePoint[], metric: Metric): Stretch[] {
  const found: Stretch[] = [];
  for (const size of sizes_of(points)) {
    const [back, there] = [best(points, size, "against", metric), best(points, size, "along", metric)];
    if (!Number.isFinite(back + there)) continue;
    const leader: Leader = back === there ? "both" : back < there ? "against" : "along";
    const last = found.at(-1);
    if (last?.leader === leader) last.to = size;
    else found.push({ leader, from: size, to: size });
  }
  return found;
}

/** Doubling sizes from 1 up to the largest. */
export function ladder(most: number): number[] {
  return Array.from({ length: Math.floor(Math.log2(most)) + 1 }, (_, power) => 2 ** power);
}

/** The size to ask for next: those of the ladder, then between two where the directions change places; null at the end. */
export function next_size(points: readonly ScalePoint[], rungs: readonly number[]): number | null {
  const known = sizes_of(points);
  const rung = rungs.find((size) => !known.includes(size));
  if (rung !== undefined) return rung;
  for (const metric of kMetrics)
    for (const [at, { from }] of stretches(points, metric).entries()) {
      const before = known[known.indexOf(from) - 1];
      if (at > 0 && before !== undefined && from - before > 1) return Math.floor((before + from) / 2);
    }
  return null;
}

const kWho: Record<Leader, string> = { against: "going back", along: "going forward", both: "neither direction" };

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Where the directions change places, how far apart they end, and how each grows. */
export function scaling_words(points: readonly ScalePoint[], metric: Metric, vary: string): string {
  const parts = stretches(points, metric);
  const sizes = sizes_of(points);
  const [first, last] = [parts[0], sizes.at(-1)];
  if (!first || last === undefined) return "";
  const unit = metric.id === "flops" ? "fewer flops" : "less working memory";
  const where = ({ from, to }: Stretch, at: number): string =>
    parts.length === 1
      ? `at every size from ${whole(from)} to ${whole(to)}`
      : at === parts.length - 1
        ? `from ${whole(from)} on`
        : from === to
          ? `at ${vary} = ${whole(from)}`
          : at === 0
            ? `up to ${vary} = ${whole(to)}`
            : `from ${whole(from)} to ${whole(to)}`;
  const said = parts.map((part, at) =>
    at === 0 ? `${kWho[part.leader]} needs ${unit} ${where(part, at)}` : `${kWho[part.leader]} ${where(part, at)}`,
  );
  const [back, there] = (["against", "along"] as const).map((way) => best(points, last, way, metric)) as [
    number,
    number,
  ];
  const apart = Math.max(back, there) / Math.max(1, Math.min(back, there));
  const end = `At ${vary} = ${whole(last)}: ${metric.say(back)} going back, ${metric.say(there)} the cheapest way forward${apart > 1 ? `, ${times(apart)} times apart` : ""}.`;
  return `${capital(said.join(", "))}. ${end}${grows(points, metric, vary)}`;
}

/** By how much the last doubling multiplies each direction's best. */
function grows(points: readonly ScalePoint[], metric: Metric, vary: string): string {
  const last = sizes_of(points).at(-1) ?? 0;
  if (!sizes_of(points).includes(last / 2)) return "";
  const by = (way: Direction): string => times(best(points, last, way, metric) / best(points, last / 2, way, metric));
  return ` Doubling ${vary} to ${whole(last)}: × ${by("against")} going back, × ${by("along")} going forward.`;
}

export function scaling_sheet(points: readonly ScalePoint[], vary: string): Sheet {
  return {
    name: `the scaling of ${vary}`,
    heads: [
      vary,
      "schedule",
      "direction",
      "sweeps",
      "directions",
      ...kCostHeads,
      "inner peak bytes",
      "peak bytes",
      "saved bytes",
      "inputs bytes",
      "figures",
    ],
    rows: [...points]
      .sort((a, b) => a.size - b.size)
      .map((point) => [
        point.size,
        point.title,
        point.direction,
        point.sweeps,
        point.directions,
        flops(point.cost.total),
        ...point.cost.total,
        point.inner_peak_bytes,
        point.peak_bytes,
        point.saved_bytes,
        point.inputs_bytes,
        point.predicted ? "predicted" : "counted",
      ]),
  };
}
