// Of which text costs are shown: sizes, growth and estimates are asked for it.
import { is_too_large } from "./selectors.ts";
import type { State } from "./state.ts";

/** The text whose costs are shown: that of the present result, or one that is too large to have one. */
export const counted_text = (state: State): string | null =>
  state.result?.text ?? (is_too_large(state) ? state.text : null);
