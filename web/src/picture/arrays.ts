// How one array is drawn: as digits in rows while it is short, else as a grid of cells.
import type { Shape } from "../engine/types.gen.ts";
import { size } from "../view/labels.ts";

/** What the cells are for: to choose one by pointer, to stand beside such cells, or only to be seen. */
export type Use = "choose" | "beside" | "see";

export interface Grid {
  rows: number;
  columns: number;
  cell_width: number;
  cell_height: number;
  /** The numbers are written in the cells. */
  digits: boolean;
  /** Cells are large enough to be pressed. */
  pressable: boolean;
  width: number;
  height: number;
  /** Flat index of the element in each cell, row by row. */
  elements: number[];
  /** Elements that have no cell. */
  left_out: number;
}

/** Width of a column of numbers where there is room for it. */
export const kColumn = 56;
const kTarget = 24; // smallest side of something to press
const kLine = 18;
const kMostDigits = 6;
const kMostSide = 4; // rows and columns of a matrix whose numbers are printed
const kMatrixColumn = 44;
const kMostPressable = 8;
const kMostShown = 24;

/** The grid for an array of this shape; a scalar or vector that is printed is one column of such a width. */
export function grid_of(shape: Shape, use: Use, column = kColumn): Grid {
  const count = size(shape);
  const line = use === "see" ? kLine : kTarget;
  const wide = shape[1] ?? 1;
  if (wide === 1 && count <= kMostDigits) return made(count, 1, 1, column, line, true, use === "choose", count);
  if (shape.length === 2 && wide <= kMostSide && (shape[0] ?? 1) <= kMostSide)
    return made(shape[0] ?? 1, wide, wide, kMatrixColumn, line, true, use === "choose", count);
  const stride = shape[1] ?? Math.min(8, count);
  const all_rows = shape.length === 2 ? (shape[0] ?? 1) : Math.ceil(count / stride);
  const pressable = use !== "see" && all_rows <= kMostPressable && stride <= kMostPressable;
  const rows = Math.min(all_rows, kMostShown);
  const columns = Math.min(stride, kMostShown);
  const side = rows > kMostPressable || columns > kMostPressable ? 8 : 14;
  const width = pressable ? (use === "choose" ? kTarget : 16) : side;
  return made(rows, columns, stride, width, pressable ? kTarget : side, false, pressable && use === "choose", count);
}

function made(
  rows: number,
  columns: number,
  stride: number,
  cell_width: number,
  cell_height: number,
  digits: boolean,
  pressable: boolean,
  count: number,
): Grid {
  const elements: number[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      if (row * stride + column < count) elements.push(row * stride + column);
  const width = columns * cell_width;
  const height = rows * cell_height;
  const left_out = count - elements.length;
  return { rows, columns, cell_width, cell_height, digits, pressable, width, height, elements, left_out };
}
