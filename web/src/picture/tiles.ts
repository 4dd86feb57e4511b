// The lines of a large picture by the tiles of a grid: while its window moves, what stays in sight stays what it is.
import type { Direction } from "../engine/types.gen.ts";
import type { Point } from "./card.ts";
import { push } from "./once.ts";
import type { Wire } from "./pieces.ts";
import { type Piece, path_of, pieces_of } from "./wire.ts";

/** A rectangle of the scene. */
export interface Sight {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A grid over a scene: where its first tile begins, and how long a side of a tile is. */
export interface Grid {
  left: number;
  top: number;
  side: number;
}

/** The lines in a tile, a path for each direction; "plain" carries no derivative. */
export type Tile = ReadonlyMap<Direction | "plain", string>;

/** Tiles from column `left` to `right`, and from row `top` to `bottom`, all of them included. */
type Range = Sight;

const kLoose = 8; // px around a way: its two lines, and the bends between them

/** The tiles that a part of the scene touches. */
function range_of({ left, top, side }: Grid, sight: Sight): Range {
  return {
    left: Math.floor((sight.left - left) / side + 1e-9),
    top: Math.floor((sight.top - top) / side + 1e-9),
    right: Math.ceil((sight.right - left) / side - 1e-9) - 1,
    bottom: Math.ceil((sight.bottom - top) / side - 1e-9) - 1,
  };
}

function borders(from: number, to: number, origin: number, side: number, first: number, last: number): number[] {
  const at: number[] = [];
  for (let line = first; line <= last + 1; line++) {
    const t = (origin + line * side - from) / (to - from);
    if (t > 0 && t < 1) at.push(t);
  }
  return at;
}

/** A straight piece, parted where it passes from one tile of the range to another; what is outside is one piece on each side. */
function parted({ from, to }: Piece, { left, top, side }: Grid, range: Range): Piece[] {
  const cuts = [
    ...borders(from.x, to.x, left, side, range.left, range.right),
    ...borders(from.y, to.y, top, side, range.top, range.bottom),
  ].sort((a, b) => a - b);
  const at = (t: number): Point => ({ x: from.x + t * (to.x - from.x), y: from.y + t * (to.y - from.y) });
  const points = [from, ...cuts.map(at), to];
  return points.slice(1).map((end, index) => ({ from: points[index] ?? from, to: end }));
}

/** The key of the tile that a piece lies in; null outside of the range. */
function tile_of({ from, to, by }: Piece, { left, top, side }: Grid, range: Range): string | null {
  const middle = by ?? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const [column, row] = [Math.floor((middle.x - left) / side), Math.floor((middle.y - top) / side)];
  const inside = column >= range.left && column <= range.right && row >= range.top && row <= range.bottom;
  return inside ? `${column} ${row}` : null;
}

/** The parts of a way that are in a range, each with what of it is just outside, and whether that is where the way begins and ends. */
function parts_of(way: readonly Point[], { left, top, side }: Grid, range: Range): { from: number; to: number }[] {
  const [low, high] = [left + range.left * side - kLoose, left + (range.right + 1) * side + kLoose];
  const [upper, lower] = [top + range.top * side - kLoose, top + (range.bottom + 1) * side + kLoose];
  const parts: { from: number; to: number }[] = [];
  for (let at = 1; at < way.length; at++) {
    const [a, b] = [way[at - 1], way[at]];
    if (!a || !b || Math.max(a.x, b.x) < low || Math.min(a.x, b.x) > high) continue;
    if (Math.max(a.y, b.y) < upper || Math.min(a.y, b.y) > lower) continue;
    const last = parts.at(-1);
    if (last && last.to >= at - 1) last.to = Math.min(way.length - 1, at + 1);
    else parts.push({ from: Math.max(0, at - 2), to: Math.min(way.length - 1, at + 1) });
  }
  return parts;
}

/** The pieces of a line in each tile of the range, those that follow each other together. */
function runs_of(pieces: readonly Piece[], grid: Grid, range: Range): [tile: string, run: Piece[]][] {
  const runs: [string, Piece[]][] = [];
  let last: string | null = null;
  for (const piece of pieces.flatMap((one) => (one.by ? [one] : parted(one, grid, range)))) {
    const tile = tile_of(piece, grid, range);
    if (tile !== null && tile === last) runs.at(-1)?.[1].push(piece);
    else if (tile !== null) runs.push([tile, [piece]]);
    last = tile;
  }
  return runs;
}

const kTaskMs = 20; // that tiles may be made in; those that are left are made when they are asked for again

/** The tiles of one arrangement; each is made once. */
export class Tiles {
  /** Not all that were asked for are there yet. */
  pending = false;
  private readonly made = new Map<string, Tile>();
  private side = 0;

  /** The tiles in sight that there are, by their keys; makes what is missing, column by column, for so long. */
  in_sight(wires: readonly Wire[], grid: Grid, sight: Sight, most_ms = kTaskMs): [key: string, Tile][] {
    if (grid.side !== this.side) this.made.clear();
    this.side = grid.side;
    this.pending = false;
    const range = range_of(grid, sight);
    const found: [string, Tile][] = [];
    const end = performance.now() + most_ms;
    for (let column = range.left; column <= range.right; column++) {
      const keys = Array.from({ length: range.bottom - range.top + 1 }, (_, row) => `${column} ${range.top + row}`);
      if (keys.some((key) => !this.made.has(key))) {
        this.pending ||= performance.now() > end;
        if (this.pending) continue;
        this.make(wires, grid, { ...range, left: column, right: column }, keys);
      }
      for (const key of keys) found.push([key, this.made.get(key) ?? new Map()]);
    }
    return found;
  }

  private make(wires: readonly Wire[], grid: Grid, range: Range, keys: readonly string[]): void {
    const paths = new Map<string, Map<Direction | "plain", string[]>>();
    for (const key of keys) if (!this.made.has(key)) paths.set(key, new Map());
    for (const { way, directions } of wires)
      for (const { from, to } of parts_of(way, grid, range))
        for (const direction of directions) {
          const pieces = pieces_of(way, direction, directions.length > 1, from, to);
          for (const [tile, run] of runs_of(pieces, grid, range)) {
            const lines = paths.get(tile);
            if (lines) push(lines, direction ?? "plain", path_of(run));
          }
        }
    for (const [key, lines] of paths)
      this.made.set(key, new Map([...lines].map(([direction, all]) => [direction, all.join("")])));
  }
}
