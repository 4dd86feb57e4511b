// What a pass forward carries, read off the steps of its run, and what it adds.
import type { Real, Run, Step } from "../engine/types.gen.ts";

function bytes_of(step: Step, what: Step["allocates"][number]["what"]): number {
  return step.allocates.reduce((sum, buffer) => (buffer.what === what ? sum + buffer.bytes : sum), 0);
}

/**
 * For each of these nodes that the run computes with a derivative, in their order: tangents for each number of its value, of
 * its elements the most. A run in scalars has a step for each element, `h[0]` of `h`. Empty without steps.
 */
export function carried({ steps = [] }: Pick<Run, "steps">, ids: readonly string[]): number[] {
  const most = new Map<string, number>();
  for (const step of steps) {
    const [values, tangents] = [bytes_of(step, "value"), bytes_of(step, "tangent")];
    const id = step.node.replace(/\[[^[]*\]$/, "");
    if (values > 0 && tangents > 0) most.set(id, Math.max(most.get(id) ?? 0, tangents / values));
  }
  return ids.flatMap((id) => most.get(id) ?? []);
}

/** The list without repetitions; of a long one the first two and the last, with null between them for what is left out. */
export function in_short(list: readonly number[], most = 4): (number | null)[] {
  const changes = list.filter((one, at) => one !== list[at - 1]);
  const last = changes.at(-1);
  return changes.length <= most || last === undefined ? changes : [...changes.slice(0, 2), null, last];
}

/** What forward adds in a node of one number, along one weight. */
export interface Join {
  /** The products that have come. */
  terms: Real[];
  /** Null while a term is still to come. */
  total: Real | null;
}
