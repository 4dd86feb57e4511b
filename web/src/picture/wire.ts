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

/** A piece of a line: straight, or where it has `by` a bend, which begins and ends beside that corner. */
export interface Piece {
  from: Point;
  to: Point;
  by?: Point;
}

/** A line through points, its corners rounded. */
export function rounded(points: readonly Point[]): Piece[] {
  let from = points[0];
  return points.slice(1).flatMap((point, index): Piece[] => {
    const [before, after] = [points[index], points[index + 2]];
    const start = from ?? point;
    if (!before || !after) return [{ from: start, to: point }];
    const room =
      Math.min(Math.hypot(point.x - before.x, point.y - before.y), Math.hypot(after.x - point.x, after.y - point.y)) /
      2;
    const radius = Math.min(kRadius, room);
    const bend = { from: moved(point, before, radius), to: moved(point, after, radius), by: point };
    from = bend.to;
    return [{ from: start, to: bend.from }, bend];
  });
}

/** Pieces that follow each other, as the path of an SVG. */
export function path_of(pieces: readonly Piece[]): string {
  const ways = pieces.map(({ to, by }) => (by ? `Q${say(by)} ${say(to)}` : `L${say(to)}`));
  return pieces[0] ? `M${say(pieces[0].from)}${ways.join("")}` : "";
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

/** The points of the line of one direction, to its tip; null is a link that carries no derivative, with a head along the arrow. */
function line_of(way: readonly Point[], direction: Direction | null, paired: boolean): Point[] {
  const shift = !paired || direction === null ? 0 : direction === "along" ? -kApart : kApart;
  const line = parallel(simplified(way), shift);
  return direction === "against" ? line.reverse() : line;
}

/** The line itself, which ends in its head; or of it what lies between two points of the way. */
export function pieces_of(
  way: readonly Point[],
  direction: Direction | null,
  paired: boolean,
  from = 0,
  to = way.length - 1,
): Piece[] {
  const points = line_of(way.slice(from, to + 1), direction, paired);
  const [tip, before] = [points.at(-1), points.at(-2)];
  if (!tip || !before) return [];
  const ends = direction === "against" ? from === 0 : to === way.length - 1;
  return rounded(ends ? [...points.slice(0, -1), moved(tip, before, kHead - 1)] : points);
}

/** Both as they are drawn. */
export function stroke(way: readonly Point[], direction: Direction | null, paired: boolean): Stroke {
  const points = line_of(way, direction, paired);
  const [tip, before] = [points.at(-1), points.at(-2)];
  const path = path_of(pieces_of(way, direction, paired));
  return { direction, path, head: tip && before ? triangle(tip, before) : "" };
}
