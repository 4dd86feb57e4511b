// How the curves of several schedules are told apart: the hue is that of the direction, line and mark are in the catalogue.
import type { CatalogueResponse, Line, Mark, ModeRequest } from "../engine/types.gen.ts";
import { lane_id } from "../view/schedule.ts";

const kPlain = { line: "solid", mark: "circle" } as const;
/** Lengths of strokes and gaps in px. */
const kDashes: Record<Line, string> = {
  solid: "",
  dashed: "6 3",
  dotted: "2 2",
  long_dashed: "12 3",
  dash_dotted: "12 3 2 3",
  wide_dotted: "1 4",
  dash_dot_dotted: "12 3 2 3 2 3",
};
/** Paths of marks around 0,0. */
const kMarks: Record<Mark, string> = {
  circle: "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
  square: "M-4-4h8v8h-8z",
  triangle: "M0-5 5 4H-5z",
  diamond: "M0-5 5 0 0 5-5 0z",
  triangle_down: "M0 5 5-4H-5z",
  plus: "M-1.5-5h3v3.5H5v3H1.5V5h-3V1.5H-5v-3h3.5z",
  cross: "M-5-3-3-5 0-2 3-5 5-3 2 0 5 3 3 5 0 2-3 5-5 3-2 0z",
};

export interface Pen {
  /** Empty: solid. */
  dash: string;
  mark: string;
}

/** The pen of a run: its schedule's, else that of its mode. */
export function pen_of(modes: CatalogueResponse["modes"], run: ModeRequest): Pen {
  const mode = modes.find(({ name }) => name === run.mode);
  const schedule = mode?.schedules.find(({ request }) => lane_id(request) === lane_id(run));
  const { line, mark } = schedule?.pen ?? mode?.pen ?? kPlain;
  return { dash: kDashes[line], mark: kMarks[mark] };
}
