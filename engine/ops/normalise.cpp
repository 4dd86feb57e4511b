// Rows that normalise each line of an array: softmax log_softmax.
#include "ops/lines.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

ShapeAnswer same_shape(const ShapeQuery& q) {
  if (auto problem = bad_axis(q)) return *problem;
  return q.in[0];
}
// y = e^(x - max) / Σ; ẏ = y (ẋ - Σ y ẋ), and the same going back.
struct Softmax : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) { return same_shape(q); }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i) {
      const T most = largest(l, i, s.in[0]);
      const T* x = s.in[0] + l.start(i);
      each_exp(
          l.size, [&](std::int64_t j) { return x[j * l.step] - most; },
          [&](std::int64_t j, T e) { out[l.start(i) + j * l.step] = e; });
      const T sum = sum_line(l, i, [&](std::int64_t at) { return out[at]; });
      each(l, i, [&](std::int64_t at) { out[at] /= sum; });
    }
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    project(s, t[0], out);
  }
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    project(s, adjoint, out[0]);
  }
  template <class T>
  static void project(const Site<T>& s, const T* t, T* out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i) {
      const T mean = sum_line(l, i, [&](std::int64_t at) { return s.out[at] * t[at]; });
      each(l, i, [&](std::int64_t at) { out[at] = s.out[at] * (t[at] - mean); });
    }
  }

  static Cost value_cost(const Dims& d) {
    const std::int64_t n = d.out.elements(), m = lines_of(d).count;
    return {.add = n + n - m, .div = n, .cmp = n - m, .fn = n};
  }
  static Cost jvp_cost(const Dims& d, Active) {
    const std::int64_t n = d.out.elements(), m = lines_of(d).count;
    return {.add = n + n - m, .mul = 2 * n};
  }
  static Cost vjp_cost(const Dims& d, Active active) { return jvp_cost(d, active); }

  static void expand(const Dims& d, ScalarBuilder& b) {
    std::vector<ScalarBuilder::Id> exps(static_cast<std::size_t>(d.out.elements())), sums;
    const Lines l = lines_of(d);
    for (std::int64_t i = 0; i < l.count; ++i) {
      const auto most = scalar_largest(l, i, b);
      each(l, i, [&](std::int64_t at) {
        exps[static_cast<std::size_t>(at)] = b.op("exp", {b.op("sub", {b.operand(0, at), most})});
      });
      sums.push_back(scalar_sum(l, i, b, exps));
    }
    by_element(l, d.out, [&](std::int64_t i, std::int64_t at) {
      b.result(b.op("div", {exps[static_cast<std::size_t>(at)], sums[static_cast<std::size_t>(i)]}));
    });
  }
};

// y = x - max - log Σ e^(x - max); p = e^y; ẏ = ẋ - Σ p ẋ; x̄ = ȳ - p Σ ȳ
struct LogSoftmax {
  static ShapeAnswer shape(const ShapeQuery& q) { return same_shape(q); }
  static std::int64_t coef_elements(const Dims& d) { return d.out.elements(); }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    log_softmax(lines_of(s.dims), s.in[0], out);
  }
  template <class T>
  static void log_softmax(const Lines& l, const T* x, T* out) {
    for (std::int64_t i = 0; i < l.count; ++i) {
      const T most = largest(l, i, x);
      each(l, i, [&](std::int64_t at) { out[at] = x[at] - most; });
      const T sum = num::log(sum_of_exp(l.size, [&](std::int64_t j) { return out[l.start(i) + j * l.step]; }));
      each(l, i, [&](std::int64_t at) { out[at] -= sum; });
    }
  }
  template <class T>
  static void coef(const Site<T>& s, T* coef) {
    each_exp(
        s.dims.out.elements(), [&](std::int64_t i) { return s.out[i]; }, [coef](std::int64_t i, T e) { coef[i] = e; });
  }
  template <class T>
  static void jvp(const Site<T>& s, const T* coef, std::span<const T* const> t, T* out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i) {
      const T mean = sum_line(l, i, [&](std::int64_t at) { return coef[at] * t[0][at]; });
      each(l, i, [&](std::int64_t at) { out[at] = t[0][at] - mean; });
    }
  }
  template <class T>
  static void vjp(const Site<T>& s, const T* coef, const T* adjoint, std::span<T* const> out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i) {
      const T sum = sum_line(l, i, [&](std::int64_t at) { return adjoint[at]; });
      each(l, i, [&](std::int64_t at) { out[0][at] = adjoint[at] - coef[at] * sum; });
    }
  }

  static Cost value_cost(const Dims& d) {
    const std::int64_t n = d.out.elements(), m = lines_of(d).count;
    return {.add = 2 * n + n - m, .cmp = n - m, .fn = n + m};
  }
  static Cost coef_cost(const Dims& d, Active) { return {.fn = d.out.elements()}; }
  static Cost jvp_cost(const Dims& d, Active) {
    const std::int64_t n = d.out.elements(), m = lines_of(d).count;
    return {.add = n + n - m, .mul = n};
  }
  static Cost vjp_cost(const Dims& d, Active active) { return jvp_cost(d, active); }
  static void expand(const Dims& d, ScalarBuilder& b) {
    const Lines l = lines_of(d);
    const auto y = scalars(l, d.out, b);
    for (const auto id : y) b.result(b.op("transpose", {id}));
  }
  // The elements of log_softmax of operand 0, in their order.
  static std::vector<ScalarBuilder::Id> scalars(const Lines& l, const Shape& shape, ScalarBuilder& b) {
    std::vector<ScalarBuilder::Id> shifted(static_cast<std::size_t>(shape.elements())), exps(shifted.size());
    for (std::int64_t i = 0; i < l.count; ++i) {
      const auto most = scalar_largest(l, i, b);
      each(l, i, [&](std::int64_t at) {
        const auto k = static_cast<std::size_t>(at);
        shifted[k] = b.op("sub", {b.operand(0, at), most});
        exps[k] = b.op("exp", {shifted[k]});
      });
      const auto log = b.op("log", {scalar_sum(l, i, b, exps)});
      each(l, i, [&](std::int64_t at) {
        shifted[static_cast<std::size_t>(at)] = b.op("sub", {shifted[static_cast<std::size_t>(at)], log});
      });
    }
    return shifted;
  }
};

constexpr Row kRows[] = {
    structured<Softmax>({.name = "softmax",
                         .category = "activation",
                         .ports = {"x"},
                         .attrs = kAxis,
                         .doc = "exp(x) divided by its sum, over all elements or along an axis.",
                         .latex = "\\operatorname{softmax} {0}",
                         .derivative_latex = {"y (\\bar y - \\sum y \\bar y)"},
                         .kink = "-Infinity, a mask, becomes 0, through which no derivative passes. All -Infinity, or "
                                 "one Infinity: NaN, flagged.",
                         .torch = "torch.softmax({0}, {axis})",
                         .jax = "jax.nn.softmax({0})",
                         .numpy = "scipy.special.softmax({0})"},
                        {kOutput}),
    structured<LogSoftmax>(
        {.name = "log_softmax",
         .category = "activation",
         .ports = {"x"},
         .attrs = kAxis,
         .doc = "The logarithm of softmax, without overflow.",
         .latex = "\\ln \\operatorname{softmax} {0}",
         .derivative_latex = {"\\bar y - e^y \\sum \\bar y"},
         .kink = "-Infinity, a mask, stays -Infinity, flagged. All -Infinity, or one Infinity: NaN, flagged.",
         .torch = "torch.log_softmax({0}, {axis})",
         .jax = "jax.nn.log_softmax({0})",
         .numpy = "scipy.special.log_softmax({0})"},
        {kOutput}),
};

}  // namespace

std::span<const Row> normalise_rows() { return kRows; }

}  // namespace bw
