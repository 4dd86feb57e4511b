// Paths as words: how many, each as a product, their sum, and the same sum with common parts taken out.
import type { NullableReals, Path, PathsResponse, Real } from "../engine/types.gen.ts";
import { array_cell } from "./cells.ts";
import { counted, grouped, number, real, sum_of } from "./format.ts";
import { derivative } from "./labels.ts";
import type { Sheet } from "./sheet.ts";

const kManyDigits = 20;

/** A count of any length: digits in groups, and how many there are where nobody would count them. */
export function count_words(count: string): string {
  return count.length > kManyDigits ? `${grouped(count)} (${counted(count.length, "digit")})` : grouped(count);
}

/** The same where there is no room for many digits: `1.07e301`. */
export function short_count(count: string): string {
  return count.length > kManyDigits ? `${count[0]}.${count.slice(1, 3)}e${count.length - 1}` : grouped(count);
}

const kMostSaid = 24; // parts of one line
const kFirstSaid = 8;
const kLastSaid = 4;

/** The first and the last of very many. */
function some(parts: readonly string[], between: string): string {
  if (parts.length <= kMostSaid) return parts.join(between);
  const left_out = `… ${grouped(String(parts.length - kFirstSaid - kLastSaid))} more …`;
  return [...parts.slice(0, kFirstSaid), left_out, ...parts.slice(-kLastSaid)].join(between);
}

/** `1 path`, `1 073 741 824 paths`. */
export function paths_words(count: string): string {
  return `${count_words(count)} ${count === "1" ? "path" : "paths"}`;
}

const kLong = 8; // edges; of a longer path only nodes with a name of their own are said, and no factor of 1

function is_inner(id: string): boolean {
  return id.includes(".");
}

/** `x → a → L`; which operand a step goes by is said where a node is used twice. */
export function way({ nodes, ports }: Path, doubled: boolean): string {
  const short = ports.length > kLong && !doubled;
  const steps = nodes.slice(1).flatMap((id, at) => {
    if (short && is_inner(id) && at + 1 < ports.length) return [];
    return [`${id}${doubled ? ` (operand ${(ports[at] ?? 0) + 1})` : ""}`];
  });
  return some([nodes[0] ?? "", ...steps], " → ");
}

function numbers(value: NullableReals, shape: readonly number[]): string {
  if (value?.length === 1) return signed(value[0] ?? 0);
  return `[${shape.join(" × ")}]`;
}

function signed(value: Real): string {
  const text = number(value);
  return real(value) < 0 ? `(${text})` : text;
}

/** `2 × 2.91 = 5.82`; of Jacobians the shapes, in the order in which matrices are multiplied. */
export function product_words({ factors, product }: Path, [rows, cols]: readonly [number, number]): string {
  if (factors.length === 0) return rows * cols === 1 ? "1" : "the identity";
  const scalar = factors.every(({ value }) => value?.length === 1);
  const said = scalar && factors.length > kLong ? factors.filter(({ value }) => value?.[0] !== 1) : factors;
  const terms = (said.length > 0 ? said : factors.slice(0, 1)).map(({ value, shape }) => numbers(value, shape));
  const result = product?.length === 1 ? number(product[0] ?? 0) : `[${rows} × ${cols}]`;
  if (terms.length === 1) return result;
  return `${some(scalar ? terms : terms.reverse(), scalar ? " × " : " ")} = ${result}`;
}

/** Ids of nodes, joined, of which more than one listed path exists: those differ by operands alone. */
export function doubled_ways(paths: readonly Path[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { nodes } of paths) {
    const key = nodes.join(" ");
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  }
  return twice;
}

const kMostTerms = 10;
const kSame = 1e-9; // relative; sums in another order differ by rounding

/** The products with their sum, where it is one number and they are few. */
export function sum_words({ paths, sum, all_listed }: PathsResponse): string {
  const total = sum?.length === 1 ? sum[0] : undefined;
  if (!all_listed || total === undefined) return "";
  const products = paths.flatMap(({ product }) => product ?? []);
  if (products.length === 0) return "0: no path leads there";
  return products.length > 1 && products.length <= kMostTerms ? sum_of(products, total) : number(total);
}

/** Whether two arrays are the same but for rounding. */
export function same(a: NullableReals, b: NullableReals): boolean {
  if (!a || !b || a.length !== b.length) return false;
  const size = Math.max(...a.map((x) => Math.abs(real(x))), Number.MIN_VALUE);
  return a.every((x, at) => {
    const [left, right] = [real(x), real(b[at] ?? 0)];
    return Object.is(left, right) || Math.abs(left - right) <= kSame * size;
  });
}

/** The part of the largest count that each has, in percent. */
export function shares(lengths: NonNullable<PathsResponse["lengths"]>): number[] {
  const counts = lengths.map(({ count }) => BigInt(count));
  const most = counts.reduce((a, b) => (a > b ? a : b), 1n);
  return counts.map((count) => Number((count * 1000n) / most) / 10);
}

interface Edge {
  from: string;
  to: string;
  local: string;
}

/** Every edge once, and of every node the edges of the longest way to it: a sweep goes up or down by that. */
function edges_of(paths: readonly Path[]): { edges: Edge[]; depth: (id: string) => number } {
  const edges = new Map<string, Edge>();
  const order = new Map<string, number>();
  for (const { nodes, ports, factors } of paths)
    for (const [at, port] of ports.entries()) {
      const [from = "", to = ""] = [nodes[at], nodes[at + 1]];
      const [local] = factors[at]?.value ?? [];
      edges.set(`${from} ${to} ${port}`, { from, to, local: local === undefined ? "?" : signed(local) });
      order.set(to, Math.max(order.get(to) ?? 0, at + 1));
    }
  return { edges: [...edges.values()], depth: (id) => order.get(id) ?? 0 };
}

/** The path with other names for its nodes. */
export function renamed(path: Path, name: (id: string) => string): Path {
  return { ...path, nodes: path.nodes.map(name) };
}

const kMostEdges = 32;

export interface FactoredLine {
  left: string;
  right: string;
}

/** The sum as the two directions do it: a line for each node, one product for each edge. Null where it is not numbers, or long. */
export function factored({
  from,
  to,
  rows,
  cols,
  paths,
  all_listed,
  edges,
}: PathsResponse): { along: FactoredLine[]; against: FactoredLine[] } | null {
  if (rows * cols > 1 || !all_listed || edges > kMostEdges || edges === 0) return null;
  if (paths.some(({ factors }) => factors.some(({ value }) => value?.length !== 1))) return null;
  const { edges: all, depth } = edges_of(paths);
  const up = [...all].sort((a, b) => depth(a.to) - depth(b.to));
  const down = [...all].sort((a, b) => depth(b.from) - depth(a.from));
  const lines = (
    ordered: readonly Edge[],
    key: (edge: Edge) => string,
    term: (edge: Edge) => string,
    left: (id: string) => string,
  ) => {
    const terms = new Map<string, string[]>();
    for (const edge of ordered) terms.set(key(edge), [...(terms.get(key(edge)) ?? []), term(edge)]);
    return [...terms].map(([id, some]) => ({ left: left(id), right: some.join(" + ") }));
  };
  const along = (id: string): string => (id === from ? "1" : derivative(id, from));
  const against = (id: string): string => (id === to ? "1" : derivative(to, id));
  return {
    along: lines(
      up,
      (edge) => edge.to,
      ({ from: by, local }) => `${local} × ${along(by)}`,
      (id) => derivative(id, from),
    ),
    against: lines(
      down,
      (edge) => edge.from,
      ({ to: of, local }) => `${local} × ${against(of)}`,
      (id) => derivative(to, id),
    ),
  };
}

/** The three ways to add up, with the work of each in edge products and adds. */
export function work_rows({
  work,
}: PathsResponse): { id: "each" | "along" | "against"; title: string; products: string; adds: string }[] {
  const row = ({ products, adds }: { products: number | string; adds: number | string }) => ({
    products: short_count(String(products)),
    adds: short_count(String(adds)),
  });
  return [
    { id: "each", title: "every path for itself", ...row(work.one_by_one) },
    { id: "along", title: "forward, node by node", ...row(work.forward) },
    { id: "against", title: "backward, node by node", ...row(work.reverse) },
  ];
}

/** The listed paths as a table. */
export function paths_sheet({ from, to, paths }: PathsResponse): Sheet {
  const rows = paths.map(({ nodes, ports, factors, product }) => [
    nodes.join(" → "),
    ports.map((port) => port + 1).join(" "),
    factors.map(({ value }) => array_cell(value)).join(" × "),
    array_cell(product),
  ]);
  return { name: `the paths from ${from} to ${to}`, heads: ["path", "operands", "factors", "product"], rows };
}
