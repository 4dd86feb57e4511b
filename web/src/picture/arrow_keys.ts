// Where an arrow key goes in the graph: along the links between nodes, and between the elements of weights.
import type { Link } from "./fold.ts";
import type { Box, Cell } from "./pieces.ts";

const kSteps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The box where a link comes from. */
function start({ from, to, source }: Link): string {
  return from === to ? source : from;
}

/** The nearest of some boxes, by height. */
function nearest_box(from: Box, keys: readonly string[], boxes: ReadonlyMap<string, Box>): Box | undefined {
  const far = (box: Box): number => Math.abs(box.y - from.y);
  return keys.flatMap((key) => boxes.get(key) ?? []).sort((a, b) => far(a) - far(b))[0];
}

/** The box that a key goes to from another: ← an input, → a consumer, ↑ ↓ what the same consumer reads, Home, End. */
export function step(key: string, from: Box, all: readonly Box[], links: readonly Link[]): Box | undefined {
  const boxes = new Map(all.map((box) => [box.key, box]));
  const into = (to: string): string[] => links.filter((link) => link.to === to).map(start);
  const out = (of: string): string[] => links.filter((link) => start(link) === of).map((link) => link.to);
  if (key === "ArrowLeft") return nearest_box(from, into(from.key), boxes);
  if (key === "ArrowRight") return nearest_box(from, out(from.key), boxes);
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  if (key !== "ArrowUp" && key !== "ArrowDown") return undefined;
  const beside = new Set(out(from.key).flatMap(into));
  const same = all.filter((box) => beside.has(box.key)).sort((a, b) => a.y - b.y || a.x - b.x);
  const ring = same.length > 1 ? same : all;
  return ring[ring.indexOf(from) + (key === "ArrowUp" ? -1 : 1)];
}

/** The cell to go to from another: first along the axis of the key, then the nearest across it. */
export function step_cell(key: string, from: Cell, cells: readonly Cell[]): Cell | undefined {
  const way = kSteps[key];
  if (!way) return undefined;
  const [dx, dy] = way;
  const ahead = cells
    .map((cell) => ({ cell, x: cell.x - from.x, y: cell.y - from.y }))
    .filter(({ x, y }) => x * dx + y * dy > 1);
  const cost = ({ x, y }: { x: number; y: number }): number =>
    Math.abs(x * dx + y * dy) + 3 * Math.abs(x * dy + y * dx);
  return ahead.sort((a, b) => cost(a) - cost(b))[0]?.cell;
}
