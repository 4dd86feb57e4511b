// One place where peers run, in Node or in a browser: opens a peer, checks its gradients, times them.
import { extras } from "../extras.mjs";
import { time_ns } from "../measure.mjs";
import { peers } from "../peers/all.mjs";
import { distance, gradient, loss } from "../reference.mjs";
import { workload } from "../workloads.mjs";

/** How far a gradient may be from the reference, relative to its largest number; a peer whose functions have fewer digits says how far. */
const tolerance = { 32: 1e-4, 64: 1e-10 };

/**
 * env.bytes(name): the bytes of "engine.wasm" or "limits.wasm". env.load: the page's loader of the engine.
 * env.files.tfjs: where the wasm files of TensorFlow.js are.
 */
export function makeHost(env) {
  const opened = new Map();
  const ready = new Map();

  async function peer(name) {
    if (!opened.has(name)) {
      opened.set(
        name,
        peers[name]().then(async (module) => ({ digits: module.digits, ...(await module.open(env)) })),
      );
    }
    return opened.get(name);
  }

  return {
    /** → { distance, first_ms }, or null where the peer does not do this workload. Throws where the gradient is wrong. */
    async check(name, workload_name) {
      const { prepare, digits, within = tolerance[digits], idle, enter } = await peer(name);
      const w = workload(workload_name);
      await idle?.(); // what a peer does between two networks is not the time of the next
      await enter?.();
      const start = performance.now();
      const prepared = await prepare(w);
      if (prepared === null) return null;
      prepared.run(w.sets[0]);
      prepared.gradient();
      const first_ms = performance.now() - start;
      let most = 0;
      for (const x of [...w.sets].reverse()) {
        prepared.run(x);
        most = Math.max(most, distance(prepared.gradient(), gradient(w.tape, x)));
        if (prepared.loss) most = Math.max(most, distance([prepared.loss()], [loss(w.tape, x)]));
      }
      if (!(most <= within)) throw new Error(`wrong gradient or loss: ${most.toExponential(1)} from the reference`);
      ready.set(`${name} ${workload_name}`, prepared);
      return { distance: most, first_ms };
    },
    /** Nanoseconds of one gradient with new values, read out, and of what else the peer can do ("value", "drag"). */
    async time(name, workload_name, ms) {
      await (await peer(name)).enter?.();
      const prepared = ready.get(`${name} ${workload_name}`);
      const { sets } = workload(workload_name);
      const gradient = (i) => {
        prepared.run(sets[i & 1]);
        prepared.gradient();
      };
      const times = { gradient: time_ns(gradient, ms) };
      for (const [what, run] of Object.entries(prepared.more ?? {})) times[what] = time_ns((i) => run(sets[i & 1]), ms);
      return times;
    },
    /** One of extras.mjs. */
    extra: (name, ms) => extras[name](env, ms),
  };
}
