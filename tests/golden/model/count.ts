// What a network costs by the convention: the totals of one value pass, one tangent, one adjoint and whole gradients.
import type { Model } from "./parse";
import { type Count, plus, type Row, row_of, type Site, size } from "./rows";

/** One operation with what its costs depend on. connected: active, and some seed depends on it. */
export interface Placed extends Site {
  id: string;
  row: Row;
  operands: (string | number)[];
  isActive: boolean;
  connected: boolean;
}
export interface Layout {
  nodes: Placed[];
  shapes: Map<string, number[]>;
  active: Set<string>;
  seeded: string[];
}

/** Shapes, activity and reach of every operation. seeded: what reverse mode starts from; default the outputs. */
export function lay(model: Model, seeded = model.outputs): Layout {
  const shapes = new Map(model.leaves.map((leaf) => [leaf.id, leaf.shape]));
  const active = new Set(model.wrt);
  const nodes: Placed[] = model.ops.map(({ id, op, in: operands }) => {
    const row = row_of(op);
    const shapesIn = operands.map((x) => (typeof x === "number" ? [] : (shapes.get(x) ?? [])));
    const flags = operands.map((x, port) => typeof x === "string" && active.has(x) && !row.stops?.includes(port));
    const out = row.shape(shapesIn);
    shapes.set(id, out);
    if (flags.some(Boolean)) active.add(id);
    return { id, row, operands, in: shapesIn, out, active: flags, isActive: flags.some(Boolean), connected: false };
  });
  const reached = new Set(seeded);
  for (const node of nodes.toReversed()) {
    node.connected = node.isActive && reached.has(node.id);
    if (!node.connected) continue;
    for (const [port, x] of node.operands.entries()) if (node.active[port]) reached.add(String(x));
  }
  return { nodes, shapes, active, seeded };
}

const zero = (): Count => [0, 0, 0, 0, 0];

/** The figures of a network: one sweep of each kind, and whole gradients by each schedule. */
export function totals(model: Model, seeded?: string[]) {
  const layout = lay(model, seeded);
  let value = zero();
  let coef = zero();
  let dir = zero();
  let vjp = zero();
  for (const node of layout.nodes) {
    value = plus(value, node.row.value(node));
    if (node.isActive) {
      coef = plus(coef, node.row.coef?.(node) ?? zero());
      dir = plus(dir, node.row.jvp(node));
    }
    if (node.connected) {
      vjp = plus(plus(vjp, node.row.coef?.(node) ?? zero()), (node.row.vjp ?? node.row.jvp)(node));
    }
  }
  vjp = plus(vjp, [accumulations(layout), 0, 0, 0, 0]);
  const seeds = model.wrt.reduce((n, id) => n + size(layout.shapes.get(id)), 0);
  const tangent = plus(coef, dir);
  return {
    seeds,
    value,
    coef,
    dir,
    tangent,
    adjoint: vjp,
    oneByOne: plus(zero(), plus(value, tangent), seeds),
    allAtOnce: plus(plus(value, coef), dir, seeds),
    reverse: plus(value, vjp),
  };
}

/**
 * Adds that join the contributions to an adjoint: the first that comes, a seed or that of the last use, is stored, each other adds its
 * elements; of a part of the operand those of the part.
 */
function accumulations({ nodes, shapes, seeded }: Layout): number {
  const uses = new Map<string, number[]>(); // what each use adds, the last first
  for (const id of seeded) uses.set(id, [size(shapes.get(id))]);
  for (const node of nodes.toReversed()) {
    if (!node.connected) continue;
    for (const [port, x] of [...node.operands.entries()].toReversed()) {
      if (!node.active[port]) continue;
      const adds = node.row.from === undefined ? size(shapes.get(String(x))) : size(node.out);
      uses.set(String(x), [...(uses.get(String(x)) ?? []), adds]);
    }
  }
  return [...uses.values()].flatMap((adds) => adds.slice(1)).reduce((a, b) => a + b, 0);
}

export const flops = (c: readonly number[]) => (c[0] ?? 0) + (c[1] ?? 0) + (c[2] ?? 0) + (c[3] ?? 0);
