// The hand-written limits in WebAssembly: a workload goes in as bytes, values and gradients by address.
import { dump } from "../dump.mjs";

/** which: "levels", "ordered" or "mlp", the start of the names of the module's functions. */
export async function openLimit(which, { bytes }) {
  const module = await WebAssembly.compile(await bytes("limits.wasm"));
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => 0;
  }
  const limit = (await WebAssembly.instantiate(module, imports)).exports;
  limit._initialize?.();
  return { prepare: (w) => prepare(limit, which, w) };
}

function prepare(limit, which, w) {
  if (which === "mlp" && !["neuron", "mlp"].includes(w.kind)) return null;
  const text = dump(w);
  const at = limit.limit_alloc(text.length);
  new Uint8Array(limit.memory.buffer).set(text, at);
  const opened = limit.limit_open(at);
  const view = (from) => new Float64Array(limit.memory.buffer, from, w.tape.wrt);
  const into = limit[`${which}_in`](opened);
  const out = limit[`${which}_out`](opened);
  const run = limit[`${which}_run`];
  const found = new Float64Array(w.tape.wrt);
  let values = view(into);
  let adjoints = view(out);
  return {
    run(x) {
      if (values.length === 0) values = view(into); // the memory grew
      values.set(x);
      run(opened);
    },
    gradient() {
      if (adjoints.length === 0) adjoints = view(out);
      found.set(adjoints);
      return found;
    },
    loss: limit[`${which}_value`] && (() => limit[`${which}_value`](opened)),
  };
}
