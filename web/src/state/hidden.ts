// A number that a link hides.
import type { kHidden } from "../link/link.ts";

/** A number that is asked for: an element of a node, and which of its numbers. */
export interface Asked {
  id: string;
  index: number;
  of: (typeof kHidden)[number];
}
