// What we want to reach, as rows: { what, value, must, aim, unit }. must and aim are bounds, such as ["≤", 4]; aim may be null.
import { titles } from "./peers/all.mjs";
import { workload } from "./workloads.mjs";

const host = "chromium";
const atMost = (n) => ["≤", n];
const atLeast = (n) => ["≥", n];

/** All rows, for the results of a run. The engine is measured in Chromium by its fast lane. */
export function targets(r) {
  const engine = (w, what = "gradient") => [host, "engine", w, what];
  const over = (peer, w, where = host) => r.ratio([where, peer, w], engine(w));
  const name = (w) => w.replace("_", " ");
  const rows = [];
  const row = (what, value, must, aim, unit = "×") => rows.push({ what, value, must, aim, unit });

  for (const w of ["W1", "W2", "W3", "W4_1k", "W4_10k", "W4_100k", "W5_60"]) {
    row(`gradient / own forward value, ${name(w)}`, r.ratio(engine(w), engine(w, "value")), atMost(4), atMost(2.5));
  }
  for (const [w, aim] of [
    ["W1", 1.6],
    ["W2", 1.4],
    ["W3", 1.3],
    ["W4_1k", 1.3],
    ["W4_10k", 1.5],
    ["W4_100k", 1.8],
    ["F4_10k", 1.5],
  ]) {
    const limits = ["limit_mlp", "limit_levels"].map((peer) => r.ratio(engine(w), [host, peer, w]));
    const known = limits.filter((value) => value !== null);
    row(
      `engine / hand-written limit, ${name(w)}`,
      known.length > 0 ? Math.max(...known) : null,
      atMost(2),
      atMost(aim),
    );
  }
  for (const [w, aim] of [
    ["W4_1k", 1.3],
    ["W4_10k", 1.5],
    ["W4_100k", 1.8],
    ["F4_10k", 1.5],
  ])
    row(
      `engine / limit in our order, ${name(w)}`,
      r.ratio(engine(w), [host, "limit_ordered", w]),
      atMost(2),
      atMost(aim),
    );
  for (const [w, must, aim] of [
    ["W1", 50, 400],
    ["W2", 50, 200],
    ["W3", 3, 6],
    ["W4_1k", 1000, 2500],
  ]) {
    row(`${titles.tfjs} / engine, ${name(w)}`, over("tfjs", w), atLeast(must), atLeast(aim));
  }
  for (const [w, must, aim] of [
    ["W2", 100, 300],
    ["W3", 4, 8],
  ]) {
    row(`${titles.jax} / engine, ${name(w)}`, over("jax", w), atLeast(must), atLeast(aim));
  }
  for (const [w, most] of [
    ["W4_1k", 4],
    ["W4_10k", 25],
    ["W4_100k", 250],
  ]) {
    row(`first gradient of a new graph, ${name(w)}`, r.first(host, "engine", w), null, atMost(most), "ms");
  }
  for (const [w, aim] of [
    ["W4_1k", 2.7],
    ["W4_10k", 3.3],
    ["W4_100k", null],
    ["W3", 20],
  ]) {
    row(
      `${titles.js_tape} / engine, ${name(w)}`,
      over("js_tape", w),
      w === "W3" ? null : atLeast(1.3),
      aim === null ? null : atLeast(aim),
    );
  }
  for (const [w, aim] of [
    ["W1", 1.1],
    ["W2", 1.1],
    ["W3", 12],
    ["W4_1k", 1.25],
    ["W4_10k", 1.25],
    ["W4_100k", 1.25],
    ["F4_10k", 1.25],
    ["W5_60", 1.1],
    ["W7_60", 1.1],
  ]) {
    const best = ["js_levels", "js_tape", "js_code"].map((peer) => over(peer, w)).filter((value) => value !== null);
    row(`best JS / engine, ${name(w)}`, best.length > 0 ? Math.min(...best) : null, atLeast(1), atLeast(aim));
  }
  for (const w of ["W4_1k", "W4_10k", "W4_100k"]) {
    row(`${titles.adolc} / engine in the browser, ${name(w)}`, over("adolc", w, "native"), atLeast(2), atLeast(5));
  }
  for (const [w, aim] of [
    ["W3", 1.15],
    ["W4_1k", 1.5],
    ["W4_10k", 1.5],
  ]) {
    const value = r.ratio(engine(w), ["native", "engine_native", w]);
    row(`engine wasm / native, same source, ${name(w)}`, value, atMost(1.6), atMost(aim));
  }
  row("growth, W4 100k / 10k", r.ratio(engine("W4_100k"), engine("W4_10k")), atMost(20), atMost(15));
  row("growth, W4 10k / 1k", r.ratio(engine("W4_10k"), engine("W4_1k")), null, null);
  row("growth, W5 60 / 20", r.ratio(engine("W5_60"), engine("W5_20")), atMost(3.3), atMost(1.8));
  for (const w of ["W4_1k", "W4_10k"]) {
    row(`vector forward, 100 inputs / reverse, ${name(w)}`, r.extra(host, "vector_forward", w), atMost(15), atMost(8));
  }
  for (const [w, must, aim] of [
    ["W4_1k", 2, 0.1],
    ["W4_10k", 5, 0.5],
    ["W4_100k", 20, 5],
  ]) {
    const ns = r.ns(...engine(w, "drag"));
    row(`a frame of a drag, ${name(w)}`, ns && ns / 1e6, atMost(must), atMost(aim), "ms");
  }
  row("JSON round trip, W4 1k, value and adjoint", r.extra(host, "json_round_trip", "ms"), atMost(5), atMost(2), "ms");
  row("engine.wasm, brotli", r.all.sizes.brotli_kb ?? null, atMost(110), atMost(80), "kB");
  row("page start to first gradient, loopback", r.start("loopback_ms"), atMost(250), atMost(120), "ms");
  row("page start to first gradient, 9 Mbit/s, 60 ms", r.start("throttled_ms"), atMost(700), atMost(350), "ms");
  const kept = r.first("native", "engine_native", "W4_100k", "bytes");
  const nodes = kept && workload("W4_100k").tape.n;
  row("memory of a plan a scalar node, W4 100k", kept && kept / nodes, atMost(64), atMost(32), "bytes");
  row("growth of memory over 100,000 drags", r.extra(host, "memory", "drag_growth_bytes"), atMost(0), null, "bytes");
  return rows;
}

const holds = (value, bound) => (bound[0] === "≤" ? value <= bound[1] : value >= bound[1]);

/** "aim met", "must met", "NOT MET", "not measured" or, without bounds, "". */
export function verdict({ value, must, aim }) {
  if (value === null) return "not measured";
  if (aim && holds(value, aim)) return "aim met";
  if (must) return holds(value, must) ? "must met" : "NOT MET";
  return aim ? "aim not met" : "";
}
