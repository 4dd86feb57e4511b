// The meeting point: the derivative that both directions compute, once read at the output and once at the weight.
import type { DifferentiateResponse, Graph } from "../engine/types.gen.ts";
import { by_id } from "./by_id.ts";
import { exact, is_masked, number, real } from "./format.ts";
import { element, type Place } from "./labels.ts";

export interface Meeting {
  /** Where ▸ arrives and where ◂ arrives. */
  output: string;
  weight: string;
  along: string;
  against: string;
  /** They agree as computed; null where only the test of a whole answer could say so. */
  ok: boolean | null;
  /** What ✓ or ✗ means, in words. */
  words: string;
  in_full: string;
}

const kAgrees = 1e-9; // of the numbers, or of the sum of the absolute terms; rounding alone stays far below
const kRounded = "equal up to rounding";

/** The meeting point, or why there is none. */
export function meeting(
  graph: Graph,
  response: Pick<DifferentiateResponse, "nodes" | "agreement">,
  weight: Place | null,
  output: Place | null,
  live = false,
): Meeting | string {
  if (!weight) return "No weight is asked for.";
  if (!output) return "The network has no output.";
  const name = (place: Place): string => element(place.id, by_id(graph.nodes).get(place.id)?.shape ?? [], place.index);
  const result = (place: Place) => by_id(response.nodes).get(place.id);
  const along = result(output)?.tangent?.[output.index];
  const against = result(weight)?.adjoint?.[weight.index];
  if (along === undefined || against === undefined) return `${name(output)} does not depend on ${name(weight)}.`;
  const own = apart(real(along), real(against));
  const { dot_test } = response.agreement;
  const cancelled = real(dot_test?.relative ?? own); // NaN agrees with nothing
  const equal = own <= kAgrees || (Number.isFinite(own) && cancelled <= kAgrees);
  const hidden = is_masked(along) || is_masked(against);
  const ok = hidden || (!equal && !dot_test && live) ? null : equal;
  return {
    output: name(output),
    weight: name(weight),
    along: number(along),
    against: number(against),
    ok,
    words:
      ok === null
        ? hidden
          ? "hidden until it is found"
          : "compared when the value is let go"
        : ok
          ? own === 0
            ? "exactly equal"
            : own <= kAgrees
              ? kRounded
              : `${kRounded} of terms that cancel`
          : "they differ",
    in_full: `▸ ${exact(along)}, ◂ ${exact(against)}`,
  };
}

/** The difference as a part of the larger number. */
function apart(a: number, b: number): number {
  if (a === b) return 0;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Number.POSITIVE_INFINITY;
  return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}
