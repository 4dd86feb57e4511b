// What calls of definitions state as their derivatives, in a few words for the graph.
import type { Real, StatedDerivative } from "../engine/types.gen.ts";
import { number, real } from "./format.ts";

export type Said = readonly StatedDerivative[] | undefined;

/** Whether what is stated is not the slope; of a hidden number nobody knows. */
export const differs = ({ difference }: StatedDerivative): boolean => real(difference) > 0;

const first = (values: readonly Real[]): string =>
  values.every((one) => one === values[0]) ? number(values[0] ?? 0) : `${number(values[0] ?? 0)}, …`;

/** What stands under the numbers of the operations with these ids. */
export function stated_note(all: Said, ids: readonly string[] = []): string {
  const own = all?.filter(({ node }) => ids.includes(node)) ?? [];
  const { stated, body, mixes } = own.find(differs) ?? {};
  if (stated && body && !mixes) return `you state slope ${first(stated)}; true: ${first(body)}`;
  return mixes === undefined
    ? `the slope ${own[0]?.difference === 0 ? "you state is true" : "is stated"}`
    : "you state another slope";
}
