// Sizes → places by dagre: blocks in columns from left to right. It throws where it finds no place.
import { layout as dagre, Graph } from "@dagrejs/dagre";
import type { Link } from "./fold.ts";
import { type Crossing, kArc, kBetweenPlots, kGap, type Layout, type Point } from "./layout.ts";
import type { Plot } from "./measure.ts";

/** How far something reaches from its origin. */
type Box = Pick<Plot, "id" | "left" | "right" | "up" | "down">;

/** Most blocks of a column stand in the opposite order of execution: the picture reads better the other way up. */
function inverted(plots: readonly Box[], at: ReadonlyMap<string, Point>): boolean {
  const last = new Map<number, number>();
  let balance = 0;
  for (const { id } of plots) {
    const { x = 0, y = 0 } = at.get(id) ?? {};
    const before = last.get(Math.round(x));
    if (before !== undefined) balance += Math.sign(y - before);
    last.set(Math.round(x), y);
  }
  return balance < 0;
}

export function by_dagre(plots: readonly Box[], links: readonly Link[]): Layout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", ranker: "tight-tree", nodesep: kBetweenPlots, ranksep: kGap, edgesep: kArc });
  const half = (plot: Box): number => Math.max(plot.up, plot.down);
  for (const plot of plots) graph.setNode(plot.id, { width: plot.left + plot.right, height: 2 * half(plot) });
  const own = links.filter((link) => link.from !== link.to);
  for (const link of own) graph.setEdge(link.from, link.to, {}, link.key);
  dagre(graph);
  const at = new Map<string, Point>();
  const extent = new Map<number, { left: number; right: number }>();
  for (const plot of plots) {
    const node = graph.node(plot.id) as Point;
    if (!Number.isFinite(node.x) || !Number.isFinite(node.y)) throw new Error("a block has no place");
    const [left, right] = [node.x - (plot.left + plot.right) / 2, node.x + (plot.left + plot.right) / 2];
    at.set(plot.id, { x: left + plot.left, y: node.y });
    const known = extent.get(Math.round(node.x));
    extent.set(Math.round(node.x), {
      left: Math.min(left, known?.left ?? left),
      right: Math.max(right, known?.right ?? right),
    });
  }
  const upside_down = inverted(plots, at);
  if (upside_down) for (const point of at.values()) point.y = -point.y;
  const columns = [...extent.values()].sort((a, b) => a.left - b.left);
  const crossings = new Map<string, Crossing[]>();
  for (const link of own) {
    const { points } = graph.edge({ v: link.from, w: link.to, name: link.key }) as { points: Point[] };
    const inner = points.slice(1, -1).flatMap(({ x, y }) => {
      const column = columns.find((one) => one.left < x && x < one.right);
      return column ? [{ ...column, y: upside_down ? -y : y }] : [];
    });
    crossings.set(link.key, inner);
  }
  return { at, columns, crossings, straight: false };
}
