// The graphs of the presets for their small pictures, asked for one after another when somebody wants to see them.
import type { Outcome } from "../engine/client.ts";
import { Answer } from "./answer.ts";
import type { GalleryState } from "./gallery.ts";
import { done, response_of } from "./outcome.ts";
import type { Core } from "./slice.ts";

type Presets = readonly { id: string; text: string }[];

export class GalleryVerbs {
  private readonly answer = new Answer<Presets, { ok: true }>({
    ask: (presets) => this.find(presets),
    settle: (presets) => {
      const { graphs } = this.core.state.gallery;
      if (!presets.every(({ id }) => graphs[id])) this.answer.again(); // the next look asks for what is missing
    },
  });

  constructor(private readonly core: Core<{ gallery: GalleryState }>) {}

  /** Asks for what is missing, once. */
  follow(presets: Presets): void {
    this.answer.follow(presets, "all");
  }

  private async find(presets: Presets): Promise<Outcome<{ ok: true }>> {
    for (const { id, text } of presets) {
      if (this.core.state.gallery.graphs[id]) continue;
      const outcome = await this.core.engine.call({ v: 1, kind: "graph", network: { text }, values: false }, "gallery");
      const response = response_of(outcome);
      if (response) {
        const graphs = { ...this.core.state.gallery.graphs, [id]: response.graph };
        this.core.write({ gallery: { graphs } });
      } else if (outcome.status !== "done") return outcome;
    }
    return done({ ok: true });
  }
}
