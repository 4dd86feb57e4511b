// What can be done with a network that is too large to show: a narrower text, and the first numbers of its values.
import type { DifferentiateRequest, GraphResponse } from "../engine/types.gen.ts";
import { narrowed } from "../text/narrow.ts";
import { size } from "../view/labels.ts";
import { Answer } from "./answer.ts";
import { needs_jacobian, pick_output } from "./ask.ts";
import { response_of } from "./outcome.ts";
import type { Core } from "./slice.ts";
import type { State } from "./state.ts";

const kFactors = [2, 4, 8, 16, 32, 64, 128, 256, 512];
const kShown = 20_000; // numbers of a network that is shown without waiting
/** Numbers of each array that a slice has. */
export const kSlice = 4;

/** Numbers of all nodes. */
const numbers_of = ({ graph }: GraphResponse): number => graph.nodes.reduce((sum, node) => sum + size(node.shape), 0);

/** Values and both derivatives of every node, of each array the first numbers; null where there is no large text. */
export function slice_request({ large }: State): DifferentiateRequest | null {
  if (!large) return null;
  const { text, graph } = large;
  const output = needs_jacobian(graph) ? pick_output(graph, null) : null;
  const length = output ? size(graph.nodes.find(({ id }) => id === output.id)?.shape ?? []) : 0;
  const seeds = output
    ? { seeds: [{ id: output.id, value: Array.from({ length }, (_, at) => Number(at === 0)) }] }
    : {};
  return {
    ...{ v: 1, kind: "differentiate", network: { text }, modes: [], first: kSlice },
    ...{ ...seeds, include: ["value", "tangent", "adjoint"] },
  };
}

export class LargeVerbs {
  private readonly asked = new Answer<string, GraphResponse>({
    ask: (text) => this.core.engine.call({ v: 1, kind: "graph", network: { text }, values: false }, "narrow"),
  });

  constructor(private readonly core: Core<State>) {}

  /** Makes the sizes of the text as little smaller as may be for it to be shown. Returns what came of it, in words. */
  async narrow(): Promise<string> {
    const { text } = this.core.state;
    for (const factor of kFactors) {
      const next = narrowed(text, factor);
      if (next === null) break;
      const outcome = await this.asked.ask(next);
      if (!outcome || this.core.state.text !== text) return "";
      const response = response_of(outcome);
      if (!response || numbers_of(response) > kShown) continue;
      this.core.history.isolate();
      this.core.edit(next, "narrower layers");
      return "";
    }
    return "No narrower text was found that is right: change a size by hand.";
  }
}
