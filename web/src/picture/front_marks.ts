// Where the fronts of a race are → the links of the picture along which numbers move, each with its hue.

import type { Folded } from "./fold.ts";
import { path_marks } from "./path_marks.ts";
import type { Hue } from "./pieces.ts";

/** A node that computes, and the links that bring it what it needs or take on what it gives. */
export interface Moving {
  node: string;
  hue: Hue;
  links: readonly (readonly [source: string, to: string])[];
}

/** Hues of wires, by key. */
export function front_marks(folded: Folded, fronts: readonly (Moving | null)[]): ReadonlyMap<string, Hue> {
  const marks = new Map<string, Hue>();
  for (const front of fronts)
    for (const [source, to] of front?.links ?? [])
      for (const key of path_marks(folded, [source, folded.home.get(to) ?? to])?.wires ?? [])
        if (front) marks.set(key, front.hue);
  return marks;
}
