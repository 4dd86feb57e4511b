// jax-js with its wasm backend, jit(grad(f)), in 32-bit numbers (its default).
import { defaultDevice, grad, init, jit, numpy as np } from "@jax-js/jax";
import { isBinary, ops } from "../tape.mjs";

export const digits = 32;

export async function open() {
  await init("wasm");
  defaultDevice("wasm");
  return { prepare };
}

function prepare(w) {
  if (!["neuron", "mlp"].includes(w.kind) && w.tape.n > 1_200) return null; // compiling it takes minutes
  const derive = jit(grad(functions[w.kind](w)));
  let found = [];
  return {
    run(x) {
      const params = w.params.map(({ shape, at }) => {
        const size = shape.reduce((p, n) => p * n, 1);
        return np.array(Float32Array.from(x.subarray(at, at + size)), { shape });
      });
      found = derive(params).map((g) => g.dataSync());
    },
    gradient: () => Float64Array.from(found.flatMap((g) => Array.from(g))),
  };
}

// An array is given away when it is passed on; x.ref keeps it.
const functions = {
  neuron(w) {
    const x = np.array(w.x);
    return ([weights, b]) => bce(sigmoid(weights.mul(x.ref).sum().add(b)), np.array(w.y));
  },
  mlp(w) {
    const { sizes, batch } = w.mlp;
    const x = np.array(Float32Array.from(w.mlp.x), { shape: [batch, sizes[0]] });
    const y = np.array(Float32Array.from(w.mlp.y), { shape: [batch, sizes.at(-1)] });
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
