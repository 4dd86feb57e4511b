// Where a derivative stands: beside its line, clear of cards, lines and other derivatives, and nearer to its own line than to any other.
import type { Arrangement } from "./arrange.ts";
import type { Point } from "./card.ts";
import { Grid, type Rect } from "./grid.ts";
import { finish } from "./portions.ts";

/** What a mark keeps clear of: a card, a mark or a line, whose key says whose. */
interface Taken extends Rect {
  line: string | null;
}

interface Piece {
  from: Point;
  to: Point;
}

const kLine = 3.5; // half the width of the two lines of a link
const kHead = { half: 6.5, long: 9 }; // of the heads at their ends
const kClear = 3; // px from a mark to everything
const kFurther = 3; // more to the lines of others, so that it is nearest to its own even where that is a single one
const kOut = kLine + kClear + 0.1;
const kStride = 6; // px between spots that are tried
const kMostTried = 20; // along one piece
const kNames = 15; // px over the blocks of a tight row, for the derivatives that are written there
const kBorder = 5; // px around the picture
const kPortion = 1000; // lines that are looked at before something else may be done

/** A middle of a mark that is tried; `more` px further from its own line than need be, and so from those of others. */
interface Spot extends Point {
  more: number;
}

interface Spots {
  taken: Grid<Taken>;
  /** Those that are given away. */
  given: Map<string, Point | null>;
}

const cache = new WeakMap<Arrangement, Spots>();

/** Looks, in portions, at what marks have to keep clear of. */
export function* preparing(arrangement: Arrangement): Generator<void, Spots> {
  const spots: Spots = { taken: yield* taking(arrangement), given: new Map() };
  cache.set(arrangement, spots);
  return spots;
}

/** The middle of a mark of such a size beside the way of a link; null where there is no room for it. */
export function label_place(arrangement: Arrangement, key: string, width: number, height: number, from_leaf: boolean) {
  const { taken, given } = cache.get(arrangement) ?? finish(preparing(arrangement));
  const name = `${key} ${width} ${height}`;
  const old = given.get(name);
  if (old !== undefined) return old;
  const [left, top, right, bottom] = arrangement.border;
  const free = ({ x, y, more }: Spot): boolean => {
    const mark = around(x, y, width / 2, height / 2);
    if (mark.left < left - kBorder || mark.right > right + kBorder) return false;
    if (mark.top < top - kBorder || mark.bottom > bottom + kBorder) return false;
    const others = kClear + kFurther + more;
    return !taken.some(mark, others, (one) => {
      const far = one.line === null || one.line === key ? kClear : others;
      return meet(mark, one, far);
    });
  };
  const spot = tried(arrangement.ways.get(key) ?? [], width, height, from_leaf).find(free) ?? null;
  if (spot) taken.add({ ...around(spot.x, spot.y, width / 2, height / 2), line: null });
  given.set(name, spot);
  return spot;
}

function around(x: number, y: number, half: number, tall: number): Rect {
  return { left: x - half, top: y - tall, right: x + half, bottom: y + tall };
}

function meet(a: Rect, b: Rect, far: number): boolean {
  return a.left < b.right + far && b.left < a.right + far && a.top < b.bottom + far && b.top < a.bottom + far;
}

function pieces_of(way: readonly Point[]): Piece[] {
  return way.slice(1).map((to, at) => ({ from: way[at] ?? to, to }));
}

function upright({ from, to }: Piece): boolean {
  return Math.abs(to.x - from.x) < Math.abs(to.y - from.y);
}

/** The head at the beginning of a piece. */
function head(piece: Piece): Rect {
  const { from, to } = piece;
  const { half, long } = kHead;
  const [x, y] = [from.x + (Math.sign(to.x - from.x) * long) / 2, from.y + (Math.sign(to.y - from.y) * long) / 2];
  return upright(piece) ? around(from.x, y, half, long / 2) : around(x, from.y, long / 2, half);
}

function* taking({ placed, ways, border, tight }: Arrangement): Generator<void, Grid<Taken>> {
  const grid = new Grid<Taken>(border);
  for (const { card, x, y } of placed.values()) {
    const top = tight && card.block ? y - kNames : y;
    grid.add({ left: x, top, right: x + card.width, bottom: y + card.height, line: null });
  }
  let count = 0;
  for (const [key, way] of ways) {
    if (++count % kPortion === 0) yield;
    const pieces = pieces_of(way);
    for (const { from, to } of pieces)
      grid.add({
        left: Math.min(from.x, to.x) - kLine,
        top: Math.min(from.y, to.y) - kLine,
        right: Math.max(from.x, to.x) + kLine,
        bottom: Math.max(from.y, to.y) + kLine,
        line: key,
      });
    const [first, last] = [pieces[0], pieces.at(-1)];
    if (first) grid.add({ ...head(first), line: key });
    if (last) grid.add({ ...head({ from: last.to, to: last.from }), line: key });
  }
  return grid;
}

/**
 * Spots in the order in which they are tried: from the end of the line, or from its beginning at a leaf; over a level
 * piece, then under it; on the right of an upright one, then on its left.
 */
function tried(way: readonly Point[], width: number, height: number, from_leaf: boolean): Spot[] {
  const pieces = pieces_of(way);
  const ordered = from_leaf ? pieces : pieces.reverse().map(({ from, to }) => ({ from: to, to: from }));
  return ordered.flatMap((piece, index) => {
    const { from, to } = piece;
    const long = Math.hypot(to.x - from.x, to.y - from.y);
    if (long < 1) return [];
    const tall = upright(piece);
    const half = (tall ? height : width) / 2;
    const corner = index === 0 ? kHead.long + kClear + kFurther + 0.1 : kOut + 0.5;
    const count = Math.max(0, Math.floor((long - 2 * half - corner - kOut) / kStride));
    const at = (far: number): Point => ({
      x: from.x + ((to.x - from.x) * far) / long,
      y: from.y + ((to.y - from.y) * far) / long,
    });
    const along = [
      ...Array.from(
        { length: Math.min(count + 1, kMostTried - 5) },
        (_, stride) => Math.min(long / 2, half + corner) + stride * kStride,
      ),
      ...[0, 1, -1, 2, -2].map((strides) => long / 2 + strides * kStride),
    ]
      .filter((far) => far >= 0 && far <= long)
      .slice(0, kMostTried);
    const side = (tall ? width : height) / 2 + kOut;
    const over = side + kHead.half - kLine; // beside a head
    const sides = tall ? [side, over, -side, -over] : [-side, -over, side, over];
    return along.flatMap((far) => {
      const { x, y } = at(far);
      return sides.map((out) => {
        const more = Math.abs(out) - side;
        return tall ? { x: x + out, y, more } : { x, y: y + out, more };
      });
    });
  });
}
