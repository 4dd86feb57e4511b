// The functions that rows are written in, on two lanes; each lane has the bits that the function on a double gives.
#pragma once

#include "base/counted.hpp"
#include "base/pair.hpp"

namespace bw::num {

// f on each lane.
template <class F, class... P>
Pair each_lane(F f, P... p) {
  return Pair(f(p.first()...), f(p.second()...));
}

inline Pair log(Pair x) {
  return each_lane([](double a) { return log(a); }, x);
}
inline Pair log1p(Pair x) {
  return each_lane([](double a) { return log1p(a); }, x);
}
inline Pair expm1(Pair x) {
  return each_lane([](double a) { return expm1(a); }, x);
}
inline Pair erf(Pair x) {
  return each_lane([](double a) { return erf(a); }, x);
}
inline Pair one_plus_erf(Pair x) {
  return each_lane([](double a) { return one_plus_erf(a); }, x);
}
inline Pair one_plus_tanh(Pair x) {
  return each_lane([](double a) { return one_plus_tanh(a); }, x);
}
inline Pair sqrt(Pair x) {
  return each_lane([](double a) { return sqrt(a); }, x);
}
inline Pair tan(Pair x) {
  return each_lane([](double a) { return tan(a); }, x);
}
inline Pair asin(Pair x) {
  return each_lane([](double a) { return asin(a); }, x);
}
inline Pair acos(Pair x) {
  return each_lane([](double a) { return acos(a); }, x);
}
inline Pair atan(Pair x) {
  return each_lane([](double a) { return atan(a); }, x);
}
inline Pair sinh(Pair x) {
  return each_lane([](double a) { return sinh(a); }, x);
}
inline Pair cosh(Pair x) {
  return each_lane([](double a) { return cosh(a); }, x);
}
inline Pair softplus(Pair x) {
  return each_lane([](double a) { return softplus(a); }, x);
}
inline Pair pow(Pair x, Pair e) {
  return each_lane([](double a, double b) { return pow(a, b); }, x, e);
}
inline Pair positive_part(Pair x) {
  return each_lane([](double a) { return positive_part(a); }, x);
}
inline Pair gate(Pair x, Pair t) {
  return each_lane([](double a, double b) { return gate(a, b); }, x, t);
}
inline Pair magnitude(Pair x) {
  return each_lane([](double a) { return magnitude(a); }, x);
}
inline Pair with_sign_of(Pair x, Pair t) {
  return each_lane([](double a, double b) { return with_sign_of(a, b); }, x, t);
}
inline Pair leak(Pair x, Pair t, Pair alpha) {
  return each_lane([](double a, double b, double c) { return leak(a, b, c); }, x, t, alpha);
}
inline Pair elu(Pair x, Pair alpha) {
  return each_lane([](double a, double b) { return elu(a, b); }, x, alpha);
}
inline Pair elu_slope(Pair x, Pair alpha) {
  return each_lane([](double a, double b) { return elu_slope(a, b); }, x, alpha);
}
inline Pair fading(Pair a, Pair b) {
  return each_lane([](double x, double y) { return fading(x, y); }, a, b);
}
inline Pair over_square(Pair t, Pair k, Pair x) {
  return each_lane([](double a, double b, double c) { return over_square(a, b, c); }, t, k, x);
}
inline Pair sigmoid_minus(Pair z, Pair y) {
  return each_lane([](double a, double b) { return sigmoid_minus(a, b); }, z, y);
}
inline Pair larger(Pair a, Pair b) {
  return each_lane([](double x, double y) { return larger(x, y); }, a, b);
}
inline Pair smaller(Pair a, Pair b) {
  return each_lane([](double x, double y) { return smaller(x, y); }, a, b);
}
template <Relation kRelation>
Pair compare(Pair a, Pair b) {
  return each_lane([](double x, double y) { return compare<kRelation>(x, y); }, a, b);
}
inline Pair choose(Pair c, Pair a, Pair b) {
  return each_lane([](double x, double y, double z) { return choose(x, y, z); }, c, a, b);
}
inline Pair cost_of_logit(Pair z, Pair y) {
  return each_lane([](double a, double b) { return cost_of_logit(a, b); }, z, y);
}
inline Pair times_log(Pair a, Pair p) {
  return each_lane([](double x, double y) { return times_log(x, y); }, a, p);
}
inline Pair pow_slope(Pair x, Pair e) {
  return each_lane([](double a, double b) { return pow_slope(a, b); }, x, e);
}
inline Pair pow_exponent_slope(Pair x, Pair e, Pair y) {
  return each_lane([](double a, double b, double c) { return pow_exponent_slope(a, b, c); }, x, e, y);
}
inline Pair bce_slope(Pair p, Pair y) {
  return each_lane([](double a, double b) { return bce_slope(a, b); }, p, y);
}

}  // namespace bw::num
