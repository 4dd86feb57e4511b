// How the page asks what training takes: so many examples at a time, how a number is stored, and what the optimizer keeps.
import type { Dtype, Optimizer } from "../engine/types.gen.ts";
import type { Link } from "../link/link.ts";

export interface TrainingState {
  batch: number;
  dtype: Dtype;
  optimizer: Optimizer;
}

export const kTraining: TrainingState = { batch: 32, dtype: "float32", optimizer: "sgd" };

/** What a link says of it; nothing where that is how the page opens. */
export function train_of({ batch, dtype, optimizer }: TrainingState): Link["train"] {
  const same = batch === kTraining.batch && dtype === kTraining.dtype && optimizer === kTraining.optimizer;
  return same ? undefined : [batch, dtype, optimizer];
}

/** A type or an optimizer that this version does not know is refused by the engine, which says so. */
export function training_of(train: Link["train"]): TrainingState {
  if (!train) return kTraining;
  const [batch, dtype, optimizer] = train;
  return { batch, dtype: dtype as Dtype, optimizer: optimizer as Optimizer };
}
