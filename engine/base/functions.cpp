// Exponential functions: reduced by powers of two, then a polynomial. No branches.
#include "base/functions.hpp"

namespace bw::num {
namespace {

constexpr double kLog2E = 0x1.71547652b82fep+0;
// ln 2 in two parts; the first has 33 bits, so that a whole number times it is exact.
constexpr double kLn2High = 0x1.62e42fefp-1, kLn2Low = 0x1.473de6af278edp-34;
// Adding it rounds to a whole number, which then stands in the low bits.
constexpr double kRounder = 0x1.8p52;

Pair absolute(Pair x) { return from_bits(bits_of(x) & 0x7fffffffffffffffLL); }
Pair with_sign(Pair x, Pair sign) { return from_bits(bits_of(x) | (bits_of(sign) & static_cast<long long>(0x8000000000000000ULL))); }
// NaN stays.
Pair at_most(Pair x, Pair limit) { return select(x.v > limit.v, limit, x); }
Pair at_least(Pair x, Pair limit) { return select(x.v < limit.v, limit, x); }

// x = n ln 2 + r + tail, |r| <= ln 2 / 2; n + kRounder is kept as well.
struct Halved {
  Pair n, r, tail, shifted;
};
Halved by_ln2(Pair x) {
  const Pair shifted = x * kLog2E + kRounder, n = shifted - kRounder;
  const Pair high = x - n * kLn2High, low = n * kLn2Low, r = high - low;
  return {n, r, (high - r) - low, shifted};
}

// e^r - 1 - r for |r| <= ln 2 / 2, in three chains that run side by side. (e^r - 1 - r) / r^2 is interpolated at 11 Chebyshev
// nodes: 3.4e-19 of e^r at most.
Pair exp_rest(Pair r) {
  const Pair s = r * r, q = s * s;
  const Pair a = 0.5 + r * 0x1.5555555555557p-3 + s * (0x1.5555555555556p-5 + r * 0x1.11111111100dcp-7);
  const Pair b = 0x1.6c16c16c162d4p-10 + r * 0x1.a01a01abe7fe1p-13 + s * (0x1.a01a01a6d889cp-16 + r * 0x1.71de0231960ebp-19);
  const Pair c = 0x1.27e4db646b17ep-22 + r * 0x1.af4de97ca4194p-26 + s * 0x1.1f730349868cep-29;
  return s * (a + q * (b + q * c));
}

// 2^n for -1022 <= n <= 1023, from n + kRounder.
Pair power_of_two(LaneBits shifted) { return from_bits((shifted + 1023) << 52); }

// a + b = sum + rest, exactly.
struct Sum {
  Pair sum, rest;
};
Sum two_sum(Pair a, Pair b) {
  const Pair sum = a + b, of_b = sum - a;
  return {sum, (a - (sum - of_b)) + (b - of_b)};
}

// e^x for -746 <= x <= 710, and what rounding took off it.
Sum exp_with_rest(Pair x) {
  const Halved h = by_ln2(x);
  const Pair less_one = h.r + (exp_rest(h.r) + h.tail), y = 1.0 + less_one, rest = (1.0 - y) + less_one;
  // 2^n in two factors, since n runs from -1077 to 1025: the result may be subnormal or infinite.
  const Pair half = h.n * 0.5 + kRounder;
  const Pair a = power_of_two(bits_of(half)), b = power_of_two(bits_of(h.n - (half - kRounder) + kRounder));
  return {y * a * b, rest * a * b};
}

}  // namespace

Lanes lanes::exp(Lanes v) { return exp_with_rest(at_least(at_most(Pair(v), 710.0), -746.0)).sum.v; }

// 1 / (1 + e) or e / (1 + e), e = e^-|x|; what rounding took off both sides is put back. 1 / d lies within 5 % of the line.
Lanes lanes::sigmoid(Lanes v) {
  const Pair x(v);
  const LaneBits negative = x.v < Pair(0.0).v;
  const Sum e = exp_with_rest(at_least(with_sign(x, Pair(-0.0)), -746.0));
  const Pair over = select(negative, e.sum, Pair(1.0)), over_rest = select(negative, e.rest, Pair(0.0));
  const Pair d = 1.0 + e.sum, d_rest = ((1.0 - d) + e.sum) + e.rest, y = over / d;
  return (y + (over_rest - y * d_rest) * (1.457 - 0.5 * d)).v;
}

// e / (e + 2), e = e^(2|x|) - 1, which keeps its digits near 0; what rounding took off both sides is put back, and
// 1 / (e + 2) = (1 - tanh) / 2. From 19.0625 on it is 1 to the last digit: 2 e^(-2|x|) < 2^-54.
Lanes lanes::tanh(Lanes v) {
  const Pair x(v), size = absolute(x);
  if (size.first() >= 19.0625 && size.second() >= 19.0625) return with_sign(Pair(1.0), x).v;
  const Halved h = by_ln2(at_most(2.0 * size, 44.0));
  const Pair scale = power_of_two(bits_of(h.shifted)), w = exp_rest(h.r) + h.tail, p = h.r + w, p_rest = (h.r - p) + w;
  const Sum e = two_sum(scale - 1.0, scale * p);
  const Pair e_rest = e.rest + scale * p_rest;
  const Sum d = two_sum(e.sum, Pair(2.0));
  const Pair y = e.sum / d.sum;
  return with_sign(y + (e_rest - y * (d.rest + e_rest)) * (0.5 - 0.5 * y), x).v;
}

}  // namespace bw::num
