// The document: what the user has made.
import type { LeavesState, Override } from "./leaves.ts";

/** What the user has made, and all that undo brings back. */
export interface Version {
  preset: string;
  text: string;
  overrides: readonly Override[];
}

/** The document of a state. */
export function version_of(state: { preset: string; text: string; leaves: LeavesState }): Version {
  return { preset: state.preset, text: state.text, overrides: state.leaves.overrides };
}
