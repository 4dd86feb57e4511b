// The cost of arithmetic in exact scalar operations, four classes and functions apart.
#pragma once

#include <cstdint>
#include <type_traits>

#include "base/wide.hpp"

namespace bw {

// Convention: + - and unary minus are add; one compare or select is cmp; one evaluation of a named
// function (exp, log, sigmoid, …) is fn. Copies, transposes and writing a seed are free.
// After the 4-vector of Griewank & Walther, Evaluating Derivatives, ch. 3; functions apart as in XLA.
template <class Count>
struct CostOf {
  Count add = 0;
  Count mul = 0;
  Count div = 0;
  Count cmp = 0;
  Count fn = 0;
  // How far a framework's count differs from ours: a matmul is 2mnk there, mn(2k-1) here.
  Count framework_extra = 0;

  Count flops() const { return add + mul + div + cmp; }
  Count framework_flops() const { return flops() + framework_extra; }
  bool operator==(const CostOf&) const = default;

  CostOf& operator+=(const CostOf& o) {
    add += o.add;
    mul += o.mul;
    div += o.div;
    cmp += o.cmp;
    fn += o.fn;
    framework_extra += o.framework_extra;
    return *this;
  }
};

// Of one step for one example; and of many steps, passes and examples together, which may not fit 64 bits.
using Cost = CostOf<std::int64_t>;
using WideCost = CostOf<Wide>;

template <class Count>
CostOf<Count> operator+(CostOf<Count> a, const CostOf<Count>& b) {
  return a += b;
}
template <class Count>
CostOf<Count> operator*(std::type_identity_t<Count> n, const CostOf<Count>& c) {
  return {.add = n * c.add,
          .mul = n * c.mul,
          .div = n * c.div,
          .cmp = n * c.cmp,
          .fn = n * c.fn,
          .framework_extra = n * c.framework_extra};
}
template <class Count>
CostOf<Count> operator-(const CostOf<Count>& a, const CostOf<Count>& b) {
  return a + (-1) * b;
}
inline WideCost widened(const Cost& c) { return {c.add, c.mul, c.div, c.cmp, c.fn, c.framework_extra}; }
// The same where it is known to fit.
inline Cost narrowed(const WideCost& c) {
  const auto narrow = [](Wide n) { return static_cast<std::int64_t>(n); };
  return {narrow(c.add), narrow(c.mul), narrow(c.div), narrow(c.cmp), narrow(c.fn), narrow(c.framework_extra)};
}

// Version of the counting convention: it grows where the cost of a row changes, or what is counted as one.
inline constexpr int kCount = 3;

// Memory model: a number is 8 bytes.
inline constexpr std::int64_t kBytesPerNumber = 8;

}  // namespace bw
