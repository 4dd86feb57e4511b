// A sentence with figures in it: plain words without a digit, and between them numbers of the engine's answer and names.
import { html, type TemplateResult } from "lit";
import type { Direction, Real } from "../engine/types.gen.ts";
import { counted, number, times, whole } from "./format.ts";

/** A figure of a sentence, or a name; everything else of it is plain words without a digit. */
export interface Figure {
  kind: "number" | "name";
  text: string;
  hue?: Direction;
  /** Id of the preset that a press on it opens. */
  opens?: string;
}

export type Sentence = readonly (string | Figure)[];

/** Words, and figures or whole sentences between them. */
export function say(words: TemplateStringsArray, ...figures: (Figure | string | Sentence)[]): Sentence {
  return words.flatMap((word, at) => [word, ...[figures[at] ?? []].flat()]).filter((one) => one !== "");
}

export function name(text: string, hue?: Direction): Figure {
  return { kind: "name", text, ...(hue ? { hue } : {}) };
}

export function figure(value: number | Real, hue?: Direction): Figure {
  return { kind: "number", text: number(value), ...(hue ? { hue } : {}) };
}

/** A whole number, with its unit where it has one. */
export function count(value: number, unit = "", hue?: Direction, units = `${unit}s`): Figure {
  const text = unit ? counted(value, unit, units) : whole(value);
  return { kind: "number", text, ...(hue ? { hue } : {}) };
}

export function ratio(value: number, hue?: Direction): Figure {
  return { kind: "number", text: times(value), ...(hue ? { hue } : {}) };
}

/** Figures as the engine or `format` wrote them. */
export function digits(text: string, hue?: Direction): Figure {
  return { kind: "number", text, ...(hue ? { hue } : {}) };
}

/** The sentence as markup; `open` is called with the preset of a figure that is pressed, and without it none can be. */
export function spoken(sentence: Sentence, open?: (preset: string) => void): (string | TemplateResult)[] {
  return sentence.map((part) => {
    if (typeof part === "string") return part;
    const { kind, text, hue = "" as never, opens } = part;
    if (opens && open) return html`<button class="opens" data-figure @click=${() => open(opens)}>${text}</button>`;
    const classes = `${hue} ${/[=≈]/.test(text) ? "long" : ""}`;
    return kind === "name"
      ? html`<code class=${hue}>${text}</code>`
      : html`<b class=${classes} data-figure>${text}</b>`;
  });
}
