// Logarithms to other bases, inverse hyperbolic functions, the angle and the length of a pair: on double, counted and complex.
#pragma once

#include "base/complex.hpp"

namespace bw::num {

inline constexpr double kLn2 = 0.69314718055994530942, kLn10 = 2.30258509299404568402;

inline double log2(double x) { return std::log2(x); }
inline double log10(double x) { return std::log10(x); }
inline double asinh(double x) { return std::asinh(x); }
inline double acosh(double x) { return std::acosh(x); }
inline double atanh(double x) { return std::atanh(x); }
inline double atan2(double y, double x) { return std::atan2(y, x); }
inline double hypot(double a, double b) { return std::hypot(a, b); }
// √(1 + x²), counted as it is written.
inline double root_above_one(double x) { return std::hypot(1.0, x); }
// a / (a² + b²), in an order in which the squares cannot overflow; 0 where either is infinite.
inline double over_squares(double a, double b) {
  const double length = std::hypot(a, b);
  return std::isinf(length) ? 0.0 : a / length / length;
}
// log(e^a + e^b) from the larger of the two.
inline double logaddexp(double a, double b) {
  return a > b ? a + softplus(shifted(b, a)) : b + softplus(shifted(a, b));
}
// a / length of a pair whose length it is: 0 where the length is 0, ±1 where a is infinite.
inline double share_of_length(double a, double length) {
  if (length == 0) return 0.0;
  return std::isinf(a) ? std::copysign(1.0, a) : a / length;
}
// √sum of squares whose numbers each(take) hands over: again from these, scaled by the largest, where squares are too large
// or too small for a number. Counted as a root.
template <class Each>
double length_of(double sum, Each each) {
  constexpr double kSquaresAreExact = 1e-280;
  if ((sum > kSquaresAreExact && !std::isinf(sum)) || std::isnan(sum)) return std::sqrt(sum);
  double most = 0, scaled = 0;
  each([&](auto x) { most = std::fmax(most, std::fabs(plain(x))); });
  if (most == 0 || std::isinf(most)) return most;
  each([&](auto x) { scaled += plain(x) / most * (plain(x) / most); });
  return most * std::sqrt(scaled);
}

inline Counted log2(Counted x) { return counted_as(kOneFn, log2(x.v)); }
inline Counted log10(Counted x) { return counted_as(kOneFn, log10(x.v)); }
inline Counted acosh(Counted x) { return counted_as(kOneFn, acosh(x.v)); }
inline Counted atanh(Counted x) { return counted_as(kOneFn, atanh(x.v)); }
inline Counted root_above_one(Counted x) { return counted_as({.add = 1, .mul = 1, .fn = 1}, root_above_one(x.v)); }
inline Counted over_squares(Counted a, Counted b) {
  return counted_as({.add = 1, .mul = 2, .div = 1}, over_squares(a.v, b.v));
}
inline Counted logaddexp(Counted a, Counted b) {
  return counted_as({.add = 2, .cmp = 1, .fn = 1}, logaddexp(a.v, b.v));
}
inline Counted share_of_length(Counted a, Counted length) {
  return counted_as({.div = 1}, share_of_length(a.v, length.v));
}
template <class Each>
Counted length_of(Counted sum, Each each) {
  return counted_as(kOneFn, length_of(sum.v, each));
}

inline Complex log2(Complex z) { return {log2(z.re), log(z).im / kLn2}; }
inline Complex log10(Complex z) { return {log10(z.re), log(z).im / kLn10}; }
// Kahan, Branch Cuts for Complex Elementary Functions, 1987.
inline Complex asinh(Complex z) {
  if (z.im.v == 0) return {asinh(z.re), 0.0};
  const Complex turned{-z.im, z.re}, root = sqrt(1.0 + turned) * sqrt(1.0 - turned);
  return {asinh(z.re), atan2(z.im, root.re)};
}
inline Complex acosh(Complex z) {
  if (z.im.v == 0) return {acosh(z.re), 0.0};
  if (!(z.re.v > 1)) return no_derivative(acosh(z.re));
  return {acosh(z.re), 2.0 * atan2(sqrt(z - 1.0).im, sqrt(z + 1.0).re)};
}
inline Complex atanh(Complex z) {
  if (z.im.v == 0) return {atanh(z.re), 0.0};
  if (!(std::fabs(z.re.v) < 1)) return no_derivative(atanh(z.re));
  return {atanh(z.re), 0.5 * atan2(2.0 * z.im, (1.0 - z.re) * (1.0 + z.re) - z.im * z.im)};
}
// (log (x + iy) - log (x - iy)) / 2i, whose imaginary part is -¼ log (|x + iy|² / |x - iy|²).
inline Complex atan2(Complex y, Complex x) {
  const Counted a = x.re + y.im, b = y.re - x.im;
  return {atan2(y.re, x.re), -0.25 * log1p(4.0 * (y.re * x.im - x.re * y.im) / (a * a + b * b))};
}
inline Complex logaddexp(Complex a, Complex b) {
  return a.re.v > b.re.v ? a + softplus(shifted(b, a)) : b + softplus(shifted(a, b));
}
// The length of what is scaled by its larger part, which overflows nowhere.
inline Complex hypot(Complex a, Complex b) {
  const double most = std::fmax(std::fabs(a.re.v), std::fabs(b.re.v));
  if (most == 0 || std::isinf(most)) return no_derivative(hypot(a.re, b.re));
  a /= most, b /= most;
  return {hypot(most * a.re, most * b.re), most * sqrt(a * a + b * b).im};
}
template <class Each>
Complex length_of(Complex sum, Each) {
  return sqrt(sum);
}

}  // namespace bw::num
