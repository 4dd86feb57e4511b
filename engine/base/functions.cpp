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

// e^x for -746 <= x <= 710, and what rounding took off it.
PairSum exp_with_rest(Pair x) {
  const Halved h = by_ln2(x);
  const Pair less_one = h.r + (exp_rest(h.r) + h.tail), y = kExp.one + less_one, rest = (kExp.one - y) + less_one;
  // 2^n in two factors, since n runs from -1077 to 1025: the result may be subnormal or infinite.
  const Pair half = h.n * kExp.half + kExp.rounder;
  const Pair a = power_of_two(half), b = power_of_two(h.n - (half - kExp.rounder) + kExp.rounder);
  return {y * a * b, rest * a * b};
}

Pair exp_of(Pair x) { return exp_with_rest(at_least(at_most(x, 710.0), -746.0)).sum; }

// 1 / (1 + e) or e / (1 + e), e = e^-|x|; what rounding took off both sides is put back. 1 / d lies within 5 % of the line.
PairSum sigmoid_begun(Pair x) { return exp_with_rest(at_least(with_sign(x, kExp.minus_zero), -746.0)); }
Pair sigmoid_ended(PairSum e, Pair x) {
  const LaneBits negative = x.v < Pair(0.0).v;
  const Pair over = select(negative, e.sum, kExp.one), over_rest = select(negative, e.rest, Pair(0.0));
  const Pair d = kExp.one + e.sum, d_rest = ((kExp.one - d) + e.sum) + e.rest, y = over / d;
  return y + (over_rest - y * d_rest) * (1.457 - kExp.half * d);
}

// e / (e + 2), e = e^(2|x|) - 1, which keeps its digits near 0; what rounding took off both sides is put back, and
// 1 / (e + 2) = (1 - tanh) / 2. From 19.0625 on it is 1 to the last digit: 2 e^(-2|x|) < 2^-54.
PairSum tanh_begun(Pair x) {
  const Pair size = absolute(x);
  const Halved h = by_ln2(at_most(size + size, 44.0));
  const Pair scale = power_of_two(h.shifted), w = exp_rest(h.r) + h.tail, p = h.r + w, p_rest = (h.r - p) + w;
  const PairSum e = two_sum(scale - kExp.one, scale * p);
  return {e.sum, e.rest + scale * p_rest};
}
Pair tanh_ended(PairSum e, Pair x) {
  const PairSum d = two_sum(e.sum, kExp.two);
  const Pair y = e.sum / d.sum;
  return with_sign(y + (e.rest - y * (d.rest + e.rest)) * (kExp.half - kExp.half * y), x);
}

Pair pair_at(const double* x) {
  Pair out;
  std::memcpy(&out, x, sizeof out);
  return out;
}
void put(double* to, Pair x) { std::memcpy(to, &x, sizeof x); }
void put(PairSum* to, PairSum x) { *to = x; }

// Element i of out, which takes kApart of them for a pair, becomes f(i); two pairs at once, so that the numbers of the
// function are read once for both.
template <std::ptrdiff_t kApart, class T, class F>
void by_twos(T* out, std::ptrdiff_t pairs, F f) {
  for (std::ptrdiff_t i = 0; i < pairs; i += 2) {
    const auto a = f(i), b = f(i + 1);
    put(out + kApart * i, a), put(out + kApart * (i + 1), b);
  }
}
// Split before the division: a processor then has more of each half under way at once.
template <class Begun, class Ended>
void in_halves(double* x, std::ptrdiff_t n, Begun begun, Ended ended) {
  PairSum e[kBlock / 2];
  by_twos<1>(e, n / 2, [&](std::ptrdiff_t i) { return begun(pair_at(x + 2 * i)); });
  by_twos<2>(x, n / 2, [&](std::ptrdiff_t i) { return ended(e[i], pair_at(x + 2 * i)); });
}

}  // namespace

Lanes lanes::exp(Lanes v) { return exp_of(Pair(v)).v; }
Lanes lanes::sigmoid(Lanes v) {
  const Pair x(v);
  return sigmoid_ended(sigmoid_begun(x), x).v;
}
Lanes lanes::tanh(Lanes v) {
  const Pair x(v), size = absolute(x);
  if (size.first() >= 19.0625 && size.second() >= 19.0625) return with_sign(Pair(1.0), x).v;
  return tanh_ended(tanh_begun(x), x).v;
}

void exp_block(double* x, std::ptrdiff_t n) {
  by_twos<2>(x, n / 2, [x](std::ptrdiff_t i) { return exp_of(pair_at(x + 2 * i)); });
}
void sigmoid_block(double* x, std::ptrdiff_t n) { in_halves(x, n, sigmoid_begun, sigmoid_ended); }
void tanh_block(double* x, std::ptrdiff_t n) { in_halves(x, n, tanh_begun, tanh_ended); }

}  // namespace bw::num
