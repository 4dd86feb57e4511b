// The cost of arithmetic in exact scalar operations, four classes and functions apart.
#pragma once

#include <cstdint>

namespace bw {

// Convention: + - and unary minus are add; one compare or select is cmp; one evaluation of a named
// function (exp, log, sigmoid, …) is fn. Copies, transposes and writing a seed are free.
// After the 4-vector of Griewank & Walther, Evaluating Derivatives, ch. 3; functions apart as in XLA.
struct Cost {
  std::int64_t add = 0;
  std::int64_t mul = 0;
  std::int64_t div = 0;
  std::int64_t cmp = 0;
  std::int64_t fn = 0;
  // How far a framework's count differs from ours: a matmul is 2mnk there, mn(2k-1) here.
  std::int64_t framework_extra = 0;

  std::int64_t flops() const { return add + mul + div + cmp; }
  std::int64_t framework_flops() const { return flops() + framework_extra; }
  bool operator==(const Cost&) const = default;

  Cost& operator+=(const Cost& o) {
    add += o.add;
    mul += o.mul;
    div += o.div;
    cmp += o.cmp;
    fn += o.fn;
    framework_extra += o.framework_extra;
    return *this;
  }
};

inline Cost operator+(Cost a, const Cost& b) { return a += b; }
inline Cost operator*(std::int64_t n, const Cost& c) {
  return {.add = n * c.add,
          .mul = n * c.mul,
          .div = n * c.div,
          .cmp = n * c.cmp,
          .fn = n * c.fn,
          .framework_extra = n * c.framework_extra};
}
inline Cost operator-(const Cost& a, const Cost& b) { return a + (-1) * b; }

// Version of the counting convention: it grows where the cost of a row changes.
inline constexpr int kCount = 2;

// Memory model: a number is 8 bytes.
inline constexpr std::int64_t kBytesPerNumber = 8;

}  // namespace bw
