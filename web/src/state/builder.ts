// What the builder has said last, and the statement that it has at hand.

export interface BuilderState {
  /** What the last action did, or why it did nothing. */
  said: string;
  /** The statement at hand; the last one where it is empty or not there. */
  chosen: string;
}

export const kBuilder: BuilderState = { said: "", chosen: "" };
