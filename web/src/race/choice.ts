// Which of all schedules race unless the reader says so, and what their lanes are called: by what they do, not by name.
import type { Run } from "../engine/types.gen.ts";
import { work_of } from "../view/format.ts";

/**
 * The schedules that run unless the reader chooses: backward, one output a sweep and with all of them carried back; forward with all
 * weights along, and one a pass; by colours where these are fewer.
 */
export function usual(runs: readonly Run[]): Run[] {
  const along = runs.filter(({ direction }) => direction === "along");
  const against = runs.filter(({ direction }) => direction === "against");
  const all = (some: readonly Run[]): Run | undefined =>
    some
      .filter(({ sweeps, directions }) => sweeps === 1 && directions > 1)
      .sort((a, b) => work_of(a.cost.total) - work_of(b.cost.total))[0];
  const one = along.find((run) => run.chunk === 1 && !run.keep_values);
  const coloured = runs.filter(({ colouring }) => colouring && colouring.colours < colouring.of.length);
  return [against[0], all(against), all(along), one, ...coloured].flatMap((run) => (run ? [run] : []));
}

/** A short name by what the schedule does; where another lane would be called the same, the engine's title. */
export function named(runs: readonly Run[]): { run: Run; label: string }[] {
  const short = ({ direction, chunk, sweeps, directions, keep_values, title, cuts, colouring }: Run): string => {
    const back = direction === "against";
    if (cuts) return title;
    if (colouring) return `${back ? "backward" : "forward"}, by colours`;
    if (back && sweeps > 1) return chunk === 1 ? "backward, one output a sweep" : title;
    if (back) return directions > 1 ? "backward, all outputs carried back" : "backward";
    if (keep_values) return chunk === 1 ? "forward, values kept" : title;
    if (sweeps === 1 && directions === 1) return "forward";
    if (sweeps === 1) return "forward, all weights carried along";
    return chunk === 1 ? "forward, one weight a pass" : title;
  };
  const labels = runs.map(short);
  return runs.map((run, at) => ({
    run,
    label: labels.filter((label) => label === labels[at]).length > 1 ? run.title : (labels[at] ?? run.title),
  }));
}
