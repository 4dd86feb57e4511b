// Exponential functions: reduced by powers of two, then a polynomial. No branches.
#include "base/functions.hpp"

#include "base/function_numbers.hpp"

namespace bw::num {
namespace {

Pair absolute(Pair x) { return from_bits(bits_of(x) & ~bits_of(kExp.minus_zero)); }
Pair with_sign(Pair x, Pair sign) { return from_bits(bits_of(x) | (bits_of(sign) & bits_of(kExp.minus_zero))); }
// NaN stays.
Pair at_most(Pair x, Pair limit) { return select(x.v > limit.v, limit, x); }
Pair at_least(Pair x, Pair limit) { return select(x.v < limit.v, limit, x); }

// x = n ln 2 + r + tail, |r| <= ln 2 / 2; n + rounder is kept as well.
struct Halved {
  Pair n, r, tail, shifted;
};
Halved by_ln2(Pair x) {
  const Pair shifted = x * kExp.log2_e + kExp.rounder, n = shifted - kExp.rounder;
  const Pair high = x - n * kExp.ln2_high, low = n * kExp.ln2_low, r = high - low;
  return {n, r, (high - r) - low, shifted};
}

// e^r - 1 - r for |r| <= ln 2 / 2, in three chains that run side by side.
Pair exp_rest(Pair r) {
  const double* k = kExp.series;
  const Pair s = r * r, q = s * s;
  const Pair a = k[0] + r * k[1] + s * (k[2] + r * k[3]);
  const Pair b = k[4] + r * k[5] + s * (k[6] + r * k[7]);
  const Pair c = k[8] + r * k[9] + s * k[10];
  return s * (a + q * (b + q * c));
}

// 2^n for -1022 <= n <= 1023, from n + rounder.
Pair power_of_two(Pair shifted) { return from_bits(bits_of(shifted) << 52); }

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
  const Pair less_one = h.r + (exp_rest(h.r) + h.tail), y = kExp.one + less_one, rest = (kExp.one - y) + less_one;
  // 2^n in two factors, since n runs from -1077 to 1025: the result may be subnormal or infinite.
  const Pair half = h.n * kExp.half + kExp.rounder;
  const Pair a = power_of_two(half), b = power_of_two(h.n - (half - kExp.rounder) + kExp.rounder);
  return {y * a * b, rest * a * b};
}

}  // namespace

Lanes lanes::exp(Lanes v) { return exp_with_rest(at_least(at_most(Pair(v), 710.0), -746.0)).sum.v; }

// 1 / (1 + e) or e / (1 + e), e = e^-|x|; what rounding took off both sides is put back. 1 / d lies within 5 % of the line.
Lanes lanes::sigmoid(Lanes v) {
  const Pair x(v);
  const LaneBits negative = x.v < Pair(0.0).v;
  const Sum e = exp_with_rest(at_least(with_sign(x, kExp.minus_zero), -746.0));
  const Pair over = select(negative, e.sum, kExp.one), over_rest = select(negative, e.rest, Pair(0.0));
  const Pair d = kExp.one + e.sum, d_rest = ((kExp.one - d) + e.sum) + e.rest, y = over / d;
  return (y + (over_rest - y * d_rest) * (1.457 - kExp.half * d)).v;
}

// e / (e + 2), e = e^(2|x|) - 1, which keeps its digits near 0; what rounding took off both sides is put back, and
// 1 / (e + 2) = (1 - tanh) / 2. From 19.0625 on it is 1 to the last digit: 2 e^(-2|x|) < 2^-54.
Lanes lanes::tanh(Lanes v) {
  const Pair x(v), size = absolute(x);
  if (size.first() >= 19.0625 && size.second() >= 19.0625) return with_sign(Pair(1.0), x).v;
  const Halved h = by_ln2(at_most(size + size, 44.0));
  const Pair scale = power_of_two(h.shifted), w = exp_rest(h.r) + h.tail, p = h.r + w, p_rest = (h.r - p) + w;
  const Sum e = two_sum(scale - kExp.one, scale * p);
  const Pair e_rest = e.rest + scale * p_rest;
  const Sum d = two_sum(e.sum, kExp.two);
  const Pair y = e.sum / d.sum;
  return with_sign(y + (e_rest - y * (d.rest + e_rest)) * (kExp.half - kExp.half * y), x).v;
}

}  // namespace bw::num
