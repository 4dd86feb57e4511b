// An engine in the manner of micrograd: objects with a closure each, recorded anew for every gradient, sorted, called back.
import { ADD, DIV, EXP, LOG, MUL, SIGMOID, SIN, SUB, TANH } from "../tape.mjs";

export const digits = 64;

class Value {
  constructor(data, parents = []) {
    this.data = data;
    this.grad = 0;
    this.parents = parents;
    this.back = () => {};
  }
}

/** y = data, with dy/da and dy/db as functions that are called when the adjoint of y is known. */
function made(data, a, da, b, db) {
  const y = new Value(data, b ? [a, b] : [a]);
  y.back = () => {
    a.grad += y.grad * da(y.data);
    if (b) b.grad += y.grad * db(y.data);
  };
  return y;
}

const one = () => 1;
const rules = [];
rules[ADD] = (a, b) => made(a.data + b.data, a, one, b, one);
rules[SUB] = (a, b) => made(a.data - b.data, a, one, b, () => -1);
rules[MUL] = (a, b) =>
  made(
    a.data * b.data,
    a,
    () => b.data,
    b,
    () => a.data,
  );
rules[DIV] = (a, b) =>
  made(
    a.data / b.data,
    a,
    () => 1 / b.data,
    b,
    (y) => -y / b.data,
  );
rules[TANH] = (a) => made(Math.tanh(a.data), a, (y) => 1 - y * y);
rules[SIN] = (a) => made(Math.sin(a.data), a, () => Math.cos(a.data));
rules[SIGMOID] = (a) => made(1 / (1 + Math.exp(-a.data)), a, (y) => y * (1 - y));
rules[LOG] = (a) => made(Math.log(a.data), a, () => 1 / a.data);
rules[EXP] = (a) => made(Math.exp(a.data), a, (y) => y);

/** Parents before children; without recursion, since graphs are deep. */
function sorted(outputs) {
  const order = [];
  const seen = new Set();
  const stack = outputs.map((node) => [node, 0]);
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const [node, next] = top;
    if (next === 0 && seen.has(node)) {
      stack.pop();
    } else if (next < node.parents.length) {
      seen.add(node);
      top[1]++;
      stack.push([node.parents[next], 0]);
    } else {
      seen.add(node);
      order.push(node);
      stack.pop();
    }
  }
  return order;
}

export async function open() {
  return { prepare };
}

function prepare({ tape }) {
  let leaves = [];
  return {
    run(x) {
      const nodes = Array.from(tape.values, (value, i) => new Value(i < x.length ? x[i] : value));
      for (let i = tape.leaves; i < tape.n; i++) nodes.push(rules[tape.op[i]](nodes[tape.a[i]], nodes[tape.b[i]]));
      const outputs = Array.from(tape.outputs, (o) => nodes[o]);
      const order = sorted(outputs);
      for (const y of outputs) y.grad += 1;
      for (let i = order.length - 1; i >= 0; i--) order[i].back();
      leaves = nodes.slice(0, tape.wrt);
    },
    gradient: () => Float64Array.from(leaves, (leaf) => leaf.grad),
  };
}
