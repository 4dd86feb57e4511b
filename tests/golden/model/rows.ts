// The counting convention as a table, written from its description and not from the engine: what one node costs.
// Counts are [add, mul, div, cmp, fn]; N is the number of elements of the result.

export type Count = [number, number, number, number, number];

/** What a row may look at: shapes of operands and result, and which operands depend on wrt. */
export interface Site {
  in: number[][];
  out: number[];
  active: boolean[];
}

/** coef once a node; jvp and vjp for each tangent or adjoint; saves: what the adjoint reads, "out" or a port. */
export interface Row {
  shape: (s: number[][]) => number[];
  value: (s: Site) => Count;
  coef?: (s: Site) => Count;
  jvp: (s: Site) => Count;
  vjp?: (s: Site) => Count;
  saves: (s: Site) => ("out" | number)[];
  /** The place of the operand where its first element comes from, of a row that hands on a part of it for nothing. */
  from?: number;
  /** Operands that no derivative passes from. */
  stops?: number[];
}

export const size = (shape: number[] | undefined) => (shape ?? []).reduce((n, extent) => n * extent, 1);
const count = (add: number, mul = 0, div = 0, cmp = 0, fn = 0): Count => [add, mul, div, cmp, fn];
export const plus = (a: Count, b: Count, times = 1) => a.map((n, i) => n + times * (b[i] ?? 0)) as Count;

const both = (s: Site) => (s.active[0] && s.active[1] ? 1 : 0);
const actives = (s: Site) => s.active.filter(Boolean).length;
/** Adds that sum an adjoint of the result back to the shapes of the active operands. */
const undo = (s: Site) => s.in.reduce((n, shape, i) => n + (s.active[i] ? size(s.out) - size(shape) : 0), 0);
const others = (s: Site) => [1, 0].filter((port) => s.active[1 - port]);

function broadcast([a = [], b = []]: number[][]): number[] {
  const rank = Math.max(a.length, b.length);
  const at = (shape: number[], i: number) => shape[i - rank + shape.length] ?? 1;
  return Array.from({ length: rank }, (_, i) => Math.max(at(a, i), at(b, i)));
}

/** One operand, element by element; each argument is the count for one element. */
function elementwise(value: Count, coef: Count, saves: "out" | 0 | null, dir = count(0, 1)): Row {
  const times = (one: Count) => (s: Site) => plus(count(0), one, size(s.out));
  return {
    shape: ([a = []]) => a,
    value: times(value),
    coef: times(coef),
    jvp: times(dir),
    saves: () => (saves === null ? [] : [saves]),
  };
}

/** A loss of an active prediction and an inactive target of the same shape, element by element. */
function elementLoss(value: Count, coef: Count): Row {
  return { ...elementwise(value, coef, 0), saves: () => [0, 1] };
}

function matmulSizes(s: Site) {
  const [a = [], b = []] = s.in;
  const m = a.length === 2 ? (a[0] ?? 1) : 1;
  const n = b.length === 2 ? (b[1] ?? 1) : 1;
  return { m, n, k: a.at(-1) ?? 1 };
}

export const rows: Record<string, Row> = {
  add: {
    shape: broadcast,
    value: (s) => count(size(s.out)),
    jvp: (s) => count(size(s.out) * both(s)),
    vjp: (s) => count(undo(s)),
    saves: () => [],
  },
  sub: {
    shape: broadcast,
    value: (s) => count(size(s.out)),
    jvp: (s) => count(s.active[1] ? size(s.out) : 0),
    vjp: (s) => count(undo(s) + (s.active[1] ? size(s.in[1]) : 0)),
    saves: () => [],
  },
  mul: {
    shape: broadcast,
    value: (s) => count(0, size(s.out)),
    jvp: (s) => count(size(s.out) * both(s), size(s.out) * actives(s)),
    vjp: (s) => count(undo(s), size(s.out) * actives(s)),
    saves: others,
  },
  div: {
    shape: broadcast,
    value: (s) => count(0, 0, size(s.out)),
    jvp: (s) => plus(count(0, 0, size(s.out)), count(1, 1), s.active[1] ? size(s.out) : 0),
    vjp: (s) => {
      const back = plus(count(undo(s), 0, size(s.out)), count(0, 1), s.active[1] ? size(s.out) : 0);
      return plus(back, count(s.active[1] ? size(s.in[1]) : 0));
    },
    saves: (s) => (s.active[1] ? [1, "out"] : [1]),
  },
  matmul: {
    shape: ([a = [], b = []]) => [...a.slice(0, -1), ...(b.length === 2 ? b.slice(1) : [])],
    value: (s) => {
      const { m, n, k } = matmulSizes(s);
      return count(m * n * (k - 1), m * n * k);
    },
    jvp: (s) => {
      const { m, n, k } = matmulSizes(s);
      return count(m * n * (k - 1) * actives(s) + m * n * both(s), m * n * k * actives(s));
    },
    vjp: (s) => {
      const { m, n, k } = matmulSizes(s);
      const toA = s.active[0] ? count(m * k * (n - 1), m * n * k) : count(0);
      return plus(toA, s.active[1] ? count(k * n * (m - 1), m * n * k) : count(0));
    },
    saves: others,
  },
  sum: {
    shape: () => [],
    value: (s) => count(size(s.in[0]) - 1),
    jvp: (s) => count(size(s.in[0]) - 1),
    vjp: () => count(0),
    saves: () => [],
  },
  mean: {
    shape: () => [],
    value: (s) => count(size(s.in[0]) - 1, 0, 1),
    jvp: (s) => count(size(s.in[0]) - 1, 0, 1),
    vjp: () => count(0, 0, 1),
    saves: () => [],
  },
  mse: {
    shape: () => [],
    value: (s) => count(2 * size(s.in[0]) - 1, size(s.in[0]), 1),
    coef: (s) => count(size(s.in[0]), size(s.in[0])),
    jvp: (s) => count(size(s.in[0]) - 1, size(s.in[0])),
    vjp: (s) => count(0, size(s.in[0])),
    saves: () => [0, 1],
  },
  greater: { ...elementwise(count(0, 0, 0, 1), count(0), null, count(0)), shape: broadcast, stops: [0, 1] },
  stop_gradient: { ...elementwise(count(0), count(0), null, count(0)), stops: [0] },
  with_derivative: {
    shape: ([y = []]) => y,
    value: () => count(0),
    jvp: (s) => count(size(s.out) * both(s), s.active[1] ? size(s.out) : 0),
    vjp: (s) => count(undo(s), s.active[1] ? size(s.out) : 0),
    saves: (s) => (s.active[1] ? [2] : []),
    stops: [2],
  },
  neg: elementwise(count(1), count(0), null, count(1)),
  sigmoid: elementwise(count(0, 0, 0, 0, 1), count(1, 1), "out"),
  tanh: elementwise(count(0, 0, 0, 0, 1), count(1, 1), "out"),
  relu: elementwise(count(0, 0, 0, 1), count(0), "out", count(0, 0, 0, 1)),
  exp: elementwise(count(0, 0, 0, 0, 1), count(0), "out"),
  log: elementwise(count(0, 0, 0, 0, 1), count(0), 0, count(0, 0, 1)),
  sqrt: elementwise(count(0, 0, 0, 0, 1), count(0, 1), "out", count(0, 0, 1)),
  sin: elementwise(count(0, 0, 0, 0, 1), count(0, 0, 0, 0, 1), 0),
  cos: elementwise(count(0, 0, 0, 0, 1), count(1, 0, 0, 0, 1), 0),
  tan: elementwise(count(0, 0, 0, 0, 1), count(1, 1), "out"),
  square: elementwise(count(0, 1), count(0, 1), 0),
  bce: elementLoss(count(4, 2, 0, 0, 2), count(2, 1, 1)),
  bce_logits: elementLoss(count(3, 1, 0, 2, 2), count(1, 0, 0, 0, 1)),
};

/** Places where an element of a kernel of k meets one of n: with or without k - 1 zeros around. */
function conv({ in: [x = [], w = []] }: Site, full: boolean) {
  const [n, k] = [x[0] ?? 1, w[0] ?? 1];
  const out = full ? n + k - 1 : n - k + 1;
  return { products: full ? n * k : out * k, out, n, k };
}
function convolution(full: boolean): Row {
  return {
    shape: ([x = [], w = []]) => [conv({ in: [x, w], out: [], active: [] }, full).out],
    value: (s) => {
      const { products, out } = conv(s, full);
      return count(products - out, products);
    },
    jvp: (s) => {
      const { products, out } = conv(s, full);
      return count((products - out) * actives(s) + out * both(s), products * actives(s));
    },
    vjp: (s) => {
      const { products, n, k } = conv(s, full);
      return count((s.active[0] ? products - n : 0) + (s.active[1] ? products - k : 0), products * actives(s));
    },
    saves: others,
  };
}

/** What the rows of a matrix come to, each divided by how many there are. */
const perRow = (s: Site) => size(s.in[0]) / (s.in[0]?.at(-1) ?? 1);
const lines: Record<string, Row> = {
  conv1d: convolution(false),
  conv1d_full: convolution(true),
  mean_rows: {
    shape: ([a = []]) => a.slice(1),
    value: (s) => count(size(s.in[0]) - size(s.out), 0, size(s.out)),
    jvp: (s) => count(size(s.in[0]) - size(s.out), 0, size(s.out)),
    vjp: (s) => count(0, 0, size(s.out)),
    saves: () => [],
  },
  transpose: {
    shape: ([a = []]) => a.toReversed(),
    value: () => count(0),
    jvp: () => count(0),
    saves: () => [],
  },
  // A select of the value and, going along or back, of the derivative; the condition has none.
  where: {
    shape: ([, a = []]) => a,
    value: (s) => count(0, 0, 0, size(s.out)),
    jvp: (s) => count(0, 0, 0, size(s.out)),
    saves: () => [0],
  },
  maximum: elementwise(count(0, 0, 0, 1), count(0), null, count(0, 0, 0, 1)),
  softmax_rows: {
    shape: ([a = []]) => a,
    value: (s) => {
      const [n, m] = [size(s.out), perRow(s)];
      return count(2 * n - m, 0, n, n - m, n);
    },
    jvp: (s) => count(2 * size(s.out) - perRow(s), 2 * size(s.out)),
    saves: () => ["out"],
  },
};

/** The row of an operation; `slice_LO_HI` hands on the elements from LO to before HI. */
export function row_of(op: string): Row {
  const [, low, high] = op.match(/^slice_(\d+)_(\d+)$/) ?? [];
  if (low !== undefined) {
    const free = () => count(0);
    return { shape: () => [Number(high) - Number(low)], value: free, jvp: free, saves: () => [], from: Number(low) };
  }
  const row = rows[op] ?? lines[op];
  if (row === undefined) throw new Error(`the model has no row ${op}`);
  return row;
}
