// Straight-line JavaScript, written for one network: a line a node there and a line a node back, no loop and no array inside.
import { ADD, DIV, EXP, LOG, MUL, SIGMOID, SIN, SUB, TANH } from "../tape.mjs";

export const digits = 64;

const kMost = 300; // op nodes; functions much longer are not optimized

const forward = {
  [ADD]: (a, b) => `${a} + ${b}`,
  [SUB]: (a, b) => `${a} - ${b}`,
  [MUL]: (a, b) => `${a} * ${b}`,
  [DIV]: (a, b) => `${a} / ${b}`,
  [TANH]: (a) => `tanh(${a})`,
  [SIN]: (a) => `sin(${a})`,
  [SIGMOID]: (a) => `1 / (1 + exp(-${a}))`,
  [LOG]: (a) => `log(${a})`,
  [EXP]: (a) => `exp(${a})`,
};
/** What a node y with adjoint g adds to its operands. */
const back = {
  [ADD]: (g) => [g, g],
  [SUB]: (g) => [g, `-${g}`],
  [MUL]: (g, _, a, b) => [`${g} * ${b}`, `${g} * ${a}`],
  [DIV]: (g, y, _, b) => [`${g} / ${b}`, `-${g} / ${b} * ${y}`],
  [TANH]: (g, y) => [`${g} * (1 - ${y} * ${y})`],
  [SIN]: (g, _, a) => [`${g} * cos(${a})`],
  [SIGMOID]: (g, y) => [`${g} * ${y} * (1 - ${y})`],
  [LOG]: (g, _, a) => [`${g} / ${a}`],
  [EXP]: (g, y) => [`${g} * ${y}`],
};

export async function open() {
  return { prepare };
}

function prepare({ tape }) {
  if (tape.n - tape.leaves > kMost) return null;
  const run = new Function("x", "out", source(tape)); // the peer is a compiler
  const out = new Float64Array(tape.wrt);
  return { run: (x) => run(x, out), gradient: () => out };
}

function source({ n, leaves, wrt, op, a, b, values, outputs }) {
  const v = (i) => `v${i}`;
  const lines = ["const { tanh, sin, cos, exp, log } = Math;"];
  for (let i = 0; i < leaves; i++) lines.push(`const ${v(i)} = ${i < wrt ? `x[${i}]` : values[i]};`);
  for (let i = leaves; i < n; i++) lines.push(`const ${v(i)} = ${forward[op[i]](v(a[i]), v(b[i]))};`);
  const terms = Array.from({ length: n }, () => []);
  for (const o of outputs) terms[o].push("1");
  const sum = (i) => terms[i].join(" + ") || "0";
  for (let i = n - 1; i >= leaves; i--) {
    lines.push(`const g${i} = ${sum(i)};`);
    const [da, db] = back[op[i]](`g${i}`, v(i), v(a[i]), v(b[i]));
    terms[a[i]].push(`(${da})`);
    if (db) terms[b[i]].push(`(${db})`);
  }
  for (let i = 0; i < wrt; i++) lines.push(`out[${i}] = ${sum(i)};`);
  return lines.join("\n");
}
