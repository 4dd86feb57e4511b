// Rows that keep a part of an array: slice index.
#include <optional>
#include <variant>

#include "ops/move.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

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

std::span<const Row> part_rows() { return kRows; }

}  // namespace bw
