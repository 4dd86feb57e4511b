// The lines of an array along an axis: what reductions sum and softmax normalises.
#pragma once

#include <optional>
#include <type_traits>

#include "base/functions.hpp"
#include "ops/op.hpp"

namespace bw {

// Line i has size elements: start(i), start(i) + step, …
struct Lines {
  std::int64_t count, size, step, line_step;
  std::int64_t start(std::int64_t i) const { return i * line_step; }
};

// The axis from the front, or -1 for all axes.
inline int axis_of(const Attrs& attrs, int rank) {
  const AttrValue* value = find(attrs, "axis");
  if (value == nullptr) return -1;
  const auto axis = std::get<std::int64_t>(*value);
  return static_cast<int>(axis < 0 ? axis + rank : axis);
}

inline Lines lines_along(const Shape& x, int axis) {
  if (axis < 0) return {.count = 1, .size = x.elements(), .step = 1, .line_step = 0};
  if (x.rank == 2 && axis == 0) return {.count = x.cols, .size = x.rows, .step = x.cols, .line_step = 1};
  return {.count = x.rows, .size = x.cols, .step = 1, .line_step = x.cols};
}
// Along the attribute axis of the first operand.
inline Lines lines_of(const Dims& d) {
  return lines_along(d.in[0], d.attrs->empty() ? -1 : axis_of(*d.attrs, d.in[0].rank));
}
// Along the last axis of x.
inline Lines last_lines(const Shape& x) { return lines_along(x, x.rank - 1); }

// The largest element of line i.
template <class T>
T largest(const Lines& l, std::int64_t i, const T* x) {
  T most = x[l.start(i)];
  for (std::int64_t j = 1; j < l.size; ++j) most = num::larger(most, x[l.start(i) + j * l.step]);
  return most;
}
// f(at) summed over line i.
template <class F>
auto sum_line(const Lines& l, std::int64_t i, F f) {
  auto sum = f(l.start(i));
  for (std::int64_t j = 1; j < l.size; ++j) sum += f(l.start(i) + j * l.step);
  return sum;
}
// Calls f(at) for each element of line i.
template <class F>
void each(const Lines& l, std::int64_t i, F f) {
  for (std::int64_t j = 0; j < l.size; ++j) f(l.start(i) + j * l.step);
}
// Writes f(i, at) to each element at of line i.
template <class T, class F>
void fill_lines(const Lines& l, T* out, F f) {
  for (std::int64_t i = 0; i < l.count; ++i)
    for (std::int64_t j = 0; j < l.size; ++j) out[l.start(i) + j * l.step] = f(i, l.start(i) + j * l.step);
}

// Calls f(j, e^x(j)) for j from 0 on, in this order. Of doubles many are computed at a time, with the same bits.
template <class X, class F>
void each_exp(std::int64_t count, X x, F f) {
  if constexpr (std::is_same_v<decltype(x(count)), double>) {
    num::in_blocks<num::exp_block>(count, x, f);
  } else {
    for (std::int64_t j = 0; j < count; ++j) f(j, num::exp(x(j)));
  }
}
// The sum of e^x(j).
template <class X>
auto sum_of_exp(std::int64_t count, X x) {
  decltype(x(count)) sum{};
  each_exp(count, x, [&](std::int64_t j, auto e) {
    if (j == 0) sum = e;
    else sum += e;
  });
  return sum;
}

// The largest element and the sum of line i on scalars.
inline ScalarBuilder::Id scalar_largest(const Lines& l, std::int64_t i, ScalarBuilder& b) {
  ScalarBuilder::Id most = b.operand(0, l.start(i));
  for (std::int64_t j = 1; j < l.size; ++j) most = b.op("maximum", {most, b.operand(0, l.start(i) + j * l.step)});
  return most;
}
inline ScalarBuilder::Id scalar_sum(const Lines& l, std::int64_t i, ScalarBuilder& b,
                                    const std::vector<ScalarBuilder::Id>& x) {
  ScalarBuilder::Id sum = x[static_cast<std::size_t>(l.start(i))];
  for (std::int64_t j = 1; j < l.size; ++j)
    sum = b.op("add", {sum, x[static_cast<std::size_t>(l.start(i) + j * l.step)]});
  return sum;
}
// Calls f(line, element) for all elements in their order.
template <class F>
void by_element(const Lines& l, const Shape& shape, F f) {
  std::vector<std::int64_t> line(static_cast<std::size_t>(shape.elements()));
  for (std::int64_t i = 0; i < l.count; ++i)
    each(l, i, [&](std::int64_t at) { line[static_cast<std::size_t>(at)] = i; });
  for (std::int64_t at = 0; at < shape.elements(); ++at) f(line[static_cast<std::size_t>(at)], at);
}

// What rows share that take each line to one number and have a coefficient an element: a tangent is Σ coef t along the line, a
// contribution coef times the adjoint of the line.
struct WeighedLines {
  static std::int64_t coef_elements(const Dims& d) { return d.in[0].elements(); }
  template <class T>
  static void jvp(const Site<T>& s, const T* coef, std::span<const T* const> t, T* out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i)
      out[i] = sum_line(l, i, [&](std::int64_t at) { return coef[at] * t[0][at]; });
  }
  template <class T>
  static void vjp(const Site<T>& s, const T* coef, const T* adjoint, std::span<T* const> out) {
    fill_lines(lines_of(s.dims), out[0], [&](std::int64_t i, std::int64_t at) { return coef[at] * adjoint[i]; });
  }
  static Cost jvp_cost(const Dims& d, Active) {
    return {.add = d.in[0].elements() - d.out.elements(), .mul = d.in[0].elements()};
  }
  static Cost vjp_cost(const Dims& d, Active) { return {.mul = d.in[0].elements()}; }
};

// Refuses an axis that x does not have.
std::optional<Problem> bad_axis(const ShapeQuery& q);
// The shape of x with the lines along axis summed to one element each.
ShapeAnswer reduced_shape(const ShapeQuery& q);

inline constexpr AttrSpec kAxisKeepdims[] = {
    {"axis", AttrType::kInteger, "The axis to go along, from 0, or from the end if negative; absent: all."},
    {"keepdims", AttrType::kBoolean, "Keep the axis with size 1; absent: false."}};
inline constexpr AttrSpec kAxis[] = {
    {"axis", AttrType::kInteger, "The axis to go along, from 0, or from the end if negative; absent: all."}};

}  // namespace bw
