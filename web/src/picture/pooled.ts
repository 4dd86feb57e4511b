// Heights for what stands in one column: everything as near to where it wishes to be as the others let it.

/** How far something reaches from its origin, and where it would like to stand. */
export interface Wishing {
  up: number;
  down: number;
  wish: number;
}

/** Heights of the origins, in the given order and so far apart: neighbours that touch share what they have to yield. */
export function pooled(column: readonly Wishing[], gap: number): number[] {
  const offsets: number[] = [];
  const pools: { sum: number; count: number }[] = [];
  let offset = 0;
  for (const [index, { up, wish }] of column.entries()) {
    const above = column[index - 1];
    if (above) offset += above.down + gap + up;
    offsets.push(offset);
    let pool = { sum: wish - offset, count: 1 };
    for (let last = pools.at(-1); last && last.sum / last.count >= pool.sum / pool.count; last = pools.at(-1)) {
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  }
  const starts = pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  return offsets.map((one, index) => one + (starts[index] ?? 0));
}

/** The middle one, of two the first: a line to it is straight. */
export function median(values: readonly number[], otherwise = 0): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? otherwise;
}
