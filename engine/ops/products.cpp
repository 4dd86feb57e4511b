// Rows that multiply or add along a line: prod cumsum.
#include "ops/lines.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

// The product of each line. Its derivative by an element is the product of the others, made of products from the left and
// from the right: no division, so that zeros are elements like others.
struct Product : WeighedLines {
  static ShapeAnswer shape(const ShapeQuery& q) { return reduced_shape(q); }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i) {
      T product = s.in[0][l.start(i)];
      for (std::int64_t j = 1; j < l.size; ++j) product *= s.in[0][l.start(i) + j * l.step];
      out[i] = product;
    }
  }
  template <class T>
  static void coef(const Site<T>& s, T* coef) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i) {
      const T* x = s.in[0] + l.start(i);
      T* others = coef + l.start(i);
      // From the left: others[j] = x[0] … x[j - 1], for j from 1 on.
      for (std::int64_t j = 1; j < l.size; ++j)
        others[j * l.step] = j == 1 ? x[0] : others[(j - 1) * l.step] * x[(j - 1) * l.step];
      if (l.size == 1) others[0] = T(1.0);
      if (l.size < 2) continue;
      T right = x[(l.size - 1) * l.step];
      for (std::int64_t j = l.size - 2; j > 0; --j) {
        others[j * l.step] *= right;
        right *= x[j * l.step];
      }
      others[0] = right;
    }
  }

  static Cost value_cost(const Dims& d) { return {.mul = d.in[0].elements() - d.out.elements()}; }
  static Cost coef_cost(const Dims& d, Active) {
    const Lines l = lines_of(d);
    return {.mul = l.size < 3 ? 0 : 3 * (l.size - 2) * l.count};
  }

  static void expand(const Dims& d, ScalarBuilder& b) {
    const Lines l = lines_of(d);
    for (std::int64_t i = 0; i < l.count; ++i) {
      ScalarBuilder::Id product = b.operand(0, l.start(i));
      for (std::int64_t j = 1; j < l.size; ++j) product = b.op("mul", {product, b.operand(0, l.start(i) + j * l.step)});
      b.result(product);
    }
  }
};

// Sums of the elements so far, along each line; of a matrix without an axis, of all elements row by row, as a vector.
struct CumulativeSum : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) {
    if (auto problem = bad_axis(q)) return *problem;
    const bool flat = find(q.attrs, "axis") == nullptr && q.in[0].rank != 1;
    return flat ? Shape::vector(q.in[0].elements()) : q.in[0];
  }
  template <class T>
  static void value(const Site<T>& s, T* out) {
    sums(s, s.in[0], out);
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    sums(s, t[0], out);
  }
  template <class T>
  static void sums(const Site<T>& s, const T* x, T* out) {
    fill_lines(lines_of(s.dims), out, [&, l = lines_of(s.dims)](std::int64_t i, std::int64_t at) {
      return at == l.start(i) ? x[at] : out[at - l.step] + x[at];
    });
  }
  // An element is in every sum from its own on: sums from the end.
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i)
      for (std::int64_t j = l.size - 1; j >= 0; --j) {
        const std::int64_t at = l.start(i) + j * l.step;
        out[0][at] = j == l.size - 1 ? adjoint[at] : out[0][at + l.step] + adjoint[at];
      }
  }

  static Cost value_cost(const Dims& d) { return {.add = d.in[0].elements() - lines_of(d).count}; }
  static Cost jvp_cost(const Dims& d, Active) { return value_cost(d); }
  static Cost vjp_cost(const Dims& d, Active) { return value_cost(d); }

  static void expand(const Dims& d, ScalarBuilder& b) {
    const Lines l = lines_of(d);
    std::vector<ScalarBuilder::Id> so_far(static_cast<std::size_t>(l.count));
    by_element(l, d.in[0], [&](std::int64_t line, std::int64_t at) {
      ScalarBuilder::Id& sum = so_far[static_cast<std::size_t>(line)];
      sum = at == l.start(line) ? b.operand(0, at) : b.op("add", {sum, b.operand(0, at)});
      b.result(sum);
    });
  }
};

constexpr Row kRows[] = {
    seldom_structured<Product>({.name = "prod",
                                .category = "reduction",
                                .ports = {"x"},
                                .attrs = kAxisKeepdims,
                                .doc = "Product of all elements, or along an axis.",
                                .latex = "\\prod {0}",
                                .derivative_latex = {"\\prod_{\\text{others}} {0}"},
                                .torch = "torch.prod({0})",
                                .jax = "jnp.prod({0})",
                                .numpy = "np.prod({0})"},
                               {kFirst}),
    seldom_structured<CumulativeSum>({.name = "cumsum",
                                      .category = "reduction",
                                      .ports = {"x"},
                                      .attrs = kAxis,
                                      .doc = "Sums of the elements so far: of all, row by row, or along an axis.",
                                      .latex = "\\operatorname{cumsum} {0}",
                                      .derivative_latex = {"1"},
                                      .torch = "torch.cumsum({0}, {axis})",
                                      .jax = "jnp.cumsum({0})",
                                      .numpy = "np.cumsum({0})"},
                                     {kNothing}),
};

}  // namespace

std::span<const Row> product_rows() { return kRows; }

}  // namespace bw
