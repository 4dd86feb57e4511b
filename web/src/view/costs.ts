// The runs of all schedules → the rows of the table of costs, its copy, and the words of the gauges.
import type { Cost, Gauge, Run } from "../engine/types.gen.ts";
import { cost_cells, kCostHeads } from "./cells.ts";
import { bytes, counted, flops, flops_of, functions_of, kClasses, number, whole } from "./format.ts";
import { kGlyph } from "./labels.ts";
import type { Cell, Sheet } from "./sheet.ts";

/** One column of figures; its id is that of its convention. */
export interface Column {
  id: string;
  head: string;
  group: "memory" | "work";
  of(run: Pick<Run, "cost" | "memory">): number;
  say(value: number): string;
}

const part =
  (at: number) =>
  (run: Run): number =>
    run.cost.total[at] ?? 0;

export const kColumns: readonly Column[] = [
  { id: "inner", head: "working peak", group: "memory", of: (run) => run.memory.inner_peak_bytes, say: bytes },
  { id: "peak", head: "whole peak", group: "memory", of: (run) => run.memory.peak_bytes, say: bytes },
  { id: "saved", head: "kept", group: "memory", of: (run) => run.memory.saved_bytes, say: bytes },
  { id: "flops", head: "flops", group: "work", of: (run) => flops_of(run.cost.total), say: whole },
  ...kClasses.map((id, at): Column => ({ id, head: id, group: "work", of: part(at), say: whole })),
  { id: "fn", head: "fn", group: "work", of: part(4), say: whole },
  { id: "framework", head: "framework", group: "work", of: part(5), say: whole },
];

/** Those against the arrows first; one with a slider stands before the one of its direction that carries all at once. */
export function in_rows<C extends Pick<Run, "direction">>(runs: readonly Run[], chunks: readonly C[]): (Run | C)[] {
  return (["against", "along"] as const).flatMap((direction) => {
    const own = runs.filter((run) => run.direction === direction);
    const all = own.findIndex(({ chunk }) => chunk === "all");
    const at = all < 0 ? own.length : all;
    return [...own.slice(0, at), ...chunks.filter((one) => one.direction === direction), ...own.slice(at)];
  });
}

/** The smallest figure of a column, where it is not that of every run. */
export function least(runs: readonly Run[], { of }: Column): number | null {
  const values = runs.map(of);
  const low = Math.min(...values);
  return values.every((value) => value === low) ? null : low;
}

/** `174 = 67 add + 106 mul + 1 div`: how the flops of a cost come together. */
export function made_of(cost: Cost): string {
  const parts = kClasses.flatMap((name, at) => (cost[at] ? [`${whole(cost[at] ?? 0)} ${name}`] : []));
  return `${parts.join(" + ") || "0"} = ${whole(flops_of(cost))}`;
}

/** What a figure of a run is made of, or the figure alone. */
export function figure_words(id: string, run: Run): string {
  const column = kColumns.find((one) => one.id === id);
  if (id === "flops") return made_of(run.cost.total);
  if (id === "saved")
    return `${bytes(run.memory.saved_bytes)}, of it ${bytes(run.memory.saved_for_adjoint_bytes)} for the way back`;
  return column ? column.say(column.of(run)) : "";
}

/** What of the work of a run makes values again; empty of one that makes none, and of one that has no need to. */
export function again_words({ cost, cuts }: Pick<Run, "cost" | "cuts">): string {
  if (!cost.recomputed || !cuts) return "";
  return `of it ${flops(cost.recomputed)} to make values again${cuts.proven === false ? "; no less is known" : ""}`;
}

/** How many columns, or rows, share how many sweeps; empty of a run that gives each its own way. */
export function colour_words({ colouring, direction }: Pick<Run, "colouring" | "direction">): string {
  if (!colouring) return "";
  const of = counted(colouring.of.length, direction === "along" ? "column" : "row");
  return `${counted(colouring.colours, "colour")} for ${of}, of at least ${whole(colouring.at_least)}`;
}

export function costs_sheet(runs: readonly Run[], values: Cost, name = "the costs"): Sheet {
  const row = (run: Run): Cell[] => {
    const { inputs_bytes, inner_peak_bytes, peak_bytes, saved_bytes, saved_for_adjoint_bytes } = run.memory;
    return [
      run.title,
      run.direction,
      run.sweeps,
      inner_peak_bytes,
      peak_bytes,
      saved_bytes,
      saved_for_adjoint_bytes,
      inputs_bytes,
      ...cost_cells(run.cost.total),
      run.cost.recomputed ? flops_of(run.cost.recomputed) : "",
      run.cost.recomputed ? functions_of(run.cost.recomputed) : "",
      run.predicted ? "predicted" : "counted",
    ];
  };
  return {
    name,
    heads: [
      "schedule",
      "direction",
      "sweeps",
      "inner peak bytes",
      "peak bytes",
      "saved bytes",
      "saved for adjoint bytes",
      "inputs bytes",
      ...kCostHeads,
      "flops made again",
      "functions made again",
      "figures",
    ],
    rows: [
      ...runs.map(row),
      ["the values alone", "", "", "", "", "", "", "", ...cost_cells(values), "", "", "counted"],
    ],
  };
}

export interface GaugeWords {
  direction: Gauge["direction"];
  ratio: string;
  /** Where the ratio stands between 0 and the bound, 0 to 1; null without one of them. */
  share: number | null;
  /** Where the value alone, 1, stands. */
  one: number;
  what: string;
  bound: string;
  node: string;
}

/** Both gauges in words; `of` is the output, `by` the weight. */
export function gauge_words(gauges: readonly Gauge[], of: string, by: string): GaugeWords[] {
  return gauges.map(({ direction, ratio, bound, bound_node }) => ({
    direction,
    ratio: ratio === null ? "none: the value costs nothing" : number(ratio),
    share: ratio === null || !bound ? null : Math.min(1, ratio / bound),
    one: bound ? 1 / bound : 0,
    what:
      direction === "against"
        ? `${kGlyph[direction]} ${of} and all its derivatives, one sweep back`
        : `${kGlyph[direction]} ${of} and its derivative by ${by}, one pass`,
    bound: bound === null ? "" : number(bound),
    node: bound_node ?? "",
  }));
}
