// What is measured of the engine besides gradients: the JSON round trip, vector forward, many outputs, memory.
import { time_ns } from "./measure.mjs";
import { compile, instance, lane } from "./peers/engine.mjs";
import { request } from "./request.mjs";
import { workload } from "./workloads.mjs";

async function engineOf({ load, bytes }, file = "engine.wasm") {
  return load(await bytes(file));
}

const drags = 100_000;
const forward_ms = 3000;

/** A call whose answer must be good. */
function ask(engine, body) {
  const reply = JSON.parse(engine.call(JSON.stringify(body)));
  if (!reply.ok) throw new Error(JSON.stringify(reply.diagnostics[0]));
  return reply;
}

export const extras = {
  /** Milliseconds from an object to an object, values and adjoints of 1,000 scalar nodes. */
  async json_round_trip(env, ms) {
    const engine = await engineOf(env);
    const w = workload("W4_1k");
    const bodies = w.sets.map((x) => request(w, x, { include: ["value", "adjoint"] }));
    const nodes = ask(engine, bodies[0]).nodes.length;
    if (nodes < w.tape.n) throw new Error(`${nodes} nodes in the answer`);
    return { ms: time_ns((i) => ask(engine, bodies[i & 1]), ms) / 1e6 };
  },
  /**
   * All 100 derivatives carried at once against one reverse sweep: seconds that the engine reports, summed over many calls, as the
   * clock of a page ticks in tenths of a millisecond and a sweep takes less.
   */
  async vector_forward(env, _ms, file) {
    const engine = await engineOf(env, file);
    const found = {};
    for (const name of ["W4_1k", "W4_10k"]) {
      const w = workload(name);
      const modes = [{ mode: "forward", chunk: "all" }, { mode: "reverse" }];
      const sums = [0, 0];
      const start = performance.now();
      for (let call = 0; call < 3 || performance.now() - start < forward_ms; call++) {
        const { runs } = ask(engine, request(w, w.sets[call & 1], { modes, timing: true }));
        if (runs.some((run) => run.predicted)) throw new Error("a run was not executed");
        runs.forEach((run, i) => {
          sums[i] += run.seconds;
        });
      }
      if (sums.some((seconds) => seconds === 0)) throw new Error("a run was not timed");
      found[name] = sums[0] / sums[1];
    }
    return found;
  },
  /** The same of an engine of another build. */
  vector_forward_before: (env, ms) => extras.vector_forward(env, ms, "before.wasm"),
  /** W6: the Jacobian of 1,000 outputs by one input, by one forward sweep and by 1,000 reverse ones; milliseconds. */
  async many_outputs(env) {
    const engine = await engineOf(env);
    const w = workload("W6");
    const modes = [{ mode: "forward" }, { mode: "reverse" }];
    const body = { ...request(w, w.sets[0], { modes, timing: true }), want: "jacobian" };
    delete body.seeds;
    const { runs } = ask(engine, body);
    return { forward_ms: runs[0].seconds * 1e3, reverse_ms: runs[1].seconds * 1e3 };
  },
  /** By how much the module's memory grows over 100,000 frames of a drag. */
  async memory(env) {
    const engine = await instance(await compile(env));
    const { drag } = lane(engine, workload("W1")).more;
    const { sets } = workload("W1");
    for (let i = 0; i < 10; i++) drag(sets[i & 1]);
    const before = engine.memory.buffer.byteLength;
    for (let i = 0; i < drags; i++) drag(sets[i & 1]);
    return { drag_growth_bytes: engine.memory.buffer.byteLength - before };
  },
};
