// What became of a request, in words.
import type { Outcome } from "../engine/client.ts";

/** Why there is no answer, in words that can end the sentence "stale: …". */
export function why(outcome: Outcome<unknown>): string {
  switch (outcome.status) {
    case "cancelled":
      return "the computation was cancelled";
    case "too_long":
      return `the computation was ended after ${outcome.seconds} seconds`;
    case "trapped":
      return `the engine stopped on this text and was started again (${outcome.message})`;
    case "failed":
      return `${outcome.part?.toLowerCase() ?? "the engine"} could not be loaded (${outcome.message})`;
    default:
      return "the engine gave no answer";
  }
}
