// Puts the parts of an answer together: what came first, and what `more` brings of it.
import type { DifferentiateResponse, MoreResponse, Run } from "../engine/types.gen.ts";

/** The answer with one part more; with the last it is the whole one, and has no `more`. */
export function with_part(answer: DifferentiateResponse, part: MoreResponse): DifferentiateResponse {
  const runs = [...answer.runs.slice(0, part.first), ...part.runs, ...answer.runs.slice(part.first + part.runs.length)];
  if (!part.done) return { ...answer, runs };
  const { more: _, ...whole } = answer;
  const checked = part.nodes;
  return {
    ...whole,
    runs,
    diagnostics: part.diagnostics,
    diagnostics_total: part.diagnostics_total,
    ...(checked ? { nodes: answer.nodes.map((node, at) => ({ ...node, ...checked[at] })) } : {}),
    ...(part.check_cost ? { check_cost: part.check_cost } : {}),
    ...(part.agreement ? { agreement: part.agreement } : {}),
  };
}

/** How many runs, from the first on, are not to come any more. */
export function runs_there(runs: readonly Run[]): number {
  const at = runs.findIndex((run) => run.pending);
  return at < 0 ? runs.length : at;
}
