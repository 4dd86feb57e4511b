// Rectangles by place, so that what is near another is found without looking at all.

export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const kLeast = 64; // px of a cell
const kMost = 256; // cells across, and down

export class Grid<T extends Rect> {
  private readonly cells = new Map<number, T[]>();
  private readonly width: number;
  private readonly height: number;

  /** The border is left, top, right and bottom of all that is put in. */
  constructor(private readonly border: readonly [number, number, number, number]) {
    const [left, top, right, bottom] = border;
    this.width = Math.max(kLeast, (right - left) / kMost);
    this.height = Math.max(kLeast, (bottom - top) / kMost);
  }

  /** Columns and rows of the cells within so many px of a rectangle. */
  private range({ left, top, right, bottom }: Rect, around: number): [number, number, number, number] {
    const across = (x: number): number => Math.floor((x - this.border[0]) / this.width) + 1;
    const down = (y: number): number => Math.floor((y - this.border[1]) / this.height) + 1;
    return [across(left - around), across(right + around), down(top - around), down(bottom + around)];
  }

  add(one: T): void {
    const [left, right, top, bottom] = this.range(one, 0);
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) {
        const cell = row * (kMost + 8) + column;
        const known = this.cells.get(cell);
        if (known) known.push(one);
        else this.cells.set(cell, [one]);
      }
  }

  /** Whether one of those within so many px of a rectangle is as asked; some are asked of that are further away. */
  some(rect: Rect, around: number, asked: (one: T) => boolean): boolean {
    const [left, right, top, bottom] = this.range(rect, around);
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++)
        if (this.cells.get(row * (kMost + 8) + column)?.some(asked)) return true;
    return false;
  }
}
