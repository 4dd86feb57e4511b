// The workloads W1 … W7 and F4, each as a scalar tape, a network text for the engine, and tensors for those who have tensors.
import { random, shuffle } from "./random.mjs";
import { ADD, builder, DIV, EXP, isBinary, LOG, MUL, ops, SIGMOID, SIN, SUB, sum, TANH } from "./tape.mjs";

/**
 * name: "W4_1k". kind: "neuron", "mlp", "dag", "residual" or "fan". tape: see tape.mjs. text: for the engine.
 * params: [{ id, shape, at }], at = first of its leaves on the tape; together they are the first tape.wrt leaves.
 * sets: two lists of numbers for those leaves; every run of a peer gets one of them, in turn.
 * mlp: { sizes, batch, x, y } with x and y row-major.
 */
export const makers = {
  W1: () => neuron(10),
  W2: () => mlp({ sizes: [2, 8, 8, 1], batch: 1 }),
  W3: () => mlp({ sizes: [32, 64, 64, 10], batch: 32 }),
  W4_1k: () => dag(1_000, deep),
  W4_10k: () => dag(10_000, deep),
  W4_100k: () => dag(100_000, deep),
  F4_10k: () => dag(10_000, shallow),
  W5_20: () => residual(20),
  W5_60: () => residual(60),
  W6: () => fan(1_000),
  W7_60: () => steps(60),
};

const made = new Map();

/** A workload by its name, with the name in it; made once. */
export function workload(name) {
  if (!made.has(name)) {
    const w = makers[name]();
    const source = random(99);
    const first = w.tape.values.slice(0, w.tape.wrt);
    const second = first.map((value) => value * source.between(0.9, 1.1));
    made.set(name, { name, ...w, sets: [first, second] });
  }
  return made.get(name);
}

const list = (numbers) => `[${Array.from(numbers).join(", ")}]`;
const rows = (numbers, m, n) =>
  `[${Array.from({ length: m }, (_, i) => list(numbers.slice(i * n, i * n + n))).join(", ")}]`;

/** W1: a = sigmoid(w · x + b), binary cross-entropy. */
function neuron(n) {
  const source = random(1);
  const tape = builder();
  const w = Array.from({ length: n }, () => tape.leaf(source.between(-1, 1)));
  const b = tape.leaf(source.between(-1, 1));
  const x = Array.from({ length: n }, () => tape.leaf(source.between(-1, 1)));
  const one = tape.leaf(1);
  const z = tape.node(
    ADD,
    sum(
      tape,
      w.map((wi, i) => tape.node(MUL, wi, x[i])),
    ),
    b,
  );
  const t = tape.done([bceOfOne(tape, tape.node(SIGMOID, z), one)], n + 1);
  const number = (node) => t.values[node];
  const text = `input x = ${list(x.map(number))}
input y = 1
param w = ${list(w.map(number))}
param b = ${number(b)}
a = sigmoid(w @ x + b)
L = bce(a, y)
`;
  const params = [
    { id: "w", shape: [n], at: 0 },
    { id: "b", shape: [], at: n },
  ];
  return { kind: "neuron", tape: t, text, params, x: x.map(number), y: 1 };
}

/** −(y log a + (1 − y) log(1 − a)) with y = 1, in full as a scalar tape records it. */
function bceOfOne(tape, a, one) {
  const yes = tape.node(MUL, one, tape.node(LOG, a));
  const no = tape.node(MUL, tape.node(SUB, one, one), tape.node(LOG, tape.node(SUB, one, a)));
  const both = tape.node(ADD, yes, no);
  return tape.node(SUB, tape.node(SUB, one, one), both);
}

/** W2, W3: tanh layers; one output: sigmoid and binary cross-entropy; several: softmax cross-entropy, mean over the batch. */
function mlp({ sizes, batch }) {
  const source = random(2);
  const tape = builder();
  const params = [];
  const layers = [];
  for (let k = 1; k < sizes.length; k++) {
    const [n, m] = [sizes[k - 1], sizes[k]];
    const spread = Math.sqrt(3 / n);
    const W = Array.from({ length: n * m }, () => tape.leaf(source.between(-spread, spread)));
    const b = Array.from({ length: m }, () => tape.leaf(source.between(-0.5, 0.5)));
    params.push({ id: `W${k}`, shape: [n, m], at: W[0] }, { id: `b${k}`, shape: [m], at: b[0] });
    layers.push({ W, b, n, m });
  }
  const wrt = layers.reduce((total, { W, b }) => total + W.length + b.length, 0);
  const classes = sizes.at(-1);
  const X = Array.from({ length: batch * sizes[0] }, () => tape.leaf(source.between(-1, 1)));
  const hot = Array.from({ length: batch }, () => source.below(classes));
  const one = tape.leaf(1);
  const share = tape.leaf(1 / batch);
  let h = X;
  for (const [k, { W, b, n, m }] of layers.entries()) {
    const next = [];
    for (let row = 0; row < batch; row++) {
      for (let j = 0; j < m; j++) {
        const products = Array.from({ length: n }, (_, i) => tape.node(MUL, h[row * n + i], W[i * m + j]));
        const z = tape.node(ADD, sum(tape, products), b[j]);
        next.push(k < layers.length - 1 ? tape.node(TANH, z) : z);
      }
    }
    h = next;
  }
  let loss;
  if (classes === 1) {
    loss = bceOfOne(tape, tape.node(SIGMOID, h[0]), one);
  } else {
    const each = hot.map((label, row) => {
      const z = h.slice(row * classes, (row + 1) * classes);
      return tape.node(
        SUB,
        tape.node(
          LOG,
          sum(
            tape,
            z.map((zj) => tape.node(EXP, zj)),
          ),
        ),
        z[label],
      );
    });
    loss = tape.node(MUL, sum(tape, each), share);
  }
  const t = tape.done([loss], wrt);
  const x = X.map((node) => t.values[node]);
  const y =
    classes === 1 ? [1] : hot.flatMap((label) => Array.from({ length: classes }, (_, j) => (j === label ? 1 : 0)));
  const text = mlpText({ layers, t, params, x, y, batch, classes });
  return { kind: "mlp", tape: t, text, params, mlp: { sizes, batch, x, y } };
}

function mlpText({ layers, t, params, x, y, batch, classes }) {
  const lines = [`input x = ${rows(x, batch, layers[0].n)}`, `input y = ${rows(y, batch, classes)}`];
  for (const { id, shape, at } of params) {
    const numbers = t.values.slice(at, at + shape.reduce((p, n) => p * n, 1));
    lines.push(`param ${id} = ${shape.length === 2 ? rows(numbers, ...shape) : list(numbers)}`);
  }
  let h = "x";
  for (let k = 1; k <= layers.length; k++) {
    const last = k === layers.length;
    lines.push(last ? `z = ${h} @ W${k} + b${k}` : `h${k} = tanh(${h} @ W${k} + b${k})`);
    h = `h${k}`;
  }
  lines.push(classes === 1 ? "L = sum(bce(sigmoid(z), y))" : "L = mean(cross_entropy(z, y))");
  return `${lines.join("\n")}\n`;
}

const kInputs = 100;

/**
 * W4, F4: n op nodes, 35 % add, 35 % mul, 15 % tanh, 15 % sin in a random order, 100 inputs. `picks(nodes, source)` gives { any, unread }:
 * any operand (`factor`: the second one of a product), and one that nobody reads yet. As soon as just enough two-operand nodes are left to join all nodes that nobody
 * reads yet, both operands are such. So every node is live and there is one output.
 */
function dag(n, picks) {
  const source = random(4);
  const tape = builder();
  for (let i = 0; i < kInputs; i++) tape.leaf(source.between(-1, 1));
  const share = (op, part) => Array.from({ length: Math.round(n * part) }, () => op);
  const order = shuffle([...share(ADD, 0.35), ...share(MUL, 0.35), ...share(TANH, 0.15), ...share(SIN, 0.15)], source);
  const nodes = readers(kInputs);
  const { any, unread } = picks(nodes, source);
  let joins = order.filter(isBinary).length;
  let node = 0;
  for (const op of order) {
    if (!isBinary(op)) {
      node = tape.node(op, nodes.read(nodes.unread.length + 1 > joins ? unread() : any()));
    } else {
      const pick = nodes.unread.length + 1 > joins ? unread : any;
      const first = nodes.read(pick());
      node = tape.node(op, first, nodes.read(nodes.unread.length > 0 ? pick(op === MUL) : any(op === MUL)));
      joins--;
    }
    nodes.add(node, op);
  }
  if (nodes.unread.length !== 1) throw new Error(`${nodes.unread.length} nodes are not live`);
  return scalars("dag", tape.done([node], kInputs));
}

/** Which nodes nobody reads yet: all of `count` at first. */
function readers(count) {
  const unread = Array.from({ length: count }, (_, i) => i);
  const place = unread.slice(); // of a node in unread, or −1
  const small = unread.map(() => true); // at most 1 in size
  return {
    unread,
    count: () => place.length,
    is_read: (node) => place[node] < 0,
    /** A leaf, a tanh or a sin. */
    is_small: (node) => small[node],
    add(node, op) {
      place[node] = unread.push(node) - 1;
      small[node] = op === TANH || op === SIN;
    },
    read(node) {
      if (place[node] < 0) return node;
      const last = unread.pop();
      if (last !== node) {
        unread[place[node]] = last;
        place[last] = place[node];
      }
      place[node] = -1;
      return node;
    },
  };
}

/** F4: any two nodes before it, so that depth grows like the logarithm of n, and runs of one operation are long. */
function shallow(nodes, source) {
  return {
    any: () => source.below(nodes.count()),
    unread: () => nodes.unread[source.below(nodes.unread.length)],
  };
}

const kWindow = 50;

/**
 * W4: two of the 50 nodes before it, or one time in eight an input, and the oldest that nobody reads before it leaves them: depth grows
 * like n. A product has a factor of at most 1, so that values neither grow without end nor all become 0.
 */
function deep(nodes, source) {
  let oldest = 0;
  const unread = () => {
    while (nodes.is_read(oldest)) oldest++;
    return oldest;
  };
  const recent = () => nodes.count() - 1 - source.below(Math.min(nodes.count(), kWindow));
  return {
    unread,
    any(factor = false) {
      if (nodes.unread.length > 0 && unread() <= nodes.count() - kWindow) return oldest;
      if (source.below(8) === 0) return source.below(kInputs);
      let node = recent();
      while (factor && !nodes.is_small(node)) node = recent();
      return node;
    },
  };
}

/** W5: x → tanh(x) + x, k times: 2^k paths. */
function residual(k) {
  const tape = builder();
  let x = tape.leaf(0.3);
  for (let i = 0; i < k; i++) x = tape.node(ADD, tape.node(TANH, x), x);
  return scalars("residual", tape.done([x], 1));
}

/** W6: one input, four shared nodes, and many outputs of six nodes each. */
function fan(outputs) {
  const source = random(6);
  const tape = builder();
  const trunk = [tape.leaf(0.7)];
  for (const op of [SIN, MUL, TANH, ADD]) {
    trunk.push(tape.node(op, trunk.at(-1), isBinary(op) ? trunk[source.below(trunk.length)] : trunk.at(-1)));
  }
  const ends = Array.from({ length: outputs }, () => {
    let at = trunk[source.below(trunk.length)];
    for (const op of [MUL, SIN, ADD, MUL, TANH, ADD]) {
      at = tape.node(op, at, isBinary(op) ? trunk[source.below(trunk.length)] : at);
    }
    return at;
  });
  return scalars("fan", tape.done(ends, 1));
}

/** W7: x → tanh(x) + b, k times, each with a b of its own: x stays in (−2, 2), so that no tanh saturates. */
function steps(k) {
  const source = random(7);
  const tape = builder();
  const first = tape.leaf(0.3);
  const shifts = Array.from({ length: k }, () => tape.leaf(source.between(-1, 1)));
  const last = shifts.reduce((x, b) => tape.node(ADD, tape.node(TANH, x), b), first);
  return scalars("steps", tape.done([last], k + 1));
}

/** A tape with one param a leaf, and its text with one node a line. */
function scalars(kind, tape) {
  const name = (node) => (node < tape.wrt ? `p${node}` : `v${node}`);
  const params = Array.from({ length: tape.wrt }, (_, at) => ({ id: name(at), shape: [], at }));
  const lines = params.map(({ id, at }) => `param ${id} = ${tape.values[at]}`);
  const sign = { [ADD]: "+", [SUB]: "-", [MUL]: "*", [DIV]: "/" };
  for (let i = tape.leaves; i < tape.n; i++) {
    const [op, a, b] = [tape.op[i], name(tape.a[i]), name(tape.b[i])];
    lines.push(`${name(i)} = ${isBinary(op) ? `${a} ${sign[op]} ${b}` : `${ops[op]}(${a})`}`);
  }
  if (tape.outputs.length > 1) lines.push(`output ${Array.from(tape.outputs, name).join(", ")}`);
  return { kind, tape, text: `${lines.join("\n")}\n`, params };
}
