// What calls of definitions state as their derivatives, beside what their expressions have, in sentences for the card.
import type { Graph, OpInfo, Real } from "../engine/types.gen.ts";
import { number } from "./format.ts";
import { spoken_name } from "./operation.ts";
import { differs, type Said } from "./stated.ts";

/** The number that all of them are; null where they differ, or are not given. */
function common(values: readonly Real[] | null): Real | null {
  const [first = null] = values ?? [];
  return values?.every((one) => one === first) ? first : null;
}

/** As many of them as fit. */
function some(values: readonly Real[] | null): string {
  const one = common(values);
  if (one !== null) return number(one);
  return values
    ? `[${values.slice(0, 4).map(number).join(", ")}${values.length > 4 ? ", …" : ""}]`
    : "too large to show";
}

/** One sentence for each of a call with one of these ids that differs, or one for all. */
export function stated_sentences(
  all: Said,
  ids: readonly string[],
  graph: Pick<Graph, "nodes">,
  ops: readonly OpInfo[],
): string[] {
  const list = (all ?? []).filter(({ node }) => ids.includes(node));
  const wrong = list.filter(differs);
  if (list.length > 0 && list.every(({ difference }) => difference === 0))
    return ["The derivative that its definition states is that of its expression."];
  return wrong.map(({ node, by, argument, stated, body, mixes }) => {
    const name = spoken_name(by, graph, ops);
    if (!argument)
      return `The expression of ${node} reads ${name}, which is no argument: nothing passes there, though its slope is ${some(body)}.`;
    if (mixes)
      return `The definition states one factor for each element as the derivative of ${node} by ${name}, but its expression mixes the elements.`;
    const why = common(body) === 0 ? ", which is flat there: what is stated goes straight through" : "";
    return `The definition states ${some(stated)} as the derivative of ${node} by ${name}; that of its expression is ${some(body)}${why}.`;
  });
}

/** What is said where both directions are held against values alone; empty where nothing is stated that differs. */
export function stated_apart(all: Said): string {
  return (all ?? []).some(differs)
    ? "A definition here states a derivative that is not its slope. Both directions use what it states; these two follow the values, so they may differ."
    : "";
}
