// The graphs of the presets for their small pictures, asked for one after another when somebody wants to see them.
import type { Graph } from "../engine/types.gen.ts";
import type { Core } from "./slice.ts";

export interface GalleryState {
  /** By id of the preset; missing while it is not there. */
  graphs: Readonly<Record<string, Graph>>;
}

export const kGallery: GalleryState = { graphs: {} };

export class GalleryVerbs {
  private asked = false;

  constructor(private readonly core: Core<{ gallery: GalleryState }>) {}

  /** Asks for what is missing, once. */
  follow(presets: readonly { id: string; text: string }[]): void {
    if (this.asked) return;
    this.asked = true;
    void this.ask(presets);
  }

  private async ask(presets: readonly { id: string; text: string }[]): Promise<void> {
    for (const { id, text } of presets) {
      if (this.core.state.gallery.graphs[id]) continue;
      const outcome = await this.core.engine.call({ v: 1, kind: "graph", network: { text } }, "gallery");
      if (outcome.status !== "done" || !outcome.response.ok) {
        this.asked = false; // the next look asks again for what is missing
        continue;
      }
      const graphs = { ...this.core.state.gallery.graphs, [id]: outcome.response.graph };
      this.core.write({ gallery: { graphs } });
    }
  }
}
