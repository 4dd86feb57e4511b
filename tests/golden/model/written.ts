// Operations on arrays written out on scalars, where each of these is one element for itself: for the careful student.

/** The parts of one scalar operation, and their sum. */
export interface Student<S> {
  apply: (op: string, operands: S[]) => S;
  none: S;
}
type Written = <S>(student: Student<S>, operands: S[][], shapes: number[][]) => S[];

const convolved: (full: boolean) => Written =
  (full) =>
  ({ apply }, [x = [], w = []]) => {
    const reach = full ? w.length - 1 : 0;
    return Array.from({ length: x.length + 2 * reach - w.length + 1 }, (_, o) =>
      w
        .flatMap((_, k) => {
          const at = o - reach + k;
          const [a, b] = [x[at], w[full ? w.length - 1 - k : k]];
          return at >= 0 && a !== undefined && b !== undefined ? [apply("mul", [a, b])] : [];
        })
        .reduce((left, right) => apply("add", [left, right])),
    );
  };

export const written: Record<string, Written> = {
  conv1d: convolved(false),
  conv1d_full: convolved(true),
  mean_rows: ({ apply, none }, [x = []], [shape = []]) =>
    Array.from({ length: shape[1] ?? 1 }, (_, column) =>
      apply("div", [
        x.filter((_, i) => i % (shape[1] ?? 1) === column).reduce((left, right) => apply("add", [left, right])),
        none,
      ]),
    ),
  transpose: ({ none }, [x = []], [[rows = 1, columns = 1] = []]) =>
    Array.from({ length: x.length }, (_, i) => x[(i % rows) * columns + Math.floor(i / rows)] ?? none),
  softmax_rows: ({ apply }, [x = []], [[rows = 1] = []]) =>
    Array.from({ length: rows }, (_, row) => x.slice((row * x.length) / rows, ((row + 1) * x.length) / rows)).flatMap(
      (line) => {
        const most = line.reduce((left, right) => apply("maximum", [left, right]));
        const powers = line.map((one) => apply("exp", [apply("sub", [one, most])]));
        const sum = powers.reduce((left, right) => apply("add", [left, right]));
        return powers.map((power) => apply("div", [power, sum]));
      },
    ),
};
