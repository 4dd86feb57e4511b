// The window through which the graph is seen: how much of the scene is in it, and where it stands after a zoom.
import type { Scene } from "./scene.ts";

/** A rectangle of the scene. */
export interface Sight {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The window: how far it is scrolled, and its size, in px of the screen. */
export interface View {
  x: number;
  y: number;
  width: number;
  height: number;
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

/** The part of the scene to draw, with so many tiles around the window; null for all of it. */
export function sight_of(scene: Scene, view: View, zoom: number, around = 1): Sight | null {
  if (scene.boxes.length <= kAllDrawn) return null;
  const first = (at: number): number => (Math.floor(at / kTile) - around) * kTile;
  const last = (at: number): number => (Math.ceil(at / kTile) + around) * kTile;
  return {
    left: scene.left + first(view.x) / zoom,
    top: scene.top + first(view.y) / zoom,
    right: scene.left + last(view.x + view.width) / zoom,
    bottom: scene.top + last(view.y + view.height) / zoom,
  };
}

/** Where the window stands after a zoom, so that the point under (at_x, at_y) of the window stays there. */
export function zoomed(view: View, from: number, to: number, at_x: number, at_y: number): { x: number; y: number } {
  return { x: ((view.x + at_x) * to) / from - at_x, y: ((view.y + at_y) * to) / from - at_y };
}

/** The zoom at which the whole scene is in the window; never above 1. */
export function fitting(scene: Scene, view: View): number {
  return bounded(Math.min(1, view.width / scene.width, view.height / scene.height));
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
