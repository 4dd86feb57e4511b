// The peers that run in Node and in the browser, each loaded on demand so that one that does not load is only itself missing.
export const peers = {
  engine: () => import("./engine.mjs"),
  engine_json: () => import("./engine_json.mjs"),
  engine_before: () => before(import("./engine.mjs")),
  engine_json_before: () => before(import("./engine_json.mjs")),
  limit_mlp: () => import("./limit_mlp.mjs"),
  limit_levels: () => import("./limit_levels.mjs"),
  limit_ordered: () => import("./limit_ordered.mjs"),
  js_levels: () => import("./js_levels.mjs"),
  js_tape: () => import("./js_tape.mjs"),
  js_code: () => import("./js_code.mjs"),
  micrograd: () => import("./micrograd.mjs"),
  jax: () => import("./jax.mjs"),
  jax_64: () => variant(import("./jax.mjs"), 64),
  tfjs: () => import("./tfjs.mjs"),
  tfjs_cpu: () => variant(import("./tfjs.mjs"), "cpu"),
};

/** The same peer in another way: the second argument of its `open`. */
async function variant(peer, way) {
  const module = await peer;
  return { ...module, open: (env) => module.open(env, way) };
}

/** An engine of another build, in the same run. */
const before = (ours) => variant(ours, "before.wasm");

/** What a table calls them. */
export const titles = {
  engine: "engine, fast lane",
  engine_json: "engine, JSON",
  engine_before: "before, fast lane",
  engine_json_before: "before, JSON",
  engine_native: "engine, native SSE2",
  limit_mlp: "limit: Eigen MLP",
  limit_levels: "limit: levelised tape",
  limit_ordered: "limit, in our order",
  limit_mlp_native: "limit: Eigen MLP, native",
  limit_levels_native: "limit: levelised, native",
  limit_ordered_native: "limit, in our order, native",
  js_levels: "JS levelised tape",
  js_tape: "JS tape",
  js_code: "JS, straight-line code",
  micrograd: "micrograd in JS",
  jax: "jax-js (wasm, f32)",
  jax_64: "jax-js (wasm, f64)",
  tfjs: "TensorFlow.js (wasm, f32)",
  tfjs_cpu: "TensorFlow.js (JS, f32)",
  adolc: "ADOL-C, native",
};
