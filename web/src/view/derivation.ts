// Why a number is what it is: the sum over consumers of local × upstream going back, over inputs of local × tangent going forward.
import type { Contribution, Local, Real } from "../engine/types.gen.ts";
import { number, real } from "./format.ts";
import { element, type Place, position, size } from "./labels.ts";
import type { Line, Sum, Term } from "./math.ts";
import { type Derived, type Numbers, name, type Question, scalar_of } from "./question.ts";
import { symbol_of, whole_of } from "./rules.ts";

function is_short(value: Real): boolean {
  return Number(number(value).replaceAll("\u202f", "").replaceAll("\u2212", "-")) === real(value);
}

function nonzero(value: Real): boolean {
  return real(value) !== 0;
}

/** One product of a derivation. */
interface Product {
  symbol: Term;
  factor: Term;
  local: Real;
  other: Real;
  from: Place;
}

function sum_up(left: Term, products: readonly Product[], total: Real, seed: Real): Sum {
  const lines = products.map(({ symbol, factor, local, other }, at): Line => {
    const numbers: Term[] = [local, other].map((value) => ({ kind: "number", value }));
    return {
      sign: at === 0 ? "=" : "+",
      symbols: { kind: "product", factors: [symbol, factor] },
      numbers: { kind: "product", factors: numbers },
    };
  });
  if (nonzero(seed)) {
    const put: Term = { kind: "number", value: seed };
    lines.push({ sign: lines.length === 0 ? "=" : "+", symbols: { kind: "name", name: "seed" }, numbers: put });
  }
  const exactly = [total, ...products.flatMap(({ local, other }) => [local, other])].every(is_short);
  return { left, lines, total, exactly };
}

/** What each use of an element adds; null where an array is too large for the answer. */
function pulled(numbers: Numbers, { id, index }: Place, symbol: (use: Contribution, row: number) => Term, of: string) {
  const columns = size(numbers.nodes.get(id)?.shape ?? []);
  const products: Product[] = [];
  let zeros = 0;
  const uses = numbers.results.get(id)?.contributions;
  if (!uses) return null; // while a value is dragged
  for (const use of uses) {
    const { consumer, local, upstream } = use;
    if (!local || !upstream) return null;
    for (const [row, other] of upstream.entries()) {
      const value = local[row * columns + index] ?? 0;
      if (!nonzero(value)) zeros += 1;
      else {
        const factor: Term = { kind: "derivative", of, by: name(numbers, consumer, row) };
        products.push({ symbol: symbol(use, row), factor, local: value, other, from: { id: consumer, index: row } });
      }
    }
  }
  return { products, zeros };
}

/** The reverse side; null where the engine gives no adjoint. */
export function derive_against(question: Question): Derived | null {
  const { place, written, scalars, of, seed } = question;
  const shape = written.nodes.get(place.id)?.shape ?? [];
  const total = written.results.get(place.id)?.adjoint?.[place.index];
  if (total === undefined) return null;
  const self = element(place.id, shape, place.index);
  const left: Term = { kind: "derivative", of, by: self };
  const found = pulled(written, place, (use, row) => symbol_of(question, use.consumer, row, self), of);
  if (found) {
    const uses = written.results.get(place.id)?.contributions ?? [];
    const sum = sum_up(left, found.products, total, seed);
    const from = found.products.map((product) => product.from);
    return { sum, from, zeros: found.zeros, whole: uses.flatMap((use) => whole_of(question, use)) };
  }
  const scalar = question.fresh && scalars ? scalar_of(scalars, place, shape) : undefined;
  if (!scalar || !scalars) return null;
  const inner = pulled(
    scalars,
    { id: scalar.id, index: 0 },
    ({ consumer }) => ({ kind: "derivative", of: consumer, by: self }),
    of,
  );
  const uses = written.results.get(place.id)?.contributions ?? [];
  return (
    inner && {
      sum: sum_up(left, inner.products, total, seed),
      from: inner.products.flatMap(({ from }) => origin(scalars, from.id)),
      zeros: inner.zeros,
      whole: uses.flatMap((use) => whole_of(question, use)),
    }
  );
}

function origin(scalars: Numbers, id: string): Place[] {
  const of = scalars.nodes.get(id)?.of;
  return of ? [{ id: of.node, index: of.element }] : [];
}

function pushed(numbers: Numbers, { id, index }: Place, locals: readonly Local[], by: string) {
  const self = name(numbers, id, index);
  const products: Product[] = [];
  let zeros = 0;
  for (const { input, jacobian } of locals) {
    const columns = size(numbers.nodes.get(input)?.shape ?? []);
    const tangent = numbers.results.get(input)?.tangent;
    if (!numbers.nodes.get(input)?.active) continue;
    if (!jacobian || !tangent) return null;
    for (const [column, other] of tangent.entries()) {
      const value = jacobian[index * columns + column] ?? 0;
      const operand = name(numbers, input, column);
      if (!nonzero(value)) zeros += 1;
      else
        products.push({
          symbol: { kind: "derivative", of: self, by: operand },
          factor: { kind: "derivative", of: operand, by },
          local: value,
          other,
          from: { id: input, index: column },
        });
    }
  }
  return { products, zeros };
}

/** The forward side; null where the engine gives no tangent, or its local derivatives are not there. */
export function derive_along(question: Question): Derived | null {
  const { place, written, scalars, locals, by } = question;
  const shape = written.nodes.get(place.id)?.shape ?? [];
  const total = written.results.get(place.id)?.tangent?.[place.index];
  const own = locals?.get(place.id);
  if (total === undefined || !own || own.length === 0) return null;
  const left: Term = { kind: "derivative", of: element(place.id, shape, place.index), by };
  const found = pushed(written, place, own, by);
  if (found) {
    const from = found.products.map((product) => product.from);
    return { sum: sum_up(left, found.products, total, 0), from, zeros: found.zeros, whole: [] };
  }
  const scalar = question.fresh && scalars ? scalar_of(scalars, place, shape) : undefined;
  const inner =
    scalars && scalar && pushed(scalars, { id: scalar.id, index: 0 }, scalars.results.get(scalar.id)?.local ?? [], by);
  if (!inner || !scalars) return null;
  const from = inner.products.flatMap((product) => origin(scalars, product.from.id));
  return { sum: sum_up(left, inner.products, total, 0), from, zeros: inner.zeros, whole: [] };
}

/** Row and column of an element, to be typed. */
export function axes_of(shape: readonly number[], index: number): { label: string; at: number; most: number }[] {
  const labels = shape.length === 1 ? ["element"] : ["row", "column"];
  return position(shape as number[], index).map((at, axis) => ({
    label: labels[axis] ?? "",
    at,
    most: (shape[axis] ?? 1) - 1,
  }));
}
