// Arrays made by a rule: zeros, ranges and seeded random numbers, the same bits on every machine.
#pragma once

#include <cstdint>
#include <vector>

#include "base/shape.hpp"

namespace bw {

// SplitMix64 (Steele, Lea & Flood, 2014): 64-bit state, one number a step.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  // Between 0 and 1, both excluded: 53 bits and a half.
  double uniform();
  double normal();

 private:
  std::uint64_t state_;
};

// The inverse of the standard normal distribution function, 0 < p < 1 (Wichura's AS 241, 16 digits). Uses only + - * /,
// the square root, which IEEE 754 rounds exactly, and a logarithm of our own: no library differs in its last digit.
double inverse_normal(double p);
// Natural logarithm of x in (0, 1], in plain arithmetic.
double plain_log(double x);

enum class Rule { kZeros, kOnes, kEye, kUniform, kNormal, kXavier, kHe, kEven };

// How numbers are made, before they are: by a rule, from a seed; in even steps, between two ends.
struct Recipe {
  Rule rule;
  std::uint64_t seed = 0;
  double from = 0, to = 0;
};

// shape's numbers. uniform: between -1 and 1. xavier: uniform between ±√(6 / (rows + columns)); he: normal
// times √(2 / columns); a vector is one row. eye: 1 on the diagonal. even: both ends
// included; the first alone where there is one number.
std::vector<double> generate(const Recipe& recipe, const Shape& shape);

}  // namespace bw
