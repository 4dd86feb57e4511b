// How much of the user's text a diagnostic repeats.
import type { Diagnostic } from "../../../web/src/engine/types.gen";

/** Characters of the longest piece between backticks, in message, hint and path; the mark of a cut is not counted. */
export function longestQuotation({ message, hint, path }: Diagnostic): number {
  const pieces = [message, hint, path ?? ""].flatMap((text) => text.match(/`[^`]*`/g) ?? []);
  return Math.max(0, ...pieces.map((piece) => [...piece.slice(1, -1).replace(/…$/, "")].length));
}
