// The best tape in JavaScript that we know: nodes sorted by depth and operation, one plain loop over each run of one operation.

import { levelise } from "../levelise.mjs";
import { ADD, DIV, EXP, LOG, MUL, SIGMOID, SIN, SUB, TANH } from "../tape.mjs";

export const digits = 64;

export async function open() {
  return { prepare };
}

function prepare({ tape }) {
  const { n, wrt, values } = tape;
  const { a, b, outputs, runs } = levelise(tape);
  const v = new Float64Array(n);
  const bar = new Float64Array(n);
  const adjoints = bar.subarray(0, wrt);
  const found = new Float64Array(wrt);
  const saved = new Float64Array(n); // cosines
  v.set(values);
  return {
    run(x) {
      v.set(x);
      for (let r = 0; r < runs.length; r += 3) forward[runs[r]](a, b, v, saved, runs[r + 1], runs[r + 2]);
      bar.fill(0);
      for (let i = 0; i < outputs.length; i++) bar[outputs[i]] += 1;
      for (let r = runs.length - 3; r >= 0; r -= 3) backward[runs[r]](a, b, v, bar, saved, runs[r + 1], runs[r + 2]);
    },
    gradient() {
      found.set(adjoints);
      return found;
    },
  };
}

const forward = [];
const backward = [];

forward[ADD] = (a, b, v, _, i, end) => {
  for (; i < end; i++) v[i] = v[a[i]] + v[b[i]];
};
forward[SUB] = (a, b, v, _, i, end) => {
  for (; i < end; i++) v[i] = v[a[i]] - v[b[i]];
};
forward[MUL] = (a, b, v, _, i, end) => {
  for (; i < end; i++) v[i] = v[a[i]] * v[b[i]];
};
forward[DIV] = (a, b, v, _, i, end) => {
  for (; i < end; i++) v[i] = v[a[i]] / v[b[i]];
};
forward[TANH] = (a, _b, v, _, i, end) => {
  for (; i < end; i++) v[i] = Math.tanh(v[a[i]]);
};
forward[SIN] = (a, _b, v, saved, i, end) => {
  for (; i < end; i++) {
    const x = v[a[i]];
    v[i] = Math.sin(x);
    saved[i] = Math.cos(x);
  }
};
forward[SIGMOID] = (a, _b, v, _, i, end) => {
  for (; i < end; i++) v[i] = 1 / (1 + Math.exp(-v[a[i]]));
};
forward[LOG] = (a, _b, v, _, i, end) => {
  for (; i < end; i++) v[i] = Math.log(v[a[i]]);
};
forward[EXP] = (a, _b, v, _, i, end) => {
  for (; i < end; i++) v[i] = Math.exp(v[a[i]]);
};

backward[ADD] = (a, b, _v, bar, _, i, end) => {
  for (; i < end; i++) {
    bar[a[i]] += bar[i];
    bar[b[i]] += bar[i];
  }
};
backward[SUB] = (a, b, _v, bar, _, i, end) => {
  for (; i < end; i++) {
    bar[a[i]] += bar[i];
    bar[b[i]] -= bar[i];
  }
};
backward[MUL] = (a, b, v, bar, _, i, end) => {
  for (; i < end; i++) {
    const x = v[a[i]];
    bar[a[i]] += bar[i] * v[b[i]];
    bar[b[i]] += bar[i] * x;
  }
};
backward[DIV] = (a, b, v, bar, _, i, end) => {
  for (; i < end; i++) {
    const g = bar[i] / v[b[i]];
    bar[a[i]] += g;
    bar[b[i]] -= g * v[i];
  }
};
backward[TANH] = (a, _b, v, bar, _, i, end) => {
  for (; i < end; i++) bar[a[i]] += bar[i] * (1 - v[i] * v[i]);
};
backward[SIN] = (a, _b, _v, bar, saved, i, end) => {
  for (; i < end; i++) bar[a[i]] += bar[i] * saved[i];
};
backward[SIGMOID] = (a, _b, v, bar, _, i, end) => {
  for (; i < end; i++) bar[a[i]] += bar[i] * v[i] * (1 - v[i]);
};
backward[LOG] = (a, _b, v, bar, _, i, end) => {
  for (; i < end; i++) bar[a[i]] += bar[i] / v[a[i]];
};
backward[EXP] = (a, _b, v, bar, _, i, end) => {
  for (; i < end; i++) bar[a[i]] += bar[i] * v[i];
};
