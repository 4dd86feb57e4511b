// What is asked of a derivation: an element, and the numbers and names to explain it with; and what comes back.
import type { Graph, GraphNode, Local, NodeResult, OpInfo, Real } from "../engine/types.gen.ts";
import { by_id } from "./by_id.ts";
import { element, type Place } from "./labels.ts";
import type { Sum } from "./math.ts";

/** A network with the numbers of its nodes: as written, or in scalars. */
export interface Numbers {
  nodes: ReadonlyMap<string, GraphNode>;
  results: ReadonlyMap<string, NodeResult>;
}

export interface Question {
  /** The element that is asked about. */
  place: Place;
  /** Names of the element that ▸ goes along and of the one that ◂ is of. */
  by: string;
  of: string;
  /** The cotangent that is put in at this element; 0 for most. */
  seed: Real;
  written: Numbers;
  /** Local derivatives by node, once they are there. */
  locals: ReadonlyMap<string, readonly Local[]> | null;
  /** Once they are there: their names, and their numbers only while `fresh`. */
  scalars: Numbers | null;
  fresh: boolean;
  ops: readonly OpInfo[];
}

export interface Derived {
  sum: Sum;
  /** Elements that the terms lead to: consumers, or inputs. */
  from: Place[];
  /** Terms whose local derivative is 0. */
  zeros: number;
  /** `W2.T @ δ` and what δ is, where one matrix operation adds up all of the terms. */
  whole: { product: string; delta: string; of: string }[];
}

export function numbers_of(graph: Graph, nodes: readonly NodeResult[]): Numbers {
  return {
    nodes: by_id(graph.nodes),
    results: new Map(nodes.map((node) => [node.id, node])),
  };
}

export function name(numbers: Numbers, id: string, index: number): string {
  return element(id, numbers.nodes.get(id)?.shape ?? [], index);
}

/** The scalar that an element is, by what the engine says of the scalars. */
export function scalar_of(scalars: Numbers, { id, index }: Place, shape: readonly number[]): GraphNode | undefined {
  const named = scalars.nodes.get(element(id, shape as number[], index));
  if (named?.of === undefined || (named.of.node === id && named.of.element === index)) return named;
  return [...scalars.nodes.values()].find(({ of }) => of?.node === id && of.element === index && !of.inner);
}
