// What the page knows of how costs grow with a size that the text declares.
import type { ScalePoint } from "../engine/types.gen.ts";

export interface ScalingState {
  /** The size that varies; the first that the text declares where it is empty or not there. */
  vary: string;
  /** The largest value it takes. */
  most: number;
  /** The text and the size that the points are of. */
  text: string;
  shown: string;
  points: readonly ScalePoint[];
  running: boolean;
  slow: boolean;
  /** Why there are no more points; empty where all are there. */
  why: string;
  /** What came of adding a size to the text. */
  said: string;
}

export const kScaling: ScalingState = {
  vary: "",
  most: 64,
  text: "",
  shown: "",
  points: [],
  running: false,
  slow: false,
  why: "",
  said: "",
};
