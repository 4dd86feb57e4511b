// Rows of the diagonal: diag takes it from a matrix or makes a matrix of it, trace sums it.
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

std::int64_t diagonal_size(const Shape& matrix) { return std::min(matrix.rows, matrix.cols); }

// Both ways are free: elements off the diagonal are the number 0.
struct Diagonal : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) {
    const Shape& x = q.in[0];
    if (x.rank == 0)
      return Problem{Code::kRank, describe(q, 0) + ": a number has no diagonal", "Give it a vector or a matrix."};
    return x.rank == 1 ? Shape::matrix(x.cols, x.cols) : Shape::vector(diagonal_size(x));
  }
  // Calls f(place in the vector, place in the matrix).
  template <class F>
  static void each(const Dims& d, F f) {
    const Shape& matrix = d.in[0].rank == 2 ? d.in[0] : d.out;
    for (std::int64_t i = 0; i < diagonal_size(matrix); ++i) f(i, i * (matrix.cols + 1));
  }
  template <class T>
  static void move(const Dims& d, const T* from, T* to, bool to_matrix, std::int64_t count) {
    if (to_matrix) std::fill(to, to + count, T(0.0));
    each(d, [&](std::int64_t i, std::int64_t at) { to[to_matrix ? at : i] = from[to_matrix ? i : at]; });
  }
  template <class T>
  static void value(const Site<T>& s, T* out) {
    move(s.dims, s.in[0], out, s.dims.in[0].rank == 1, s.dims.out.elements());
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    move(s.dims, t[0], out, s.dims.in[0].rank == 1, s.dims.out.elements());
  }
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    move(s.dims, adjoint, out[0], s.dims.in[0].rank == 2, s.dims.in[0].elements());
  }
  static Cost value_cost(const Dims&) { return {}; }
  static Cost jvp_cost(const Dims&, Active) { return {}; }
  static Cost vjp_cost(const Dims&, Active) { return {}; }

  static void expand(const Dims& d, ScalarBuilder& b) {
    if (d.in[0].rank == 2) return each(d, [&](std::int64_t, std::int64_t at) { b.result(b.operand(0, at)); });
    const auto zero = b.constant(0);
    for (std::int64_t i = 0; i < d.out.elements(); ++i)
      b.result(i % (d.out.cols + 1) == 0 ? b.operand(0, i / (d.out.cols + 1)) : zero);
  }
};

struct Trace : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) {
    if (q.in[0].rank != 2)
      return Problem{Code::kRank, describe(q, 0) + ": a trace is the sum of a matrix's diagonal",
                     "Give it a matrix; the sum of a vector is `sum(x)`."};
    return Shape::scalar();
  }
  template <class T>
  static void value(const Site<T>& s, T* out) {
    sum(s.dims.in[0], s.in[0], out);
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    sum(s.dims.in[0], t[0], out);
  }
  template <class T>
  static void sum(const Shape& x, const T* from, T* out) {
    *out = from[0];
    for (std::int64_t i = 1; i < diagonal_size(x); ++i) *out += from[i * (x.cols + 1)];
  }
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    const Shape& x = s.dims.in[0];
    std::fill(out[0], out[0] + x.elements(), T(0.0));
    for (std::int64_t i = 0; i < diagonal_size(x); ++i) out[0][i * (x.cols + 1)] = *adjoint;
  }
  static Cost value_cost(const Dims& d) { return {.add = diagonal_size(d.in[0]) - 1}; }
  static Cost jvp_cost(const Dims& d, Active) { return value_cost(d); }
  static Cost vjp_cost(const Dims&, Active) { return {}; }

  static void expand(const Dims& d, ScalarBuilder& b) {
    const Shape& x = d.in[0];
    ScalarBuilder::Id sum = b.operand(0, 0);
    for (std::int64_t i = 1; i < diagonal_size(x); ++i) sum = b.op("add", {sum, b.operand(0, i * (x.cols + 1))});
    b.result(sum);
  }
};

constexpr Row kRows[] = {
    seldom_structured<Diagonal>(
        {.name = "diag",
         .category = "shape",
         .ports = {"x"},
         .doc = "The diagonal of a matrix; of a vector, the matrix that has it as its diagonal.",
         .latex = "\\operatorname{diag} {0}",
         .derivative_latex = {"1"},
         .torch = "torch.diag({0})",
         .jax = "jnp.diag({0})",
         .numpy = "np.diag({0})"},
        {kNothing}),
    seldom_structured<Trace>({.name = "trace",
                              .category = "reduction",
                              .ports = {"A"},
                              .doc = "Sum of the diagonal of a matrix.",
                              .latex = "\\operatorname{tr} {0}",
                              .derivative_latex = {"1"},
                              .torch = "torch.trace({0})",
                              .jax = "jnp.trace({0})",
                              .numpy = "np.trace({0})"},
                             {kNothing}),
};

}  // namespace

std::span<const Row> diagonal_rows() { return kRows; }

}  // namespace bw
