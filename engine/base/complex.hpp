// A complex number that counts, and the functions that rows compute values with: what the complex step runs on.
//
// The imaginary part is the tiny step of Squire & Trapp, Using Complex Variables to Estimate Derivatives of Real
// Functions, SIAM Review 40(1), 1998. Every function is its analytic continuation, written by no rule of
// differentiation (but erf, see there); selections go by the real part, so at a kink one side is taken.
#pragma once

#include <cmath>
#include <limits>

#include "base/counted.hpp"

namespace bw {

struct Complex {
  Counted re, im;
  Complex() = default;
  Complex(double real) : re(real) {}  // NOLINT: a literal in a row's formula is a Complex too
  Complex(Counted real, Counted imaginary) : re(real), im(imaginary) {}

  Complex operator-() const { return {-re, -im}; }
  Complex& operator+=(Complex o) { return re += o.re, im += o.im, *this; }
  Complex& operator-=(Complex o) { return re -= o.re, im -= o.im, *this; }
  Complex& operator*=(Complex o) { return *this = {re * o.re - im * o.im, re * o.im + im * o.re}; }
  // Smith's way, ACM Algorithm 116, 1962: the squares of the divisor cannot overflow. A part that is zero stays out,
  // so that 1 / 0 is the real one; what moves through 0 has no derivative there.
  Complex& operator/=(Complex o) {
    if (o.im.v == 0) return *this = {re / o.re, im / o.re};
    if (o.re.v == 0) return *this = {re / o.re, std::numeric_limits<double>::quiet_NaN()};
    if (std::fabs(o.re.v) >= std::fabs(o.im.v)) {
      const Counted r = o.im / o.re, d = o.re + o.im * r;
      return *this = {(re + im * r) / d, (im - re * r) / d};
    }
    const Counted r = o.re / o.im, d = o.re * r + o.im;
    return *this = {(re * r + im) / d, (im * r - re) / d};
  }
  friend Complex operator+(Complex a, Complex b) { return a += b; }
  friend Complex operator-(Complex a, Complex b) { return a -= b; }
  friend Complex operator*(Complex a, Complex b) { return a *= b; }
  friend Complex operator/(Complex a, Complex b) { return a /= b; }
};

namespace num {

inline Counted atan2(Counted y, Counted x) { return counted_as(kOneFn, std::atan2(y.v, x.v)); }
inline Counted asinh(Counted x) { return counted_as(kOneFn, std::asinh(x.v)); }
inline Counted hypot(Counted x, Counted y) { return counted_as(kOneFn, std::hypot(x.v, y.v)); }
inline Complex times(Counted k, Complex z) { return {k * z.re, k * z.im}; }

inline Complex exp(Complex z) {
  const Counted e = exp(z.re);
  return {e * cos(z.im), e * sin(z.im)};
}
inline Complex expm1(Complex z) {
  const Counted half = sin(0.5 * z.im), e = exp(z.re);
  return {expm1(z.re) - 2.0 * e * half * half, e * sin(z.im)};
}
// What moves where the real function has no derivative: no branch is chosen there.
inline Complex no_derivative(Counted value) { return {value, std::numeric_limits<double>::quiet_NaN()}; }

inline Complex log(Complex z) {
  if (!(z.re.v > 0)) return z.im.v == 0 ? Complex{log(z.re), 0.0} : no_derivative(log(z.re));
  return {log(z.im.v == 0 ? z.re : hypot(z.re, z.im)), atan2(z.im, z.re)};
}
inline Complex log1p(Complex z) {
  if (!(z.re.v > -1)) return z.im.v == 0 ? Complex{log1p(z.re), 0.0} : no_derivative(log1p(z.re));
  return {0.5 * log1p(z.re * (2.0 + z.re) + z.im * z.im), atan2(z.im, 1.0 + z.re)};
}
inline Complex sqrt(Complex z) {
  if (z.im.v == 0) return {sqrt(z.re), 0.0};
  if (!(z.re.v > 0)) return no_derivative(sqrt(z.re));
  const Counted r = sqrt(0.5 * (hypot(z.re, z.im) + z.re));
  return {r, z.im / (2.0 * r)};
}
inline Complex sin(Complex z) { return {sin(z.re) * cosh(z.im), cos(z.re) * sinh(z.im)}; }
inline Complex cos(Complex z) { return {cos(z.re) * cosh(z.im), -(sin(z.re) * sinh(z.im))}; }
inline Complex tan(Complex z) { return sin(z) / cos(z); }
inline Complex sinh(Complex z) { return {sinh(z.re) * cos(z.im), cosh(z.re) * sin(z.im)}; }
inline Complex cosh(Complex z) { return {cosh(z.re) * cos(z.im), sinh(z.re) * sin(z.im)}; }
// Kahan, Branch Cuts for Complex Elementary Functions, 1987.
inline Complex asin(Complex z) {
  if (z.im.v == 0) return {asin(z.re), 0.0};
  const Complex a = sqrt(1.0 - z), b = sqrt(1.0 + z);
  return {asin(z.re), asinh(a.re * b.im - a.im * b.re)};
}
inline Complex acos(Complex z) {
  if (z.im.v == 0) return {acos(z.re), 0.0};
  const Complex a = sqrt(1.0 - z), b = sqrt(1.0 + z);
  return {acos(z.re), asinh(b.re * a.im - b.im * a.re)};
}
inline Complex atan(Complex z) {
  const Counted below = 1.0 - z.im;
  return {atan(z.re), 0.25 * log1p(4.0 * z.im / (z.re * z.re + below * below))};
}
// e = exp(-2 |re|) does not overflow: tanh z = ±(1 - e²… ) / (1 + …) with w = exp(∓2 z).
inline Complex tanh(Complex z) {
  const bool negative = z.re.v < 0;
  const Complex w = exp(times(negative ? 2.0 : -2.0, z));
  const Complex t = -expm1(times(negative ? 2.0 : -2.0, z)) / (1.0 + w);
  return negative ? -t : t;
}
inline Complex sigmoid(Complex z) {
  if (z.re.v >= 0) return 1.0 / (1.0 + exp(-z));
  const Complex e = exp(z);
  return e / (1.0 + e);
}
inline Complex softplus(Complex z) { return z.re.v > 0 ? z + log1p(exp(-z)) : log1p(exp(z)); }
// The first two terms of the Taylor series along the imaginary axis (Abramowitz & Stegun 7.1.1): the rest is of the
// order of the step squared. The one function here that knows its derivative.
inline Counted erf_along_imaginary(Complex z) {
  const double two_over_root_pi = 1.1283791670955126;
  return two_over_root_pi * exp(-(z.re * z.re)) * z.im;
}
inline Complex erf(Complex z) { return {erf(z.re), erf_along_imaginary(z)}; }
inline Complex one_plus_erf(Complex z) { return {one_plus_erf(z.re), erf_along_imaginary(z)}; }
inline Complex one_plus_tanh(Complex z) { return times(2.0, sigmoid(times(2.0, z))); }
// r^c e^(-d θ) with angle c θ + d log r, for r e^(iθ) to the power c + i d.
inline Complex polar_power(Complex z, Complex e) {
  const Counted r = hypot(z.re, z.im), theta = atan2(z.im, z.re);
  Counted angle = e.re * theta, length = pow(r, e.re);
  if (e.im.v != 0) angle += e.im * log(r), length *= exp(-(e.im * theta));
  return {length * cos(angle), length * sin(angle)};
}
// A negative base takes whole exponents only, and there stands -(-z). 0 to a power that moves is what it is without the move.
inline Complex pow(Complex z, Complex e) {
  const bool whole = e.im.v == 0 && e.re.v == std::floor(e.re.v);
  if (z.im.v == 0 && (e.im.v == 0 || z.re.v == 0)) return {pow(z.re, e.re), 0.0};
  if (z.re.v < 0 && whole) {
    const Complex p = polar_power(-z, e);
    return std::fmod(e.re.v, 2.0) == 0 ? p : -p;
  }
  if (z.re.v < 0 || (z.re.v == 0 && (e.im.v != 0 || (e.re.v < 1 && e.re.v != 0))))
    return no_derivative(pow(z.re, e.re));
  return polar_power(z, e);
}

inline Complex chosen(bool first, Complex a, Complex b) { return counter += kOneCmp, first ? a : b; }
inline Complex positive_part(Complex z) { return chosen(!(z.re.v < 0), z, 0.0); }
inline Complex magnitude(Complex z) { return chosen(!(z.re.v < 0), z, -z); }
inline Complex leak(Complex x, Complex t, Complex alpha) { return chosen(x.re.v > 0, t, alpha * t); }
inline Complex elu(Complex x, Complex alpha) { return chosen(x.re.v > 0, x, alpha * expm1(x)); }
inline Complex larger(Complex a, Complex b) { return chosen(a.re.v > b.re.v || std::isnan(a.re.v), a, b); }
inline Complex smaller(Complex a, Complex b) { return chosen(a.re.v < b.re.v || std::isnan(a.re.v), a, b); }
template <Relation kRelation>
Complex compare(Complex a, Complex b) {
  return {compare<kRelation>(a.re, b.re), 0.0};
}
inline Complex choose(Complex c, Complex a, Complex b) { return chosen(c.re.v != 0, a, b); }
// Where the limits are those of a mask the step meets strong zeros.
inline Complex weighted(Complex w, Complex x) {
  if (!std::isinf(x.re.v)) return w * x;
  const StrongZeros strong;
  return w * x;
}
inline Complex shifted(Complex x, Complex most) { return {shifted(x.re, most.re), x.im - most.im}; }
inline Complex cost_of_logit(Complex z, Complex y) {
  if (!std::isinf(z.re.v)) return positive_part(z) - z * y;
  const StrongZeros strong;
  return ((z.re.v > 0 ? 1.0 : 0.0) - y) * z;
}
inline Complex times_log(Complex a, Complex p) {
  return a.re.v == 0 && a.im.v == 0 && p.re.v == 0 ? Complex(0.0) : a * log(p);
}
inline double same(Complex a, Complex b) { return same(a.re.v, b.re.v); }
inline double plain(Complex z) { return z.re.v; }

}  // namespace num
}  // namespace bw
