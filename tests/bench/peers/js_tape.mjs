// A tape in JavaScript: one Float64Array of values, one of adjoints, one switch for each node and sweep.
import { ADD, DIV, EXP, LOG, MUL, SIGMOID, SIN, SUB, TANH } from "../tape.mjs";

export const digits = 64;

export async function open() {
  return { prepare };
}

function prepare({ tape }) {
  const { n, leaves, op, a, b, outputs, wrt } = tape;
  const v = new Float64Array(n);
  const bar = new Float64Array(n);
  const adjoints = bar.subarray(0, wrt);
  const found = new Float64Array(wrt);
  v.set(tape.values);
  return {
    run(x) {
      v.set(x);
      forward(op, a, b, v, leaves, n);
      bar.fill(0);
      for (let i = 0; i < outputs.length; i++) bar[outputs[i]] += 1;
      backward(op, a, b, v, bar, leaves, n);
    },
    gradient() {
      found.set(adjoints);
      return found;
    },
  };
}

function forward(op, a, b, v, leaves, n) {
  for (let i = leaves; i < n; i++) {
    const x = v[a[i]];
    switch (op[i]) {
      case ADD:
        v[i] = x + v[b[i]];
        break;
      case SUB:
        v[i] = x - v[b[i]];
        break;
      case MUL:
        v[i] = x * v[b[i]];
        break;
      case DIV:
        v[i] = x / v[b[i]];
        break;
      case TANH:
        v[i] = Math.tanh(x);
        break;
      case SIN:
        v[i] = Math.sin(x);
        break;
      case SIGMOID:
        v[i] = 1 / (1 + Math.exp(-x));
        break;
      case LOG:
        v[i] = Math.log(x);
        break;
      case EXP:
        v[i] = Math.exp(x);
        break;
    }
  }
}

function backward(op, a, b, v, bar, leaves, n) {
  for (let i = n - 1; i >= leaves; i--) {
    const g = bar[i];
    const p = a[i];
    const q = b[i];
    switch (op[i]) {
      case ADD:
        bar[p] += g;
        bar[q] += g;
        break;
      case SUB:
        bar[p] += g;
        bar[q] -= g;
        break;
      case 2: {
        // mul
        const x = v[p];
        const y = v[q];
        bar[p] += g * y;
        bar[q] += g * x;
        break;
      }
      case DIV:
        bar[p] += g / v[q];
        bar[q] -= (g * v[i]) / v[q];
        break;
      case TANH:
        bar[p] += g * (1 - v[i] * v[i]);
        break;
      case SIN:
        bar[p] += g * Math.cos(v[p]);
        break;
      case SIGMOID:
        bar[p] += g * v[i] * (1 - v[i]);
        break;
      case LOG:
        bar[p] += g / v[p];
        break;
      case EXP:
        bar[p] += g * v[i];
        break;
    }
  }
}
