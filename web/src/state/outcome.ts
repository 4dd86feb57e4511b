// What became of a request: its good answer, or in words why there is none.
import type { Outcome } from "../engine/client.ts";
import type { ErrorResponse } from "../engine/types.gen.ts";
import { told } from "../view/told.ts";

/** The good answer; null where there is none, and then the outcome says nothing of what was asked for. */
export function response_of<R extends { ok: true }>(outcome: Outcome<R>): R | null {
  return outcome.status === "done" && outcome.response.ok ? (outcome.response as R) : null;
}

/** What a request came to that is put together, or was answered elsewhere. */
export function done<R>(response: R | ErrorResponse): Outcome<R> {
  return { status: "done", response };
}

/** Whether something else ended the request: a newer one, or the reader. */
export function is_interrupted(
  outcome: Outcome<unknown>,
): outcome is { status: "superseded" } | { status: "cancelled" } {
  return outcome.status === "superseded" || outcome.status === "cancelled";
}

/** Why there is no answer, in words that can end the sentence "stale: …"; empty where there is a good one. */
export function why(outcome: Outcome<{ ok: true }>): string {
  switch (outcome.status) {
    case "done":
      return outcome.response.ok ? "" : (told(outcome.response.diagnostics)[0]?.message ?? "the engine refused");
    case "superseded":
      return "the engine gave no answer";
    case "cancelled":
      return "the computation was cancelled";
    case "too_long":
      return `the computation was ended after ${outcome.seconds} seconds`;
    case "trapped":
      return `the engine stopped on this text and was started again (${outcome.message})`;
    case "failed":
      return `${outcome.part?.toLowerCase() ?? "the engine"} could not be loaded (${outcome.message})`;
  }
}
