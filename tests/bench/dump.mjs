// A workload as bytes for the programs in C++; native/case.hpp reads it.
import { levelise } from "./levelise.mjs";

/** 32-bit: leaves, n, outputs, runs, wrt, sizes, batch, sets; op, a, b, outputs, runs, source, sizes. Doubles: leaves, sets, x, y. */
export function dump(w) {
  const { leaves, n, wrt, values } = w.tape;
  const sorted = levelise(w.tape);
  const net = w.kind === "neuron" ? { sizes: [w.x.length, 1], batch: 1, x: w.x, y: [w.y] } : w.mlp;
  const { sizes, batch, x, y } = net ?? { sizes: [], batch: 0, x: [], y: [] };
  const head = [leaves, n, sorted.outputs.length, sorted.runs.length / 3, wrt, sizes.length, batch, w.sets.length];
  const whole = [head, sorted.op, sorted.a, sorted.b, sorted.outputs, sorted.runs, sorted.source, sizes];
  const parts = [
    ...whole.map((list) => Int32Array.from(list)),
    ...[values, ...w.sets, x, y].map((list) => Float64Array.from(list)),
  ];
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer), at);
    at += part.byteLength;
  }
  return bytes;
}
