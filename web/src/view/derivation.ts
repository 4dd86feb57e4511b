// Why a number is what it is: the sum over consumers of local × upstream going back, over inputs of local × tangent going forward.
import type { Contribution, Graph, GraphNode, Local, NodeResult, OpInfo, Real } from "../engine/types.gen.ts";
import { number, real } from "./format.ts";
import { element, type Place, position, size } from "./labels.ts";
import type { Line, Sum, Term } from "./math.ts";

/** A network with the numbers of its nodes: as written, or in scalars. */
export interface Numbers {
  nodes: ReadonlyMap<string, GraphNode>;
  results: ReadonlyMap<string, NodeResult>;
}

export interface Question {
  /** The element that is asked about. */
  place: Place;
  /** Names of the element that ▸ goes along and of the one that ◂ is of. */
  by: string;
  of: string;
  /** The cotangent that is put in at this element; 0 for most. */
  seed: Real;
  written: Numbers;
  /** Local derivatives by node, once they are there. */
  locals: ReadonlyMap<string, readonly Local[]> | null;
  /** Once they are there: their names, and their numbers only while `fresh`. */
  scalars: Numbers | null;
  fresh: boolean;
  ops: readonly OpInfo[];
}

export interface Derived {
  sum: Sum;
  /** Elements that the terms lead to: consumers, or inputs. */
  from: Place[];
  /** Terms whose local derivative is 0. */
  zeros: number;
  /** `W2.T @ δ` and what δ is, where one matrix operation adds up all of the terms. */
  whole: { product: string; delta: string; of: string }[];
}

export function numbers_of(graph: Graph, nodes: readonly NodeResult[]): Numbers {
  return {
    nodes: new Map(graph.nodes.map((node) => [node.id, node])),
    results: new Map(nodes.map((node) => [node.id, node])),
  };
}

function name(numbers: Numbers, id: string, index: number): string {
  return element(id, numbers.nodes.get(id)?.shape ?? [], index);
}

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

/** The scalar that an element is, by what the engine says of the scalars. */
function scalar_of(scalars: Numbers, { id, index }: Place, shape: readonly number[]): GraphNode | undefined {
  const named = scalars.nodes.get(element(id, shape as number[], index));
  if (named?.of === undefined || (named.of.node === id && named.of.element === index)) return named;
  return [...scalars.nodes.values()].find(({ of }) => of?.node === id && of.element === index && !of.inner);
}

/** The local derivative as its row writes it, where that is just another operand: `W2[0,2]`. */
function symbol_of(question: Question, consumer: string, row: number, by: string): Term {
  const { scalars, written, ops, place } = question;
  const generic: Term = { kind: "derivative", of: name(written, consumer, row), by };
  const self = scalars && scalar_of(scalars, place, written.nodes.get(place.id)?.shape ?? []);
  const uses = self?.consumers.filter(({ node }) => {
    const of = scalars?.nodes.get(node)?.of;
    return of?.node === consumer && of.element === row;
  });
  const [use] = uses ?? [];
  const user = use && scalars?.nodes.get(use.node);
  if (!use || !user || uses?.length !== 1) return generic;
  const rule = ops.find(({ name }) => name === user.op)?.derivative_latex[use.port] ?? "";
  const operand = /^\{(\d)\}$/.exec(rule)?.[1];
  const other = operand === undefined ? undefined : user.inputs[Number(operand)];
  return other === undefined ? generic : { kind: "name", name: other };
}

const kWhole: readonly [RegExp, string][] = [
  [/^\\bar [Yy]/, "δ"],
  [/^\^\\top/, ".T"],
  [/^\\,/, " @ "],
];

/** A rule for a whole array in the spelling of the language, `W2.T @ δ`; empty where it is not a plain product. */
function spelled(rule: string, inputs: readonly string[]): string {
  let [rest, text] = [rule, ""];
  while (rest !== "") {
    const operand = /^\{(\d)\}/.exec(rest);
    const known = kWhole.find(([pattern]) => pattern.test(rest));
    const found = operand?.[0] ?? known?.[0].exec(rest)?.[0];
    if (!found) return "";
    text += operand ? (inputs[Number(operand[1])] ?? "") : (known?.[1] ?? "");
    rest = rest.slice(found.length);
  }
  return text.includes("δ") && text.includes("@") ? text : "";
}

function whole_of({ written, ops, of }: Question, { consumer, port }: Contribution): Derived["whole"] {
  const node = written.nodes.get(consumer);
  const rule = ops.find(({ name }) => name === node?.op)?.derivative_latex[port] ?? "";
  const product = node ? spelled(rule, node.inputs) : "";
  return product === "" ? [] : [{ product, delta: `∂${of}/∂${consumer}`, of: consumer }];
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
