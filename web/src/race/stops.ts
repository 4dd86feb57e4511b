// Where a race may stop: at the nodes that its lanes compute.
import { type RaceLane, written } from "./lane.ts";

/** The nodes that some lane computes, in the order in which they come first. */
export function stops(lanes: readonly RaceLane[]): string[] {
  return [...new Set(lanes.flatMap(({ first }) => (first[0]?.beats ?? []).map(({ node }) => written(node))))];
}
