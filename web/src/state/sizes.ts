// What the page knows of the sizes that the text declares.
import type { SizeInfo } from "../engine/types.gen.ts";

export interface SizesState {
  /** The text that they are of. */
  text: string;
  sizes: readonly SizeInfo[];
}

export const kSizes: SizesState = { text: "", sizes: [] };
