// What is said while the schedules of an answer are still to be executed: how far that is, and the button that ends it.
import { nothing, type TemplateResult } from "lit";
import type { Store } from "../state/store.ts";
import { not_computed, progress } from "./progress.ts";

/** Nothing while all are counted, and for the moment in which most are. */
export function counting(store: Store): TemplateResult | typeof nothing {
  const { parts, result, stale } = store.state;
  if (!result?.response.more || result.live || stale) return nothing;
  if (parts.why) return not_computed("Not every schedule has been executed", parts.why, () => store.parts.again());
  return parts.slow
    ? progress("Executing the schedules, to count them", () => store.parts.cancel(), parts.done, Math.max(1, parts.of))
    : nothing;
}
