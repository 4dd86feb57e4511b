// Attention, a recurrent network and a feed-forward block, held as those of torch_layers are; and all six.
import { five_layers, type Held, numbers, type Only, perceptron, residual } from "./torch_layers.ts";

const kView = "a view of what is kept whole; ours is a buffer of its own";
const kWhole = "kept once for the views of both heads; ours keeps their copies instead, as many bytes";
const halves = ["A1.1", "A1.3", "A2.1", "A2.3", "C.1", "C.3"];
const attention: Held = {
  text: `input X = randn(24, 32, seed=1)
input T = randn(24, 32, seed=2)
param Wq = randn(32, 32, seed=3)
param Wk = randn(32, 32, seed=4)
param Wv = randn(32, 32, seed=5)
param Wo = randn(32, 32, seed=6)
Q = X @ Wq
K = X @ Wk
V = X @ Wv
A1 = softmax(Q[:, 0:16] @ K[:, 0:16].T / 4, axis=-1)
A2 = softmax(Q[:, 16:32] @ K[:, 16:32].T / 4, axis=-1)
C = concat(A1 @ V[:, 0:16], A2 @ V[:, 16:32], axis=1)
Y = X + C @ Wo
loss = mse(Y, T)`,
  batch: 1,
  products: {
    forward: 2 * 24 * (4 * 32 * 32 + 2 * 2 * 24 * 16),
    backward: 2 * 24 * (3 * 32 * 32 + 2 * 32 * 32 + 2 * 2 * 2 * 24 * 16),
  },
  entries: {
    forward: 24 * (4 * 32 + 2 * 24 + 2 * 16),
    backward: 4 * 32 * 32 + 24 * 32 + 2 * 24 * (16 + 16) + 2 * 24 * (24 + 16),
  },
  apart: [
    { op: "add", forward: 24 * 32, backward: 0 },
    { op: "slice", forward: 0, backward: 3 * 24 * 16 }, // the second half is added to an adjoint that is there
    { op: "div", forward: 2 * 24 * 24, backward: 2 * 24 * 24 },
    { op: "softmax", forward: 2 * 24 * (23 + 24 + 23 + 24), backward: 2 * 24 * (2 * 24 + 24 + 23) },
    { op: "mse", forward: 3 * 24 * 32, backward: 3 * 24 * 32 },
  ],
  only: [
    ...halves.map((name): Only => ({ whose: "ours", name, bytes: numbers(24 * 16), why: kView })),
    ...["Q", "K", "V"].map((name): Only => ({ whose: "theirs", name, bytes: numbers(24 * 32), why: kWhole })),
  ],
  same: {},
  forward: [279_072, 270_336],
  backward: [402_384, 393_216],
  float32: [19_968, 19_968],
  float64: [39_936, 39_936],
};

const kSteps = ["_1", "_2", "_3", "_4", "_5"];
const recurrent: Held = {
  text: `size n = 20
input X = randn(5, 12, seed=1)
input h = zeros(n)
param W = randn(12, n, seed=3)
param U = randn(n, n, seed=4)
param b = zeros(n)
param V = randn(12, n, seed=5)
param R = randn(n, n, seed=6)
param c = zeros(n)
repeat 5 as i {
  f = sigmoid(X[i] @ W + h @ U + b)
  g = tanh(X[i] @ V + (f * h) @ R + c)
  h = (1 - f) * h + f * g
}
loss = sum(h * h)`,
  batch: 8,
  // Back to h and to f * h: the first h is an input.
  products: { forward: 5 * 2 * 8 * 2 * (240 + 400), backward: 2 * 8 * (5 * 2 * (240 + 400) + (4 + 5) * 400) },
  entries: { forward: 5 * 8 * 4 * 20, backward: 5 * 2 * (240 + 400) + 8 * (4 + 5) * 20 },
  apart: [
    // Each weight is read in five steps, h by two operations more: the additions of what they add to one adjoint.
    { op: "matmul", forward: 0, backward: 4 * 2 * (240 + 400) + 4 * 160 },
    { op: "add", forward: 5 * 5 * 160, backward: 2 * (5 * 7 * 20 + 4 * 20) },
    { op: "sub", forward: 5 * 160, backward: 5 * 2 * 160 },
    {
      op: "mul",
      forward: (5 * 3 + 1) * 160,
      backward: 3 * 160 + 5 * 2 * 160 + (4 * 2 + 1) * 160 + (4 * 4 + 2) * 160, // h * h, f * g, (1 - f) * h, f * h
    },
    { op: "sigmoid", forward: 0, backward: 5 * 3 * 160 },
    { op: "tanh", forward: 0, backward: 5 * 3 * 160 },
    { op: "sum", forward: 8 * 19, backward: 0 },
  ],
  only: kSteps.flatMap((step) =>
    [`f${step}.1`, `g${step}.1`].map(
      (name): Only => ({
        whose: "ours",
        name,
        bytes: numbers(8 * 12),
        why: "a row of X is a view of an input; ours is a copy",
      }),
    ),
  ),
  same: {},
  forward: [109_912, 102_400],
  backward: [180_120, 160_000],
  float32: [19_200, 15_360],
  float64: [38_400, 30_720],
};

const feed_forward: Held = {
  text: `input X = randn(16, 48, seed=1)
input T = zeros(16, 10)
param g = ones(48)
param b = zeros(48)
H = dense(X, 48)
Z = layer_norm(H, g, b)
F = dense(Z, 192, gelu)
Y = H + dense(F, 48)
z = dense(Y, 10)
loss = sum(cross_entropy(z, T))`,
  batch: 1,
  products: {
    forward: 2 * 16 * (48 * 48 + 2 * 48 * 192 + 48 * 10),
    backward: 2 * 16 * (48 * 48 + 2 * (2 * 48 * 192 + 48 * 10)),
  },
  entries: {
    forward: 16 * (48 + 192 + 48 + 10),
    backward: 48 * 48 + 2 * 48 * 192 + 48 * 10 + 16 * (48 + 192 + 48),
  },
  apart: [
    { op: "add", forward: 16 * (48 + 192 + 48 + 10 + 48), backward: 15 * (48 + 192 + 48 + 10) },
    {
      op: "layer_norm",
      forward: 16 * (47 + 47 + 2 * 48 + 1 + 3 * 48 + 3),
      backward: 16 * (4 * 48 + 47 + 47 + 2 * 48 + 2) + (16 + 15 + 15) * 48 + 16 * 48, // H, g and b, H's second use
    },
    { op: "gelu", forward: 4 * 16 * 192, backward: 9 * 16 * 192 },
    { op: "cross_entropy", forward: 16 * (9 + 39 + 10), backward: 16 * (3 * 10 + 9) },
    { op: "sum", forward: 15, backward: 0 },
  ],
  only: [
    {
      whose: "ours",
      name: "Z hidden",
      bytes: numbers(16 * 48 + 16),
      why: "layer_norm: its result before g and b, and 1/σ",
    },
    { whose: "theirs", name: "H", bytes: numbers(16 * 48), why: "layer_norm: what it is of" },
    { whose: "theirs", name: "NativeLayerNorm.result1", bytes: numbers(16), why: "the mean of each row" },
    { whose: "theirs", name: "NativeLayerNorm.result2", bytes: numbers(16), why: "1/σ of each row" },
  ],
  same: { "LogSoftmax.result": "loss.1 hidden" },
  forward: [703_087, 678_912],
  backward: [1_325_958, 1_284_096],
  float32: [34_496, 34_560],
  float64: [68_992, 69_120],
};

export const kHeld: Readonly<Record<string, Held>> = {
  perceptron,
  five_layers,
  residual,
  attention,
  recurrent,
  feed_forward,
};
