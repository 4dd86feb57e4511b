// What a program is written from, and what it is to check: a gradient, or all rows of a Jacobian.
import type {
  DifferentiateResponse,
  Graph,
  GraphNode,
  JacobianBlock,
  NamedValue,
  OpInfo,
  Run,
} from "../engine/types.gen.ts";
import { by_id } from "../view/by_id.ts";
import { size } from "../view/labels.ts";

/** What a program is written from: an answer of the engine with values and adjoints. */
export interface Source {
  title: string;
  version: string;
  graph: Graph;
  response: DifferentiateResponse;
  ops: readonly OpInfo[];
  /** The values of leaves as the text says them, where numbers of the answer are hidden. */
  leaves?: readonly NamedValue[];
  /** The names of the numbers that are hidden, which no program says. */
  left_out?: readonly string[];
  /** What is gone forward along and back with, where that is more than one element, and what the engine gives for it. */
  along?: { tangent: readonly NamedValue[]; cotangent: readonly NamedValue[]; response: DifferentiateResponse };
}

const kAgainst: Run["direction"] = "against";

/** Nodes by their ids. */
export function nodes_of({ graph }: Source, ids: readonly string[]): GraphNode[] {
  return ids.flatMap((id) => by_id(graph.nodes).get(id) ?? []);
}

/** The outputs, in their order. */
export function outputs_of(source: Source): GraphNode[] {
  return nodes_of(source, source.graph.outputs);
}

/** Whether one number comes out. */
export function is_one(source: Source): boolean {
  return outputs_of(source).reduce((sum, { shape }) => sum + size(shape), 0) <= 1;
}

/** The engine's Jacobian, a block for each output and each leaf; null where one number comes out, or no run has computed it. */
export function jacobian_of(source: Source): readonly JacobianBlock[] | null {
  if (is_one(source)) return null;
  const runs = source.response.runs.filter(({ jacobian }) => (jacobian?.length ?? 0) > 0);
  const run = runs.find(({ direction }) => direction === kAgainst) ?? runs[0];
  return run?.jacobian ?? null;
}
