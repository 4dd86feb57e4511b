// What a scene shows, as geometry: lines from the paths as they are drawn, boxes, labels, and how far they are from each other.
import type { Arrangement } from "../../web/src/picture/arrange.ts";
import type { Wire } from "../../web/src/picture/pieces.ts";
import type { Scene } from "../../web/src/picture/scene.ts";

export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Dot {
  x: number;
  y: number;
}

/** A straight piece of a line and how far along the line it begins. */
interface Piece {
  from: Dot;
  to: Dot;
}

/** px that a line keeps from what it does not join, and a label from every line: from border to border. */
export const kClear = 3;
const kStroke = 0.75; // half the width of a line
const kEnd = 9; // px of a line at its end that belong to the box there

/** The corners of a path made of M, L and Q, with the control point of a bend for the bend: no bend goes beyond it. */
function corners(path: string): Dot[] {
  const numbers = [...path.matchAll(/-?[\d.]+/g)].map(Number);
  return Array.from({ length: numbers.length / 2 }, (_, at) => ({
    x: numbers[2 * at] ?? Number.NaN,
    y: numbers[2 * at + 1] ?? Number.NaN,
  }));
}

function pieces(path: string): Piece[] {
  const dots = corners(path);
  return dots.slice(1).map((to, at) => ({ from: dots[at] ?? to, to }));
}

function around({ from, to }: Piece, by = kStroke): Rect {
  return {
    left: Math.min(from.x, to.x) - by,
    top: Math.min(from.y, to.y) - by,
    right: Math.max(from.x, to.x) + by,
    bottom: Math.max(from.y, to.y) + by,
  };
}

/** Distance of two rectangles; negative where they share an area. */
export function apart(a: Rect, b: Rect): number {
  const across = Math.max(a.left - b.right, b.left - a.right);
  const down = Math.max(a.top - b.bottom, b.top - a.bottom);
  if (across > 50 || down > 50) return Math.max(across, down); // far, and how far does not matter
  return across > 0 && down > 0 ? Math.hypot(across, down) : Math.max(across, down);
}

export function frame(box: { x: number; y: number; width: number; height: number }): Rect {
  return { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
}

/** A line without the last px at either end, as pieces. */
function shortened(path: string): Piece[] {
  const cut = (all: Piece[]): Piece[] => {
    const rest = [...all];
    let left = kEnd;
    while (rest[0]) {
      const { from, to } = rest[0];
      const long = Math.hypot(to.x - from.x, to.y - from.y);
      if (long > left) {
        const part = left / long;
        rest[0] = { from: { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }, to };
        break;
      }
      left -= long;
      rest.shift();
    }
    return rest;
  };
  const back = (all: Piece[]): Piece[] => [...all].reverse().map(({ from, to }) => ({ from: to, to: from }));
  return back(cut(back(cut(pieces(path)))));
}

/** What is drawn of a wire: its lines and the triangles at their ends. */
function drawn({ strokes }: Wire): Rect[] {
  return strokes.flatMap(({ path, head }) => {
    const tip = corners(head);
    const xs = tip.map(({ x }) => x);
    const ys = tip.map(({ y }) => y);
    const triangle = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
    return [...pieces(path).map((piece) => around(piece)), triangle];
  });
}

export function label({ mark }: Wire): Rect | null {
  return mark && frame({ ...mark, x: mark.x - mark.width / 2, y: mark.y - mark.height / 2 });
}

/** Everything in a picture that is not true or cannot be read, in words; none is as it should be. */
export function faults({ boxes, wires }: Scene, { folded, tight }: Arrangement): string[] {
  const found: string[] = [];
  const links = new Map(folded.links.map((link) => [link.key, link]));
  const frames = boxes.map((box) => ({ key: box.key, rect: frame(box) }));
  const lines = wires.map((wire) => ({ wire, rects: drawn(wire) }));
  const labels = wires.flatMap((wire) => {
    const rect = label(wire);
    return rect ? [{ key: wire.key, rect, named: wire.mark?.text.includes("∂") ?? false }] : [];
  });
  for (const { wire } of lines) {
    const link = links.get(wire.key);
    const ends = [link?.from === link?.to ? link?.source : link?.from, link?.to];
    for (const { path } of wire.strokes) {
      const [whole, inner] = [pieces(path), shortened(path)].map((all) => all.map((piece) => around(piece)));
      for (const { key, rect } of frames)
        if ((ends.includes(key) ? inner : whole)?.some((one) => apart(one, rect) < kClear - 0.01))
          found.push(`${wire.key} runs along or behind ${key}`);
    }
  }
  for (const { key, rect, named } of labels) {
    for (const box of frames) if (apart(rect, box.rect) < kClear - 0.01) found.push(`label ${key} on ${box.key}`);
    for (const other of labels)
      if (other.key < key && apart(rect, other.rect) < kClear - 0.01) found.push(`label ${key} on label ${other.key}`);
    let [own, nearest, which] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, ""];
    for (const { wire, rects } of lines)
      for (const one of rects) {
        const far = apart(rect, one);
        if (far < kClear - 0.01) found.push(`label ${key} on the line ${wire.key}`);
        if (wire.key === key) own = Math.min(own, far);
        else if (far < nearest) [nearest, which] = [far, wire.key];
      }
    if (!named && nearest <= own) found.push(`label ${key} is nearer to the line ${which}`);
    if (!named && own > 12) found.push(`label ${key} is ${own.toFixed(0)} px from its line`);
    if (named && !tight) found.push(`label ${key} has a name`);
  }
  return [...new Set(found)];
}

/** Pairs of links of different sources whose lines lie on each other for a while, so that none can tell which goes where. */
export function merged({ folded, ways }: Arrangement): string[] {
  const sources = new Map(folded.links.map(({ key, source }) => [key, source]));
  const pieces = [...ways].flatMap(([key, way]) =>
    way.slice(1).map((to, at) => ({ key, rect: around({ from: way[at] ?? to, to }, 0) })),
  );
  const shared = (a: Rect, b: Rect): number =>
    Math.max(
      Math.min(a.right, b.right) - Math.max(a.left, b.left),
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
    );
  return pieces.flatMap((a, at) =>
    pieces
      .slice(at + 1)
      .filter((b) => sources.get(a.key) !== sources.get(b.key) && parallel(a.rect, b.rect))
      .filter((b) => apart(a.rect, b.rect) < 4 && shared(a.rect, b.rect) > 4)
      .map((b) => `${a.key} on ${b.key}`),
  );
}

function parallel(a: Rect, b: Rect): boolean {
  return (a.right - a.left < 1 && b.right - b.left < 1) || (a.bottom - a.top < 1 && b.bottom - b.top < 1);
}
