// Any direction: a tangent of the leaves to go forward along, a cotangent of the outputs to go back with, and what a link says of them.
import type { Link, Spec } from "../link/link.ts";

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
