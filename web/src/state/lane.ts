// The way of a drag: a network that the engine knows is run again with other leaf values. The one place that knows how.
import type { DifferentiateResponse, NamedValue, NodeResult } from "../engine/types.gen.ts";
import { live_request } from "./ask.ts";
import type { Asks } from "./slice.ts";
import type { Result } from "./state.ts";

/** The result at other leaf values; null where the engine gave no answer, or a newer request overtook this one. */
export async function run_again(engine: Asks, result: Result, at: readonly NamedValue[]): Promise<Result | null> {
  const outcome = await engine.call(live_request(result.request, at, result.graph.nodes.length), "drag");
  return outcome.status === "done" && outcome.response.ok ? merged(result, outcome.response, at) : null;
}

/**
 * Costs, bytes and the graph follow from shapes, so they stay; every number that follows from values is of the new answer,
 * and what the new answer does not hold is left out, never kept.
 */
export function merged(result: Result, answer: DifferentiateResponse, at: readonly NamedValue[]): Result {
  const old = new Map(result.response.nodes.map((node) => [node.id, node]));
  const nodes = answer.nodes.map((node): NodeResult => {
    const { cost, bytes, saved_for } = old.get(node.id) ?? {};
    return {
      ...node,
      ...(cost ? { cost } : {}),
      ...(bytes === undefined ? {} : { bytes }),
      ...(saved_for ? { saved_for } : {}),
    };
  });
  const runs = result.response.runs.map(({ gradient, jacobian, max_relative, seconds, steps, ...run }) => run);
  const { graph } = result.response;
  const request = { ...result.request, at: [...at] };
  return { ...result, request, at, live: true, response: { ...answer, ...(graph ? { graph } : {}), nodes, runs } };
}
