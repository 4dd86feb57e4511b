// What the engine is asked: the gradient of a workload at given leaf values.

/** A request for the gradient of a workload at leaf values x. */
export function request(w, x, more = {}) {
  const at = Object.fromEntries(
    w.params.map((p) => [p.id, Array.from(x.subarray(p.at, p.at + p.shape.reduce((s, n) => s * n, 1)))]),
  );
  const seeds = w.tape.outputs.length > 1 ? { seeds: seedsOf(w) } : {};
  return {
    v: 1,
    kind: "differentiate",
    network: { text: w.text },
    at,
    ...seeds,
    modes: [{ mode: "reverse" }],
    include: [],
    ...more,
  };
}

/** One for each output. */
function seedsOf(w) {
  return Object.fromEntries(Array.from(w.tape.outputs, (o) => [o < w.tape.wrt ? `p${o}` : `v${o}`, [1]]));
}
