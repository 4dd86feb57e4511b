// A tape in JavaScript: one Float64Array of values, one of adjoints, one switch for each node and sweep.
// The cases are the numbers of ../tape.mjs, written out: a switch over imported names is slow.

export const digits = 64;

export async function open() {
  return { prepare };
}

function prepare({ tape }) {
  const { n, leaves, op, a, b, outputs, wrt } = tape;
  const v = new Float64Array(n);
  const bar = new Float64Array(n);
  v.set(tape.values);
  return {
    run(x) {
      v.set(x);
      forward(op, a, b, v, leaves, n);
      bar.fill(0);
      for (let i = 0; i < outputs.length; i++) bar[outputs[i]] += 1;
      backward(op, a, b, v, bar, leaves, n);
    },
    gradient: () => bar.slice(0, wrt),
  };
}

function forward(op, a, b, v, leaves, n) {
  for (let i = leaves; i < n; i++) {
    const x = v[a[i]];
    switch (op[i]) {
      case 0: // add
        v[i] = x + v[b[i]];
        break;
      case 1: // sub
        v[i] = x - v[b[i]];
        break;
      case 2: // mul
        v[i] = x * v[b[i]];
        break;
      case 3: // div
        v[i] = x / v[b[i]];
        break;
      case 4: // tanh
        v[i] = Math.tanh(x);
        break;
      case 5: // sin
        v[i] = Math.sin(x);
        break;
      case 6: // sigmoid
        v[i] = 1 / (1 + Math.exp(-x));
        break;
      case 7: // log
        v[i] = Math.log(x);
        break;
      case 8: // exp
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
      case 0: // add
        bar[p] += g;
        bar[q] += g;
        break;
      case 1: // sub
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
      case 3: // div
        bar[p] += g / v[q];
        bar[q] -= (g * v[i]) / v[q];
        break;
      case 4: // tanh
        bar[p] += g * (1 - v[i] * v[i]);
        break;
      case 5: // sin
        bar[p] += g * Math.cos(v[p]);
        break;
      case 6: // sigmoid
        bar[p] += g * v[i] * (1 - v[i]);
        break;
      case 7: // log
        bar[p] += g / v[p];
        break;
      case 8: // exp
        bar[p] += g * v[i];
        break;
    }
  }
}
