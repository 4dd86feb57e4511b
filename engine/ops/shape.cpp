// Rows that only move numbers: transpose reshape concat slice index. All are free.
#include <algorithm>
#include <optional>
#include <variant>

#include "base/limits.hpp"
#include "ops/elementwise.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

// A row from its shape and the origin of each element, which all differ.
template <class M>
struct Move : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) { return M::shape(q); }
  template <class T>
  static void copy(const Site<T>& s, std::span<const T* const> from, T* out) {
    for (std::int64_t i = 0; i < s.dims.out.elements(); ++i) {
      const MovedFrom o = M::origin(s.dims, i);
      out[i] = from[o.port] != nullptr ? from[o.port][o.element] : T(0.0);
    }
  }
  template <class T>
  static void value(const Site<T>& s, T* out) {
    copy(s, s.in, out);
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    copy(s, t, out);
  }
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    for (std::size_t port = 0; port < out.size(); ++port)
      if (out[port] != nullptr) std::fill(out[port], out[port] + s.dims.in[port].elements(), T(0.0));
    for (std::int64_t i = 0; i < s.dims.out.elements(); ++i) {
      const MovedFrom o = M::origin(s.dims, i);
      if (out[o.port] != nullptr) out[o.port][o.element] = adjoint[i];
    }
  }
  static Cost value_cost(const Dims&) { return {}; }
  static Cost jvp_cost(const Dims&, Active) { return {}; }
  static Cost vjp_cost(const Dims&, Active) { return {}; }
  static void expand(const Dims& d, ScalarBuilder& b) {
    for (std::int64_t i = 0; i < d.out.elements(); ++i) {
      const MovedFrom o = M::origin(d, i);
      b.result(b.operand(o.port, o.element));
    }
  }
};

template <class M>
constexpr Row move(RowText text, Few<Saves, kMostPorts> saves) {
  Row row = structured<Move<M>>(text, saves);
  if constexpr (requires { M::kPart; })
    row.touched = [](const Dims& d, std::int64_t i) { return M::origin(d, i).element; };
  row.origin = &M::origin;
  row.run = runs_of<Copy>();
  return row;
}

struct Transpose {
  static ShapeAnswer shape(const ShapeQuery& q) {
    return q.in[0].rank == 2 ? Shape::matrix(q.in[0].cols, q.in[0].rows) : q.in[0];
  }
  static MovedFrom origin(const Dims& d, std::int64_t i) {
    const Shape& x = d.in[0];
    return {0, x.rank == 2 ? (i % x.rows) * x.cols + i / x.rows : i};
  }
};

struct Reshape {
  static ShapeAnswer shape(const ShapeQuery& q) {
    const AttrValue* value = find(q.attrs, "shape");
    if (value == nullptr)
      return Problem{Code::kAttr, "`reshape` needs a shape",
                     "Write `reshape(x, shape=[2, 3])`; `shape=[]` is a number."};
    const auto& sizes = std::get<std::vector<std::int64_t>>(*value);
    if (sizes.size() > 2)
      return Problem{Code::kRank, "`reshape` to " + std::to_string(sizes.size()) + " axes", "Arrays have at most two."};
    std::int64_t count = 1;
    for (const std::int64_t size : sizes) {
      if (size < 1 || size > limits::kElements)
        return Problem{Code::kShape, "`reshape` to a size of " + std::to_string(size), "Sizes begin at 1."};
      count *= size;
    }
    const Shape shape = sizes.empty()       ? Shape::scalar()
                        : sizes.size() == 1 ? Shape::vector(sizes[0])
                                            : Shape::matrix(sizes[0], sizes[1]);
    if (count != q.in[0].elements())
      return Problem{
          Code::kShape,
          describe(q, 0) + ": its " + std::to_string(q.in[0].elements()) + " elements cannot fill " + in_words(shape),
          "A shape has as many elements as it had before."};
    return shape;
  }
  static MovedFrom origin(const Dims&, std::int64_t i) { return {0, i}; }
};

struct Concat {
  static int axis(const Attrs& attrs, int rank) {
    const AttrValue* value = find(attrs, "axis");
    const std::int64_t axis = value == nullptr ? 0 : std::get<std::int64_t>(*value);
    return static_cast<int>(axis < 0 ? axis + rank : axis);
  }
  static ShapeAnswer shape(const ShapeQuery& q) {
    const Shape& first = q.in[0];
    if (first.rank == 0)
      return Problem{Code::kRank, describe(q, 0) + ": concat joins vectors or matrices",
                     "Make it a vector with `reshape(x, shape=[1])`."};
    const AttrValue* given = find(q.attrs, "axis");
    const std::int64_t asked = given == nullptr ? 0 : std::get<std::int64_t>(*given),
                       along = asked < 0 ? asked + first.rank : asked;
    if (along < 0 || along >= first.rank)
      return Problem{Code::kAttr, describe(q, 0) + ": it has no axis " + std::to_string(asked),
                     "Axes count from 0 to " + std::to_string(first.rank - 1) + "."};
    Shape sum = first;
    for (std::size_t port = 1; port < q.in.size(); ++port) {
      const Shape& next = q.in[port];
      const bool fits = next.rank == first.rank &&
                        (first.rank == 1 || (along == 0 ? next.cols == first.cols : next.rows == first.rows));
      if (!fits)
        return Problem{
            Code::kShape,
            describe(q, 0) + ", " + describe(q, port) + ": they cannot be joined along axis " + std::to_string(along),
            "All sizes but that of the axis must be equal."};
      (first.rank == 2 && along == 0 ? sum.rows : sum.cols) += first.rank == 2 && along == 0 ? next.rows : next.cols;
    }
    return sum;
  }
  static MovedFrom origin(const Dims& d, std::int64_t i) {
    const bool down = d.out.rank == 2 && axis(*d.attrs, 2) == 0;
    std::int64_t row = i / d.out.cols, col = i % d.out.cols;
    std::int64_t& along = down ? row : col;
    std::size_t port = 0;
    while (along >= (down ? d.in[port].rows : d.in[port].cols))
      along -= down ? d.in[port].rows : d.in[port].cols, ++port;
    return {port, row * d.in[port].cols + col};
  }
};

// The part of an axis that a slice or an index keeps.
struct Range {
  std::int64_t begin, end;
};

// Where `at` counts from the end if it is negative; nothing where it is outside.
std::optional<std::int64_t> place(std::int64_t at, std::int64_t size, std::int64_t last) {
  const std::int64_t from_front = at < 0 ? at + size : at;
  if (from_front < 0 || from_front > last) return std::nullopt;
  return from_front;
}
const char* axis_name(int axis) { return axis == 0 ? "axis0" : "axis1"; }

// axis0=[begin, end] or [begin]; absent: all.
std::variant<Range, Problem> range(const Attrs& attrs, const Shape& x, int axis) {
  const std::int64_t size = x.extent(axis);
  const AttrValue* value = find(attrs, axis_name(axis));
  if (value == nullptr) return Range{0, size};
  const auto& ends = std::get<std::vector<std::int64_t>>(*value);
  const auto begin = ends.empty() ? std::nullopt : place(ends[0], size, size),
             end = ends.size() > 1 ? place(ends[1], size, size) : std::optional(size);
  if (ends.size() > 2 || !begin || !end)
    return Problem{Code::kIndex,
                   "The slice does not lie inside axis " + std::to_string(axis) + ", which has " +
                       std::to_string(size) + " elements",
                   "Slices out of range are refused."};
  if (*begin >= *end)
    return Problem{Code::kShapeEmpty, "The slice of axis " + std::to_string(axis) + " is empty",
                   "The end is exclusive: `x[1:3]` has two elements."};
  return Range{*begin, *end};
}

struct Slice {
  static constexpr bool kPart = true;
  static ShapeAnswer shape(const ShapeQuery& q) {
    const Shape& x = q.in[0];
    Shape out = x;
    for (int axis = 0; axis < 2; ++axis) {
      if (axis >= x.rank) {
        if (find(q.attrs, axis_name(axis)) != nullptr)
          return Problem{Code::kIndex, describe(q, 0) + ": it has no axis " + std::to_string(axis),
                         "Give at most one range for each axis."};
        continue;
      }
      const auto kept = range(q.attrs, x, axis);
      if (const auto* problem = std::get_if<Problem>(&kept)) return *problem;
      (x.rank == 2 && axis == 0 ? out.rows : out.cols) = std::get<Range>(kept).end - std::get<Range>(kept).begin;
    }
    return out;
  }
  static MovedFrom origin(const Dims& d, std::int64_t i) {
    const Shape& x = d.in[0];
    if (x.rank == 0) return {0, i};
    const std::int64_t top = x.rank == 2 ? std::get<Range>(range(*d.attrs, x, 0)).begin : 0,
                       left = std::get<Range>(range(*d.attrs, x, x.rank - 1)).begin;
    return {0, (top + i / d.out.cols) * x.cols + left + i % d.out.cols};
  }
};

struct Index {
  static constexpr bool kPart = true;
  static std::optional<std::int64_t> at(const Attrs& attrs, int axis) {
    const AttrValue* value = find(attrs, axis_name(axis));
    if (value == nullptr) return std::nullopt;
    return std::get<std::int64_t>(*value);
  }
  static ShapeAnswer shape(const ShapeQuery& q) {
    const Shape& x = q.in[0];
    for (int axis = 0; axis < 2; ++axis) {
      const auto i = at(q.attrs, axis);
      if (!i) continue;
      if (axis >= x.rank)
        return Problem{Code::kIndex, describe(q, 0) + ": it has no axis " + std::to_string(axis),
                       "Give at most one index for each axis."};
      if (!place(*i, x.extent(axis), x.extent(axis) - 1))
        return Problem{Code::kIndex,
                       describe(q, 0) + ": index " + std::to_string(*i) + " is outside axis " + std::to_string(axis),
                       "Indices count from 0 to " + std::to_string(x.extent(axis) - 1) + "."};
    }
    const bool row = at(q.attrs, 0).has_value(), col = at(q.attrs, 1).has_value();
    if (x.rank == 2 && row != col) return Shape::vector(row ? x.cols : x.rows);
    return row ? Shape::scalar() : x;
  }
  static MovedFrom origin(const Dims& d, std::int64_t i) {
    const Shape& x = d.in[0];
    const auto row = at(*d.attrs, 0), col = at(*d.attrs, 1);
    if (x.rank < 2) return {0, row ? *place(*row, x.cols, x.cols) : i};
    const std::int64_t r = row ? *place(*row, x.rows, x.rows) : col ? i : i / x.cols;
    const std::int64_t c = col ? *place(*col, x.cols, x.cols) : row ? i : i % x.cols;
    return {0, r * x.cols + c};
  }
};

constexpr Row kRows[] = {
    move<Transpose>({.name = "transpose",
                     .category = "shape",
                     .symbol = ".T",
                     .ports = {"x"},
                     .doc = "Rows become columns; vectors and numbers stay as they are.",
                     .latex = "{0}^\\top",
                     .derivative_latex = {"1"},
                     .torch = "{0}.T",
                     .jax = "{0}.T",
                     .numpy = "{0}.T"},
                    {kNothing}),
    move<Reshape>({.name = "reshape",
                   .category = "shape",
                   .ports = {"x"},
                   .attrs = {{"shape", AttrType::kIntegers, "The new sizes, at most two."}},
                   .doc = "The same numbers in another shape, row by row.",
                   .latex = "\\operatorname{reshape} {0}",
                   .derivative_latex = {"1"},
                   .torch = "{0}.reshape({shape})",
                   .jax = "{0}.reshape({shape})",
                   .numpy = "{0}.reshape({shape})"},
                  {kNothing}),
    move<Concat>({.name = "concat",
                  .category = "shape",
                  .ports = {"a", "b"},
                  .attrs = {{"axis", AttrType::kInteger, "The axis to join along; absent: 0."}},
                  .doc = "Arrays one after the other along an axis.",
                  .latex = "[{0}, {1}]",
                  .derivative_latex = {"1", "1"},
                  .variadic = true,
                  .torch = "torch.cat([{0}, {1}], {axis})",
                  .jax = "jnp.concatenate([{0}, {1}], {axis})",
                  .numpy = "np.concatenate([{0}, {1}], {axis})"},
                 {kNothing, kNothing}),
    move<Slice>(
        {.name = "slice",
         .category = "shape",
         .ports = {"x"},
         .attrs = {{"axis0", AttrType::kIntegers, "[begin, end] or [begin] along the first axis; absent: all."},
                   {"axis1", AttrType::kIntegers, "The same along the second."}},
         .doc = "A part of an array: x[1:3], x[:, 0:2]. The end is exclusive; negative places count from the end.",
         .latex = "{0}_{[\\,:\\,]}",
         .derivative_latex = {"1"},
         .torch = "{0}[{axis0}, {axis1}]",
         .jax = "{0}[{axis0}, {axis1}]",
         .numpy = "{0}[{axis0}, {axis1}]"},
        {kNothing}),
    move<Index>(
        {.name = "index",
         .category = "shape",
         .ports = {"x"},
         .attrs = {{"axis0", AttrType::kInteger, "Place on the first axis; absent: all of it."},
                   {"axis1", AttrType::kInteger, "Place on the second axis; absent: all of it."}},
         .doc = "One element, row or column of an array: x[2], W[0, 1], W[:, 1]. Negative places count from the end.",
         .latex = "{0}_i",
         .derivative_latex = {"1"},
         .torch = "{0}[{axis0}, {axis1}]",
         .jax = "{0}[{axis0}, {axis1}]",
         .numpy = "{0}[{axis0}, {axis1}]"},
        {kNothing}),
};

}  // namespace

std::span<const Row> shape_rows() { return kRows; }

}  // namespace bw
