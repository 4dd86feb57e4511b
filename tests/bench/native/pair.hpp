// Two doubles at once, and exp, tanh, sine and cosine on them; for arguments up to about 1e5, to a few units in the last place of 1.
#pragma once

#include <cstdint>
#include <cstring>

namespace limits {

using Pair = double __attribute__((vector_size(16)));
using Bits = std::int64_t __attribute__((vector_size(16)));

inline Pair both(double x) { return Pair{x, x}; }
inline Pair pair_of(Bits b) { return reinterpret_cast<Pair>(b); }
inline Bits bits_of(Pair p) { return reinterpret_cast<Bits>(p); }
inline Pair choose(Bits where, Pair a, Pair b) { return pair_of((where & bits_of(a)) | (~where & bits_of(b))); }

// Adding it leaves x, rounded to a whole number, in the low bits of the sum.
inline constexpr double kRound = 6755399441055744.0;

// c[0] + c[1] x + c[2] x² …
template <int N>
Pair polynomial(const double (&c)[N], Pair x) {
  Pair y = both(c[N - 1]);
  for (int i = N - 2; i >= 0; --i) y = y * x + both(c[i]);
  return y;
}

// exp(x) for |x| ≤ 700: 2^n exp(r), |r| ≤ ln 2 / 2, by Taylor's series.
inline Pair exp_pair(Pair x) {
  const Pair shifted = x * both(1.4426950408889634) + both(kRound);
  const Pair n = shifted - both(kRound);
  const Pair r = (x - n * both(6.93147180369123816490e-01)) - n * both(1.90821492927058770002e-10);
  static constexpr double c[] = {
      1,         1,          1. / 2,      1. / 6,       1. / 24,       1. / 120,      1. / 720,
      1. / 5040, 1. / 40320, 1. / 362880, 1. / 3628800, 1. / 39916800, 1. / 479001600};
  const Bits power = (bits_of(shifted) + Bits{1023, 1023}) << Bits{52, 52};
  return polynomial(c, r) * pair_of(power);
}

// 1 − 2 / (exp(2x) + 1): absolute, not relative, accuracy near 0.
inline Pair tanh_pair(Pair x) {
  const Pair limit = both(20);
  x = choose(x > limit, limit, choose(x < -limit, -limit, x));
  return both(1) - both(2) / (exp_pair(x + x) + both(1));
}

inline void sincos_pair(Pair x, Pair& sine, Pair& cosine) {
  const Pair shifted = x * both(0.63661977236758134308) + both(kRound);
  const Pair n = shifted - both(kRound);
  const Pair r = ((x - n * both(1.57079632673412561417)) - n * both(6.07710050630396597660e-11)) -
                 n * both(2.02226624879595063154e-21);
  const Pair z = r * r;
  static constexpr double s[] = {-1. / 6,        1. / 120,         -1. / 5040,          1. / 362880,
                                 -1. / 39916800, 1. / 6227020800., -1. / 1307674368000.};
  static constexpr double c[] = {1,          -1. / 2,       1. / 24,        -1. / 720,
                                 1. / 40320, -1. / 3628800, 1. / 479001600, -1. / 87178291200.};
  const Pair a = r + r * z * polynomial(s, z);
  const Pair b = polynomial(c, z);
  const Bits quadrant = bits_of(shifted);
  const Bits odd = -(quadrant & Bits{1, 1});
  const Bits minus_sine = (quadrant & Bits{2, 2}) << Bits{62, 62};
  const Bits minus_cosine = ((quadrant + Bits{1, 1}) & Bits{2, 2}) << Bits{62, 62};
  sine = pair_of(bits_of(choose(odd, b, a)) ^ minus_sine);
  cosine = pair_of(bits_of(choose(odd, a, b)) ^ minus_cosine);
}

}  // namespace limits
