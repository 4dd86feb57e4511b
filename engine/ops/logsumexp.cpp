// The row logsumexp.
#include "ops/lines.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

// y = max + log Σ exp(x - max); p = exp(x - y) is its derivative. Where x is so large that y is rounded by more than
// the derivative may be, the p are divided by their sum, which is 1 but for that rounding; counted as the plain formula.
struct LogSumExp : WeighedLines {
  static ShapeAnswer shape(const ShapeQuery& q) { return reduced_shape(q); }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i) {
      const T* x = s.in[0] + l.start(i);
      T most = x[0];
      for (std::int64_t j = 1; j < l.size; ++j) most = num::larger(most, x[j * l.step]);
      const T sum = sum_of_exp(l.size, [&](std::int64_t j) { return num::shifted(x[j * l.step], most); });
      out[i] = most + num::log(sum);
    }
  }
  template <class T>
  static void coef(const Site<T>& s, T* coef) {
    const Lines l = lines_of(s.dims);
    fill_lines(l, coef, [&](std::int64_t i, std::int64_t at) { return num::exp(num::shifted(s.in[0][at], s.out[i])); });
    const Uncounted rounding;
    for (std::int64_t i = 0; i < l.count; ++i) {
      const T sum = sum_line(l, i, [&](std::int64_t at) { return coef[at]; });
      each(l, i, [&](std::int64_t at) { coef[at] /= sum; });
    }
  }

  static Cost value_cost(const Dims& d) {
    const std::int64_t n = d.in[0].elements(), m = d.out.elements();
    return {.add = n + (n - m) + m, .cmp = n - m, .fn = n + m};
  }
  static Cost coef_cost(const Dims& d, Active) { return {.add = d.in[0].elements(), .fn = d.in[0].elements()}; }

  static void expand(const Dims& d, ScalarBuilder& b) {
    const Lines l = lines_of(d);
    for (std::int64_t i = 0; i < l.count; ++i) {
      const auto x = [&](std::int64_t j) { return b.operand(0, l.start(i) + j * l.step); };
      ScalarBuilder::Id most = x(0), sum = 0;
      for (std::int64_t j = 1; j < l.size; ++j) most = b.op("maximum", {most, x(j)});
      for (std::int64_t j = 0; j < l.size; ++j) {
        const auto e = b.op("exp", {b.at_mask("sub", {x(j), most})});
        sum = j == 0 ? e : b.op("add", {sum, e});
      }
      b.result(b.op("add", {most, b.op("log", {sum})}));
    }
  }
};

constexpr Row kRows[] = {
    structured<LogSumExp>({.name = "logsumexp",
                           .category = "reduction",
                           .ports = {"x"},
                           .attrs = kAxisKeepdims,
                           .doc = "log Σ exp(x) without overflow, over all elements or along an axis.",
                           .latex = "\\ln \\sum e^{{0}}",
                           .derivative_latex = {"e^{{0} - y}"},
                           .kink = "-Infinity, a mask, adds nothing. Where the largest are infinite so is y, flagged, "
                                   "and they share the derivative equally.",
                           .torch = "torch.logsumexp({0}, {axis})",
                           .jax = "jax.scipy.special.logsumexp({0})",
                           .numpy = "scipy.special.logsumexp({0})"},
                          {kFirst | kOutput}),
};

}  // namespace

std::span<const Row> logsumexp_rows() { return kRows; }

}  // namespace bw
