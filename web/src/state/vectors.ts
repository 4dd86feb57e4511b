// The numbers of a vector over all elements of some nodes, and a vector with one of them changed.
import type { NamedValue, Shape } from "../engine/types.gen.ts";
import { type Place, size } from "../view/labels.ts";
import type { Vector } from "./directions.ts";

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
