// Strong zeros: where a tangent or an adjoint meets a local derivative, an exact zero wins over infinity and NaN.
//
// A tangent of 0 says that nothing moves, a local derivative of 0 that nothing passes: the other factor does not matter.
// Products that are numbers keep the bits of IEEE; only a NaN is replaced. The "strong zero" of Enzyme, and the NaN-safe
// mode of ForwardDiff.
#pragma once

#include <cmath>

namespace bw {

// Whether counting numbers multiply and divide with strong zeros: while a StrongZeros lives.
inline constinit bool zeros_are_strong = false;

class StrongZeros {
 public:
  StrongZeros() : before_(zeros_are_strong) { zeros_are_strong = true; }
  ~StrongZeros() { zeros_are_strong = before_; }
  StrongZeros(const StrongZeros&) = delete;
  StrongZeros& operator=(const StrongZeros&) = delete;

 private:
  bool before_;
};

namespace num {

// a · b, 0 where a factor is 0.
inline double strong_product(double a, double b) {
  const double p = a * b;
  return std::isnan(p) && (a == 0 || b == 0) ? 0.0 : p;
}
// a / b, 0 where a is 0, or 1 / b.
inline double strong_quotient(double a, double b) {
  const double q = a / b;
  return std::isnan(q) && (a == 0 || std::isinf(b)) ? 0.0 : q;
}

// The same where zeros are strong, else as IEEE has it. Apart from NaN no more than the operation itself.
[[gnu::noinline]] inline double lost_product(double a, double b) {
  return zeros_are_strong ? strong_product(a, b) : a * b;
}
[[gnu::noinline]] inline double lost_quotient(double a, double b) {
  return zeros_are_strong ? strong_quotient(a, b) : a / b;
}
inline double product(double a, double b) {
  const double p = a * b;
  return std::isnan(p) ? lost_product(a, b) : p;
}
inline double quotient(double a, double b) {
  const double q = a / b;
  return std::isnan(q) ? lost_quotient(a, b) : q;
}

}  // namespace num
}  // namespace bw
