// The results of a run, and questions to them. A ratio is taken inside each round; what is shown is the median of the rounds.
import { median } from "./measure.mjs";

/**
 * times: [{ round, host, peer, workload, what, ns }]. first: [{ host, peer, workload, first_ms, distance }].
 * failures: [{ host, peer, workload, message }]. extras: [{ round, host, name, found }]. sizes, start, machine: see run.mjs.
 */
export function results() {
  const all = { times: [], first: [], failures: [], extras: [], start: [], sizes: {}, machine: {} };
  const rounds = (host, peer, workload, what = "gradient") =>
    new Map(
      all.times
        .filter((t) => t.host === host && t.peer === peer && t.workload === workload && t.what === what)
        .map((t) => [t.round, t.ns]),
    );
  return {
    all,
    /** Nanoseconds, or null where it was not measured. */
    ns(host, peer, workload, what) {
      const found = [...rounds(host, peer, workload, what).values()];
      return found.length === 0 ? null : median(found);
    },
    /** How far the rounds are apart: the largest over the smallest; null where there are fewer than two. */
    spread(host, peer, workload, what) {
      const found = [...rounds(host, peer, workload, what).values()];
      return found.length < 2 ? null : Math.max(...found) / Math.min(...found);
    },
    /** above / below, each [host, peer, workload, what]; null where one was not measured. */
    ratio(above, below) {
      const [a, b] = [rounds(...above), rounds(...below)];
      const found = [...a].filter(([round]) => b.has(round)).map(([round, ns]) => ns / b.get(round));
      return found.length === 0 ? null : median(found);
    },
    /** What the check of a peer found: "first_ms", "distance" or "bytes"; null where there was none. */
    first: (host, peer, workload, what = "first_ms") =>
      all.first.find((f) => f.host === host && f.peer === peer && f.workload === workload)?.[what] ?? null,
    /** The median of a number of an extra, or null. */
    extra(host, name, key) {
      const found = all.extras.filter((e) => e.host === host && e.name === name).map((e) => e.found[key]);
      return found.length === 0 ? null : median(found);
    },
    start(key) {
      return all.start.length === 0 ? null : median(all.start.map((s) => s[key]));
    },
  };
}

/** JSON Lines: the machine, then a line for each time of each round, and for each first gradient. */
export function as_lines({ machine, times, first }) {
  return [machine, ...times, ...first].map((one) => `${JSON.stringify(one)}\n`).join("");
}
