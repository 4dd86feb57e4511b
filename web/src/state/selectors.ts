// What panels read out of the state.
import { element, type Place } from "../view/labels.ts";
import type { State } from "./state.ts";

/** The title and the question of the network, and whether its text was changed. */
export function network(
  state: State,
  presets: readonly { id: string; title: string; question: string; text: string }[],
) {
  const preset = presets.find(({ id }) => id === state.preset);
  return {
    title: preset?.title ?? "",
    question: preset?.question ?? "",
    edited: preset !== undefined && (preset.text !== state.text || state.leaves.overrides.length > 0),
  };
}

/** The name of an element of the last good result. */
export function place_name(state: State, place: Place | null): string {
  const shape = state.result?.graph.nodes.find((node) => node.id === place?.id)?.shape ?? [];
  return place ? element(place.id, shape, place.index) : "?";
}

/** Errors among the problems; the others are warnings and notes on a good result. */
export function errors(state: State) {
  return state.problems.filter((problem) => problem.severity === "error");
}
