// micrograd in JavaScript, as its author wrote it in Python: an object a number with its operations as methods, a closure for its way
// back, a recursive sort by topology; recorded anew for every gradient.
import { ADD, DIV, EXP, LOG, MUL, SIGMOID, SIN, SUB, TANH } from "../tape.mjs";

export const digits = 64;

class Value {
  constructor(data, children = []) {
    this.data = data;
    this.grad = 0;
    this.children = children;
    this.back = null;
  }
  add(other) {
    const out = new Value(this.data + other.data, [this, other]);
    out.back = () => {
      this.grad += out.grad;
      other.grad += out.grad;
    };
    return out;
  }
  sub(other) {
    const out = new Value(this.data - other.data, [this, other]);
    out.back = () => {
      this.grad += out.grad;
      other.grad -= out.grad;
    };
    return out;
  }
  mul(other) {
    const out = new Value(this.data * other.data, [this, other]);
    out.back = () => {
      this.grad += other.data * out.grad;
      other.grad += this.data * out.grad;
    };
    return out;
  }
  div(other) {
    const out = new Value(this.data / other.data, [this, other]);
    out.back = () => {
      this.grad += out.grad / other.data;
      other.grad -= (out.data / other.data) * out.grad;
    };
    return out;
  }
  tanh() {
    const t = Math.tanh(this.data);
    const out = new Value(t, [this]);
    out.back = () => {
      this.grad += (1 - t * t) * out.grad;
    };
    return out;
  }
  sin() {
    const out = new Value(Math.sin(this.data), [this]);
    out.back = () => {
      this.grad += Math.cos(this.data) * out.grad;
    };
    return out;
  }
  sigmoid() {
    const s = 1 / (1 + Math.exp(-this.data));
    const out = new Value(s, [this]);
    out.back = () => {
      this.grad += s * (1 - s) * out.grad;
    };
    return out;
  }
  log() {
    const out = new Value(Math.log(this.data), [this]);
    out.back = () => {
      this.grad += out.grad / this.data;
    };
    return out;
  }
  exp() {
    const out = new Value(Math.exp(this.data), [this]);
    out.back = () => {
      this.grad += out.data * out.grad;
    };
    return out;
  }
}

/** The way back from several outputs. */
function backward(outputs) {
  const order = [];
  const visited = new Set();
  const build = (v) => {
    if (visited.has(v)) return;
    visited.add(v);
    for (const child of v.children) build(child);
    order.push(v);
  };
  for (const y of outputs) build(y);
  for (const y of outputs) y.grad += 1;
  for (let i = order.length - 1; i >= 0; i--) order[i].back?.();
}

const apply = {
  [ADD]: (a, b) => a.add(b),
  [SUB]: (a, b) => a.sub(b),
  [MUL]: (a, b) => a.mul(b),
  [DIV]: (a, b) => a.div(b),
  [TANH]: (a) => a.tanh(),
  [SIN]: (a) => a.sin(),
  [SIGMOID]: (a) => a.sigmoid(),
  [LOG]: (a) => a.log(),
  [EXP]: (a) => a.exp(),
};

export async function open() {
  return { prepare };
}

function prepare({ tape }) {
  const found = new Float64Array(tape.wrt);
  let leaves = [];
  return {
    run(x) {
      const nodes = Array.from(tape.values, (value, i) => new Value(i < x.length ? x[i] : value));
      for (let i = tape.leaves; i < tape.n; i++) nodes.push(apply[tape.op[i]](nodes[tape.a[i]], nodes[tape.b[i]]));
      backward(Array.from(tape.outputs, (o) => nodes[o]));
      leaves = nodes.slice(0, tape.wrt);
    },
    gradient() {
      for (let i = 0; i < found.length; i++) found[i] = leaves[i].grad;
      return found;
    },
  };
}
