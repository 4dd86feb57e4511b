// Rows that sum along axes: sum mean.
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

// Which element of the result each element of the operand goes to.
struct Groups {
  std::int64_t row_step, col_step;  // steps in the result for a step in the operand
  std::int64_t size;                // elements of the operand in one element of the result
};

// The axis from the front, or -1 for all axes.
int axis_of(const Attrs& attrs, int rank) {
  const AttrValue* value = find(attrs, "axis");
  if (value == nullptr) return -1;
  const auto axis = std::get<std::int64_t>(*value);
  return static_cast<int>(axis < 0 ? axis + rank : axis);
}

Groups groups(const Dims& d) {
  const Shape& x = d.in[0];
  const int axis = axis_of(*d.attrs, x.rank);
  if (axis < 0) return {.row_step = 0, .col_step = 0, .size = x.elements()};
  if (x.rank == 2 && axis == 0) return {.row_step = 0, .col_step = 1, .size = x.rows};
  return {.row_step = 1, .col_step = 0, .size = x.cols};
}

ShapeAnswer reduced_shape(const ShapeQuery& q) {
  const Shape& x = q.in[0];
  const AttrValue* keepdims_value = find(q.attrs, "keepdims");
  const bool keepdims = keepdims_value != nullptr && std::get<bool>(*keepdims_value);
  if (const AttrValue* value = find(q.attrs, "axis")) {
    const auto axis = std::get<std::int64_t>(*value);
    if (axis < -x.rank || axis >= x.rank) {
      return Problem{Code::kAttr, describe(q, 0) + ": it has no axis " + std::to_string(axis),
                     x.rank == 0 ? "A number has no axes; leave axis out." : "Axes count from 0 to " + std::to_string(x.rank - 1) + "."};
    }
  }
  const int axis = axis_of(q.attrs, x.rank);
  Shape shape = x;
  if (axis < 0 || axis == 0) shape.rows = 1;
  if (axis < 0 || axis == x.rank - 1) shape.cols = 1;
  if (!keepdims) {
    if (axis < 0 || x.rank == 1) return Shape::scalar();
    return Shape::vector(shape.elements());
  }
  return shape;
}

// Sums x into out, one group after the other in the order of x: N - M adds.
template <class T>
void sum_groups(const Site<T>& s, const T* x, T* out) {
  const Groups g = groups(s.dims);
  const Shape& in = s.dims.in[0];
  for (std::int64_t r = 0, i = 0; r < in.rows; ++r) {
    for (std::int64_t c = 0; c < in.cols; ++c, ++i) {
      const std::int64_t to = r * g.row_step + c * g.col_step;
      const bool first = (g.row_step != 0 || r == 0) && (g.col_step != 0 || c == 0);
      if (first) out[to] = x[i];
      else out[to] += x[i];
    }
  }
}

template <bool kMean>
struct Reduce : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) { return reduced_shape(q); }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    sum_groups(s, s.in[0], out);
    divide(s, out);
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    sum_groups(s, t[0], out);
    divide(s, out);
  }
  template <class T>
  static void divide(const Site<T>& s, T* out) {
    if constexpr (kMean) {
      const T size = static_cast<double>(groups(s.dims).size);
      for (std::int64_t j = 0; j < s.dims.out.elements(); ++j) out[j] /= size;
    }
  }
  // Each element of a group receives the adjoint of its sum.
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    const Groups g = groups(s.dims);
    const Shape& in = s.dims.in[0];
    const T size = static_cast<double>(g.size);
    for (std::int64_t r = 0; r < in.rows; ++r) {
      for (std::int64_t c = 0; c < in.cols; ++c) {
        const bool first = (g.row_step != 0 || r == 0) && (g.col_step != 0 || c == 0);
        const std::int64_t from = r * g.row_step + c * g.col_step;
        // The first element of each group holds the quotient for the others.
        const std::int64_t head = (g.row_step != 0 ? r * in.cols : 0) + (g.col_step != 0 ? c : 0);
        T& x = out[0][r * in.cols + c];
        if (!first) x = out[0][head];
        else if constexpr (kMean) x = adjoint[from] / size;
        else x = adjoint[from];
      }
    }
  }

  static Cost value_cost(const Dims& d) {
    const std::int64_t n = d.in[0].elements(), m = d.out.elements();
    return {.add = n - m, .div = kMean ? m : 0};
  }
  static Cost jvp_cost(const Dims& d, Active) { return value_cost(d); }
  static Cost vjp_cost(const Dims& d, Active) { return {.div = kMean ? d.out.elements() : 0}; }

  static ScalarBuilder::Id expand(const Dims& d, std::int64_t i, ScalarBuilder& b) {
    const Groups g = groups(d);
    const Shape& in = d.in[0];
    ScalarBuilder::Id sum = 0;
    bool first = true;
    for (std::int64_t r = 0, e = 0; r < in.rows; ++r) {
      for (std::int64_t c = 0; c < in.cols; ++c, ++e) {
        if (r * g.row_step + c * g.col_step != i) continue;
        sum = first ? b.operand(0, e) : b.op("add", {sum, b.operand(0, e)});
        first = false;
      }
    }
    if constexpr (kMean) return b.op("div", {sum, b.constant(static_cast<double>(g.size))});
    return sum;
  }
};

const std::vector<AttrSpec> kAxis = {{"axis", AttrType::kInteger, "The axis to sum along, from 0, or from the end if negative; absent: all."},
                                     {"keepdims", AttrType::kBoolean, "Keep the summed axis with size 1; absent: false."}};

}  // namespace

void add_reduce(std::vector<Row>& table) {
  table.push_back(structured<Reduce<false>>(
      {.name = "sum", .category = "reduction", .ports = {"x"}, .attrs = kAxis, .doc = "Sum of all elements, or along an axis.",
       .latex = "\\sum {0}", .derivative_latex = {"1"}, .torch = "torch.sum({0})", .jax = "jnp.sum({0})", .numpy = "np.sum({0})"},
      {kNothing}));
  table.push_back(structured<Reduce<true>>(
      {.name = "mean", .category = "reduction", .ports = {"x"}, .attrs = kAxis, .doc = "Mean of all elements, or along an axis.",
       .latex = "\\operatorname{mean} {0}", .derivative_latex = {"1/N"}, .torch = "torch.mean({0})", .jax = "jnp.mean({0})", .numpy = "np.mean({0})"},
      {kNothing}));
}

}  // namespace bw
