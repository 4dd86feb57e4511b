// What calls of definitions state as their derivatives, beside what their expressions have, in words.
import type { Graph, OpInfo, Real, StatedDerivative } from "../engine/types.gen.ts";
import { is_masked, number, real } from "./format.ts";
import { spoken_name } from "./operation.ts";

type Said = readonly StatedDerivative[];

/** The number that all of them are; null where they differ, or are not given. */
function common(values: readonly Real[] | null): Real | null {
  const [first, ...rest] = values ?? [];
  return first !== undefined && rest.every((one) => one === first) ? first : null;
}

const is_known = ({ difference }: StatedDerivative): boolean =>
  !is_masked(difference) && !Number.isNaN(real(difference));
const differs = (one: StatedDerivative): boolean => is_known(one) && real(one.difference) !== 0;

/** Those of a call whose operations have these ids. */
export function stated_by(all: Said | undefined, ids: readonly string[]): Said {
  return (all ?? []).filter(({ node }) => ids.includes(node));
}

/** A few words for the place under the numbers of a node. */
export function stated_note(list: Said): string {
  const first = list.find(differs);
  if (!first) return list.length > 0 && list.every(is_known) ? "you state its slope" : "the slope is stated";
  const [stated, body] = [common(first.stated), common(first.body)];
  if (first.mixes || stated === null || body === null) return "you state another slope";
  return `you state slope ${number(stated)}; true: ${number(body)}`;
}

/** As many of them as fit, with what is left out counted. */
function some(values: readonly Real[] | null): string {
  const one = common(values);
  if (one !== null) return number(one);
  return values
    ? `[${values.slice(0, 4).map(number).join(", ")}${values.length > 4 ? ", …" : ""}]`
    : "too large to show";
}

/** One sentence for each that differs, or one for all. */
export function stated_sentences(list: Said, graph: Pick<Graph, "nodes">, ops: readonly OpInfo[]): string[] {
  const wrong = list.filter(differs);
  if (list.length > 0 && wrong.length === 0)
    return list.every(is_known) ? ["The derivative that its definition states is that of its expression."] : [];
  return wrong.map(({ node, by, argument, stated, body, mixes }) => {
    const name = spoken_name(by, graph, ops);
    if (!argument)
      return `The expression of ${node} reads ${name}, which is no argument: nothing passes there, though its slope is ${some(body)}.`;
    if (mixes)
      return `The definition states one factor for each element as the derivative of ${node} by ${name}, but its expression mixes the elements.`;
    const flat = (body ?? []).length > 0 && body?.every((one) => one === 0);
    const why = flat ? ", which is flat there: what is stated goes straight through" : "";
    return `The definition states ${some(stated)} as the derivative of ${node} by ${name}; that of its expression is ${some(body)}${why}.`;
  });
}

/** What is said where both directions are held against values alone; empty where nothing is stated that differs. */
export function stated_apart(all: Said | undefined): string {
  return (all ?? []).some(differs)
    ? "A definition here states a derivative that is not its slope. Both directions use what it states; these two follow the values, so they may differ."
    : "";
}

/** The same calls with numbers that are not known yet. */
export function stated_unknown(all: Said): StatedDerivative[] {
  return all.map((one) => ({ ...one, stated: null, body: null, difference: "NaN" }));
}
