// The nodes that words of the page speak of come into sight in the graph.
import type { Arrangement } from "../picture/arrange.ts";
import { spoken_marks } from "../picture/path_marks.ts";
import type { Box } from "../picture/pieces.ts";
import type { Scene } from "../picture/scene.ts";
import type { Spoken } from "../state/page.ts";

/** Brings the nodes that words begin to speak of into the graph's own window, the first of them last. */
export class SpokenNodes {
  private last: Spoken | null = null;

  constructor(private readonly show: (box: Box) => void) {}

  follow(spoken: Spoken | null, { folded }: Arrangement, { boxes }: Scene): void {
    if (spoken === this.last) return;
    this.last = spoken;
    const marks = spoken_marks(folded, spoken?.nodes);
    for (const box of boxes.filter(({ key }) => marks?.boxes.has(key)).reverse()) this.show(box);
  }
}
