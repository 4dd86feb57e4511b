// Sizes → places: blocks in columns from left to right, in layers; by plain topological columns where it is a chain, or where there are very many.
import type { Plot, Point } from "./card.ts";
import type { Link } from "./fold.ts";
import { median, pooled } from "./pooled.ts";

/** The height at which a link passes a column, and all columns after it up to the next crossing or its end. */
export interface Crossing {
  column: number;
  y: number;
}

export interface Layout {
  /** Origin of each plot, by id. */
  at: Map<string, Point>;
  /** Left and right border of each column, from left to right. */
  columns: { left: number; right: number }[];
  /** The column of each plot, by id. */
  column: Map<string, number>;
  /** What a link has to pass between its ends, by key of the link. */
  crossings: Map<string, Crossing[]>;
}

/** How a layout is spaced: between columns at least, and over them. */
export interface Spacing {
  gap: number;
  /** From the blocks to the first link that passes over them. */
  over: number;
  /** Of two such links. */
  lane: number;
}

type Named = Pick<Plot, "id">;

export const kMargin = 8;
export const kBetweenPlots = 20;
export const kLoose: Spacing = { gap: 0, over: 12, lane: 12 };
/** For a row with names over its blocks: what stands on a link that passes over them stands between the links. */
export const kTight: Spacing = { gap: 13, over: 32, lane: 26 };

/** Each block reads the one before it: there is one order and one row. */
export function is_chain(blocks: readonly Named[], links: readonly Link[]): boolean {
  const pairs = new Set(links.map((link) => `${link.from} ${link.to}`));
  return blocks.every(({ id }, index) => index === 0 || pairs.has(`${blocks[index - 1]?.id} ${id}`));
}

/**
 * The column of each plot by the longest way from a source, and of what reads nothing just before the first that reads it;
 * plots come in order of execution.
 */
export function ranks(plots: readonly Named[], links: readonly Link[]): Map<string, number> {
  const rank = new Map(plots.map((plot) => [plot.id, 0]));
  const place = new Map(plots.map((plot, index) => [plot.id, index]));
  const by_target = [...links].sort((a, b) => (place.get(a.to) ?? 0) - (place.get(b.to) ?? 0));
  for (const { from, to } of by_target)
    if (from !== to) rank.set(to, Math.max(rank.get(to) ?? 0, (rank.get(from) ?? 0) + 1));
  const first = new Map<string, number>();
  for (const { from, to } of by_target)
    if (from !== to) first.set(from, Math.min(first.get(from) ?? Number.POSITIVE_INFINITY, (rank.get(to) ?? 0) - 1));
  for (const [id, latest] of first) if (rank.get(id) === 0) rank.set(id, latest);
  return rank;
}

const kMostLanes = 24; // links that find none share the outermost

/** Which of the lanes over the columns each long link takes: the shorter of two that begin together the lower one. */
function lanes_of(links: readonly Link[], rank: ReadonlyMap<string, number>): Map<string, number> {
  const spans = links
    .map(({ key, from, to }) => ({ key, first: (rank.get(from) ?? 0) + 1, last: rank.get(to) ?? 0 }))
    .filter(({ first, last }) => first < last)
    .sort((a, b) => a.first - b.first || a.last - b.last);
  const ends: number[] = []; // the gap between columns in which the last link of each lane ends
  return new Map(
    spans.map(({ key, first, last }) => {
      const free = ends.findIndex((end) => end < first);
      const lane = free >= 0 ? free : Math.min(ends.length, kMostLanes - 1);
      ends[lane] = last;
      return [key, lane];
    }),
  );
}

function grouped<T>(list: readonly T[], by: (one: T) => number): T[][] {
  const groups: T[][] = [];
  for (const one of list) {
    const known = groups[by(one)];
    if (known) known.push(one);
    else groups[by(one)] = [one];
  }
  return groups;
}

/** The blocks that each block reads. */
function sources_of(links: readonly Link[]): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const { from, to } of links) {
    const known = sources.get(to);
    if (from === to) continue;
    if (known) known.push(from);
    else sources.set(to, [from]);
  }
  return sources;
}

/** Columns one behind the other, in which the origins of blocks stand over each other: where those are, and the sides. */
export function columns_of(plots: readonly Plot[], column: ReadonlyMap<string, number>, gap: number) {
  const middles: number[] = [];
  const sides: Layout["columns"] = [];
  let left = 0;
  for (const here of grouped(plots, ({ id }) => column.get(id) ?? 0)) {
    const middle = left + here.reduce((most, plot) => Math.max(most, plot.left), 0);
    const right = middle + here.reduce((most, plot) => Math.max(most, plot.right), 0);
    middles.push(middle);
    sides.push({ left, right });
    left = right + gap;
  }
  return { middles, sides };
}

/**
 * Columns by the longest way from a source, each block as near as may be to the height of what it reads. Works for every
 * graph and takes no longer than a sort; links that pass a column go over all.
 */
export function topological_columns(plots: readonly Plot[], links: readonly Link[], spacing = kLoose): Layout {
  const column = ranks(plots, links);
  const sources = sources_of(links);
  const at = new Map<string, Point>();
  const { middles, sides } = columns_of(plots, column, spacing.gap);
  let top = Number.POSITIVE_INFINITY;
  for (const [where, here] of grouped(plots, ({ id }) => column.get(id) ?? 0).entries()) {
    const wished = here
      .map((plot) => ({ ...plot, wish: median((sources.get(plot.id) ?? []).map((id) => at.get(id)?.y ?? 0)) }))
      .sort((a, b) => a.wish - b.wish);
    for (const [index, y] of pooled(wished, kBetweenPlots).entries()) {
      const { id, up } = wished[index] as Plot;
      at.set(id, { x: middles[where] ?? 0, y });
      top = Math.min(top, y - up);
    }
  }
  const lanes = lanes_of(links, column);
  const crossings = new Map<string, Crossing[]>();
  for (const { key, from } of links) {
    const lane = lanes.get(key);
    if (lane === undefined) continue;
    crossings.set(key, [{ column: (column.get(from) ?? 0) + 1, y: top - spacing.over - spacing.lane * lane }]);
  }
  return { at, columns: sides, column, crossings };
}

const kMostStops = 2500; // blocks and columns that links pass

/** How the blocks are placed: in one row, in layers, or in plain columns where layers would keep the page waiting. */
export function placed_by(plots: readonly Named[], links: readonly Link[]): "row" | "layers" | "columns" {
  if (is_chain(plots, links)) return "row";
  const rank = ranks(plots, links);
  const passed = links.reduce(
    (sum, { from, to }) => sum + Math.max(0, (rank.get(to) ?? 0) - (rank.get(from) ?? 0) - 1),
    0,
  );
  return plots.length + passed > kMostStops ? "columns" : "layers";
}
