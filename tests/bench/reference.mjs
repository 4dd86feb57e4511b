// The reference every gradient is checked against: each formula as in a textbook, node after node, nothing clever.
import { ops } from "./tape.mjs";

const rules = {
  add: { f: (a, b) => a + b, d: () => [1, 1] },
  sub: { f: (a, b) => a - b, d: () => [1, -1] },
  mul: { f: (a, b) => a * b, d: (a, b) => [b, a] },
  div: { f: (a, b) => a / b, d: (a, b) => [1 / b, -a / (b * b)] },
  tanh: { f: Math.tanh, d: (a) => [1 - Math.tanh(a) ** 2, 0] },
  sin: { f: Math.sin, d: (a) => [Math.cos(a), 0] },
  sigmoid: { f: (a) => 1 / (1 + Math.exp(-a)), d: (a) => [Math.exp(-a) / (1 + Math.exp(-a)) ** 2, 0] },
  log: { f: Math.log, d: (a) => [1 / a, 0] },
  exp: { f: Math.exp, d: (a) => [Math.exp(a), 0] },
};

/** The values of all nodes, with leaf values x for the first leaves. */
export function values(tape, x) {
  const v = new Float64Array(tape.n);
  v.set(tape.values);
  v.set(x);
  for (let i = tape.leaves; i < tape.n; i++) v[i] = rules[ops[tape.op[i]]].f(v[tape.a[i]], v[tape.b[i]]);
  return v;
}

/** The sum of the outputs. */
export function loss(tape, x) {
  const v = values(tape, x);
  return tape.outputs.reduce((total, o) => total + v[o], 0);
}

/** The derivative of the sum of the outputs by each of the first tape.wrt leaves. */
export function gradient(tape, x) {
  const v = values(tape, x);
  const bar = new Float64Array(tape.n);
  for (const o of tape.outputs) bar[o] += 1;
  for (let i = tape.n - 1; i >= tape.leaves; i--) {
    const [a, b] = [tape.a[i], tape.b[i]];
    const [da, db] = rules[ops[tape.op[i]]].d(v[a], v[b]);
    bar[a] += da * bar[i];
    bar[b] += db * bar[i];
  }
  return bar.slice(0, tape.wrt);
}

/** The derivative by leaf k from two values, with an error of order h²; Richardson's step removes it. */
export function difference(tape, x, k) {
  const central = (h) => {
    const moved = (by) => {
      const at = Float64Array.from(x);
      at[k] += by;
      return loss(tape, at);
    };
    return (moved(h) - moved(-h)) / (2 * h);
  };
  const h = 1e-3;
  return (4 * central(h / 2) - central(h)) / 3;
}

/** Largest difference of two gradients, relative to the largest derivative. */
export function distance(found, wanted) {
  if (found.length !== wanted.length) return Number.POSITIVE_INFINITY;
  let scale = 0;
  let most = 0;
  for (let i = 0; i < wanted.length; i++) {
    scale = Math.max(scale, Math.abs(wanted[i]));
    const by = Math.abs(found[i] - wanted[i]);
    most = Number.isNaN(by) ? Number.POSITIVE_INFINITY : Math.max(most, by);
  }
  return scale === 0 ? most : most / scale;
}
