// What the page knows of schedules that are asked for when somebody looks at them, and which schedules there are.
import type { DifferentiateRequest, Direction, ModeInfo, ModeRequest, Run } from "../engine/types.gen.ts";
import { standard } from "../view/schedule.ts";
import type { Common } from "./slice.ts";

/** Runs beside those of the result. They depend on shapes alone, so a change of values leaves them as they are. */
export interface Asked {
  /** The question that the runs answer, and the text that it was about. */
  key: string;
  text: string;
  runs: readonly Run[];
  /** Why there are none, or no time lines. */
  why: string;
  /** A computation has been running for long enough to say so. */
  slow: boolean;
}

export const kNone: Asked = { key: "", text: "", runs: [], why: "", slow: false };
export type Kind = "chunk" | "curves";

export interface CostsState {
  /** How many derivatives one sweep carries in the schedules that have a slider, where the reader has said. */
  carried: Partial<Record<Direction, number>>;
  chunk: Asked;
  curves: Asked;
}

type Want = DifferentiateRequest["want"];
export type Seen = Common & { costs: CostsState };

export const kCosts: CostsState = { carried: {}, chunk: kNone, curves: kNone };

/** The mode of a direction that is run where none is named. */
export function default_mode({ catalogue }: Pick<Common, "catalogue">, direction: Direction): ModeInfo | undefined {
  return catalogue?.modes.find((mode) => mode.default_of_direction && mode.direction === direction);
}

/** Every standard schedule of the catalogue; some are for Jacobians alone. */
export function standard_modes({ catalogue }: Pick<Common, "catalogue">, want: Want): ModeRequest[] {
  return standard(catalogue?.modes ?? [], want);
}
