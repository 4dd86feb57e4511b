// Sizes → places: blocks in columns from left to right, by dagre; by plain topological columns for a chain or if dagre fails.
import { layout as dagre, Graph } from "@dagrejs/dagre";
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
}

export const kMargin = 8;
const kChainGap = 20;
const kGap = 44;
const kBetweenPlots = 20;
const kArc = 16; // distance of a link that passes over a column, and between two such links

/** Each block reads the one before it: there is one order and one row. */
export function is_chain(plots: readonly Plot[], links: readonly Link[]): boolean {
  const pairs = new Set(links.map((link) => `${link.from} ${link.to}`));
  return plots.every((plot, index) => index === 0 || pairs.has(`${plots[index - 1]?.id} ${plot.id}`));
}

/** Columns by the longest way from a source. Works for every graph; links that pass a column go over it. */
export function topological_columns(plots: readonly Plot[], links: readonly Link[], gap = kGap): Layout {
  const place = new Map(plots.map((plot, index) => [plot.id, index]));
  const rank = plots.map(() => 0);
  const by_target = links.toSorted((a, b) => (place.get(a.to) ?? 0) - (place.get(b.to) ?? 0));
  for (const { from, to } of by_target) {
    const [i, j] = [place.get(from) ?? 0, place.get(to) ?? 0];
    if (i < j) rank[j] = Math.max(rank[j] ?? 0, (rank[i] ?? 0) + 1);
  }
  const rank_of = (id: string): number => rank[place.get(id) ?? 0] ?? 0;
  const count = Math.max(0, ...rank) + 1;
  const at = new Map<string, Point>();
  const columns: Layout["columns"] = [];
  let left = 0;
  for (let column = 0; column < count; column++) {
    const here = plots.filter((_, index) => rank[index] === column);
    const reach = Math.max(0, ...here.map((plot) => Math.max(plot.left, plot.right)));
    let y = 0;
    for (const [index, plot] of here.entries()) {
      if (index > 0) y += plot.up;
      at.set(plot.id, { x: left + reach, y });
      y += plot.down + kBetweenPlots;
    }
    columns.push({ left, right: left + 2 * reach });
    left += 2 * reach + gap;
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
  return { at, columns, crossings };
}

function by_dagre(plots: readonly Plot[], links: readonly Link[]): Layout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", ranker: "tight-tree", nodesep: kBetweenPlots, ranksep: kGap, edgesep: kArc });
  const half = (plot: Plot): number => Math.max(plot.up, plot.down);
  for (const plot of plots) graph.setNode(plot.id, { width: plot.left + plot.right, height: 2 * half(plot) });
  const own = links.filter((link) => link.from !== link.to);
  for (const link of own) graph.setEdge(link.from, link.to, {}, link.key);
  dagre(graph);
  const at = new Map<string, Point>();
  const extent = new Map<number, { left: number; right: number }>();
  for (const plot of plots) {
    const node = graph.node(plot.id) as Point;
    if (!Number.isFinite(node.x) || !Number.isFinite(node.y)) throw new Error("a block has no place");
    at.set(plot.id, { x: node.x, y: node.y });
    const known = extent.get(Math.round(node.x));
    const [left, right] = [node.x - plot.left, node.x + plot.right];
    extent.set(Math.round(node.x), {
      left: Math.min(left, known?.left ?? left),
      right: Math.max(right, known?.right ?? right),
    });
  }
  const columns = [...extent.values()].sort((a, b) => a.left - b.left);
  const crossings = new Map<string, Crossing[]>();
  for (const link of own) {
    const { points } = graph.edge({ v: link.from, w: link.to, name: link.key }) as { points: Point[] };
    const inner = points.slice(1, -1).flatMap(({ x, y }) => {
      const column = columns.find((one) => one.left < x && x < one.right);
      return column ? [{ ...column, y }] : [];
    });
    crossings.set(link.key, inner);
  }
  return { at, columns, crossings };
}

/** Places for every plot. `arrange` is dagre; a test can pass one that throws. */
export function place_rightward(plots: readonly Plot[], links: readonly Link[], arrange = by_dagre): Layout {
  if (is_chain(plots, links)) return topological_columns(plots, links, kChainGap);
  try {
    return arrange(plots, links);
  } catch {
    return topological_columns(plots, links);
  }
}
