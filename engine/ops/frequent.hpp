// The rows that scalar networks are mostly made of, by name: a plan calls their loops directly, so that the compiler writes
// them into its own. Where a run has one element, as in a chain, a call through a pointer costs more than the element.
#pragma once

#include "ops/elementwise.hpp"

namespace bw {

inline constexpr auto kAdd = [](const auto& at) { return at.x[0] + at.x[1]; };
inline constexpr auto kMul = [](const auto& at) { return at.x[0] * at.x[1]; };
inline constexpr auto kTimesSecond = direct(kSecond, [](auto t, const auto& at) { return t * at.x[1]; });
inline constexpr auto kTimesFirst = direct(kFirst, [](auto t, const auto& at) { return t * at.x[0]; });
inline constexpr auto kTanh = in_blocks<num::tanh_block>([](const auto& at) { return num::tanh(at.x[0]); });
inline constexpr auto kTanhSlope = times_coef(kOutput, [](const auto& at) { return 1.0 - at.y * at.y; });

// The types of what elementwise(kAdd, …) and elementwise(kMul, …) and so on are made of.
template <class Value, class... Ports>
using RunOfRow =
    RunOf<Elementwise<std::remove_const_t<Value>, std::remove_const_t<decltype(kSame)>, std::remove_const_t<Ports>...>>;
using RunOfSum = RunOfRow<decltype(kAdd), decltype(identity()), decltype(identity())>;
using RunOfProduct = RunOfRow<decltype(kMul), decltype(kTimesSecond), decltype(kTimesFirst)>;
using RunOfTanh = RunOfRow<decltype(kTanh), decltype(kTanhSlope)>;

// One run, or one part of it going back.
[[gnu::always_inline]] inline void run_value(double* values, const std::uint32_t* indices, const ElementRun& run) {
  if (run.value == &RunOfSum::value) RunOfSum::value(values, indices, run);
  else if (run.value == &RunOfProduct::value) RunOfProduct::value(values, indices, run);
  else if (run.value == &RunOfTanh::value) RunOfTanh::value(values, indices, run);
  else run.value(values, indices, run);
}
[[gnu::always_inline]] inline void run_adjoint(const double* values, double* sums, const std::uint32_t* indices,
                                               const ElementRun& run, const ElementPart& part) {
  if (part.sweep == &RunOfSum::adjoint) RunOfSum::adjoint(values, sums, indices, run, part);
  else if (part.sweep == &RunOfProduct::adjoint) RunOfProduct::adjoint(values, sums, indices, run, part);
  else if (part.sweep == &RunOfTanh::adjoint) RunOfTanh::adjoint(values, sums, indices, run, part);
  else part.sweep(values, sums, indices, run, part);
}

}  // namespace bw
