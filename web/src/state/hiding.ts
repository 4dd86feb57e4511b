// What of a network can be hidden in a link for readers to predict: all of one kind, arrays, rows, columns, single numbers.
import type { GraphNode, NodeResult } from "../engine/types.gen.ts";
import { kDigits, kHidden, kMostHidden } from "../link/link.ts";
import { derivative, element, position, size } from "../view/labels.ts";
import { is_inner } from "../view/operation.ts";
import type { Asked } from "./hidden.ts";
import type { Result } from "./result.ts";
import { place_name } from "./selectors.ts";
import type { State } from "./state.ts";

export type Of = (typeof kHidden)[number];
/** Kinds of numbers: a derivative is asked for most often. */
export const kKinds: readonly Of[] = [...kHidden].reverse();
export { kDigits, kMostHidden };

/** A node with numbers of a kind that are worth asking for. */
export interface Hidable {
  node: GraphNode;
  numbers: NonNullable<NodeResult["value"]>;
}

/** What is asked for, as the page names it: `∂L/∂W1` of a whole array, `∂L/∂W1[0,0]` of an element. */
export function asked_name(state: State, of: Of, name: string): string {
  const { result } = state;
  if (of === "value") return name;
  return of === "adjoint"
    ? derivative(place_name(state, result?.output ?? null), name)
    : derivative(name, place_name(state, result?.weight ?? null));
}

/** The name of one number. */
export function question_of(state: State, { id, index, of }: Asked): string {
  return asked_name(state, of, place_name(state, { id, index }));
}

/**
 * The nodes that have numbers of a kind. The text says the values of leaves, their derivatives by the weight are 0 or 1, and so
 * are those of the output by itself: nobody has to find those. A part of a statement has no name that one could be asked by.
 */
export function hidable({ graph, response, output }: Result, of: Of): Hidable[] {
  const results = new Map(response.nodes.map((node) => [node.id, node]));
  return graph.nodes.flatMap((node) => {
    const numbers = results.get(node.id)?.[of];
    const known = node.category === "const" || (of === "adjoint" ? node.id === output?.id : node.category === "leaf");
    return numbers && !known && !is_inner(node) ? [{ node, numbers }] : [];
  });
}

/** Which elements of an array: all of them, or those in a row, in a column or in one place. */
export interface Part {
  row?: number;
  column?: number;
}

export function cells_of({ id, shape }: GraphNode, of: Of, { row, column }: Part = {}): Asked[] {
  const all = Array.from({ length: size(shape) }, (_, index) => index);
  return all
    .filter((index) => {
      const [at, beside = 0] = position(shape, index);
      return (row === undefined || at === row) && (column === undefined || beside === column);
    })
    .map((index) => ({ id, index, of }));
}

/** Everything of a kind. */
export function all_of(result: Result, of: Of): Asked[] {
  return hidable(result, of).flatMap(({ node }) => cells_of(node, of));
}

const key = ({ id, index, of }: Asked): string => `${of} ${index} ${id}`;

/** Numbers to be looked for. */
export function keys_of(hidden: readonly Asked[]): ReadonlySet<string> {
  return new Set(hidden.map(key));
}

/** How much of some numbers is among the hidden ones. */
export function hidden_part(hidden: ReadonlySet<string>, some: readonly Asked[]): "true" | "false" | "mixed" {
  const count = some.filter((one) => hidden.has(key(one))).length;
  return count === 0 ? "false" : count === some.length ? "true" : "mixed";
}

/** Hides some numbers, or shows them where all of them are hidden. */
export function toggled(hidden: readonly Asked[], some: readonly Asked[]): Asked[] {
  const [known, gone] = [keys_of(hidden), keys_of(some)];
  return hidden_part(known, some) === "true"
    ? hidden.filter((one) => !gone.has(key(one)))
    : [...hidden, ...some.filter((one) => !known.has(key(one)))];
}

/** Whether a link that hides some can hide these too. */
export function has_room(hidden: ReadonlySet<string>, some: readonly Asked[]): boolean {
  return some.length > 0 && hidden.size + some.filter((one) => !hidden.has(key(one))).length <= kMostHidden;
}

/** Those that the network has, which may be another than the one in which they were chosen. */
export function still_there(result: Result, hidden: readonly Asked[]): Asked[] {
  const results = new Map(result.response.nodes.map((node) => [node.id, node]));
  return hidden.filter(({ id, index, of }) => results.get(id)?.[of]?.[index] !== undefined);
}

/** The name of an element of a node. */
export function element_name({ id, shape }: GraphNode, index: number): string {
  return element(id, shape, index);
}
