// A double that counts the operations done on it, and the functions that rows are written in. In jvp and vjp its zeros are
// strong (base/strong.hpp).
#pragma once

#include <cmath>
#include <limits>

#include "base/cost.hpp"
#include "base/functions.hpp"
#include "base/strong.hpp"

namespace bw {

// What all Counted numbers have done so far. The engine is single-threaded.
inline constinit Cost counter{};

struct Counted {
  double v = 0;
  Counted() = default;
  Counted(double value) : v(value) {}  // NOLINT: a literal in a row's formula is a Counted too

  Counted operator-() const { return ++counter.add, Counted(-v); }
  Counted& operator+=(Counted o) { return ++counter.add, v += o.v, *this; }
  Counted& operator-=(Counted o) { return ++counter.add, v -= o.v, *this; }
  Counted& operator*=(Counted o) { return ++counter.mul, v = num::product(v, o.v), *this; }
  Counted& operator/=(Counted o) { return ++counter.div, v = num::quotient(v, o.v), *this; }
  friend Counted operator+(Counted a, Counted b) { return a += b; }
  friend Counted operator-(Counted a, Counted b) { return a -= b; }
  friend Counted operator*(Counted a, Counted b) { return a *= b; }
  friend Counted operator/(Counted a, Counted b) { return a /= b; }
};
// In memory it is a double: kernels of either sort run on the same numbers.
static_assert(sizeof(Counted) == sizeof(double));
inline Counted* counting(double* x) { return reinterpret_cast<Counted*>(x); }
inline const Counted* counting(const double* x) { return reinterpret_cast<const Counted*>(x); }
inline double* uncounted(Counted* x) { return reinterpret_cast<double*>(x); }
inline const double* uncounted(const Counted* x) { return reinterpret_cast<const double*>(x); }

// While it lives, arithmetic is done but not counted: for numbers that are only shown.
class Uncounted {
 public:
  Uncounted() : before_(counter) {}
  ~Uncounted() { counter = before_; }
  Uncounted(const Uncounted&) = delete;
  Uncounted& operator=(const Uncounted&) = delete;

 private:
  Cost before_;
};

// Named functions, on double (exp, sin, cos, tanh, sigmoid: base/functions.hpp) and counted as one fn each; the branches that keep them stable are not
// counted. Selections count one cmp. Limits that IEEE arithmetic misses are taken here, and counted
// as the plain formula is: counts never depend on values.
namespace num {

inline double log(double x) { return std::log(x); }
inline double log1p(double x) { return std::log1p(x); }
inline double expm1(double x) { return std::expm1(x); }
inline double erf(double x) { return std::erf(x); }
// 1 + erf x and 1 + tanh x, by forms that lose no digits where the sum is near 0. Counted as they are written.
inline double one_plus_erf(double x) { return x < 0 ? std::erfc(-x) : 1.0 + std::erf(x); }
inline double one_plus_tanh(double x) {
  if (!(x < 0)) return 1.0 + std::tanh(x);
  const double e = std::exp(2.0 * x);
  return 2.0 * e / (1.0 + e);
}
inline double sqrt(double x) { return std::sqrt(x); }
inline double tan(double x) { return std::tan(x); }
inline double asin(double x) { return std::asin(x); }
inline double acos(double x) { return std::acos(x); }
inline double atan(double x) { return std::atan(x); }
inline double sinh(double x) { return std::sinh(x); }
inline double cosh(double x) { return std::cosh(x); }
// log(1 + e^x), by the form whose exponential cannot overflow.
inline double softplus(double x) { return x > 0 ? x + std::log1p(exp(-x)) : std::log1p(exp(x)); }
inline double pow(double x, double e) { return std::pow(x, e); }
// max(x, 0); keeps -0 and NaN. Zero has a branch of its own: compiled for WebAssembly the other one alone is f64.max,
// which makes +0 of -0.
inline double positive_part(double x) { return x == 0 ? x : x < 0 ? 0.0 : x; }
// t where x > 0, else 0; NaN where x is NaN.
inline double gate(double x, double t) { return x > 0 ? t : (x <= 0 ? 0.0 : x); }
inline double magnitude(double x) { return std::fabs(x); }
// t · sign(x), with sign(0) = 0.
inline double with_sign_of(double x, double t) { return x > 0 ? t : (x < 0 ? -t : (x == 0 ? 0.0 : x)); }

// t where x > 0, else alpha · t; NaN where x is NaN.
inline double leak(double x, double t, double alpha) { return x > 0 ? t : (x <= 0 ? alpha * t : x); }
// x where x > 0, else alpha (e^x - 1), and its derivative.
inline double elu(double x, double alpha) { return x > 0 ? x : alpha * std::expm1(x); }
inline double elu_slope(double x, double alpha) { return x > 0 ? 1.0 : alpha * exp(x); }
// a · b for an a that falls to 0 sooner than b grows: the limit 0 where b is infinite.
inline double fading(double a, double b) { return a == 0 && std::isinf(b) ? a : a * b; }
// t / k for k = 1 + x², also where x² is too large for a number.
inline double over_square(double t, double k, double x) { return std::isinf(k) ? t / x / x : t / k; }
// σ(z) - y, which cancels nothing where both are near 1.
inline double sigmoid_minus(double z, double y) { return z > 0 ? (1.0 - y) - sigmoid(-z) : sigmoid(z) - y; }

inline double larger(double a, double b) { return a > b || std::isnan(a) ? a : b; }
inline double smaller(double a, double b) { return a < b || std::isnan(a) ? a : b; }
// c != 0 ? a : b; NaN chooses a.
inline double choose(double c, double a, double b) { return c != 0 ? a : b; }
// t times a part from 0 to 1: 1, or a share where elements tie. 0 · Infinity is 0 here.
inline double share(double part, double t) { return part == 0 ? 0.0 : part * t; }
// part · a + (1 - part) · b for a part from 0 to 1; of 0 and 1 the other is not read.
inline double blend(double part, double a, double b) {
  return part == 1 ? a : part == 0 ? b : part * a + (1 - part) * b;
}
// 1 where the relation holds, else 0; NaN is in no relation but that of being another.
enum class Relation { kLess, kLessEqual, kGreater, kGreaterEqual, kEqual, kNotEqual };
template <Relation kRelation>
double compare(double a, double b) {
  bool holds = a != b;
  if constexpr (kRelation == Relation::kLess) holds = a < b;
  if constexpr (kRelation == Relation::kLessEqual) holds = a <= b;
  if constexpr (kRelation == Relation::kGreater) holds = a > b;
  if constexpr (kRelation == Relation::kGreaterEqual) holds = a >= b;
  if constexpr (kRelation == Relation::kEqual) holds = a == b;
  return holds ? 1.0 : 0.0;
}
// 1 where a is b, not counted: for masks.
inline double same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)) ? 1.0 : 0.0; }
inline double plain(double x) { return x; }

// w · x, a weighted logarithm: the limit 0 where w is 0 and x is -Infinity, as it is where a mask stands.
inline double weighted(double w, double x) {
  return x == -std::numeric_limits<double>::infinity() ? strong_product(w, x) : w * x;
}
// x - most, 0 where both are the same infinity.
inline double shifted(double x, double most) { return x == most && std::isinf(x) ? 0.0 : x - most; }
// max(z, 0) - z y: the limits 0 at z = -Infinity, y = 0 and at z = Infinity, y = 1.
inline double cost_of_logit(double z, double y) {
  return std::isinf(z) ? strong_product(z > 0 ? 1.0 - y : -y, z) : positive_part(z) - z * y;
}
// a · log p with the limit 0 at a = p = 0.
inline double times_log(double a, double p) { return a == 0 && p == 0 ? 0.0 : a * std::log(p); }
// d pow(x, e) / dx = e · x^(e-1); 0 for e = 0. Where the power is too large or too small for a number, the product may not be.
inline double pow_slope(double x, double e) {
  if (e == 0) return 0.0;
  const double power = std::pow(x, e - 1);
  if (!(x > 0) || std::isinf(x) || (power != 0 && !std::isinf(power))) return e * power;
  const double root = std::pow(x, 0.5 * (e - 1));
  return e * root * root;
}
// d pow(x, e) / de = y · log x; the limit 0 at x = 0, e >= 0.
inline double pow_exponent_slope(double x, double e, double y) { return x == 0 && e >= 0 ? 0.0 : y * std::log(x); }
// d bce(p, y) / dp = (p - y) / (p (1 - p)); the limits 1 at p = y = 0 and -1 at p = y = 1.
inline double bce_slope(double p, double y) {
  if (p == y && p == 0) return 1.0;
  if (p == y && p == 1) return -1.0;
  return (p - y) / (p * (1.0 - p));
}

inline Counted counted_as(const Cost& cost, double value) { return counter += cost, Counted(value); }
inline constexpr Cost kOneAdd{.add = 1};
inline constexpr Cost kOneMul{.mul = 1};
inline constexpr Cost kOneFn{.fn = 1};
inline constexpr Cost kOneCmp{.cmp = 1};
inline constexpr Cost kFnMul{.mul = 1, .fn = 1};
inline constexpr Cost kCmpMul{.mul = 1, .cmp = 1};

inline Counted exp(Counted x) { return counted_as(kOneFn, exp(x.v)); }
inline Counted log(Counted x) { return counted_as(kOneFn, log(x.v)); }
inline Counted log1p(Counted x) { return counted_as(kOneFn, log1p(x.v)); }
inline Counted sqrt(Counted x) { return counted_as(kOneFn, sqrt(x.v)); }
inline Counted sin(Counted x) { return counted_as(kOneFn, sin(x.v)); }
inline Counted cos(Counted x) { return counted_as(kOneFn, cos(x.v)); }
inline Counted tan(Counted x) { return counted_as(kOneFn, tan(x.v)); }
inline Counted tanh(Counted x) { return counted_as(kOneFn, tanh(x.v)); }
inline Counted expm1(Counted x) { return counted_as(kOneFn, expm1(x.v)); }
inline Counted one_plus_erf(Counted x) { return counted_as({.add = 1, .fn = 1}, one_plus_erf(x.v)); }
inline Counted one_plus_tanh(Counted x) { return counted_as({.add = 1, .fn = 1}, one_plus_tanh(x.v)); }
inline Counted erf(Counted x) { return counted_as(kOneFn, erf(x.v)); }
inline Counted asin(Counted x) { return counted_as(kOneFn, asin(x.v)); }
inline Counted acos(Counted x) { return counted_as(kOneFn, acos(x.v)); }
inline Counted atan(Counted x) { return counted_as(kOneFn, atan(x.v)); }
inline Counted sinh(Counted x) { return counted_as(kOneFn, sinh(x.v)); }
inline Counted cosh(Counted x) { return counted_as(kOneFn, cosh(x.v)); }
inline Counted softplus(Counted x) { return counted_as(kOneFn, softplus(x.v)); }
inline Counted pow(Counted x, Counted e) { return counted_as(kOneFn, pow(x.v, e.v)); }
inline Counted sigmoid(Counted x) { return counted_as(kOneFn, sigmoid(x.v)); }
inline Counted positive_part(Counted x) { return counted_as(kOneCmp, positive_part(x.v)); }
// What a selection by x makes of t: by NaN, NaN times t.
inline double selected(double x, double t, double chosen) { return std::isnan(x) ? product(x, t) : chosen; }
inline Counted gate(Counted x, Counted t) { return counted_as(kOneCmp, selected(x.v, t.v, gate(x.v, t.v))); }
inline Counted magnitude(Counted x) { return counted_as(kOneCmp, magnitude(x.v)); }
inline Counted with_sign_of(Counted x, Counted t) {
  return counted_as(kOneCmp, selected(x.v, t.v, with_sign_of(x.v, t.v)));
}
inline Counted larger(Counted a, Counted b) { return counted_as(kOneCmp, larger(a.v, b.v)); }
inline Counted smaller(Counted a, Counted b) { return counted_as(kOneCmp, smaller(a.v, b.v)); }
inline Counted choose(Counted c, Counted a, Counted b) { return counted_as(kOneCmp, choose(c.v, a.v, b.v)); }
template <Relation kRelation>
Counted compare(Counted a, Counted b) {
  return counted_as(kOneCmp, compare<kRelation>(a.v, b.v));
}
inline Counted share(Counted part, Counted t) { return counted_as(kOneCmp, share(part.v, t.v)); }
inline Counted blend(Counted part, Counted a, Counted b) { return counted_as(kOneCmp, blend(part.v, a.v, b.v)); }
inline double same(Counted a, Counted b) { return same(a.v, b.v); }
inline double plain(Counted x) { return x.v; }
inline Counted leak(Counted x, Counted t, Counted alpha) {
  return counted_as(kCmpMul, x.v > 0 ? t.v : product(x.v <= 0 ? alpha.v : x.v, t.v));
}
inline Counted elu(Counted x, Counted alpha) { return counted_as({.mul = 1, .cmp = 1, .fn = 1}, elu(x.v, alpha.v)); }
inline Counted elu_slope(Counted x, Counted alpha) {
  return counted_as({.mul = 1, .cmp = 1, .fn = 1}, elu_slope(x.v, alpha.v));
}
inline Counted weighted(Counted w, Counted x) { return counted_as(kOneMul, weighted(w.v, x.v)); }
inline Counted shifted(Counted x, Counted most) { return counted_as(kOneAdd, shifted(x.v, most.v)); }
inline Counted cost_of_logit(Counted z, Counted y) {
  return counted_as({.add = 1, .mul = 1, .cmp = 1}, cost_of_logit(z.v, y.v));
}
inline Counted fading(Counted a, Counted b) { return counted_as({.mul = 1}, fading(a.v, b.v)); }
inline Counted over_square(Counted t, Counted k, Counted x) {
  return counted_as({.div = 1}, std::isinf(k.v) ? quotient(quotient(t.v, x.v), x.v) : quotient(t.v, k.v));
}
inline Counted sigmoid_minus(Counted z, Counted y) { return counted_as({.add = 1, .fn = 1}, sigmoid_minus(z.v, y.v)); }
inline Counted times_log(Counted a, Counted p) { return counted_as(kFnMul, times_log(a.v, p.v)); }
inline Counted pow_slope(Counted x, Counted e) { return counted_as(kFnMul, pow_slope(x.v, e.v)); }
inline Counted pow_exponent_slope(Counted x, Counted e, Counted y) {
  return counted_as(kFnMul, pow_exponent_slope(x.v, e.v, y.v));
}
inline Counted bce_slope(Counted p, Counted y) {
  return counted_as({.add = 2, .mul = 1, .div = 1}, bce_slope(p.v, y.v));
}

}  // namespace num
}  // namespace bw
