// Rows that keep a part of an array: slice index take.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <variant>

#include "base/limits.hpp"
#include "ops/move.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

// The part of an axis that a slice keeps: count elements from begin on, step apart.
struct Range {
  std::int64_t begin, count, step;
};

// Where `at` counts from the end if it is negative; nothing where it is outside.
std::optional<std::int64_t> place(std::int64_t at, std::int64_t size, std::int64_t last) {
  const std::int64_t from_front = at < 0 ? at + size : at;
  if (from_front < 0 || from_front > last) return std::nullopt;
  return from_front;
}
const char* axis_name(int axis) { return axis == 0 ? "axis0" : "axis1"; }

std::int64_t step_of(const Attrs& attrs, int axis) {
  const AttrValue* value = find(attrs, axis == 0 ? "step0" : "step1");
  return value == nullptr ? 1 : std::get<std::int64_t>(*value);
}

// axis0=[begin, end] or [begin]; absent: all. With a negative step from begin, or the last, down to end, which is left out.
std::variant<Range, Problem> range(const Attrs& attrs, const Shape& x, int axis) {
  const std::int64_t size = x.extent(axis), step = step_of(attrs, axis);
  const AttrValue* value = find(attrs, axis_name(axis));
  static const std::vector<std::int64_t> kAll;
  const auto& ends = value == nullptr ? kAll : std::get<std::vector<std::int64_t>>(*value);
  const std::int64_t last = step < 0 ? size - 1 : size;
  const auto begin = ends.empty() ? std::optional<std::int64_t>(step < 0 ? size - 1 : 0) : place(ends[0], size, last),
             end = ends.size() > 1 ? place(ends[1], size, size) : std::optional<std::int64_t>(step < 0 ? -1 : size);
  if (ends.size() > 2 || !begin || !end || step == 0)
    return Problem{Code::kIndex,
                   "The slice does not lie inside axis " + std::to_string(axis) + ", which has " +
                       std::to_string(size) + " elements",
                   "Slices out of range are refused."};
  const std::int64_t length = step > 0 ? *end - *begin : *begin - *end, stride = step > 0 ? step : -step;
  if (length <= 0)
    return Problem{Code::kShapeEmpty, "The slice of axis " + std::to_string(axis) + " is empty",
                   "The end is exclusive: `x[1:3]` has two elements."};
  return Range{*begin, (length + stride - 1) / stride, step};
}

struct Slice {
  static constexpr bool kPart = true;
  static ShapeAnswer shape(const ShapeQuery& q) {
    const Shape& x = q.in[0];
    Shape out = x;
    for (int axis = 0; axis < 2; ++axis) {
      if (axis >= x.rank) {
        if (find(q.attrs, axis_name(axis)) != nullptr || step_of(q.attrs, axis) != 1)
          return Problem{Code::kIndex, describe(q, 0) + ": it has no axis " + std::to_string(axis),
                         "Give at most one range for each axis."};
        continue;
      }
      const auto kept = range(q.attrs, x, axis);
      if (const auto* problem = std::get_if<Problem>(&kept)) return *problem;
      (x.rank == 2 && axis == 0 ? out.rows : out.cols) = std::get<Range>(kept).count;
    }
    return out;
  }
  static MovedFrom origin(const Dims& d, std::int64_t i) {
    const Shape& x = d.in[0];
    if (x.rank == 0) return {0, i};
    const Range down = x.rank == 2 ? std::get<Range>(range(*d.attrs, x, 0)) : Range{0, 1, 1},
                across = std::get<Range>(range(*d.attrs, x, x.rank - 1));
    return {0, (down.begin + i / d.out.cols * down.step) * x.cols + across.begin + i % d.out.cols * across.step};
  }
};

// Places of one axis, or of both, in any order; one may come again, and its derivative is then a sum.
struct Take : NoCoefKernel {
  static const std::vector<std::int64_t>* list(const Attrs& attrs, int axis) {
    const AttrValue* value = find(attrs, axis_name(axis));
    return value == nullptr ? nullptr : &std::get<std::vector<std::int64_t>>(*value);
  }
  static ShapeAnswer shape(const ShapeQuery& q) {
    Shape out = q.in[0];
    for (int axis = 0; axis < 2; ++axis) {
      const auto* places = list(q.attrs, axis);
      if (places == nullptr) continue;
      if (axis >= out.rank)
        return Problem{Code::kIndex, describe(q, 0) + ": it has no axis " + std::to_string(axis),
                       "Give at most one list of places for each axis."};
      if (places->empty()) return Problem{Code::kShapeEmpty, "A list of no places", "Give at least one place."};
      for (const std::int64_t at : *places)
        if (!place(at, q.in[0].extent(axis), q.in[0].extent(axis) - 1))
          return Problem{Code::kIndex,
                         describe(q, 0) + ": index " + std::to_string(at) + " is outside axis " + std::to_string(axis),
                         "Indices count from 0 to " + std::to_string(q.in[0].extent(axis) - 1) + "."};
      (out.rank == 2 && axis == 0 ? out.rows : out.cols) = static_cast<std::int64_t>(places->size());
    }
    if (out.rows > limits::kElements / out.cols)
      return Problem{Code::kLimit, "What is taken has too many numbers", "Use smaller arrays."};
    return out;
  }
  // Calls f(i, element of the operand) for each element of the node.
  template <class F>
  static void each(const Dims& d, F f) {
    const Shape& x = d.in[0];
    const auto *down = x.rank == 2 ? list(*d.attrs, 0) : nullptr, *across = list(*d.attrs, x.rank == 2 ? 1 : 0);
    const auto at = [](const std::vector<std::int64_t>* places, std::int64_t i, std::int64_t size) {
      if (places == nullptr) return i;
      const std::int64_t asked = (*places)[static_cast<std::size_t>(i)];
      return asked < 0 ? asked + size : asked;
    };
    for (std::int64_t r = 0, i = 0; r < d.out.rows; ++r)
      for (std::int64_t c = 0; c < d.out.cols; ++c, ++i) f(i, at(down, r, x.rows) * x.cols + at(across, c, x.cols));
  }
  template <class T>
  static void value(const Site<T>& s, T* out) {
    each(s.dims, [&](std::int64_t i, std::int64_t from) { out[i] = s.in[0][from]; });
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    each(s.dims, [&](std::int64_t i, std::int64_t from) { out[i] = t[0][from]; });
  }
  // The first at a place is written there, those after it are added: a NaN of its own marks where none came yet.
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    if (out[0] == nullptr) return;
    static constexpr std::uint64_t kUntouched = 0x7FF8B0B0B0B0B0B0;
    const auto none = [](const T& x) { return __builtin_bit_cast(std::uint64_t, num::plain(x)) == kUntouched; };
    const auto end = std::fill_n(out[0], s.dims.in[0].elements(), T(__builtin_bit_cast(double, kUntouched)));
    each(s.dims, [&](std::int64_t i, std::int64_t from) {
      none(out[0][from]) ? out[0][from] = adjoint[i] : out[0][from] += adjoint[i];
    });
    std::replace_if(out[0], end, none, T(0.0));
  }
  // How many places of an axis are taken, each counted once.
  static std::int64_t distinct(const std::vector<std::int64_t>* places, std::int64_t size) {
    if (places == nullptr) return size;
    std::vector<std::int64_t> sorted;
    for (const std::int64_t at : *places) sorted.push_back(at < 0 ? at + size : at);
    std::sort(sorted.begin(), sorted.end());
    return std::unique(sorted.begin(), sorted.end()) - sorted.begin();
  }
  static std::int64_t repeated(const Dims& d) {
    const Shape& x = d.in[0];
    return d.out.elements() - (x.rank == 2 ? distinct(list(*d.attrs, 0), x.rows) : 1) *
                                  distinct(list(*d.attrs, x.rank == 2 ? 1 : 0), x.cols);
  }
  static Cost value_cost(const Dims&) { return {}; }
  static Cost jvp_cost(const Dims&, Active) { return {}; }
  static Cost vjp_cost(const Dims& d, Active) { return {.add = repeated(d)}; }
  static void expand(const Dims& d, ScalarBuilder& b) {
    each(d, [&](std::int64_t, std::int64_t from) { b.result(b.operand(0, from)); });
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

constexpr AttrSpec kSliceAttrs[] = {
    {"axis0", AttrType::kIntegers, "[begin, end] or [begin] along the first axis; absent: all."},
    {"axis1", AttrType::kIntegers, "The same along the second."},
    {"step0", AttrType::kInteger, "From one to the next along the first axis; absent: 1."},
    {"step1", AttrType::kInteger, "The same along the second."}};
constexpr AttrSpec kIndexAttrs[] = {{"axis0", AttrType::kInteger, "Place on the first axis; absent: all."},
                                    {"axis1", AttrType::kInteger, "The same on the second."}};
constexpr AttrSpec kTakeAttrs[] = {{"axis0", AttrType::kIntegers, "Places on the first axis; absent: all."},
                                   {"axis1", AttrType::kIntegers, "The same on the second."}};

constexpr Row kRows[] = {
    move<Slice>(
        {.name = "slice",
         .category = "shape",
         .ports = {"x"},
         .attrs = kSliceAttrs,
         .doc = "A part of an array: x[1:3], x[::2], x[:, 0:2]. Its end is left out; negative places count from it.",
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
         .attrs = kIndexAttrs,
         .doc = "One element, row or column of an array: x[2], W[0, 1], W[:, 1]. Negative places count from the end.",
         .latex = "{0}_i",
         .derivative_latex = {"1"},
         .torch = "{0}[{axis0}, {axis1}]",
         .jax = "{0}[{axis0}, {axis1}]",
         .numpy = "{0}[{axis0}, {axis1}]"},
        {kNothing}),
    seldom_structured<Take>(
        {.name = "take",
         .category = "shape",
         .ports = {"x"},
         .attrs = kTakeAttrs,
         .doc = "Some elements, rows or columns of an array, in any order: x[[0, 2]], W[:, [1, 0]].",
         .latex = "{0}_{[\\,]}",
         .derivative_latex = {"1"},
         .torch = "{0}[{axis0}, {axis1}]",
         .jax = "{0}[{axis0}, {axis1}]",
         .numpy = "{0}[{axis0}, {axis1}]"},
        {kNothing}),
};

}  // namespace

std::span<const Row> part_rows() { return kRows; }

}  // namespace bw
