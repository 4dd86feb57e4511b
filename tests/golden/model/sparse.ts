// What a careful student pays: each scalar carries only the derivatives that are not structurally zero.
import { flops } from "./count";
import type { Model } from "./parse";
import { type Count, plus, row_of, size } from "./rows";
import { written } from "./written";

/** Which elements of wrt one scalar depends on. */
type Support = Set<number>;

/** Flops of forward_sparse: values, coefficients, and for each scalar and each of its derivatives one small tangent. */
export function sparseFlops(model: Model): number {
  let cost: Count = [0, 0, 0, 0, 0];
  const scalars = new Map<string, Support[]>();
  const shapes = new Map<string, number[]>();
  let next = 0;
  for (const leaf of model.leaves) {
    const own = () => (model.wrt.includes(leaf.id) ? new Set([next++]) : new Set<number>());
    scalars.set(leaf.id, Array.from({ length: size(leaf.shape) }, own));
    shapes.set(leaf.id, leaf.shape);
  }

  /** One scalar operation: value, coefficient, and a tangent for each derivative that some operand has. */
  const apply = (op: string, all_operands: Support[]): Support => {
    const row = row_of(op);
    const operands = all_operands.map((one, port) => (row.stops?.includes(port) ? new Set<number>() : one));
    const site = (p: number | null) => ({
      in: operands.map(() => []),
      out: [],
      active: operands.map((s) => (p === null ? s.size > 0 : s.has(p))),
    });
    const all = new Set(operands.flatMap((s) => [...s]));
    cost = plus(cost, row.value(site(null)));
    if (all.size > 0 && row.coef) cost = plus(cost, row.coef(site(null)));
    for (const p of all) cost = plus(cost, row.jvp(site(p)));
    return all;
  };
  const total = (terms: Support[]) => terms.reduce((left, right) => apply("add", [left, right]));

  for (const { id, op, in: operands } of model.ops) {
    const of = (x: string | number) => (typeof x === "number" ? [new Set<number>()] : (scalars.get(x) ?? []));
    const shapesIn = operands.map((x) => (typeof x === "number" ? [] : (shapes.get(x) ?? [])));
    const [a = [], b = []] = operands.map(of);
    const row = row_of(op);
    const shape = row.shape(shapesIn);
    shapes.set(id, shape);
    const write = written[op];
    if (write) {
      scalars.set(id, write({ apply, none: new Set<number>() }, operands.map(of), shapesIn));
    } else if (op === "matmul") {
      const k = shapesIn[0]?.at(-1) ?? 1;
      const columns = b.length / k;
      const dot = (row: number, column: number) =>
        total(Array.from({ length: k }, (_, i) => apply("mul", [pick(a, row * k + i), pick(b, i * columns + column)])));
      const entries = Array.from({ length: size(shape) }, (_, i) => dot(Math.floor(i / columns), i % columns));
      scalars.set(id, entries);
    } else if (op === "sum" || op === "mean") {
      const sum = total(a);
      scalars.set(id, [op === "mean" ? apply("div", [sum, new Set()]) : sum]);
    } else if (row.from !== undefined) {
      scalars.set(id, a.slice(row.from, row.from + size(shape)));
    } else if (op === "mse") {
      throw new Error("the model does not expand mse");
    } else {
      const n = size(shape);
      const at = (list: Support[], i: number) => pick(list, i % list.length); // a number, or a row, for all rows
      const rows = shapesIn.every((one) => [0, 1, shape.length].includes(one.length));
      if (!rows || operands.some((x) => n % of(x).length !== 0)) throw new Error("the model broadcasts rows only");
      scalars.set(
        id,
        Array.from({ length: n }, (_, i) =>
          apply(
            op,
            operands.map((x) => at(of(x), i)),
          ),
        ),
      );
    }
  }
  return flops(cost);
}

const pick = (list: Support[], i: number): Support => list[i] ?? new Set();
