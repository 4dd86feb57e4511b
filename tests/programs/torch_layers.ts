// Three networks of layers as PyTorch and the engine count them: both figures, and by which rules they differ.

/** The flops of one operation that are in no product of matrices; PyTorch's counter has none of them. */
export interface Apart {
  op: string;
  forward: number;
  backward: number;
}

/** What only one of the two keeps for the way back, in bytes where a number takes `size`. */
export interface Only {
  whose: "ours" | "theirs";
  name: string;
  bytes(size: number): number;
  why: string;
}

type Pair = readonly [ours: number, theirs: number];

export interface Held {
  text: string;
  batch: number;
  /** By hand: 2·m·n·k a product; on the way back one product for each operand that a derivative passes to. */
  products: { forward: number; backward: number };
  /** The entries that these products have: each takes an addition less than it has multiplications. */
  entries: { forward: number; backward: number };
  apart: readonly Apart[];
  only: readonly Only[];
  /** What both keep, where PyTorch's name is that of its operation: theirs → ours. */
  same: Readonly<Record<string, string>>;
  /** Framework flops of ours beside those of theirs, and bytes kept. */
  forward: Pair;
  backward: Pair;
  float32: Pair;
  float64: Pair;
}

export const numbers = (count: number) => (size: number) => count * size;

export const perceptron: Held = {
  text: `input x = randn(784, seed=1)
input t = zeros(10)
h = dense(x, 128, relu)
z = dense(h, 10)
loss = cross_entropy(z, t)`,
  batch: 32,
  products: { forward: 2 * 32 * (784 * 128 + 128 * 10), backward: 2 * 32 * (784 * 128 + 2 * 128 * 10) },
  entries: { forward: 32 * (128 + 10), backward: 784 * 128 + 128 * 10 + 32 * 128 },
  apart: [
    { op: "add", forward: 32 * (128 + 10), backward: 31 * (128 + 10) }, // biases: addmm's are not counted
    { op: "relu", forward: 32 * 128, backward: 32 * 128 },
    { op: "cross_entropy", forward: 32 * (9 + 39 + 10), backward: 32 * (3 * 10 + 9) },
  ],
  only: [
    {
      whose: "theirs",
      name: "NllLoss.total_weight",
      bytes: numbers(1),
      why: "of targets that are classes: the sum of their weights, one number",
    },
  ],
  same: { "LogSoftmax.result": "loss hidden" },
  forward: [6_514_816, 6_504_448],
  backward: [6_595_990, 6_586_368],
  float32: [17_664, 17_668],
  float64: [35_328, 35_336],
};

const kBiases = 512 + 256 + 256 + 128 + 64 + 10;
const kMaxout = "maximum keeps both operands; ours keeps which is larger, a mask, which is no number";
export const five_layers: Held = {
  text: `input x = randn(64, 784, seed=1)
input t = randn(64, 10, seed=2)
h1 = dense(x, 512, relu)
h2 = maximum(dense(h1, 256), dense(h1, 256))
h3 = dense(h2, 128, tanh)
h4 = dense(h3, 64, sigmoid)
y = dense(h4, 10)
loss = mse(y, t)`,
  batch: 1,
  products: {
    forward: 2 * 64 * (784 * 512 + 2 * 512 * 256 + 256 * 128 + 128 * 64 + 64 * 10),
    backward: 2 * 64 * (784 * 512 + 2 * (2 * 512 * 256 + 256 * 128 + 128 * 64 + 64 * 10)),
  },
  entries: {
    forward: 64 * kBiases,
    backward: 784 * 512 + 2 * 512 * 256 + 256 * 128 + 128 * 64 + 64 * 10 + 64 * (2 * 512 + 256 + 128 + 64),
  },
  apart: [
    { op: "matmul", forward: 0, backward: 64 * 512 }, // h1 is read by two products: their derivatives are added up
    { op: "add", forward: 64 * kBiases, backward: 63 * kBiases },
    { op: "relu", forward: 64 * 512, backward: 64 * 512 },
    { op: "maximum", forward: 64 * 256, backward: 2 * 64 * 256 },
    { op: "tanh", forward: 0, backward: 3 * 64 * 128 }, // the value is a function, in no flops
    { op: "sigmoid", forward: 0, backward: 3 * 64 * 64 },
    { op: "mse", forward: 3 * 640, backward: 3 * 640 },
  ],
  only: ["h2.1", "h2.2"].map((name): Only => ({ whose: "theirs", name, bytes: numbers(64 * 256), why: kMaxout })),
  same: {},
  forward: [90_388_992, 90_259_456],
  backward: [129_353_014, 129_138_688],
  float32: [248_320, 379_392],
  float64: [496_640, 758_784],
};

export const residual: Held = {
  text: `input x = randn(16, 64, seed=1)
input T = randn(16, 64, seed=2)
h = x
repeat 3 {
  r = sqrt(sum(h * h, axis=1, keepdims=1))
  u = h / r
  h = h + dense(dense(u, 128, relu), 64)
}
loss = mse(h, T)`,
  batch: 1,
  // Nothing passes a derivative to x: five of six operands that are no weights have one.
  products: { forward: 6 * 2 * 16 * 64 * 128, backward: (6 + 5) * 2 * 16 * 64 * 128 },
  entries: { forward: 3 * 16 * (128 + 64), backward: 6 * 64 * 128 + 16 * (3 * 128 + 2 * 64) },
  apart: [
    { op: "add", forward: 3 * 16 * (128 + 64 + 64), backward: 3 * 15 * (128 + 64) },
    { op: "relu", forward: 3 * 16 * 128, backward: 3 * 16 * 128 },
    { op: "mul", forward: 3 * 16 * 64, backward: 2 * 4 * 16 * 64 },
    { op: "sum", forward: 3 * 16 * 63, backward: 0 },
    { op: "div", forward: 3 * 16 * 64, backward: 2 * 4 * 16 * 64 },
    { op: "sqrt", forward: 0, backward: 2 * 2 * 16 },
    { op: "mse", forward: 3 * 16 * 64, backward: 3 * 16 * 64 },
  ],
  only: [],
  same: {},
  forward: [1_603_536, 1_572_864],
  backward: [2_917_888, 2_883_584],
  float32: [49_280, 49_280],
  float64: [98_560, 98_560],
};
