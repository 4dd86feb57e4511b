// Names of elements and derivatives as the page writes them: `W1[0,0]`, `∂L/∂W1[0,0]`.
import type { Direction, OpInfo, Shape } from "../engine/types.gen.ts";

/** One number of a node, by its position in the flat row-major array. */
export interface Place {
  id: string;
  index: number;
}

/** Glyph of a direction: ▸ along the arrows, ◂ against them. */
export const kGlyph: Record<Direction, string> = { along: "▸", against: "◂" };

/** Row and column of a flat index; a vector is a column of rows. */
export function position(shape: Shape, index: number): number[] {
  const columns = shape[1];
  if (shape.length === 0) return [];
  return columns === undefined ? [index] : [Math.floor(index / columns), index % columns];
}

/** The name of one element of a node. */
export function element(id: string, shape: Shape, index: number): string {
  const at = position(shape, index);
  return at.length === 0 ? id : `${id}[${at.join(",")}]`;
}

/** A derivative in one line. */
export function derivative(of: string, by: string): string {
  return `∂${of}/∂${by}`;
}

/** How many numbers an array of this shape has. */
export function size(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** The statement with the one-letter spelling of a function where its row has one, so that it is as short as on paper. */
export function short_statement(label: string, ops: readonly OpInfo[]): string {
  let text = label;
  for (const op of ops) {
    const letter = op.aliases.find((alias) => [...alias].length === 1);
    if (letter) text = text.replaceAll(`${op.name}(`, `${letter}(`);
  }
  return text;
}

/** `text` cut to `most` characters, with an ellipsis where something is missing. */
export function clipped(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, Math.max(1, most - 1)).join("")}…`;
}
