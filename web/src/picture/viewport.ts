// The window through which the graph is seen: how much of the scene is in it, and where it stands after a zoom.
import type { Scene } from "./scene.ts";
import type { Grid, Sight } from "./tiles.ts";

/** The window: how far it is scrolled, and its size, in px of the screen. */
export interface View {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

/** Where the left upper corner of the picture stands in the window; negative where the window is scrolled. */
export interface Corner {
  x: number;
  y: number;
}

/** Empty px around the picture, and how far the window is scrolled. */
export interface Room {
  left: number;
  top: number;
  right: number;
  bottom: number;
  x: number;
  y: number;
}

const kAllDrawn = 40; // boxes; of more, only those near the window are drawn
const kTile = 400; // px of the screen; what is drawn changes only when the window enters another tile
const kLeast = 0.08;
const kMost = 3;

/** A zoom within bounds; near 1 it is 1, where every word is drawn. */
export function bounded(zoom: number): number {
  const kept = Math.min(kMost, Math.max(kLeast, zoom));
  return Math.abs(kept - 1) < 0.04 ? 1 : kept;
}

/** The tiles of a scene at a zoom. */
export const grid_of = ({ left, top }: Pick<Scene, "left" | "top">, zoom: number): Grid => ({
  left,
  top,
  side: kTile / zoom,
});

/** The part of the scene to draw, with so many tiles around the window; null for all of it. */
export function sight_of(scene: Scene, view: View, zoom: number, around = 1): Sight | null {
  return scene.boxes.length <= kAllDrawn ? null : window_of(scene, view, zoom, around);
}

/** The window, with so many tiles around it. */
export function window_of(scene: Scene, view: View, zoom: number, around: number): Sight {
  const first = (at: number): number => (Math.floor(at / kTile) - around) * kTile;
  const last = (at: number): number => (Math.ceil(at / kTile) + around) * kTile;
  return {
    left: scene.left + first(view.x) / zoom,
    top: scene.top + first(view.y) / zoom,
    right: scene.left + last(view.x + view.width) / zoom,
    bottom: scene.top + last(view.y + view.height) / zoom,
  };
}

/** Where the corner of the picture stands in the window after a zoom, so that the point at (at_x, at_y) of the window stays there. */
export function zoomed(corner: Corner, from: number, to: number, at_x: number, at_y: number): Corner {
  return { x: at_x - ((at_x - corner.x) * to) / from, y: at_y - ((at_y - corner.y) * to) / from };
}

/** Room around a picture of such a size, and how far the window is scrolled, so that its corner can stand where it is to. */
export function room_for(corner: Corner, size: Size, view: Size): Room {
  return {
    left: Math.max(0, corner.x),
    top: Math.max(0, corner.y),
    right: Math.max(0, view.width - corner.x - size.width),
    bottom: Math.max(0, view.height - corner.y - size.height),
    x: Math.max(0, -corner.x),
    y: Math.max(0, -corner.y),
  };
}

/** The zoom at which the whole scene is in the window; never above 1. */
export function fitting(scene: Size, view: Size): number {
  return bounded(Math.min(1, view.width / scene.width, view.height / scene.height));
}

const kLetter = 7.3; // px of the screen
const kEnough = 6; // letters by which a longer name is known, too

/** How many letters of its name a block shows from far away. */
export function letters_in(box: Size, zoom: number): number {
  return box.height * zoom < 12 ? 0 : Math.max(0, Math.floor((box.width * zoom - 8) / kLetter));
}

/** The least zoom at which every block of a scene shows its name. */
export function least_readable(boxes: readonly (Size & { key: string })[]): number {
  return boxes.reduce((least, { key, width, height }) => {
    const letters = Math.min([...key].length, kEnough);
    return Math.max(least, 12 / height, (letters * kLetter + 8) / width);
  }, 0);
}

/** Where the window has to stand to show a rectangle of the scene with something around it. */
export function shown(
  scene: Scene,
  view: View,
  zoom: number,
  box: { x: number; y: number; width: number; height: number },
): { x: number; y: number } {
  const kAround = 24;
  const along = (at: number, size: number, from: number, length: number): number => {
    const [low, high] = [at - kAround, at + size + kAround - length];
    return low < from || size > length ? low : Math.max(from, high);
  };
  return {
    x: along((box.x - scene.left) * zoom, box.width * zoom, view.x, view.width),
    y: along((box.y - scene.top) * zoom, box.height * zoom, view.y, view.height),
  };
}
