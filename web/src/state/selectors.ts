// What panels read out of the state.
import { element, type Place } from "../view/labels.ts";
import { read_preset } from "./presets.ts";
import type { State } from "./state.ts";
import type { Version } from "./version.ts";

/** The title of the text, or else of its preset, the question of the network, and whether its text was changed. */
export function network(
  state: State,
  presets: readonly { id: string; title: string; question: string; text: string }[],
) {
  const known = presets.find(({ id }) => id === state.preset);
  const own = /^#\s*\S/.test(state.text);
  const named = own ? state.text : "# A network from a link";
  const preset = known ?? read_preset("", named);
  return {
    title: own ? read_preset("", state.text).title : preset.title,
    question: known || own ? preset.question : "",
    edited: known !== undefined && (known.text !== state.text || state.leaves.overrides.length > 0),
  };
}

/** The network that the reader can have back: the one that the last reset replaced, or else that of an earlier visit. */
export function restorable({ history, preset, link }: State): Version | null {
  return history.set_aside?.preset === preset ? history.set_aside : link.draft;
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
