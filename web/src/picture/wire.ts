// The way of a link → what is drawn: a rounded line for each direction, side by side, each with its arrow head.
import type { Direction } from "../engine/types.gen.ts";
import type { Point } from "./card.ts";

/** One line of a link. `head` is a triangle at the end that the direction points to. */
export interface Stroke {
  direction: Direction | null;
  path: string;
  head: string;
}

const kRadius = 6;
const kHead = 7;
const kApart = 2.5; // half the distance between the two lines of a link

/** Without points that lie on the way between their neighbours. */
export function simplified(points: readonly Point[]): Point[] {
  return points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before) return true;
    if (same(before, point)) return false;
    return !after || !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
  });
}

function same(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) < 0.5 && Math.abs(a.y - b.y) < 0.5;
}

function unit(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/** The line beside another, `by` to its right as one walks along it. */
export function parallel(points: readonly Point[], by: number): Point[] {
  return points.map((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    const normals = [before && unit(before, point), after && unit(point, after)].flatMap((way) =>
      way ? [{ x: -way.y, y: way.x }] : [],
    );
    const straight = normals.length === 2 && normals[0]?.x === normals[1]?.x && normals[0]?.y === normals[1]?.y;
    const used = straight ? normals.slice(0, 1) : normals;
    return {
      x: point.x + by * used.reduce((sum, n) => sum + n.x, 0),
      y: point.y + by * used.reduce((sum, n) => sum + n.y, 0),
    };
  });
}

function moved(point: Point, towards: Point, by: number): Point {
  const way = unit(point, towards);
  return { x: point.x + way.x * by, y: point.y + way.y * by };
}

function say({ x, y }: Point): string {
  return `${Number(x.toFixed(1))} ${Number(y.toFixed(1))}`;
}

function rounded(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before) return `M${say(point)}`;
      if (!after) return `L${say(point)}`;
      const room =
        Math.min(Math.hypot(point.x - before.x, point.y - before.y), Math.hypot(after.x - point.x, after.y - point.y)) /
        2;
      const radius = Math.min(kRadius, room);
      return `L${say(moved(point, before, radius))}Q${say(point)} ${say(moved(point, after, radius))}`;
    })
    .join("");
}

/** A triangle whose tip is at `tip`, coming from `from`. */
function triangle(tip: Point, from: Point): string {
  const way = unit(from, tip);
  const base = moved(tip, from, kHead);
  const half = kHead / 2;
  const left = { x: base.x - way.y * half, y: base.y + way.x * half };
  const right = { x: base.x + way.y * half, y: base.y - way.x * half };
  return `M${say(tip)}L${say(left)}L${say(right)}Z`;
}

/** The line of one direction; null is a link that carries no derivative, with a head along the arrow. */
export function stroke(way: readonly Point[], direction: Direction | null, paired: boolean): Stroke {
  const shift = !paired || direction === null ? 0 : direction === "along" ? -kApart : kApart;
  const line = parallel(simplified(way), shift);
  const points = direction === "against" ? [...line].reverse() : line;
  const [tip, before] = [points.at(-1), points.at(-2)];
  if (!tip || !before) return { direction, path: "", head: "" };
  return {
    direction,
    path: rounded([...points.slice(0, -1), moved(tip, before, kHead - 1)]),
    head: triangle(tip, before),
  };
}
