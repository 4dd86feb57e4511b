// Rows that take each line of an array to one number: sum mean amax amin.
#include <algorithm>

#include "ops/lines.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {

std::optional<Problem> bad_axis(const ShapeQuery& q) {
  const Shape& x = q.in[0];
  const AttrValue* value = find(q.attrs, "axis");
  if (value == nullptr) return std::nullopt;
  const auto axis = std::get<std::int64_t>(*value);
  if (axis >= -x.rank && axis < x.rank) return std::nullopt;
  return Problem{Code::kAttr, describe(q, 0) + ": it has no axis " + std::to_string(axis),
                 x.rank == 0 ? "A number has no axes; leave axis out."
                             : "Axes count from 0 to " + std::to_string(x.rank - 1) + "."};
}

ShapeAnswer reduced_shape(const ShapeQuery& q) {
  if (auto problem = bad_axis(q)) return *problem;
  const Shape& x = q.in[0];
  const AttrValue* keepdims = find(q.attrs, "keepdims");
  const int axis = axis_of(q.attrs, x.rank);
  Shape shape = x;
  if (axis < 0 || (x.rank == 2 && axis == 0)) shape.rows = 1;
  if (axis < 0 || axis == x.rank - 1) shape.cols = 1;
  if (keepdims != nullptr && std::get<bool>(*keepdims)) return shape;
  return axis < 0 || x.rank == 1 ? Shape::scalar() : Shape::vector(shape.elements());
}

namespace {

// Sums each line of x in its order: N - M adds.
template <class T>
void sum_lines(const Lines& l, const T* x, T* out) {
  for (std::int64_t i = 0; i < l.count; ++i) {
    T sum = x[l.start(i)];
    for (std::int64_t j = 1; j < l.size; ++j) sum += x[l.start(i) + j * l.step];
    out[i] = sum;
  }
}

template <bool kMean>
struct Reduce : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) { return reduced_shape(q); }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    sum(s, s.in[0], out);
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    sum(s, t[0], out);
  }
  template <class T>
  static void sum(const Site<T>& s, const T* x, T* out) {
    const Lines l = lines_of(s.dims);
    sum_lines(l, x, out);
    if constexpr (kMean)
      for (std::int64_t i = 0; i < l.count; ++i) out[i] /= T(static_cast<double>(l.size));
  }
  // Each element of a line receives the adjoint of its sum.
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i) {
      T g = adjoint[i];
      if constexpr (kMean) g /= T(static_cast<double>(l.size));
      for (std::int64_t j = 0; j < l.size; ++j) out[0][l.start(i) + j * l.step] = g;
    }
  }

  static Cost value_cost(const Dims& d) {
    const std::int64_t n = d.in[0].elements(), m = d.out.elements();
    return {.add = n - m, .div = kMean ? m : 0};
  }
  static Cost jvp_cost(const Dims& d, Active) { return value_cost(d); }
  static Cost vjp_cost(const Dims& d, Active) { return {.div = kMean ? d.out.elements() : 0}; }

  static void expand(const Dims& d, ScalarBuilder& b) {
    const Lines l = lines_of(d);
    for (std::int64_t i = 0; i < l.count; ++i) {
      ScalarBuilder::Id sum = b.operand(0, l.start(i));
      for (std::int64_t j = 1; j < l.size; ++j) sum = b.op("add", {sum, b.operand(0, l.start(i) + j * l.step)});
      b.result(kMean ? b.op("div", {sum, b.constant(static_cast<double>(l.size))}) : sum);
    }
  }
};

// The largest (or smallest) element of each line. The mask, 1/ties at the largest and 0 elsewhere, is hidden: made
// with the value, and not numbers of the memory model.
template <bool kLargest>
struct Extreme : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) { return reduced_shape(q); }
  static std::int64_t hidden_elements(const Dims& d) { return d.in[0].elements(); }
  static std::int64_t hidden_numbers(const Dims&) { return 0; }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i) {
      T best = s.in[0][l.start(i)];
      for (std::int64_t j = 1; j < l.size; ++j)
        best = kLargest ? num::larger(best, s.in[0][l.start(i) + j * l.step])
                        : num::smaller(best, s.in[0][l.start(i) + j * l.step]);
      out[i] = best;
      double ties = 0;
      for (std::int64_t j = 0; j < l.size; ++j) ties += num::same(s.in[0][l.start(i) + j * l.step], best);
      for (std::int64_t j = 0; j < l.size; ++j)
        s.hidden[l.start(i) + j * l.step] = num::same(s.in[0][l.start(i) + j * l.step], best) / ties;
    }
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i) {
      double sum = 0;
      for (std::int64_t j = 0; j < l.size; ++j) {
        const std::int64_t at = l.start(i) + j * l.step;
        sum += num::plain(num::share(s.hidden[at], t[0][at]));
      }
      out[i] = sum;
    }
  }
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    fill_lines(lines_of(s.dims), out[0],
               [&](std::int64_t i, std::int64_t at) { return num::share(s.hidden[at], adjoint[i]); });
  }

  static Cost value_cost(const Dims& d) { return {.cmp = d.in[0].elements() - d.out.elements()}; }
  static Cost jvp_cost(const Dims& d, Active) { return {.cmp = d.in[0].elements()}; }
  static Cost vjp_cost(const Dims& d, Active) { return {.cmp = d.in[0].elements()}; }

  static void expand(const Dims& d, ScalarBuilder& b) {
    const Lines l = lines_of(d);
    for (std::int64_t i = 0; i < l.count; ++i) {
      ScalarBuilder::Id best = b.operand(0, l.start(i));
      for (std::int64_t j = 1; j < l.size; ++j) best = link(b, best, b.operand(0, l.start(i) + j * l.step), j == 1);
      b.result(best);
    }
  }
  static ScalarBuilder::Id link(ScalarBuilder& b, ScalarBuilder::Id best, ScalarBuilder::Id next, bool first) {
    const std::string_view row = kLargest ? "maximum" : "minimum";
    return first ? b.op(row, {best, next}) : b.link(row, best, next);
  }
};

constexpr Row kRows[] = {
    structured<Reduce<false>>({.name = "sum",
                               .category = "reduction",
                               .ports = {"x"},
                               .attrs = kAxisKeepdims,
                               .doc = "Sum of all elements, or along an axis.",
                               .latex = "\\sum {0}",
                               .derivative_latex = {"1"},
                               .torch = "torch.sum({0})",
                               .jax = "jnp.sum({0})",
                               .numpy = "np.sum({0})"},
                              {kNothing}),
    structured<Reduce<true>>({.name = "mean",
                              .category = "reduction",
                              .ports = {"x"},
                              .attrs = kAxisKeepdims,
                              .doc = "Mean of all elements, or along an axis.",
                              .latex = "\\operatorname{mean} {0}",
                              .derivative_latex = {"1/N"},
                              .torch = "torch.mean({0})",
                              .jax = "jnp.mean({0})",
                              .numpy = "np.mean({0})"},
                             {kNothing}),
    seldom_structured<Extreme<true>>({.name = "amax",
                                      .category = "reduction",
                                      .ports = {"x"},
                                      .attrs = kAxisKeepdims,
                                      .doc = "Largest element, or largest along an axis.",
                                      .latex = "\\max {0}",
                                      .derivative_latex = {"[{0} = y] / \\text{ties}"},
                                      .kink = "Ties share the derivative equally.",
                                      .kink_at = KinkAt::kLineTie,
                                      .torch = "torch.amax({0})",
                                      .jax = "jnp.max({0})",
                                      .numpy = "np.max({0})"},
                                     {kNothing}),
    seldom_structured<Extreme<false>>({.name = "amin",
                                       .category = "reduction",
                                       .ports = {"x"},
                                       .attrs = kAxisKeepdims,
                                       .doc = "Smallest element, or smallest along an axis.",
                                       .latex = "\\min {0}",
                                       .derivative_latex = {"[{0} = y] / \\text{ties}"},
                                       .kink = "Ties share the derivative equally.",
                                       .kink_at = KinkAt::kLineTie,
                                       .torch = "torch.amin({0})",
                                       .jax = "jnp.min({0})",
                                       .numpy = "np.min({0})"},
                                      {kNothing}),
};

}  // namespace

std::span<const Row> reduce_rows() { return kRows; }

}  // namespace bw
