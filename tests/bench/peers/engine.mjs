// The engine in WebAssembly through its fast lane: leaf values into a block of doubles, a sweep, results in the same block.
import { request } from "../request.mjs";

export const digits = 64;

const kValues = 1;
const kTangents = 2;
const kAdjoints = 4;

export async function compile({ bytes }, file = "engine.wasm") {
  return WebAssembly.compile(await bytes(file));
}

/** The engine by its bare C interface; every import answers 0. */
export async function instance(module) {
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => 0;
  }
  const engine = (await WebAssembly.instantiate(module, imports)).exports;
  engine._initialize?.();
  if (!engine.bw_run) throw new Error("this engine.wasm has no fast lane");
  return engine;
}

/** The engine keeps one plan at a time, so every workload gets an instance of its own; one waits, as in a page that is open. */
export async function open(env, file) {
  const module = await compile(env, file);
  const later = (ms) => new Promise((done) => setTimeout(done, ms));
  let spare = instance(module);
  await spare;
  return {
    idle: () => spare,
    async prepare(w) {
      const mine = await spare;
      spare = later(50).then(() => instance(module));
      return lane(mine, w);
    },
  };
}

/** Compiles a workload and gives its lane: run(x), gradient(), and what else it can do. */
export function lane(engine, w) {
  const { numbers, value, adjoint } = ask(engine, request(w, w.sets[0], { layout: true })).layout;
  let block = new Float64Array(0);
  const view = () => {
    if (block.length === 0) {
      block = new Float64Array(engine.memory.buffer, engine.bw_block() >>> 0, numbers); // also after growth
      for (const part of out) part.view = block.subarray(part.at, part.at + part.to - part.from);
    }
    return block;
  };
  const params = leaves(w);
  const into = together(params, value);
  const out = together(params, adjoint);
  const found = new Float64Array(w.tape.wrt);
  const run = (parts) => {
    if (engine.bw_run(parts) !== 1) throw new Error("the lane is closed");
  };
  const sweep = (parts) => (x) => {
    const numbersOf = view();
    for (const { from, to, at } of into) numbersOf.set(from === 0 && to === x.length ? x : x.subarray(from, to), at);
    run(parts);
  };
  // A frame of the page: one number moves, all parts follow, and the block is taken away.
  const drag = (x) => {
    view()[value[params[0].node]] = x[0];
    run(kValues | kTangents | kAdjoints);
    return view().slice();
  };
  return {
    numbers,
    run: sweep(kValues | kAdjoints),
    more: { value: sweep(kValues), drag },
    loss: w.tape.outputs.length === 1 ? () => view()[value.at(-1)] : undefined,
    gradient() {
      view();
      for (const part of out) found.set(part.view, part.from);
      return found;
    },
  };
}

/** Leaves that stand side by side in the list of values and in the block, together. places: of nodes in the block. */
function together(params, places) {
  const list = [];
  for (const { node, at: from, size } of params) {
    const [to, at] = [from + size, places[node]];
    const last = list.at(-1);
    if (last && last.to === from && last.at + last.to - last.from === at) last.to = to;
    else list.push({ from, to, at });
  }
  return list;
}

/** Each param with the number of its node: the declarations stand first in the text, one a line. */
export function leaves(w) {
  const nodes = new Map(w.text.split("\n").map((line, i) => [line.match(/^param (\w+) =/)?.[1], i]));
  return w.params.map(({ id, shape, at }) => ({ node: nodes.get(id), at, size: shape.reduce((p, n) => p * n, 1) }));
}

function ask(engine, body) {
  const text = new TextEncoder().encode(JSON.stringify(body));
  const at = engine.bw_alloc(text.length) >>> 0;
  new Uint8Array(engine.memory.buffer).set(text, at);
  const length = engine.bw_call(at, text.length) >>> 0;
  engine.bw_free(at);
  const reply = JSON.parse(
    new TextDecoder().decode(new Uint8Array(engine.memory.buffer, engine.bw_result() >>> 0, length)),
  );
  if (!reply.ok) throw new Error(JSON.stringify(reply.diagnostics[0]));
  return reply;
}
