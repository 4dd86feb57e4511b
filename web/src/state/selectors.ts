// What panels read out of the state.
import type { Diagnostic } from "../engine/types.gen.ts";
import { by_id } from "../view/by_id.ts";
import { element, type Place } from "../view/labels.ts";
import type { State } from "./state.ts";
import type { Version } from "./version.ts";

/** What a line says that is a comment; else empty. */
function comment(line = ""): string {
  return /^#\s*(\S.*?)\s*$/.exec(line)?.[1] ?? "";
}

/** What a text is called in a list: its title, or else its first statement. */
export function heading_of(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return comment(lines[0]) || lines.find((line) => line !== "" && !line.startsWith("#")) || "A network";
}

/** What a network without a title is called that has come from no preset. */
function unnamed({ history, link, text }: State): string {
  return history.past.length > 0 && text !== link.strange ? "A network of your own" : "A network from a link";
}

/** A text with its numbers taken out, but for those that make the network larger or smaller. */
function structure(text: string): string {
  return text.replace(/^(?!#|size\b).+$/gm, (line) => line.replace(/-?\d+(\.\d*)?(e[-+]?\d+)?/g, "0"));
}

/**
 * The title of a text and the question that it asks, its first two lines where they are comments, and whether it was changed.
 * A text without a question asks that of the first preset, and so does one of which the preset's figures are not true any more.
 */
export function network(
  state: State,
  presets: readonly { id: string; title: string; question: string; text: string }[],
) {
  const known = presets.find(({ id }) => id === state.preset);
  const [first, second] = state.text.split("\n", 2);
  const title = comment(first);
  const asked = title && comment(second).endsWith("?") ? comment(second) : "";
  const outdated = known?.question === asked && /\d/.test(asked) && structure(known.text) !== structure(state.text);
  return {
    title: title || (known ? "A network" : state.text.trim() === "" ? "An empty network" : unnamed(state)),
    question: (outdated ? "" : asked) || (presets[0]?.question ?? ""),
    edited: known !== undefined && (known.text !== state.text || state.leaves.overrides.length > 0),
  };
}

/** The network that the reader can have back: the one that the last reset replaced, or else that of an earlier visit. */
export function restorable({ history, preset, link }: State): Version | null {
  return history.set_aside?.preset === preset ? history.set_aside : link.draft;
}

/** The name of an element of the last good result. */
export function place_name(state: State, place: Place | null): string {
  const shape = by_id(state.result?.graph.nodes ?? []).get(place?.id ?? "")?.shape ?? [];
  return place ? element(place.id, shape, place.index) : "?";
}

/** Whether a problem says no more than that nothing is computed yet. */
function is_beginning({ code, span }: Diagnostic): boolean {
  return code === "E_EMPTY" || (code === "E_OUTPUT" && !span);
}

/** What is said of a text that is not wrong, and computes nothing yet; null of any other. */
export function beginning(problems: readonly Diagnostic[]): Diagnostic | null {
  return problems.every(is_beginning) ? (problems[0] ?? null) : null;
}

/** Errors among the problems; the others are warnings and notes on a good result, or say how to begin. */
export function errors({ problems }: State) {
  return beginning(problems) ? [] : problems.filter(({ severity }) => severity === "error");
}

/** Whether nothing is wrong with the text but that it has too many numbers: what it costs can be said all the same. */
export const is_too_large = ({ text, large, result }: State): boolean => result === null && text === large?.text;
