// Rows that say how far numbers are spread, or how long an array is: var std norm.
#include "base/inverses.hpp"
#include "ops/lines.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

std::int64_t ddof_of(const Attrs& attrs) {
  const AttrValue* value = find(attrs, "ddof");
  return value != nullptr ? std::get<std::int64_t>(*value) : 0;
}

// Σ (x - mean)² / (n - ddof) of each line, and its root. The sum of squares has no other form: that of squares less the
// square of the mean cancels (Chan, Golub & LeVeque, Algorithms for Computing the Sample Variance, 1983).
template <bool kRoot>
struct Spread : WeighedLines {
  static ShapeAnswer shape(const ShapeQuery& q) {
    ShapeAnswer answer = reduced_shape(q);
    if (!std::holds_alternative<Shape>(answer)) return answer;
    const Lines l = lines_along(q.in[0], axis_of(q.attrs, q.in[0].rank));
    const std::int64_t ddof = ddof_of(q.attrs);
    if (ddof >= 0 && ddof < l.size) return answer;
    return Problem{Code::kAttr,
                   describe(q, 0) + ": of " + std::to_string(l.size) + (l.size == 1 ? " number" : " numbers") +
                       " a ddof of " + std::to_string(ddof) + " cannot be taken",
                   "The sum of squares is divided by n - ddof: ddof is 0 or more, and smaller than n."};
  }
  static double divisor(const Dims& d, const Lines& l) { return static_cast<double>(l.size - ddof_of(*d.attrs)); }
  template <class T>
  static T mean(const Lines& l, std::int64_t i, const T* x) {
    return sum_line(l, i, [&](std::int64_t at) { return x[at]; }) / T(static_cast<double>(l.size));
  }
  // Writes x - mean of line i.
  template <class T>
  static void deviations(const Lines& l, std::int64_t i, const T* x, T* out) {
    const T middle = mean(l, i, x);
    each(l, i, [&](std::int64_t at) { out[at] = x[at] - middle; });
  }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i) {
      const T* x = s.in[0];
      const T middle = mean(l, i, x);
      const T variance = sum_line(l, i,
                                  [&](std::int64_t at) {
                                    const T away = x[at] - middle;
                                    return away * away;
                                  }) /
                         T(divisor(s.dims, l));
      if constexpr (kRoot) out[i] = num::sqrt(variance);
      else out[i] = variance;
    }
  }
  // 2 (x - mean) / (n - ddof), or (x - mean) / ((n - ddof) y), 0 where y is 0.
  template <class T>
  static void coef(const Site<T>& s, T* coef) {
    const Lines l = lines_of(s.dims);
    const double by = divisor(s.dims, l);
    for (std::int64_t i = 0; i < l.count; ++i) {
      deviations(l, i, s.in[0], coef);
      if constexpr (kRoot) {
        const T whole = T(by) * s.out[i];
        each(l, i, [&](std::int64_t at) { coef[at] = num::share_of_length(coef[at], whole); });
      } else {
        each(l, i, [&](std::int64_t at) { coef[at] *= T(2.0 / by); });
      }
    }
  }

  static Cost value_cost(const Dims& d) {
    const std::int64_t n = d.in[0].elements(), m = d.out.elements();
    return {.add = 2 * (n - m) + n, .mul = n, .div = 2 * m, .fn = kRoot ? m : 0};
  }
  static Cost coef_cost(const Dims& d, Active) {
    const std::int64_t n = d.in[0].elements(), m = d.out.elements();
    return {.add = 2 * n - m, .mul = kRoot ? m : n, .div = kRoot ? m + n : m};
  }

  static void expand(const Dims& d, ScalarBuilder& b) {
    const Lines l = lines_of(d);
    const auto size = b.constant(static_cast<double>(l.size)), by = b.constant(divisor(d, l));
    std::vector<ScalarBuilder::Id> x(static_cast<std::size_t>(d.in[0].elements()));
    for (std::int64_t i = 0; i < l.count; ++i) {
      each(l, i, [&](std::int64_t at) { x[static_cast<std::size_t>(at)] = b.operand(0, at); });
      const auto middle = b.op("div", {scalar_sum(l, i, b, x), size});
      each(l, i, [&](std::int64_t at) {
        auto& one = x[static_cast<std::size_t>(at)];
        one = b.op("square", {b.op("sub", {one, middle})});
      });
      const auto variance = b.op("div", {scalar_sum(l, i, b, x), by});
      b.result(kRoot ? b.op("sqrt", {variance}) : variance);
    }
  }
};

// √Σ x² of each line.
struct Norm : WeighedLines {
  static ShapeAnswer shape(const ShapeQuery& q) { return reduced_shape(q); }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i) {
      const T sum = sum_line(l, i, [&](std::int64_t at) { return s.in[0][at] * s.in[0][at]; });
      out[i] = num::length_of(sum, [&](auto take) { each(l, i, [&](std::int64_t at) { take(s.in[0][at]); }); });
    }
  }
  // x / y, 0 where y is 0.
  template <class T>
  static void coef(const Site<T>& s, T* coef) {
    fill_lines(lines_of(s.dims), coef,
               [&](std::int64_t i, std::int64_t at) { return num::share_of_length(s.in[0][at], s.out[i]); });
  }

  static Cost value_cost(const Dims& d) {
    const std::int64_t n = d.in[0].elements(), m = d.out.elements();
    return {.add = n - m, .mul = n, .fn = m};
  }
  static Cost coef_cost(const Dims& d, Active) { return {.div = d.in[0].elements()}; }

  static void expand(const Dims& d, ScalarBuilder& b) {
    const Lines l = lines_of(d);
    std::vector<ScalarBuilder::Id> squares(static_cast<std::size_t>(d.in[0].elements()));
    for (std::int64_t i = 0; i < l.count; ++i) {
      each(l, i, [&](std::int64_t at) { squares[static_cast<std::size_t>(at)] = b.op("square", {b.operand(0, at)}); });
      b.result(b.op("sqrt", {scalar_sum(l, i, b, squares)}));
    }
  }
};

constexpr AttrSpec kSpread[] = {kAxisKeepdims[0],
                                kAxisKeepdims[1],
                                {"ddof", AttrType::kInteger, "What is taken from n, by which is divided; absent: 0."}};

constexpr Row kRows[] = {
    seldom_structured<Spread<false>>({.name = "var",
                                      .category = "spread",
                                      .ports = {"x"},
                                      .attrs = kSpread,
                                      .doc = "Variance: the mean square of the distances from the mean.",
                                      .latex = "\\operatorname{var} {0}",
                                      .derivative_latex = {"\\tfrac{2}{n}({0} - \\bar x)"},
                                      .torch = "torch.var({0}, correction={ddof})",
                                      .jax = "jnp.var({0}, ddof={ddof})",
                                      .numpy = "np.var({0}, ddof={ddof})"},
                                     {kFirst}),
    seldom_structured<Spread<true>>({.name = "std",
                                     .category = "spread",
                                     .ports = {"x"},
                                     .attrs = kSpread,
                                     .doc = "Standard deviation: the root of the variance.",
                                     .latex = "\\operatorname{std} {0}",
                                     .derivative_latex = {"({0} - \\bar x)/(n y)"},
                                     .kink = "Derivative 0 where all numbers are equal.",
                                     .kink_at = KinkAt::kZeroValue,
                                     .torch = "torch.std({0}, correction={ddof})",
                                     .jax = "jnp.std({0}, ddof={ddof})",
                                     .numpy = "np.std({0}, ddof={ddof})"},
                                    {kFirst | kOutput}),
    seldom_structured<Norm>({.name = "norm",
                             .category = "reduction",
                             .ports = {"x"},
                             .attrs = kAxisKeepdims,
                             .doc = "Euclidean length of all elements, or along an axis.",
                             .latex = "\\lVert {0} \\rVert",
                             .derivative_latex = {"{0}/y"},
                             .kink = "Derivative 0 at 0.",
                             .kink_at = KinkAt::kZeroValue,
                             .torch = "torch.linalg.norm({0})",
                             .jax = "jnp.linalg.norm({0})",
                             .numpy = "np.linalg.norm({0})"},
                            {kFirst | kOutput}),
};

}  // namespace

std::span<const Row> moment_rows() { return kRows; }

}  // namespace bw
