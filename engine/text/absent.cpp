// One line a name.
#include "text/absent.hpp"

#include <vector>

#include "base/diagnostic.hpp"
#include "ops/names.hpp"

namespace bw {
namespace {

constexpr std::string_view kReshape = "Give it the shape that you mean: `reshape(x, (3, 1))`.";
constexpr std::string_view kRandom = "Nothing here is random but the numbers of `randn(3, seed=1)`; leave it out.";
constexpr std::string_view kLeaveOut = "Numbers have 64 bits and are shown beside their nodes; leave it out.";
constexpr std::string_view kLayer = "A layer is `h = dense(x, 4, tanh)`; its weights are params.";

constexpr Absent kAbsent[] = {
    {"lg", false, "Write `log10(x)`."},
    {"logb", false, "Write `log2(x)`."},
    {"exp2", false, "Write `2**x`."},
    {"cbrt", false, "Write `x**(1/3)`."},
    {"rsqrt", false, "Write `x**-0.5`."},
    {"inv", false, "Of a number write `1 / x`; there are no inverse matrices."},
    {"invert", false, "Of a number write `1 / x`; there are no inverse matrices."},
    {"pinv", false, "There are no inverse matrices."},
    {"solve", false, "There are no inverse matrices."},
    {"det", false, "Write it out by the elements: `A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]`."},
    {"sgn", false, "Write `sign(x)`."},
    {"step", false, "Write `x > 0`, which is 0 or 1."},
    {"heaviside", false, "Write `x > 0`, which is 0 or 1."},
    {"trunc", false, "Write `sign(x) * floor(abs(x))`."},
    {"mod", false, "Write `x - n * floor(x / n)`."},
    {"fmod", false, "There is no remainder."},
    {"remainder", false, "There is no remainder."},
    {"std", false, "Write `std(x)`, which divides by n as NumPy does, or `std(x, ddof=1)`, by n - 1 as PyTorch does."},
    {"var", false, "Write `var(x)`, which divides by n as NumPy does, or `var(x, ddof=1)`, by n - 1 as PyTorch does."},
    {"cumprod", false, "Of positive numbers write `exp(cumsum(log(x)))`."},
    {"argmin", false, "Write `argmax(-x)`; the smallest element itself is `amin(x)`."},
    {"argsort", false, "Places have no derivative."},
    {"sort", false, ""},
    {"topk", false, ""},
    {"median", false, ""},
    {"tril", false, "Multiply by a matrix of 0 and 1."},
    {"triu", false, "Multiply by a matrix of 0 and 1."},
    {"kron", false, ""},
    {"cross", false, "Write it out by the elements: `a[1] * b[2] - a[2] * b[1]` …"},
    {"einsum", false, "Write the sums and products themselves: `A @ B`, `sum(a * b)`, `outer(a, b)`."},
    {"tensordot", false, "Write `A @ B` or `sum(A * B)`."},
    {"sec", false, "Write `1 / cos(x)`."},
    {"csc", false, "Write `1 / sin(x)`."},
    {"cot", false, "Write `1 / tan(x)`."},
    {"tg", false, "Write `tan(x)`."},
    {"sech", false, "Write `1 / cosh(x)`."},
    {"sinc", false, "Where x is not 0, write `sin(pi * x) / (pi * x)`."},
    {"logit", false, "Write `log(p / (1 - p))`."},
    {"relu6", false, "Write `clip(x, 0, 6)`."},
    {"hardsigmoid", false, "Write `clip(x / 6 + 0.5, 0, 1)`."},
    {"selu", false, "Write `s * elu(x, a)` with its two constants."},
    {"celu", false, "Of alpha = 1 write `elu(x)`."},
    {"prelu", false, "Write `where(x > 0, x, a * x)`."},
    {"mish", false, "Write `x * tanh(softplus(x))`."},
    {"softmin", false, "Write `softmax(-x)`."},
    {"nll_loss", false, "Write `-mean(sum(t * log_p, axis=1))`, where the rows of t are 1 at the class."},
    {"kl_div", false, "Write `sum(p * (log(p) - log(q)))`."},
    {"mae", false, "Write `mean(abs(a - b))`."},
    {"rmse", false, "Write `sqrt(mse(a, b))`."},
    {"nll", false, "Write `-log(p)`."},
    {"hinge", false, "Write `relu(1 - y * s)`."},
    {"one_hot", false, "Write the numbers: `[0, 1, 0]`."},
    {"convolve", false, "Write `conv1d(x, w, flip=1, full=1)`."},
    {"correlate", false, "Write `conv1d(x, w)`."},
    {"conv", false, "Write `conv1d(x, w)` or `conv2d(X, W)`."},
    {"conv3d", false, "Arrays have two axes: there are `conv1d` and `conv2d`."},
    {"batch_norm", false, "Write `batch_norm(X, g, b)`: down each column, with gains and shifts."},
    {"layer_norm", false, "Write `layer_norm(x, g, b)`: along the last axis, with gains and shifts."},
    {"attention", false, "Write `attention(Q, K, V, mask)`."},
    {"lstm", false, "Write `lstm(x, h, c, seed=1)`; its cell state is `NAME.c`."},
    {"LSTM", false, "Write `lstm(x, h, c, seed=1)`; its cell state is `NAME.c`."},
    {"LSTMCell", false, "Write `lstm(x, h, c, seed=1)`; its cell state is `NAME.c`."},
    {"gru", false, "Write `gru(x, h, seed=1)`."},
    {"GRU", false, "Write `gru(x, h, seed=1)`."},
    {"GRUCell", false, "Write `gru(x, h, seed=1)`."},
    {"MultiheadAttention", false, "Write `attention(Q, K, V, mask)`."},
    {"BatchNorm1d", false, "Write `batch_norm(X, g, b)`: down each column, with gains and shifts."},
    {"Conv1d", false, "Write `conv1d(x, w)`, where w is a param."},
    {"Conv2d", false, "Write `conv2d(X, W)`, where W is a param."},
    {"rnn", false, "Write `repeat 3 as i { h = tanh(W @ h + U @ x[i]) }`."},
    {"dropout", false, kRandom},
    {"rand", false, "Write `uniform(3, seed=1)`."},
    {"random", false, "Write `randn(3, seed=1)`."},
    {"normal", false, "Write `randn(3, seed=1)`."},
    {"arange", false, "Write `linspace(0, 9, 10)`, or the numbers."},
    {"range", false, "Write `linspace(0, 9, 10)`, or `repeat 3 as i { … }`."},
    {"full", false, "Write `5 * ones(2, 3)`."},
    {"zeros_like", false, "Write `zeros(2, 3)` with the shape of x."},
    {"ones_like", false, "Write `ones(2, 3)` with the shape of x."},
    {"identity", false, "Write `eye(3)`."},
    {"len", false, "Name the length: `size n = 3`."},
    {"hstack", false, "Write `concat(a, b)` for vectors, `concat(A, B, axis=1)` for matrices."},
    {"vstack", false, "Write `stack(a, b)` for vectors, `concat(A, B)` for matrices."},
    {"column_stack", false, "Write `stack(a, b, axis=1)` for vectors."},
    {"squeeze", false, kReshape},
    {"unsqueeze", false, kReshape},
    {"expand_dims", false, kReshape},
    {"expand", false, "Shapes that fit are repeated by themselves."},
    {"repeat", false, "Shapes that fit are repeated by themselves."},
    {"tile", false, "Shapes that fit are repeated by themselves."},
    {"broadcast_to", false, "Shapes that fit are repeated by themselves."},
    {"permute", false, "The transpose is `x.T`."},
    {"swapaxes", false, "The transpose is `x.T`."},
    {"item", false, kLeaveOut},
    {"numpy", false, kLeaveOut},
    {"tolist", false, kLeaveOut},
    {"float", false, kLeaveOut},
    {"double", false, kLeaveOut},
    {"astype", false, kLeaveOut},
    {"type", false, kLeaveOut},
    {"to", false, kLeaveOut},
    {"cuda", false, kLeaveOut},
    {"cpu", false, kLeaveOut},
    {"clone", false, "A value never changes, so that it needs no copy; leave it out."},
    {"copy", false, "A value never changes, so that it needs no copy; leave it out."},
    {"float32", false, kLeaveOut},
    {"float64", false, kLeaveOut},
    {"grad", false, "The gradient is not asked for: every one is computed."},
    {"backward", false, "The gradient is not asked for: every one is computed."},
    {"Linear", false, kLayer},
    {"Dense", false, kLayer},
    {"Sequential", false, kLayer},
    {"Parameter", false, "A weight is declared: `param w = [1, 2]`."},
    {"ReLU", false, "Write `relu(x)`."},
    {"Sigmoid", false, "Write `sigmoid(x)`."},
    {"Tanh", false, "Write `tanh(x)`."},
    {"Softmax", false, "Write `softmax(x, axis=-1)`."},
    {"MSELoss", false, "Write `mse(a, b)`."},
    {"CrossEntropyLoss", false, "Write `mean(cross_entropy(z, t))`: scores z, and rows t that are 1 at the class."},
    {"BCELoss", false, "Write `mean(bce(p, y))`."},
    {"BCEWithLogitsLoss", false, "Write `mean(bce_logits(z, y))`."},
    {"crossentropy", false, "Write `cross_entropy(z, t)` of scores z, or `-sum(t * log(p))` of probabilities."},
    {"bce_with_logits", false, "Write `bce_logits(z, y)`."},
    {"leakyrelu", false, "Write `leaky_relu(x)`."},
    {"sigma", false, "Write `sigmoid(x)`, or `σ(x)`."},
    {"print", false, "Every value is shown beside its node."},
};

}  // namespace

std::optional<std::string> closest_op(std::string_view name) {
  constexpr std::size_t kLeast = 4;
  std::vector<std::string_view> names;
  for (const OpName& op : op_names()) {
    names.push_back(op.name);
    names.insert(names.end(), op.aliases.begin(), op.aliases.end());
  }
  return name.size() < kLeast ? std::nullopt : closest(name, names);
}

const Absent* find_absent(std::string_view name) {
  for (const Absent& one : kAbsent)
    if (one.name == name) return &one;
  return nullptr;
}

}  // namespace bw
