// Looks for the saturation that rows name.
#include "analysis/saturation.hpp"

#include <cmath>

#include "ops/uncounted.hpp"

namespace bw {
namespace {

// The derivative of a row of one operand at x, from its value y.
double slope_at(const Row& row, double parameter, double x, double y) {
  const Shape shape = Shape::scalar();
  const unsigned char active = 1;
  const double one = 1, *in = &x, *tangent = &one;
  const Site<double> site{{{&shape, 1}, shape, nullptr, parameter}, {&in, 1}, &y, nullptr, {&active, 1}};
  double coef = 0, slope = 0;
  plain_coef(row, site, &coef);
  plain_jvp(row, site, &coef, {&tangent, 1}, &slope);
  return slope;
}

// The same by the complex step: its error is of the order of the step squared, and nothing is subtracted.
double complex_step_at(const Row& row, double parameter, double x) {
  constexpr double kStep = 0x1p-30;
  const Uncounted shown_only;
  const Shape shape = Shape::scalar();
  const Complex moved{x, kStep}, *in = &moved;
  Complex y;
  row.complex_value({{{&shape, 1}, shape, nullptr, parameter}, {&in, 1}, nullptr, nullptr, {}}, &y);
  return y.im.v / kStep;
}

// The value is rounded by half of the spacing of numbers below 1, and so is what is left of 1 beside it.
int digits_left(double exact) {
  constexpr double kRootTen = 3.1622776601683795;
  int digits = 0;
  for (double left = std::fabs(exact) / (0.5 * std::numeric_limits<double>::epsilon()); left >= kRootTen; left /= 10)
    ++digits;
  return digits;
}

}  // namespace

std::optional<std::int64_t> saturated_element(const Graph& g, const Activity& activity, NodeId n,
                                              const std::vector<double>& values) {
  const Row& row = *g.row[n];
  if (row.saturation.formula.empty() || !activity.passes(n) || activity.connected[n] == 0) return std::nullopt;
  const auto x = values.begin() + g.offset[g.in(n)[0]];
  std::optional<std::int64_t> furthest;
  double most = 0;
  for (std::int64_t i = 0; i < g.elements(n); ++i) {
    const double beyond = std::max(row.saturation.below - x[i], x[i] - row.saturation.above);
    if (std::isfinite(x[i]) && beyond > most) furthest = i, most = beyond;
  }
  return furthest;
}

Saturated saturation_at(const Graph& g, NodeId n, std::int64_t element, const std::vector<double>& values) {
  const Row& row = *g.row[n];
  const double x = values[static_cast<std::size_t>(g.offset[g.in(n)[0]] + element)],
               y = values[static_cast<std::size_t>(g.offset[n] + element)];
  const double parameter = g.dims(n).parameter, exact = complex_step_at(row, parameter, x);
  return {x, slope_at(row, parameter, x, y), exact, digits_left(exact)};
}

}  // namespace bw
