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

  private *near({ left, top, right, bottom }: Rect, around: number): Generator<number> {
    const across = (x: number): number => Math.floor((x - this.border[0]) / this.width) + 1;
    const down = (y: number): number => Math.floor((y - this.border[1]) / this.height) + 1;
    for (let row = down(top - around); row <= down(bottom + around); row++)
      for (let column = across(left - around); column <= across(right + around); column++)
        yield row * (kMost + 8) + column;
  }

  add(one: T): void {
    for (const cell of this.near(one, 0)) {
      const known = this.cells.get(cell);
      if (known) known.push(one);
      else this.cells.set(cell, [one]);
    }
  }

  /** Whether one of those within so many px of a rectangle is as asked; some are asked of that are further away. */
  some(rect: Rect, around: number, asked: (one: T) => boolean): boolean {
    for (const cell of this.near(rect, around)) if (this.cells.get(cell)?.some(asked)) return true;
    return false;
  }
}
