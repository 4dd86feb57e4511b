// The lines of a large picture by tiles: each is there once, wherever the window has been before.
import { expect, test } from "vitest";
import { plan, settle } from "../../web/src/picture/arrange.ts";
import { type Scene, scene } from "../../web/src/picture/scene.ts";
import type { Grid, Sight, Tile } from "../../web/src/picture/tiles.ts";
import { crowd, tangle } from "../bench/graphs.mjs";
import { catalogue, picture_of } from "./networks.ts";

const room = { width: 900, downward: false };
const kStep = 1; // px between the points of a line that are looked at
const kNear = 1.2; // px: paths have one decimal, and bends are looked at as their two chords

type Point = readonly [x: number, y: number];

/** The straight pieces of a path; a bend is the chords from its ends to its middle. Written apart from the page's code. */
function segments(path: string): [Point, Point][] {
  const found: [Point, Point][] = [];
  let at: Point = [0, 0];
  for (const [, kind, rest = ""] of path.matchAll(/([MLQ])([^MLQ]*)/g)) {
    const numbers = rest
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const [x, y] = numbers.slice(-2) as [number, number];
    if (kind === "Q") {
      const [bx = 0, by = 0] = numbers;
      const middle: Point = [(at[0] + 2 * bx + x) / 4, (at[1] + 2 * by + y) / 4];
      found.push([at, middle], [middle, [x, y]]);
    } else if (kind === "L") found.push([at, [x, y]]);
    at = [x, y];
  }
  return found;
}

const length = (path: string): number =>
  segments(path).reduce((sum, [[ax, ay], [bx, by]]) => sum + Math.hypot(bx - ax, by - ay), 0);

function distance([px, py]: Point, [[ax, ay], [bx, by]]: [Point, Point]): number {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

const made = (text: string): Scene => {
  const picture = picture_of(text);
  return scene(picture, settle(plan(picture.graph, catalogue.ops, room)));
};
const grid_of = ({ left, top }: Scene, side: number): Grid => ({ left, top, side });
const all_of = ({ left, top, width, height }: Scene): Sight => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

const texts = [tangle(120), crowd(80)];

test.each(texts)("network %#: what the tiles draw is every line, once", (text) => {
  const one = made(text);
  const tiles = one.tiles.in_sight(one.wires, grid_of(one, 400), all_of(one), Infinity);
  for (const direction of ["along", "against", "plain"] as const) {
    const wanted = one.wires.flatMap(({ strokes }) =>
      strokes.filter((stroke) => (stroke.direction ?? "plain") === direction).map(({ path }) => path),
    );
    const drawn = tiles.map(([, tile]) => tile.get(direction) ?? "");
    const sum = (paths: readonly string[]): number => paths.reduce((all, path) => all + length(path), 0);
    expect(sum(drawn)).toBeGreaterThanOrEqual(0.99 * sum(wanted));
    expect(sum(drawn)).toBeLessThanOrEqual(1.01 * sum(wanted));
    const pieces = drawn.flatMap(segments);
    for (const path of wanted.slice(0, 40))
      for (const [from, to] of segments(path)) {
        const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / (40 * kStep));
        for (let at = 0; at <= steps; at++) {
          const t = at / Math.max(1, steps);
          const point: Point = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
          expect(Math.min(...pieces.map((piece) => distance(point, piece)))).toBeLessThan(kNear);
        }
      }
  }
});

test.each(texts)(
  "network %#: a tile holds only what is in it, and is the same whatever was looked at before",
  (text) => {
    const at_once = made(text);
    const all = new Map(at_once.tiles.in_sight(at_once.wires, grid_of(at_once, 400), all_of(at_once), Infinity));
    const panned = made(text);
    const grid = grid_of(panned, 400);
    const seen = new Map<string, Tile>();
    for (let x = panned.left; x < panned.left + panned.width; x += 400) {
      const sight = {
        left: x,
        top: panned.top,
        right: Math.min(x + 1200, panned.left + panned.width),
        bottom: panned.top + panned.height,
      };
      for (const [key, tile] of panned.tiles.in_sight(panned.wires, grid, sight, Infinity)) {
        if (seen.has(key)) expect(tile).toBe(seen.get(key)); // so that nothing of it is drawn again
        seen.set(key, tile);
      }
    }
    expect(new Map([...seen].sort())).toEqual(new Map([...all].sort()));
    for (const [key, tile] of all) {
      const [column = 0, row = 0] = key.split(" ").map(Number);
      for (const [x, y] of [...tile.values()].flatMap(segments).flat()) {
        expect(x).toBeGreaterThan(grid.left + column * 400 - 8);
        expect(x).toBeLessThan(grid.left + (column + 1) * 400 + 8);
        expect(y).toBeGreaterThan(grid.top + row * 400 - 8);
        expect(y).toBeLessThan(grid.top + (row + 1) * 400 + 8);
      }
    }
  },
);

test("another zoom has another grid", () => {
  const one = made(texts[0] ?? "");
  const paths = (side: number): string =>
    one.tiles
      .in_sight(one.wires, grid_of(one, side), all_of(one), Infinity)
      .flatMap(([, tile]) => [...tile.values()])
      .join();
  const wide = paths(800);
  expect(paths(400)).not.toBe(wide);
  expect(paths(800)).toBe(wide);
});
