// Each is a row as it is, but for one mistake.
#include "wrong_rows.hpp"

#include <algorithm>
#include <array>

#include "ops/elementwise.hpp"
#include "ops/lines.hpp"
#include "ops/registry.hpp"

namespace bw::test {
namespace {

using Out = std::span<Counted* const>;
using Ins = std::span<const Counted* const>;

Row copy_of(std::string_view name) { return *find_row(name); }

// The row of that name with another rule: the same words, kink and ports.
template <class Value, class... Ports>
Row rule(std::string_view name, Value value, Ports... ports) {
  const Row& right = *find_row(name);
  Row row = elementwise(static_cast<const RowText&>(right), value, ports...);
  row.kink_at = right.kink_at;
  row.smooth_parameter = right.smooth_parameter;
  row.constant_ports = right.constant_ports;
  return row;
}

// tanh and its slope.
const auto kTanh = [](const auto& at) { return num::tanh(at.x[0]); };
const auto kTanhSlope = [](const auto& at) { return 1.0 - at.y * at.y; };

class List {
 public:
  std::vector<Wrong> all;
  void add(std::string_view what, std::string_view caught_by, Row row) {
    all.push_back({what, caught_by, std::move(row)});
  }
  // A copy that change spoils.
  template <class F>
  void spoil(std::string_view name, std::string_view what, std::string_view caught_by, F change) {
    Row row = copy_of(name);
    change(row);
    add(what, caught_by, std::move(row));
  }
};

void wrong_slopes(List& list) {
  list.add("tanh' = 1 + y²", "jvp",
           rule("tanh", kTanh, times_coef(kOutput, [](const auto& at) { return 1.0 + at.y * at.y; })));
  list.add("sin' = -cos", "jvp",
           rule(
               "sin", [](const auto& at) { return num::sin(at.x[0]); },
               times_coef(kFirst, [](const auto& at) { return -num::cos(at.x[0]); })));
  list.add("sqrt' = 1 / y, without the 2", "jvp",
           rule(
               "sqrt", [](const auto& at) { return num::sqrt(at.x[0]); },
               direct(kOutput, [](auto t, const auto& at) { return t / at.y; })));
  list.add("where with a derivative from both branches", "jvp",
           rule(
               "where", [](const auto& at) { return num::choose(at.x[0], at.x[1], at.x[2]); }, identity(), identity(),
               identity()));
  list.spoil("with_derivative", "with_derivative that passes the tangent on as it is", "jvp", [](Row& row) {
    row.kernels.jvp = [](const Site<Counted>& s, const Counted*, Ins t, Counted* out) {
      const auto of = [&](std::size_t port, std::int64_t i) {
        return t[port] != nullptr ? t[port][i % s.dims.in[port].elements()] : Counted(0.0);
      };
      for (std::int64_t i = 0; i < s.dims.out.elements(); ++i) out[i] = of(0, i) + of(1, i);
    };
  });
  list.add("elu' = y + 1 whatever alpha is", "points",
           rule(
               "elu", [](const auto& at) { return num::elu(at.x[0], at.parameter); },
               times_coef(kOutput, [](const auto& at) { return num::elu_slope(at.y, decltype(at.y)(1.0)); })));
  list.spoil("dot", "dot without the product rule's second term", "jvp", [](Row& row) {
    row.kernels.jvp = [](const Site<Counted>& s, const Counted*, Ins t, Counted* out) {
      *out = 0.0;
      for (std::int64_t i = 0; t[0] != nullptr && i < s.dims.in[0].elements(); ++i) *out += t[0][i] * s.in[1][i];
    };
  });
  list.spoil("cross_entropy", "cross_entropy that takes Σ t for 1", "jvp", [](Row& row) {
    row.kernels.coef = [](const Site<Counted>& s, Counted* coef) {
      find_row("cross_entropy")->kernels.coef(s, coef);
      for (std::int64_t i = 0; s.active[0] && i < s.dims.in[0].elements(); ++i)
        coef[i] = num::exp(s.hidden[i]) - s.in[1][i];
    };
  });
  list.spoil("add", "add that repeats its second operand flat instead of broadcasting it", "jvp", [](Row& row) {
    row.kernels.value = [](const Site<Counted>& s, Counted* out) {
      const Strides a = broadcast_strides(s.dims.in[0]);
      for (std::int64_t i = 0; i < s.dims.out.elements(); ++i)
        out[i] =
            s.in[0][i / s.dims.out.cols * a.row + i % s.dims.out.cols * a.col] + s.in[1][i % s.dims.in[1].elements()];
    };
  });
}

void wrong_adjoints(List& list) {
  list.spoil("sub", "sub whose adjoint keeps its sign", "vjp", [](Row& row) { row.negated = {false, false}; });
  list.spoil("div", "div whose second adjoint keeps its sign", "vjp", [](Row& row) { row.negated = {false, false}; });
  list.spoil("matmul", "matmul with the adjoints of its operands exchanged", "vjp", [](Row& row) {
    row.kernels.vjp = [](const Site<Counted>& s, const Counted*, const Counted* g, Out out) {
      for (std::size_t port = 0; port < 2; ++port)
        for (std::int64_t i = 0; i < s.dims.in[port].elements(); ++i) out[port][i] = s.in[port][i] * g[0];
    };
  });
  list.spoil("abs", "abs that does not say that it chooses", "lost", [](Row& row) { row.kink_at = KinkAt::kNowhere; });
  list.spoil("matmul", "matmul that multiplies infinity by a tangent of 0", "strong", [](Row& row) {
    row.kernels.jvp = [](const Site<Counted>& s, const Counted* coef, Ins t, Counted* out) {
      zeros_are_strong = false;
      find_row("matmul")->kernels.jvp(s, coef, t, out);
    };
  });
  list.spoil("softmax", "softmax that passes infinity on where it is 0", "strong", [](Row& row) {
    row.kernels.vjp = [](const Site<Counted>& s, const Counted* coef, const Counted* g, Out out) {
      zeros_are_strong = false;
      find_row("softmax")->kernels.vjp(s, coef, g, out);
    };
  });
  list.spoil("softmax", "softmax without the sum that all elements share", "vjp", [](Row& row) {
    row.kernels.vjp = [](const Site<Counted>& s, const Counted*, const Counted* g, Out out) {
      for (std::int64_t i = 0; i < s.dims.out.elements(); ++i) out[0][i] = s.out[i] * g[i];
    };
  });
  list.spoil("mean", "mean whose adjoint forgets 1 / N", "vjp",
             [](Row& row) { row.kernels.vjp = find_row("sum")->kernels.vjp; });
  list.spoil("layer_norm", "layer_norm whose adjoint takes mean and deviation for constants", "vjp", [](Row& row) {
    row.kernels.vjp = [](const Site<Counted>& s, const Counted* coef, const Counted* g, Out out) {
      find_row("layer_norm")->kernels.vjp(s, coef, g, out);
      const Counted* inverse = s.hidden + s.dims.out.elements();
      for (std::int64_t i = 0; out[0] != nullptr && i < s.dims.out.elements(); ++i)
        out[0][i] = g[i] * s.in[1][i % s.dims.out.cols] * inverse[i / s.dims.out.cols];
    };
  });
  list.spoil("conv1d", "conv1d whose adjoint turns the kernel round where it should not", "vjp", [](Row& row) {
    row.kernels.vjp = [](const Site<Counted>& s, const Counted* coef, const Counted* g, Out out) {
      std::vector<Counted> turned(s.in[1], s.in[1] + s.dims.in[1].elements());
      std::reverse(turned.begin(), turned.end());
      const std::array<const Counted*, 2> in = {s.in[0], turned.data()};
      Site<Counted> other = s;
      other.in = in;
      find_row("conv1d")->kernels.vjp(other, coef, g, out);
    };
  });
  list.spoil("conv2d", "conv2d that multiplies the zeros of its padding", "costs", [](Row& row) {
    row.cost.value = [](const Dims& d) {
      const std::int64_t all = d.out.elements() * d.in[1].elements();
      return Cost{.add = all - d.out.elements(), .mul = all};
    };
  });
  list.spoil("transpose", "transpose whose adjoint is not transposed", "vjp",
             [](Row& row) { row.kernels.vjp = find_row("reshape")->kernels.vjp; });
  list.spoil("slice", "slice that adds its adjoint at the front of its operand", "accumulation",
             [](Row& row) { row.touched = [](const Dims&, std::int64_t i) { return i; }; });
  list.add(
      "div whose adjoint divides by b², which overflows", "special",
      rule(
          "div", [](const auto& at) { return at.x[0] / at.x[1]; },
          direct(kSecond, [](auto t, const auto& at) { return t / at.x[1]; }),
          minus(direct(kFirst | kSecond, [](auto t, const auto& at) { return t * at.x[0] / (at.x[1] * at.x[1]); }))));
  list.all.back().row.kernels.jvp = find_row("div")->kernels.jvp;
}

void wrong_values(List& list) {
  list.add("sigmoid = e^x / (1 + e^x), which is NaN far to the right", "points",
           rule(
               "sigmoid", [](const auto& at) { return num::exp(at.x[0]) / (1.0 + num::exp(at.x[0])); },
               times_coef(kOutput, [](const auto& at) { return at.y * (1.0 - at.y); })));
  list.add("softplus = log(1 + e^x), which overflows", "points",
           rule(
               "softplus", [](const auto& at) { return num::log(1.0 + num::exp(at.x[0])); },
               times_coef(kFirst, [](const auto& at) { return num::sigmoid(at.x[0]); })));
  list.add("log1p = log(1 + x), which loses small x", "points",
           rule(
               "log1p", [](const auto& at) { return num::log(1.0 + at.x[0]); },
               direct(kFirst, [](auto t, const auto& at) { return t / (1.0 + at.x[0]); })));
  list.add("expm1 = e^x - 1, which loses small x", "points",
           rule(
               "expm1", [](const auto& at) { return num::exp(at.x[0]) - 1.0; },
               times_coef(kOutput, [](const auto& at) { return at.y + 1.0; })));
  list.add("expm1 with the derivative y + 1, which cancels far below 0", "points",
           rule(
               "expm1", [](const auto& at) { return num::expm1(at.x[0]); },
               times_coef(kOutput, [](const auto& at) { return at.y + 1.0; })));
  list.add("elu with the derivative y + alpha, which cancels far below 0", "points",
           rule(
               "elu", [](const auto& at) { return num::elu(at.x[0], at.parameter); },
               times_coef(kOutput,
                          [](const auto& at) { return num::leak(at.y, decltype(at.y)(1.0), at.y + at.parameter); })));
  list.add("bce_logits with the derivative σ(z) - y, which cancels far above 0", "points",
           rule(
               "bce_logits",
               [](const auto& at) {
                 return num::positive_part(at.x[0]) - at.x[0] * at.x[1] +
                        num::log1p(num::exp(-num::magnitude(at.x[0])));
               },
               times_coef(kFirst | kSecond, [](const auto& at) { return num::sigmoid(at.x[0]) - at.x[1]; }),
               minus(direct(kFirst, [](auto t, const auto& at) { return t * at.x[0]; }))));
  list.add("leaky_relu that does not look at alpha", "points",
           rule(
               "leaky_relu", [](const auto& at) { return num::leak(at.x[0], at.x[0], decltype(at.y)(0.01)); },
               direct(kFirst, [](auto t, const auto& at) { return num::leak(at.x[0], t, decltype(at.y)(0.01)); })));
  list.spoil("gelu", "gelu by the formula of gelu_tanh", "points",
             [](Row& row) { row.kernels = find_row("gelu_tanh")->kernels; });
  list.spoil("logsumexp", "logsumexp without its shift by the largest", "points", [](Row& row) {
    row.kernels.value = [](const Site<Counted>& s, Counted* out) {
      const Lines l = lines_of(s.dims);
      for (std::int64_t i = 0; i < l.count; ++i)
        out[i] = num::log(sum_line(l, i, [&](std::int64_t at) { return num::exp(s.in[0][at]); }));
    };
  });
  list.spoil("sin", "sin that is sinh on complex numbers", "complex",
             [](Row& row) { row.complex_value = find_row("sinh")->complex_value; });
  list.spoil("stop_gradient", "stop_gradient that does not stop", "points", [](Row& row) { row.constant_ports = 0; });
  list.spoil("mean", "mean along the wrong axis", "points", [](Row& row) {
    row.kernels.value = [](const Site<Counted>& s, Counted* out) {
      const std::int64_t n = s.dims.in[0].elements(), m = s.dims.out.elements();
      for (std::int64_t i = 0; i < m; ++i) {
        out[i] = 0.0;
        for (std::int64_t j = i; j < n; j += m) out[i] += s.in[0][j];
        out[i] /= static_cast<double>(n / m);
      }
    };
  });
}

// max(x, 0), but 0 where x is NaN.
template <class T>
T zero_of_nan(T x) {
  if constexpr (std::is_same_v<T, Pair>) return Pair(zero_of_nan(x.first()), zero_of_nan(x.second()));
  else return num::plain(x) > 0 ? x : T(0.0);
}

void wrong_kinks(List& list) {
  list.add(
      "abs with slope 2 at 0", "kinks",
      rule(
          "abs", [](const auto& at) { return num::magnitude(at.x[0]); }, direct(kFirst, [](auto t, const auto& at) {
            return num::choose(at.x[0], num::with_sign_of(at.x[0], t), t + t);
          })));
  list.add("relu with slope 1 at 0, against its words", "points",
           rule(
               "relu", [](const auto& at) { return num::positive_part(at.x[0]); },
               direct(kOutput, [](auto t, const auto& at) { return num::choose(at.y, num::gate(at.y, t), t); })));
  list.spoil("maximum", "maximum whose ties give the whole derivative to both", "kinks", [](Row& row) {
    row.kernels.vjp = [](const Site<Counted>& s, const Counted*, const Counted* g, Out out) {
      for (std::int64_t i = 0; i < s.dims.out.elements(); ++i) {
        if (out[0] != nullptr) out[0][i] = s.hidden[i].v != 0 ? g[i] : 0.0;
        if (out[1] != nullptr) out[1][i] = s.hidden[i].v <= 0 ? g[i] : 0.0;
      }
    };
  });
  list.spoil("amax", "amax that gives its derivative to the first of the ties", "points", [](Row& row) {
    row.kernels.vjp = [](const Site<Counted>& s, const Counted*, const Counted* g, Out out) {
      const Lines l = lines_of(s.dims);
      for (std::int64_t i = 0; i < l.count; ++i) {
        bool given = false;
        each(l, i, [&](std::int64_t at) {
          out[0][at] = s.hidden[at].v > 0 && !given ? g[i] : 0.0;
          given = given || s.hidden[at].v > 0;
        });
      }
    };
  });
  list.spoil("relu", "relu without a word on its kink", "kinks", [](Row& row) { row.kink = ""; });
  list.spoil("log", "log without a word on its border", "kinks", [](Row& row) { row.kink = ""; });
  list.spoil("amin", "amin that does not name its kink", "kinks", [](Row& row) { row.kink_at = KinkAt::kNowhere; });
  list.add("relu that makes 0 of NaN", "nan",
           rule(
               "relu", [](const auto& at) { return zero_of_nan(at.x[0]); },
               direct(kOutput, [](auto t, const auto& at) { return num::gate(at.y, t); })));
  list.spoil("maximum", "maximum that loses a NaN on its left", "nan", [](Row& row) {
    row.kernels.value = [](const Site<Counted>& s, Counted* out) {
      const Strides a = broadcast_strides(s.dims.in[0]), b = broadcast_strides(s.dims.in[1]);
      find_row("maximum")->kernels.value(s, out);
      for (std::int64_t i = 0; i < s.dims.out.elements(); ++i) {
        const std::int64_t r = i / s.dims.out.cols, c = i % s.dims.out.cols;
        const double x = s.in[0][r * a.row + c * a.col].v, y = s.in[1][r * b.row + c * b.col].v;
        out[i] = x > y ? x : y;
      }
    };
  });
  list.add("pow without the limit at x ** 0", "points",
           rule(
               "pow", [](const auto& at) { return num::pow(at.x[0], at.x[1]); },
               times_coef(kFirst | kSecond, [](const auto& at) { return at.x[1] * num::pow(at.x[0], at.x[1] - 1.0); }),
               times_coef(kFirst | kSecond | kOutput,
                          [](const auto& at) { return num::pow_exponent_slope(at.x[0], at.x[1], at.y); })));
  list.add("bce without the limits at its border", "points",
           rule(
               "bce",
               [](const auto& at) {
                 return -(num::times_log(at.x[1], at.x[0]) + num::times_log(1.0 - at.x[1], 1.0 - at.x[0]));
               },
               times_coef(kFirst | kSecond,
                          [](const auto& at) { return (at.x[0] - at.x[1]) / (at.x[0] * (1.0 - at.x[0])); }),
               times_coef(kFirst, [](const auto& at) { return num::log(1.0 - at.x[0]) - num::log(at.x[0]); })));
}

void wrong_figures(List& list) {
  list.add("tanh that forgets to save y", "saves", rule("tanh", kTanh, times_coef(kNothing, kTanhSlope)));
  list.add("tanh that says it saves x, and reads y", "saves", rule("tanh", kTanh, times_coef(kFirst, kTanhSlope)));
  list.spoil("mul", "mul that saves only one operand", "saves", [](Row& row) { row.saves = {kSecond, kNothing}; });
  list.spoil("sum", "sum with a free value", "costs",
             [](Row& row) { row.cost.value = [](const Dims&) { return Cost{}; }; });
  list.spoil("mse", "mse whose jvp formula forgets one add", "costs",
             [](Row& row) { row.cost.jvp = [](const Dims& d, Active) { return Cost{.mul = d.in[0].elements()}; }; });
  list.spoil("mul", "mul that counts both adjoints where one is asked for", "costs",
             [](Row& row) { row.cost.vjp = [](const Dims& d, Active) { return Cost{.mul = 2 * d.out.elements()}; }; });
  list.spoil("matmul", "matmul that counts k adds for k products", "costs", [](Row& row) {
    row.cost.value = [](const Dims& d) {
      return Cost{.add = d.out.elements() * d.in[0].cols, .mul = d.out.elements() * d.in[0].cols};
    };
  });
  list.spoil("matmul", "matmul on scalars without its sums", "expansion", [](Row& row) {
    row.expand = [](const Dims& d, ScalarBuilder& b) {
      for (std::int64_t i = 0; i < d.out.elements(); ++i) b.result(b.op("mul", {b.operand(0, 0), b.operand(1, 0)}));
    };
  });
  list.spoil("transpose", "transpose that is none on scalars", "expansion",
             [](Row& row) { row.expand = find_row("reshape")->expand; });
}

}  // namespace

std::vector<Wrong> wrong_rows() {
  List list;
  wrong_slopes(list);
  wrong_adjoints(list);
  wrong_values(list);
  wrong_kinks(list);
  wrong_figures(list);
  return std::move(list.all);
}

}  // namespace bw::test
