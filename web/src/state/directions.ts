// Any direction: a tangent of the leaves to go forward along, a cotangent of the outputs to go back with, and their numbers.
import type { NamedValue, Shape } from "../engine/types.gen.ts";
import type { Link, Spec } from "../link/link.ts";
import { type Place, size } from "../view/labels.ts";

/** A vector over all elements of some nodes. one: 1 for the chosen element; own: what is not named is 0. */
export type Vector =
  | { kind: "one" | "equal" }
  | { kind: "random"; seed: number }
  | { kind: "own"; numbers: readonly (readonly [id: string, index: number, value: number])[] };

export interface DirectionsState {
  tangent: Vector;
  cotangent: Vector;
}

export const kDirections: DirectionsState = { tangent: { kind: "one" }, cotangent: { kind: "one" } };

/** A node whose elements a vector has. */
export interface Member {
  id: string;
  shape: Shape;
}

export const count_of = (members: readonly Member[]): number =>
  members.reduce((sum, { shape }) => sum + size(shape), 0);

/** The numbers of a vector, node by node; `random`: those that the engine has made, where they are wanted. */
export function numbers_of(
  vector: Vector,
  members: readonly Member[],
  chosen: Place | null,
  random: readonly number[],
): NamedValue[] {
  let at = 0;
  return members.map(({ id, shape }) => {
    const value: number[] = new Array(size(shape)).fill(vector.kind === "equal" ? 1 : 0);
    if (vector.kind === "random") for (const index of value.keys()) value[index] = random[at++] ?? 0;
    if (vector.kind === "one" && chosen?.id === id) value[chosen.index] = 1;
    if (vector.kind === "own")
      for (const [of, index, number] of vector.numbers) if (of === id && index < value.length) value[index] = number;
    return { id, value };
  });
}

/** A vector of the reader's own with one number changed; it begins with the numbers that it had. */
export function changed(now: readonly NamedValue[], { id, index }: Place, value: number): Vector {
  const numbers = now.flatMap((node) =>
    node.value.flatMap((old, at) => {
      const number = node.id === id && at === index ? value : Number(old);
      return number === 0 ? [] : [[node.id, at, number] as const];
    }),
  );
  return { kind: "own", numbers };
}

const spec_of = (vector: Vector): Spec =>
  vector.kind === "own"
    ? vector.numbers.map(([id, index, value]) => [id, index, value])
    : vector.kind === "random"
      ? vector.seed
      : vector.kind;

/** What a link says of it; nothing where that is how the page opens. */
export function dir_of({ tangent, cotangent }: DirectionsState): Link["dir"] {
  return tangent.kind === "one" && cotangent.kind === "one" ? undefined : [spec_of(tangent), spec_of(cotangent)];
}

function vector_of(spec: Spec): Vector {
  if (typeof spec === "number") return { kind: "random", seed: spec };
  return typeof spec === "string" ? { kind: spec } : { kind: "own", numbers: spec };
}

export function directions_of(dir: Link["dir"]): DirectionsState {
  return dir ? { tangent: vector_of(dir[0]), cotangent: vector_of(dir[1]) } : kDirections;
}
