// TensorFlow.js in 32-bit numbers (it has no others), with its wasm backend or in JavaScript: eager operations under tf.grads.

import * as module from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { isBinary, ops } from "../tape.mjs";

export const digits = 32;

const tf = module.default ?? module; // CommonJS in Node

/** The backend is one for all of the library, so whoever is about to run sets it. */
export async function open({ files }, backend = "wasm") {
  setWasmPaths(files.tfjs);
  const enter = async () => {
    if (!(await tf.setBackend(backend))) throw new Error(`tfjs has no backend ${backend} here`);
    await tf.ready();
  };
  await enter();
  return { prepare, enter };
}

function prepare(w) {
  if (!["neuron", "mlp"].includes(w.kind) && w.tape.n > 11_000) return null; // minutes a gradient
  const f = functions[w.kind](w);
  const derive = tf.grads(f);
  let found = [];
  return {
    run(x) {
      found = tf.tidy(() => {
        const params = w.params.map(({ shape, at }) => {
          const size = shape.reduce((p, n) => p * n, 1);
          return tf.tensor(Float32Array.from(x.subarray(at, at + size)), shape);
        });
        return derive(params).map((g) => g.dataSync());
      });
    },
    gradient: () => Float64Array.from(found.flatMap((g) => Array.from(g))),
  };
}

const functions = {
  neuron(w) {
    const x = tf.tensor1d(w.x);
    return (weights, b) => bce(tf.sigmoid(tf.add(tf.sum(tf.mul(weights, x)), b)), tf.scalar(w.y));
  },
  mlp(w) {
    const { sizes, batch } = w.mlp;
    const x = tf.tensor2d(w.mlp.x, [batch, sizes[0]]);
    const y = tf.tensor2d(w.mlp.y, [batch, sizes.at(-1)]);
    return (...params) => {
      let h = x;
      for (let k = 0; k < params.length; k += 2) {
        const z = tf.add(tf.matMul(h, params[k]), params[k + 1]);
        h = k + 2 < params.length ? tf.tanh(z) : z;
      }
      if (sizes.at(-1) === 1) return tf.sum(bce(tf.sigmoid(h), y));
      const lines = tf.sub(tf.log(tf.sum(tf.exp(h), 1)), tf.sum(tf.mul(h, y), 1));
      return tf.mean(lines);
    };
  },
  dag: scalars,
  residual: scalars,
  fan: scalars,
  steps: scalars,
};

function bce(p, y) {
  const other = (t) => tf.sub(tf.scalar(1), t);
  return tf.neg(tf.add(tf.mul(y, tf.log(p)), tf.mul(other(y), tf.log(other(p)))));
}

/** One operation of the library for each node of the tape. */
function scalars({ tape }) {
  return (...leaves) => {
    const nodes = leaves.slice();
    for (let i = tape.leaves; i < tape.n; i++) {
      const f = tf[ops[tape.op[i]]];
      nodes.push(isBinary(tape.op[i]) ? f(nodes[tape.a[i]], nodes[tape.b[i]]) : f(nodes[tape.a[i]]));
    }
    return Array.from(tape.outputs, (o) => nodes[o]).reduce((total, y) => tf.add(total, y));
  };
}
