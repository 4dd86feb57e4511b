// Where the leaves of a block stand: under it or on its right, each with a line of its own that passes no other.
import type { Card } from "./card.ts";

export interface Size {
  width: number;
  height: number;
}

/** How far a block reaches with its leaves, from its left upper corner. */
export type Extent = Size;

const kGap = 16; // from a block to a leaf whose line carries nothing
const kBetween = 4; // of leaves side by side
const kBeside = 8; // more before lines
const kStack = 8; // of leaves one over the other, on the right of a block
const kTrack = 11; // distance of two lines
const kFirst = 9; // of a line from the leaf that it passes
const kEdge = 6; // of a line from the corner of a block
const kRise = 10; // from a leaf to where its line bends
const kAround = 15; // px that what stands on a line needs beside its own height
const kHeads = 26; // and beside its own width, for the heads of the line
const kBend = 5; // more for a line that bends under it

interface Stack {
  leaves: Card[];
  /** Width of the lines on the left of its leaves, one for each but the first. */
  lines: number;
  width: number;
  height: number;
}

function lines_of(leaves: readonly Card[]): number {
  return leaves.length < 2 ? 0 : kFirst + kTrack * (leaves.length - 2) + kEdge + kBeside;
}

function width_of(stacks: readonly Stack[]): number {
  return stacks.reduce((sum, { width }) => sum + width + kBetween, -kBetween);
}

function stack_of(leaves: readonly Card[]): Stack {
  const lines = lines_of(leaves);
  const width = lines + Math.max(...leaves.map((leaf) => leaf.width));
  return { leaves: [...leaves], lines, width, height: leaves.reduce((sum, { height }) => sum + height, 0) };
}

/** Side by side while there is room, else each under others where that takes the least area. */
function stacks_of(leaves: readonly Card[], most: number): Stack[] {
  let stacks: Stack[] = [];
  for (const leaf of leaves) {
    if (stacks.length === 0 || width_of(stacks) + kBetween + leaf.width <= most) {
      stacks.push(stack_of([leaf]));
      continue;
    }
    const tries = stacks.map((at) => stacks.map((one) => (one === at ? stack_of([...one.leaves, leaf]) : one)));
    const area = (some: readonly Stack[]): number => width_of(some) * Math.max(...some.map(({ height }) => height));
    stacks = tries.reduce((best, one) => (area(one) < area(best) ? one : best));
  }
  return stacks;
}

/** Makes a block wider, and its columns of numbers with it. */
function widen(body: Card, width: number): void {
  const columns = [body.value, body.along, body.against].flatMap((column) => (column ? [column] : []));
  const more = Math.max(0, width - body.width) / columns.length;
  for (const [index, column] of columns.entries()) {
    column.x += index * more;
    column.width += more;
  }
  body.width = Math.max(body.width, width);
}

/**
 * Leaves under a block at (0, 0), which grows as wide as they are: the first of a stack has its line straight up, those
 * under it on the left of the stack. `mark` is what stands on a line.
 */
export function hang(body: Card, leaves: readonly Card[], most: number, mark: Size): Extent {
  const stacks = stacks_of(leaves, Math.max(body.width, most));
  if (leaves.length > 0) widen(body, width_of(stacks));
  const gap = mark.height > 0 ? mark.height + kAround : kGap;
  let x = (body.width - width_of(stacks)) / 2;
  for (const { leaves: stack, lines, width } of stacks) {
    let y = body.height + gap;
    for (const [index, leaf] of stack.entries()) {
      leaf.x = x + lines;
      leaf.y = y;
      const [middle, track] = [leaf.x + leaf.width / 2, leaf.x - kFirst - kTrack * (index - 1)];
      const bend = y - kRise;
      const around = [
        { x: middle, y: bend },
        { x: track, y: bend },
        { x: track, y: body.height },
      ];
      leaf.way = [{ x: middle, y }, ...(index === 0 ? [{ x: middle, y: body.height }] : around)];
      y += leaf.height + gap + kBend;
    }
    x += width + kBetween;
  }
  return { width: body.width, height: Math.max(body.height, ...leaves.map((leaf) => leaf.y + leaf.height)) };
}

/** Leaves one over the other on the right of a block at (0, 0); null where there is no room across. */
export function beside(body: Card, leaves: readonly Card[], across: number, mark: Size): Extent | null {
  const [first, last] = [kEdge + 2, body.height - kEdge - 2];
  const step = Math.min(kTrack, (last - first) / Math.max(1, leaves.length - 1));
  const bent: number[] = [];
  let y = 0;
  let port = Number.NEGATIVE_INFINITY;
  const ends = leaves.map((leaf, index) => {
    leaf.y = y;
    const middle = y + leaf.height / 2;
    y += leaf.height + kStack;
    port = Math.min(Math.max(middle, port + step, first), last - step * (leaves.length - 1 - index));
    if (Math.abs(port - middle) >= 1) bent.push(index);
    return { middle, port };
  });
  const lines = bent.length > 0 ? kEdge + kTrack * bent.length : 0;
  const x = body.width + Math.max(kGap, lines + (mark.width > 0 ? mark.width + kHeads : kGap));
  const right = Math.max(body.width, ...leaves.map(({ width }) => x + width));
  if (right > across) return null;
  for (const [index, leaf] of leaves.entries()) {
    const { middle, port: height } = ends[index] ?? { middle: 0, port: 0 };
    leaf.x = x;
    const order = bent.indexOf(index);
    const track = body.width + kEdge + 2 + kTrack * (bent.length - 1 - order);
    leaf.way =
      order < 0
        ? [
            { x, y: middle },
            { x: body.width, y: middle },
          ]
        : [
            { x, y: middle },
            { x: track, y: middle },
            { x: track, y: height },
            { x: body.width, y: height },
          ];
  }
  return { width: right, height: Math.max(body.height, y - (leaves.length > 0 ? kStack : 0)) };
}
