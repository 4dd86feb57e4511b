// jax-js with its wasm backend, jit(grad(f)), in 32-bit numbers (its default) or in 64.
import { defaultDevice, grad, init, jit, numpy as np } from "@jax-js/jax";
import { isBinary, ops } from "../tape.mjs";

export async function open(_, digits = 32) {
  // Its arrays of 64 bits ask whether numbers are of 16, by a class that Node 20 has not.
  if (digits === 64 && !("Float16Array" in globalThis)) return { prepare: () => null, digits };
  await init("wasm");
  defaultDevice("wasm");
  // Its exp has some seven digits in arrays of 64 bits, too.
  return { prepare: (w) => prepare(w, digits), digits, ...(digits === 64 ? { within: 1e-6 } : {}) };
}

/** `numbers(list, shape)`: an array of the library. */
function prepare(w, digits) {
  const List = digits === 64 ? Float64Array : Float32Array;
  const dtype = digits === 64 ? np.float64 : np.float32;
  const numbers = (list, shape = [list.length]) => np.array(List.from(list), { shape, dtype });
  if (!["neuron", "mlp"].includes(w.kind) && w.tape.n > 1_200) return null; // compiling it takes minutes
  const derive = jit(grad(functions[w.kind](w, numbers)));
  let found = [];
  return {
    run(x) {
      const params = w.params.map(({ shape, at }) => {
        const size = shape.reduce((p, n) => p * n, 1);
        return numbers(x.subarray(at, at + size), shape);
      });
      found = derive(params).map((g) => g.dataSync());
    },
    gradient: () => Float64Array.from(found.flatMap((g) => Array.from(g))),
  };
}

// An array is given away when it is passed on; x.ref keeps it.
const functions = {
  neuron(w, numbers) {
    const x = numbers(w.x);
    return ([weights, b]) => bce(sigmoid(weights.mul(x.ref).sum().add(b)), numbers([w.y], []));
  },
  mlp(w, numbers) {
    const { sizes, batch } = w.mlp;
    const x = numbers(w.mlp.x, [batch, sizes[0]]);
    const y = numbers(w.mlp.y, [batch, sizes.at(-1)]);
    return (params) => {
      let h = x.ref;
      for (let k = 0; k < params.length; k += 2) {
        const z = np.matmul(h, params[k]).add(params[k + 1]);
        h = k + 2 < params.length ? np.tanh(z) : z;
      }
      if (sizes.at(-1) === 1) return bce(sigmoid(h), y.ref).sum();
      const lines = np.log(np.exp(h.ref).sum(1)).sub(h.mul(y.ref).sum(1));
      return lines.mean();
    };
  },
  dag: scalars,
  residual: scalars,
  fan: scalars,
  steps: scalars,
};

function sigmoid(z) {
  return np.reciprocal(np.exp(z.neg()).add(1));
}

function bce(p, y) {
  const yes = y.ref.mul(np.log(p.ref));
  const no = np
    .array(1)
    .sub(y)
    .mul(np.log(np.array(1).sub(p)));
  return yes.add(no).neg();
}

/** One operation of the library for each node of the tape. */
function scalars({ tape }) {
  const calls = { add: (a, b) => a.add(b), sub: (a, b) => a.sub(b), mul: (a, b) => a.mul(b), div: (a, b) => a.div(b) };
  return (leaves) => {
    const nodes = leaves.slice();
    for (let i = tape.leaves; i < tape.n; i++) {
      const name = ops[tape.op[i]];
      const a = nodes[tape.a[i]].ref;
      nodes.push(isBinary(tape.op[i]) ? calls[name](a, nodes[tape.b[i]].ref) : np[name](a));
    }
    const outputs = Array.from(tape.outputs, (o) => nodes[o].ref).reduce((total, y) => total.add(y));
    for (const node of nodes) node.dispose();
    return outputs;
  };
}
