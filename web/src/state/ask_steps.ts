// What the stepper asks the engine: the steps of one pass forward and of the way back, as a change of the main request.
import type { DifferentiateRequest, Direction, ModeRequest } from "../engine/types.gen.ts";
import { by_id } from "../view/by_id.ts";
import { size } from "../view/labels.ts";
import { default_mode } from "./costs.ts";
import type { Result } from "./result.ts";
import type { Common } from "./slice.ts";

/** The pass of forward accumulation that carries the chosen weight, from 1. */
export function pass_of({ graph, weight }: Result): number {
  let before = 0;
  for (const id of graph.wrt) {
    if (id === weight?.id) return before + weight.index + 1;
    before += size(by_id(graph.nodes).get(id)?.shape ?? []);
  }
  return 1;
}

/** The default mode along the arrows, one weight a pass, in the pass of the weight; and that against them. */
export function step_modes(state: Common, result: Result): ModeRequest[] {
  const requests = (direction: Direction): ModeRequest[] =>
    default_mode(state, direction)?.schedules.map(({ request }) => request) ?? [];
  const along = requests("along").find(({ chunk, keep_values }) => chunk === 1 && !keep_values);
  const [against] = requests("against");
  const pass = pass_of(result);
  const one = along && (pass > 1 ? { ...along, pass } : along);
  return [...(one ? [one] : []), ...(against ? [against] : [])];
}

export const kMostSteps = 2000; // of both runs; above it only the time line is asked for

/** Steps that both runs can have at most: a value and a derivative of every node, and seeds. */
export function most_steps({ graph }: Result): number {
  const computed = graph.nodes.filter((node) => node.inputs.length > 0).length;
  return 3 * computed + graph.wrt.length + graph.outputs.length;
}

/** The request for the steps of both runs, or for their time lines alone. */
export function steps_request(state: Common, result: Result, steps: boolean): DifferentiateRequest {
  const include: DifferentiateRequest["include"] = steps ? ["steps", "timeline"] : ["timeline"];
  return { ...result.request, want: "gradient", modes: step_modes(state, result), include };
}
