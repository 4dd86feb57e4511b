// sin and cos: reduced by quarter turns, then Taylor polynomials.
//
// Up to 2^20 the reduction is Cody and Waite's with π/2 in four parts; above it is Payne and Hanek's, with as many bits of
// 2/π as the largest double needs. W. J. Cody, W. Waite, Software Manual for the Elementary Functions, 1980; M. Payne,
// R. Hanek, Radian Reduction for Trigonometric Functions, SIGNUM Newsletter 18(1), 1983.
#include <bit>
#include <cmath>

#include "base/function_numbers.hpp"
#include "base/functions.hpp"

namespace bw::num {
namespace {

constexpr double kLargest = 0x1p20;
constexpr double kHalfPi = 0x1.921fb54442d18p+0, kHalfPiTail = 0x1.1a62633145c07p-54;

// A word of zeros, then the bits of 2/π behind the point.
constexpr std::uint64_t kTwoOverPiBits[] = {
    0x0000000000000000u, 0xa2f9836e4e441529u, 0xfc2757d1f534ddc0u, 0xdb6295993c439041u, 0xfe5163abdebbc561u,
    0xb7246e3a424dd2e0u, 0x06492eea09d1921cu, 0xfe1deb1cb129a73eu, 0xe88235f52ebb4484u, 0xe99c7026b45f7e41u,
    0x3991d639835339f4u, 0x9c845f8bbdf9283bu, 0x1ff897ffde05980fu, 0xef2f118b5a0a6d1fu, 0x6d367ecf27cb09b7u,
    0x4f463f669e5fea2du, 0x7527bac7ebe5f17bu, 0x3d0739f78a5292eau, 0x6bfb5fb11f8d5d08u, 0x56033046fc7b6babu,
    0xf0cfbc209af4361du};

// x = quadrant · π/2 + r + tail, |r| <= π/4 and a little.
struct Reduced {
  Pair r, tail;
  LaneBits quadrant;
};

struct One {
  double r, tail;
  long long quadrant;
};

// a · b = high + low, exactly (Dekker).
void two_product(double a, double b, double& high, double& low) {
  constexpr double kSplit = 0x1p27 + 1;
  const double x = kSplit * a, y = kSplit * b, a1 = x - (x - a), b1 = y - (y - b), a2 = a - a1, b2 = b - b1;
  high = a * b;
  low = ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2;
}

// The low 192 bits of m · w, w[0] being the highest word.
struct Product {
  std::uint64_t high, middle, low;
};
Product low_product(std::uint64_t m, const std::uint64_t (&w)[3]) {
  using Wide = unsigned __int128;
  const Wide a = Wide{m} * w[2], b = Wide{m} * w[1] + static_cast<std::uint64_t>(a >> 64);
  return {m * w[0] + static_cast<std::uint64_t>(b >> 64), static_cast<std::uint64_t>(b), static_cast<std::uint64_t>(a)};
}

// m · 2^e, m having 53 bits, times 2/π; bits worth 4 and more are whole turns and left out.
One reduce_large(double x) {
  const auto bits = __builtin_bit_cast(std::uint64_t, x);
  const int exponent = static_cast<int>(bits >> 52 & 0x7ff);
  if (exponent == 0x7ff) return {x - x, 0, 0};
  const std::uint64_t m = (bits & 0xfffffffffffffu) | 0x10000000000000u;
  const int skipped = 64 + exponent - 1075 - 2, word = skipped / 64, shift = skipped % 64;
  std::uint64_t w[3];
  for (int i = 0; i < 3; ++i) {
    w[i] = kTwoOverPiBits[word + i] << shift;
    if (shift > 0) w[i] |= kTwoOverPiBits[word + i + 1] >> (64 - shift);
  }
  const Product p = low_product(m, w);
  // Two bits of whole quarters, then a fraction of 128 bits, taken to -1/2 … 1/2.
  long long quadrant = static_cast<long long>(p.high >> 62);
  auto fraction = static_cast<unsigned __int128>(p.high << 2 | p.middle >> 62) << 64 | (p.middle << 2 | p.low >> 62);
  const bool above = (fraction >> 127) != 0;
  if (above) fraction = -fraction, ++quadrant;
  if (fraction == 0) return {0, 0, quadrant};
  const auto top = static_cast<std::uint64_t>(fraction >> 64);
  const int zeros = top != 0 ? std::countl_zero(top) : 64 + std::countl_zero(static_cast<std::uint64_t>(fraction));
  fraction <<= zeros;
  const double high = std::ldexp(static_cast<double>(static_cast<std::uint64_t>(fraction >> 75)), -53 - zeros);
  const double low =
      std::ldexp(static_cast<double>(static_cast<std::uint64_t>(fraction >> 22) & 0x1fffffffffffffu), -106 - zeros);
  double r, rest;
  two_product(high, kHalfPi, r, rest);
  const double tail = rest + (high * kHalfPiTail + low * kHalfPi);
  const bool negative = (bits >> 63) != 0;
  if (negative) quadrant = -quadrant;
  const double sign = above != negative ? -1.0 : 1.0;
  return {sign * (r + tail), sign * (tail - ((r + tail) - r)), quadrant & 3};
}

Reduced reduce(Pair x) {
  const Pair shifted = x * kSin.two_over_pi + kSin.rounder, n = shifted - kSin.rounder;
  const PairSum a = two_sum(x - n * kSin.part[0], -(n * kSin.part[1])), b = two_sum(a.sum, -(n * kSin.part[2]));
  const Pair tail = (a.rest + b.rest) - n * kSin.part[3], r = b.sum + tail;
  Reduced out{r, tail - (r - b.sum), bits_of(shifted)};
  if (std::fabs(x.first()) < kLargest && std::fabs(x.second()) < kLargest) return out;
  for (int lane = 0; lane < 2; ++lane) {
    if (std::fabs(x.v[lane]) < kLargest) continue;
    const One one = reduce_large(x.v[lane]);
    out.r.v[lane] = one.r;
    out.tail.v[lane] = one.tail;
    out.quadrant[lane] = one.quadrant;
  }
  return out;
}

// The Taylor series to r^17, with the first order of the tail.
Pair sin_near_0(Pair r, Pair tail) {
  const double* k = kSin.sine;
  const Pair s = r * r, q = s * s;
  const Pair a = k[0] + s * k[1], b = k[2] + s * k[3], c = k[4] + s * k[5] + q * (k[6] + s * k[7]);
  return r + (s * r * (a + q * (b + q * c)) + tail * (kSin.one - kSin.half * s));
}
// To r^18.
Pair cos_near_0(Pair r, Pair tail) {
  const double* k = kSin.cosine;
  const Pair s = r * r, q = s * s, half = kSin.half * s, one = kSin.one - half;
  const Pair a = k[0] + s * k[1], b = k[2] + s * k[3], c = k[4] + s * k[5] + q * (k[6] + s * k[7]);
  return one + (((kSin.one - one) - half) + (q * (a + q * (b + q * c)) - r * tail));
}

// The sine of an angle as many quarter turns further on as quadrant says, from its sine and cosine.
Pair turned(Pair sine, Pair cosine, LaneBits quadrant) {
  const Pair y = select((quadrant & 1) != 0, cosine, sine);
  return from_bits(bits_of(y) ^ ((quadrant & 2) << 62));
}

}  // namespace

Lanes lanes::sin_cos(Lanes v, Lanes* cosine) {
  const Pair x(v);
  const Reduced reduced = reduce(x);
  const Pair s = sin_near_0(reduced.r, reduced.tail), c = cos_near_0(reduced.r, reduced.tail);
  *cosine = turned(s, c, reduced.quadrant + 1).v;
  return select(x.v == Pair(0.0).v, x, turned(s, c, reduced.quadrant)).v;
}

}  // namespace bw::num
