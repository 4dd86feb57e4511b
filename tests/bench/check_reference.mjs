// The reference itself against differences of values: every derivative of the small workloads, some of the large ones.
import { difference, gradient } from "./reference.mjs";
import { makers, workload } from "./workloads.mjs";

/** → how many derivatives agree; throws at the first that does not. */
export function checkReference(names = Object.keys(makers)) {
  let checked = 0;
  for (const name of names) {
    const { tape, sets } = workload(name);
    const x = sets[1];
    const found = gradient(tape, x);
    const scale = found.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    const step = Math.ceil((tape.wrt * tape.n) / 200_000);
    for (let k = 0; k < tape.wrt; k += step) {
      const by = Math.abs(found[k] - difference(tape, x, k));
      if (!(by <= 1e-9 * scale))
        throw new Error(`reference, ${name}, derivative ${k}: ${by} from the difference quotient`);
      checked++;
    }
  }
  return checked;
}
