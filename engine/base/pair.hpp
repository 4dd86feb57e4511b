// Two doubles side by side, an element of a run in each; compiled to one vector register everywhere.
#pragma once

#include <cstdint>
#include <cstring>

namespace bw {

using Lanes = double __attribute__((vector_size(16)));
using LaneBits = long long __attribute__((vector_size(16)));

struct Pair {
  Lanes v;
  Pair() = default;
  Pair(double x) : v{x, x} {}  // NOLINT: a literal in a row's formula is a Pair too
  Pair(double a, double b) : v{a, b} {}
  explicit Pair(Lanes lanes) : v(lanes) {}

  double first() const { return v[0]; }
  double second() const { return v[1]; }

  Pair operator-() const { return Pair(-v); }
  Pair& operator+=(Pair o) { return v += o.v, *this; }
  Pair& operator-=(Pair o) { return v -= o.v, *this; }
  Pair& operator*=(Pair o) { return v *= o.v, *this; }
  Pair& operator/=(Pair o) { return v /= o.v, *this; }
  friend Pair operator+(Pair a, Pair b) { return Pair(a.v + b.v); }
  friend Pair operator-(Pair a, Pair b) { return Pair(a.v - b.v); }
  friend Pair operator*(Pair a, Pair b) { return Pair(a.v * b.v); }
  friend Pair operator/(Pair a, Pair b) { return Pair(a.v / b.v); }
};

// For each lane a where mask is set (all bits), else b.
inline Pair select(LaneBits mask, Pair a, Pair b) {
  LaneBits x, y;
  std::memcpy(&x, &a, sizeof x);
  std::memcpy(&y, &b, sizeof y);
  x = (x & mask) | (y & ~mask);
  Pair out;
  std::memcpy(&out, &x, sizeof x);
  return out;
}
inline LaneBits bits_of(Pair x) {
  LaneBits out;
  std::memcpy(&out, &x, sizeof x);
  return out;
}
inline Pair from_bits(LaneBits x) {
  Pair out;
  std::memcpy(&out, &x, sizeof x);
  return out;
}

// a + b = sum + rest, exactly (Knuth).
struct PairSum {
  Pair sum, rest;
};
inline PairSum two_sum(Pair a, Pair b) {
  const Pair sum = a + b, of_b = sum - a;
  return {sum, (a - (sum - of_b)) + (b - of_b)};
}

}  // namespace bw
