// Where a derivative stands on its line: at the first spot that covers no card and, if there is one, nothing else.
import type { Arrangement } from "./arrange.ts";
import type { Point } from "./layout.ts";

interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const kBeforeHead = 9;
const kFromLeaf = 17;
const kStride = 6; // px between spots that are tried
const kClear = 2; // px around a mark
const kMostLinks = 150; // of more, a mark stands where it would stand anyway

/** The spots of an arrangement that are given away, with the marks that stand there. */
const cache = new WeakMap<Arrangement, { spots: Map<string, Point | null>; marks: Map<string, Rect> }>();

/** The middle of a mark of such a size on the way of a link; null where there is no room for it. */
export function label_place(arrangement: Arrangement, key: string, width: number, height: number, from_leaf: boolean) {
  const { spots, marks } = cache.get(arrangement) ?? {
    spots: new Map<string, Point | null>(),
    marks: new Map<string, Rect>(),
  };
  cache.set(arrangement, { spots, marks });
  const name = `${key} ${width} ${height}`;
  const old = spots.get(name);
  if (old !== undefined) return old;
  const way = arrangement.ways.get(key) ?? [];
  const wanted = tried(way, width, height, from_leaf);
  const many = arrangement.ways.size > kMostLinks;
  const cards = many ? [] : cards_of(arrangement);
  const lines = many || from_leaf ? [] : lines_of(arrangement, key);
  const others = [...marks].flatMap(([other, mark]) => (other === key ? [] : [mark]));
  const around = ({ x, y }: Point): Rect => {
    const [half, tall] = [width / 2 + kClear, height / 2 + kClear];
    return { left: x - half, top: y - tall, right: x + half, bottom: y + tall };
  };
  const free = (taken: readonly Rect[]) => wanted.find((point) => !taken.some((one) => meet(around(point), one)));
  // Between two layers of neurons marks touch, and where lines cross everywhere one may stand over a line.
  const touching = others.map(closer);
  const spot =
    free([...cards, ...others, ...lines]) ??
    free([...cards, ...touching, ...lines]) ??
    free([...cards, ...touching]) ??
    null;
  if (spot) marks.set(key, around(spot));
  spots.set(name, spot);
  return spot;
}

/** A mark without the room around it and around the one beside it. */
function closer({ left, top, right, bottom }: Rect): Rect {
  return { left: left + 2 * kClear, top: top + 2 * kClear, right: right - 2 * kClear, bottom: bottom - 2 * kClear };
}

function meet(a: Rect, b: Rect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function cards_of({ placed }: Arrangement): Rect[] {
  return [...placed.values()].map(({ card, x, y }) => ({
    left: x,
    top: y,
    right: x + card.width,
    bottom: y + card.height,
  }));
}

/** Every line but its own, for a link between blocks: leaves stand so close that lines run side by side. */
function lines_of({ ways }: Arrangement, key: string): Rect[] {
  return [...ways].flatMap(([other, way]) =>
    other === key
      ? []
      : way.slice(1).map((to, at): Rect => {
          const from = way[at] ?? to;
          return {
            left: Math.min(from.x, to.x) - kClear,
            top: Math.min(from.y, to.y) - kClear,
            right: Math.max(from.x, to.x) + kClear,
            bottom: Math.max(from.y, to.y) + kClear,
          };
        }),
  );
}

/** Spots in the order in which they are tried: before the head of the line or beside the leaf, then along the whole way. */
function tried(way: readonly Point[], width: number, height: number, from_leaf: boolean): Point[] {
  const pieces = way.slice(1).map((to, at) => ({ from: way[at] ?? to, to }));
  const [first] = from_leaf ? pieces : [...pieces].reverse();
  if (!first) return [];
  const [near, far] = from_leaf ? [first.from, first.to] : [first.to, first.from];
  const upright = Math.abs(far.x - near.x) < 1;
  const length = Math.hypot(far.x - near.x, far.y - near.y) || 1;
  const back = upright ? kFromLeaf : kBeforeHead + width / 2;
  const part = Math.min(back / length, from_leaf ? 0.5 : 1);
  const best = { x: near.x + (far.x - near.x) * part, y: near.y + (far.y - near.y) * part };
  const others = (from_leaf ? pieces : [...pieces].reverse()).flatMap(({ from, to }) => {
    const long = Math.hypot(to.x - from.x, to.y - from.y);
    const ends = (Math.abs(to.x - from.x) < 1 ? height : width) / 2 + 2;
    const count = Math.floor((long - 2 * ends) / kStride);
    return Array.from({ length: Math.max(0, count + 1) }, (_, index) => {
      const at = (ends + index * kStride) / long;
      return { x: to.x + (from.x - to.x) * at, y: to.y + (from.y - to.y) * at };
    });
  });
  return [best, ...others];
}
