// A network of scalars as flat arrays, leaves first: what tapes run on, and what tensor workloads are written out to.

export const ops = ["add", "sub", "mul", "div", "tanh", "sin", "sigmoid", "log", "exp"];
export const [ADD, SUB, MUL, DIV, TANH, SIN, SIGMOID, LOG, EXP] = ops.keys();
export const isBinary = (op) => op <= DIV;

/**
 * Builds a tape: leaf(value) until the first node(op, a, b) → the number of the node.
 * done(outputs, wrt) → { leaves, n, op, a, b, values, outputs, wrt }: node i < leaves is a leaf with values[i]; the other
 * arrays are indexed by node. The derivatives of the sum of the outputs are asked by the first wrt leaves.
 */
export function builder() {
  const values = [];
  const op = [];
  const a = [];
  const b = [];
  return {
    leaf(value) {
      if (op.length > values.length) throw new Error("leaves come first");
      op.push(0);
      a.push(0);
      b.push(0);
      return values.push(value) - 1;
    },
    node(code, first, second = first) {
      a.push(first);
      b.push(second);
      return op.push(code) - 1;
    },
    done: (outputs, wrt) => ({
      leaves: values.length,
      n: op.length,
      op: Uint8Array.from(op),
      a: Int32Array.from(a),
      b: Int32Array.from(b),
      values: Float64Array.from(values),
      outputs: Int32Array.from(outputs),
      wrt,
    }),
  };
}

/** The sum of a list of nodes, added one after another. */
export function sum(tape, list) {
  return list.reduce((total, node) => tape.node(ADD, total, node));
}
