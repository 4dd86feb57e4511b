// What a schedule was asked for: the mode with its options, out of a run or a request, and the ids by which it is known.
import type { CatalogueResponse, DifferentiateRequest, ModeRequest } from "../engine/types.gen.ts";

/** The options of modes, in the order in which ids name them; those of the engine's catalogue. */
const kOptions = ["chunk", "keep_values", "segments", "budget_bytes", "checkpoints"] as const;

/** Every standard schedule for what is asked for: some are for Jacobians alone. */
export function standard(modes: CatalogueResponse["modes"], wanted: DifferentiateRequest["want"]): ModeRequest[] {
  return modes.flatMap(({ schedules }) =>
    schedules.flatMap(({ want, request }) => (want && want !== wanted ? [] : [request])),
  );
}

/** A schedule as it is asked for again. */
export function schedule_of(run: ModeRequest): ModeRequest {
  const given = kOptions.flatMap((name) => (run[name] === undefined ? [] : [[name, run[name]] as const]));
  return { mode: run.mode, ...Object.fromEntries(given) };
}

/** A schedule by name, in characters that a link may hold. */
export function lane_id(run: ModeRequest): string {
  const { mode, chunk, keep_values } = run;
  const others = kOptions.slice(2).flatMap((name) => (run[name] === undefined ? [] : [`${name}${run[name]}`]));
  return [mode, ...(chunk === undefined ? [] : [String(chunk)]), ...(keep_values ? ["kept"] : []), ...others].join(".");
}
