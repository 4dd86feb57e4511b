// Functions that are made of pieces: steps, bounds, and what bends into a line; on double, counted and complex.
#pragma once

#include "base/complex.hpp"
#include "base/pair_functions.hpp"

namespace bw::num {

// -1, 0 or 1; keeps -0 and NaN.
inline double sign(double x) { return x > 0 ? 1.0 : x < 0 ? -1.0 : x; }
inline double floor(double x) { return std::floor(x); }
inline double ceil(double x) { return std::ceil(x); }
// To the nearest whole number, of two to the even one (IEEE 754, roundTiesToEven).
inline double round(double x) { return std::nearbyint(x); }
inline bool any_nan(double a, double b, double c) { return std::isnan(a) || std::isnan(b) || std::isnan(c); }
// What part of a derivative clip hands on from x, low and high: 1 from the one that is its value, 0 from the others; NaN
// where one of them is. At a bound x has all of it; where the bounds are crossed high is the value.
inline double inside(double x, double low, double high) {
  if (any_nan(x, low, high)) return std::numeric_limits<double>::quiet_NaN();
  return low <= x && x <= high && low < high ? 1.0 : 0.0;
}
inline double below(double x, double low, double high) {
  if (any_nan(x, low, high)) return std::numeric_limits<double>::quiet_NaN();
  return x < low && low <= high ? 1.0 : 0.0;
}
inline double above(double x, double low, double high) {
  if (any_nan(x, low, high)) return std::numeric_limits<double>::quiet_NaN();
  return x > high || low > high ? 1.0 : 0.0;
}
// t times a part that is 1, 0 or NaN. 0 · Infinity is 0 here.
inline double portion(double part, double t) { return part == 0 ? 0.0 : part * t; }
// x between -most and most.
inline double within(double x, double most) { return x > most ? most : x < -most ? -most : x; }
// x / (1 + |x|); the limits ±1 at ±Infinity.
inline double softsign(double x) { return std::isinf(x) ? std::copysign(1.0, x) : x / (1.0 + std::fabs(x)); }

inline constexpr Cost kTwoCmp{.cmp = 2};
inline Counted sign(Counted x) { return counted_as(kOneCmp, sign(x.v)); }
inline Counted floor(Counted x) { return counted_as(kOneCmp, floor(x.v)); }
inline Counted ceil(Counted x) { return counted_as(kOneCmp, ceil(x.v)); }
inline Counted round(Counted x) { return counted_as(kOneCmp, round(x.v)); }
inline Counted inside(Counted x, Counted low, Counted high) { return counted_as(kTwoCmp, inside(x.v, low.v, high.v)); }
inline Counted below(Counted x, Counted low, Counted high) { return counted_as(kTwoCmp, below(x.v, low.v, high.v)); }
inline Counted above(Counted x, Counted low, Counted high) { return counted_as(kTwoCmp, above(x.v, low.v, high.v)); }
inline Counted portion(Counted part, Counted t) {
  return counted_as(kOneCmp, part.v == 0 ? 0.0 : product(part.v, t.v));
}
inline Pair portion(Pair part, Pair t) {
  return each_lane([](double x, double y) { return portion(x, y); }, part, t);
}
inline Counted within(Counted x, Counted most) { return counted_as(kTwoCmp, within(x.v, most.v)); }
inline Counted softsign(Counted x) { return counted_as({.add = 1, .div = 1, .cmp = 1}, softsign(x.v)); }

// Steps stand still where they do not jump.
inline Complex sign(Complex z) { return {sign(z.re), 0.0}; }
inline Complex floor(Complex z) { return {floor(z.re), 0.0}; }
inline Complex ceil(Complex z) { return {ceil(z.re), 0.0}; }
inline Complex round(Complex z) { return {round(z.re), 0.0}; }
// ±(1 - 1 / (1 + |z|)): what moves is not lost far out.
inline Complex softsign(Complex z) {
  const Counted moved = -(1.0 / (1.0 + magnitude(z))).im;
  return {softsign(z.re), z.re.v < 0 ? -moved : moved};
}

}  // namespace bw::num
