// Rows that only move numbers: transpose.
#include "base/tensor.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

struct Transpose : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) {
    const Shape& x = q.in[0];
    return x.rank == 2 ? Shape::matrix(x.cols, x.rows) : x;
  }
  template <class T>
  static void move(const T* from, const Shape& shape, T* to) {
    const bool flip = shape.rank == 2;
    for (std::int64_t r = 0; r < shape.rows; ++r)
      for (std::int64_t c = 0; c < shape.cols; ++c) to[flip ? c * shape.rows + r : c] = from[r * shape.cols + c];
  }
  template <class T>
  static void value(const Site<T>& s, T* out) { move(s.in[0], s.dims.in[0], out); }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) { move(t[0], s.dims.in[0], out); }
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) { move(adjoint, s.dims.out, out[0]); }

  static Cost value_cost(const Dims&) { return {}; }
  static Cost jvp_cost(const Dims&, Active) { return {}; }
  static Cost vjp_cost(const Dims&, Active) { return {}; }

  static ScalarBuilder::Id expand(const Dims& d, std::int64_t i, ScalarBuilder& b) {
    const Shape& x = d.in[0];
    return b.operand(0, x.rank == 2 ? (i % x.rows) * x.cols + i / x.rows : i);
  }
};

}  // namespace

void add_shape(std::vector<Row>& table) {
  table.push_back(structured<Transpose>(
      {.name = "transpose", .category = "shape", .symbol = ".T", .ports = {"x"}, .doc = "Rows become columns; vectors and numbers stay as they are.",
       .latex = "{0}^\\top", .derivative_latex = {"1"}, .torch = "{0}.T", .jax = "{0}.T", .numpy = "{0}.T"},
      {kNothing}));
}

}  // namespace bw
