// What calls of definitions state as their derivatives, in a few words for the graph.
import type { Real, StatedDerivative } from "../engine/types.gen.ts";
import { number, real } from "./format.ts";

export type Said = readonly StatedDerivative[] | undefined;

/** Whether what is stated is not the slope; of a hidden number nobody knows. */
export const differs = ({ difference }: StatedDerivative): boolean => real(difference) > 0;

const first = ([one = 0, ...more]: readonly Real[]): string =>
  number(one) + (more.some((two) => two !== one) ? ", …" : "");

/** What stands under the numbers of the operations with these ids. */
export function stated_note(all: Said, ids: readonly string[] = []): string {
  const one = all?.find((call) => ids.includes(call.node) && differs(call));
  if (!one) return "its slope is stated";
  const { stated, body, mixes } = one;
  return stated && body && !mixes
    ? `you state slope ${first(stated)}; true: ${first(body)}`
    : "you state another slope";
}
