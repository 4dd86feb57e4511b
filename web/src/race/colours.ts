// Which columns of a Jacobian, or rows, share a sweep: their colours, as letters, where any two have one.
import type { Direction, Run, RunColouring } from "../engine/types.gen.ts";
import { kGlyph } from "../view/labels.ts";

/** The colours of the columns (along) or of the rows (against); null where each has one of its own, or none is known. */
export function colours_of(runs: readonly Run[], direction: Direction): RunColouring | null {
  const found = runs.find((run) => run.colouring && run.direction === direction)?.colouring;
  return found && found.colours < found.of.length ? found : null;
}

/** A … Z, then A2 … */
export function letter(colour: number): string {
  const round = Math.floor(colour / 26);
  return String.fromCharCode(65 + (colour % 26)) + (round > 0 ? round + 1 : "");
}

/** How many colours there are, beside the fewest that there can be; empty where none is shared. */
export function colours_words(runs: readonly Run[]): string {
  const words = (direction: Direction, one: string, other: string, sweep: string): string => {
    const found = colours_of(runs, direction);
    return found
      ? `${one} of one letter share no ${other}, and so a ${sweep}: ${kGlyph[direction]} ${found.colours} colours (${found.at_least} at least).`
      : "";
  };
  return `${words("along", "Columns", "row", "pass")} ${words("against", "Rows", "column", "sweep")}`.trim();
}
