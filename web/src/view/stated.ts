// What calls of definitions state as their derivatives, in a few words for the graph.
import type { Real, StatedDerivative } from "../engine/types.gen.ts";
import { number, real } from "./format.ts";

export type Said = readonly StatedDerivative[] | undefined;

/** The number that all of them are; null where they differ, or are not given. */
export function common(values: readonly Real[] | null): Real | null {
  const [first = null] = values ?? [];
  return values?.every((one) => one === first) ? first : null;
}

/** Whether what is stated is not the slope; of a hidden number nobody knows. */
export const differs = ({ difference }: StatedDerivative): boolean => real(difference) > 0;

/** Those of a call whose operations have these ids. */
export const stated_by = (all: Said, ids: readonly string[] = []): readonly StatedDerivative[] =>
  (all ?? []).filter(({ node }) => ids.includes(node));

/** What stands under the numbers of a node. */
export function stated_note(list: readonly StatedDerivative[]): string {
  const first = list.find(differs);
  if (!first) return list[0]?.difference === 0 ? "you state its slope" : "the slope is stated";
  const [stated, body] = [common(first.stated), common(first.body)];
  if (first.mixes || stated === null || body === null) return "you state another slope";
  return `you state slope ${number(stated)}; true: ${number(body)}`;
}
