// Whether the steps that are shown are those of what is shown elsewhere.
import { same_answer } from "./result.ts";
import type { Common } from "./slice.ts";
import type { StepsState } from "./steps.ts";

/** Why the steps shown are not those of what is shown elsewhere; empty while they are. */
export function steps_stale(state: Common & { steps: StepsState }): string {
  if (state.stale) return state.stale;
  if (same_answer(state.steps.of, state.result)) return "";
  return state.result?.live ? "the steps follow when the value is let go" : "the steps are still being computed";
}
