// Random numbers and the arrays made of them.
#include "base/generate.hpp"

#include <array>
#include <cmath>

namespace bw {

std::uint64_t Random::next() {
  state_ += 0x9E3779B97F4A7C15u;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

double Random::uniform() { return (static_cast<double>(next() >> 11) + 0.5) / 9007199254740992.0; }

double plain_log(double x) {
  constexpr double kLn2 = 0.6931471805599453;
  int exponent = 0;
  double m = std::frexp(x, &exponent);  // in [1/2, 1)
  if (m < 0.70710678118654752) {
    m *= 2;
    --exponent;
  }
  // log m = 2 artanh((m - 1) / (m + 1)), |argument| < 0.172: 11 terms of its series
  const double s = (m - 1) / (m + 1), square = s * s;
  double sum = 0;
  for (int k = 21; k >= 1; k -= 2) sum = sum * square + 1.0 / k;
  return 2 * s * sum + exponent * kLn2;
}

namespace {

// A quotient of two polynomials, coefficients from the highest power down.
template <std::size_t N>
double ratio(const std::array<double, N>& over, const std::array<double, N>& under, double x) {
  double a = 0, b = 0;
  for (const double c : over) a = a * x + c;
  for (const double c : under) b = b * x + c;
  return a / b;
}

// n numbers from a to b, both included; a alone for n = 1.
std::vector<double> even_steps(double a, double b, std::int64_t n) {
  std::vector<double> out(static_cast<std::size_t>(n), a);
  for (std::int64_t i = 1; i < n; ++i)
    out[static_cast<std::size_t>(i)] =
        i == n - 1 ? b : a + (b - a) * static_cast<double>(i) / static_cast<double>(n - 1);
  return out;
}

}  // namespace

double Random::normal() { return inverse_normal(uniform()); }

double inverse_normal(double p) {
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    return q * ratio<8>({2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
                         13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608},
                        {5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
                         5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0},
                        0.180625 - q * q);
  }
  const double r = std::sqrt(-plain_log(q < 0 ? p : 1 - p));
  const double x =
      r <= 5 ? ratio<8>(
                   {7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
                    3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734},
                   {1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
                    0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0},
                   r - 1.6)
             : ratio<8>({2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
                         0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699,
                         6.6579046435011037772},
                        {2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
                         7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531,
                         0.59983220655588793769, 1.0},
                        r - 5);
  return q < 0 ? -x : x;
}

std::vector<double> generate(const Recipe& recipe, const Shape& shape) {
  if (recipe.rule == Rule::kEven) return even_steps(recipe.from, recipe.to, shape.elements());
  Random random(recipe.seed);
  std::vector<double> out(static_cast<std::size_t>(shape.elements()), recipe.rule == Rule::kOnes ? 1.0 : 0.0);
  const double xavier = std::sqrt(6.0 / static_cast<double>(shape.rows + shape.cols)),
               he = std::sqrt(2.0 / static_cast<double>(shape.cols));
  for (std::size_t i = 0; i < out.size(); ++i) {
    switch (recipe.rule) {
      case Rule::kEven:
      case Rule::kZeros:
      case Rule::kOnes: break;
      case Rule::kEye:
        out[i] = static_cast<std::int64_t>(i) / shape.cols == static_cast<std::int64_t>(i) % shape.cols ? 1.0 : 0.0;
        break;
      case Rule::kUniform: out[i] = 2 * random.uniform() - 1; break;
      case Rule::kNormal: out[i] = random.normal(); break;
      case Rule::kXavier: out[i] = xavier * (2 * random.uniform() - 1); break;
      case Rule::kHe: out[i] = he * random.normal(); break;
    }
  }
  return out;
}

}  // namespace bw
