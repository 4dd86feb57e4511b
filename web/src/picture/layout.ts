// Sizes → places: blocks in columns from left to right, by dagre; by plain topological columns for a chain or if dagre fails.
import type { Link } from "./fold.ts";
import type { Plot } from "./measure.ts";

export interface Point {
  x: number;
  y: number;
}

/** Where the long links of a layout cross a column: its two borders and the height. */
export interface Crossing {
  left: number;
  right: number;
  y: number;
}

export interface Layout {
  /** Origin of each plot, by id. */
  at: Map<string, Point>;
  /** Left and right border of each column, from left to right. */
  columns: { left: number; right: number }[];
  /** What a link has to pass between its ends, by key of the link. */
  crossings: Map<string, Crossing[]>;
  /** Links run straight from end to end, behind the blocks: there are too many to lead each around. */
  straight: boolean;
}

export const kMargin = 8;
export const kTightGap = 22; // of a row that has no room for derivatives between its blocks
export const kRowGap = 12;
export const kGap = 44;
export const kBetweenPlots = 20;
export const kArc = 16; // distance of a link that passes over a column, and between two such links

/** Each block reads the one before it: there is one order and one row. */
export function is_chain(plots: readonly Plot[], links: readonly Link[]): boolean {
  const pairs = new Set(links.map((link) => `${link.from} ${link.to}`));
  return plots.every((plot, index) => index === 0 || pairs.has(`${plots[index - 1]?.id} ${plot.id}`));
}

/** The column of each plot by the longest way from a source; plots come in order of execution. */
function ranks(plots: readonly Plot[], links: readonly Link[]): { rank: number[]; rank_of(id: string): number } {
  const place = new Map(plots.map((plot, index) => [plot.id, index]));
  const rank = plots.map(() => 0);
  const by_target = [...links].sort((a, b) => (place.get(a.to) ?? 0) - (place.get(b.to) ?? 0));
  for (const { from, to } of by_target) {
    const [i, j] = [place.get(from) ?? 0, place.get(to) ?? 0];
    if (i < j) rank[j] = Math.max(rank[j] ?? 0, (rank[i] ?? 0) + 1);
  }
  return { rank, rank_of: (id) => rank[place.get(id) ?? 0] ?? 0 };
}

/** Columns by the longest way from a source. Works for every graph; links that pass a column go over it. */
export function topological_columns(plots: readonly Plot[], links: readonly Link[], gap = kGap): Layout {
  const { rank, rank_of } = ranks(plots, links);
  const count = Math.max(0, ...rank) + 1;
  const at = new Map<string, Point>();
  const columns: Layout["columns"] = [];
  let left = 0;
  for (let column = 0; column < count; column++) {
    const here = plots.filter((_, index) => rank[index] === column);
    const before = Math.max(0, ...here.map((plot) => plot.left));
    const behind = Math.max(0, ...here.map((plot) => plot.right));
    let y = 0;
    for (const [index, plot] of here.entries()) {
      if (index > 0) y += plot.up;
      at.set(plot.id, { x: left + before, y });
      y += plot.down + kBetweenPlots;
    }
    columns.push({ left, right: left + before + behind });
    left += before + behind + gap;
  }
  const crossings = new Map<string, Crossing[]>();
  const tops = columns.map((_, column) =>
    Math.min(
      0,
      ...plots.filter((plot) => rank_of(plot.id) === column).map((plot) => (at.get(plot.id)?.y ?? 0) - plot.up),
    ),
  );
  let lane = 0;
  for (const link of links) {
    const [first, last] = [rank_of(link.from) + 1, rank_of(link.to)];
    if (last <= first) continue;
    lane += 1;
    const y = Math.min(...tops.slice(first, last)) - kArc * lane;
    crossings.set(
      link.key,
      columns.slice(first, last).map((column) => ({ ...column, y })),
    );
  }
  return { at, columns, crossings, straight: false };
}

/** Columns for very many blocks: each as near as may be to the height of what it reads, with straight links. */
export function plain_columns(plots: readonly Plot[], links: readonly Link[]): Layout {
  const { rank, rank_of } = ranks(plots, links);
  const sources = new Map<string, string[]>();
  for (const { from, to } of links) if (from !== to) sources.set(to, [...(sources.get(to) ?? []), from]);
  const at = new Map<string, Point>();
  const columns: Layout["columns"] = [];
  const count = Math.max(0, ...rank) + 1;
  const by_column = Array.from({ length: count }, (): Plot[] => []);
  for (const plot of plots) by_column[rank_of(plot.id)]?.push(plot);
  let left = 0;
  for (const here of by_column) {
    const wish = (plot: Plot): number => {
      const heights = (sources.get(plot.id) ?? []).map((id) => at.get(id)?.y ?? 0);
      return heights.reduce((sum, y) => sum + y, 0) / Math.max(1, heights.length);
    };
    const sorted = here.map((plot) => ({ plot, y: wish(plot) })).sort((a, b) => a.y - b.y);
    const before = Math.max(0, ...here.map((plot) => plot.left));
    const height = here.reduce((sum, plot) => sum + plot.up + plot.down + kBetweenPlots, -kBetweenPlots);
    let y = sorted.reduce((sum, one) => sum + one.y, 0) / Math.max(1, sorted.length) - height / 2;
    for (const { plot } of sorted) {
      at.set(plot.id, { x: left + before, y: y + plot.up });
      y += plot.up + plot.down + kBetweenPlots;
    }
    const right = left + before + Math.max(0, ...here.map((plot) => plot.right));
    columns.push({ left, right });
    left = right + kGap;
  }
  return { at, columns, crossings: new Map(), straight: true };
}

const kMostForDagre = 900; // blocks and columns that links pass: its time grows faster than their square

/** Who places the blocks: there is one row, or dagre does it, or they are too many for dagre. */
export function placed_by(plots: readonly Plot[], links: readonly Link[]): "row" | "dagre" | "columns" {
  if (is_chain(plots, links)) return "row";
  const { rank_of } = ranks(plots, links);
  const passed = links.reduce((sum, { from, to }) => sum + Math.max(0, rank_of(to) - rank_of(from) - 1), 0);
  return plots.length + passed > kMostForDagre ? "columns" : "dagre";
}

/** Places for every plot without dagre: a row with such gaps, or columns. */
export function place_plainly(plots: readonly Plot[], links: readonly Link[], row_gap = kTightGap): Layout {
  if (is_chain(plots, links)) return topological_columns(plots, links, row_gap);
  return placed_by(plots, links) === "columns" ? plain_columns(plots, links) : topological_columns(plots, links);
}
