// What the page knows of the graphs of the presets.
import type { Graph } from "../engine/types.gen.ts";

export interface GalleryState {
  /** By id of the preset; missing while it is not there. */
  graphs: Readonly<Record<string, Graph>>;
}

export const kGallery: GalleryState = { graphs: {} };
