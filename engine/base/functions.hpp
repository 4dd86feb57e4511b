// exp, tanh, sigmoid, sin and cos: the same code, and so the same digits, natively and in WebAssembly. At most 2 ulp.
#pragma once

#include <algorithm>
#include <cstddef>

#include "base/pair.hpp"

namespace bw::num {

// On both lanes; a lane does not depend on what is in the other. Bare registers, which WebAssembly passes as such.
namespace lanes {
Lanes exp(Lanes x);
Lanes tanh(Lanes x);
Lanes sigmoid(Lanes x);
// Returns the sine.
Lanes sin_cos(Lanes x, Lanes* cosine);
}  // namespace lanes

inline Pair exp(Pair x) { return Pair(lanes::exp(x.v)); }
inline Pair tanh(Pair x) { return Pair(lanes::tanh(x.v)); }
// 1 / (1 + e^-x).
inline Pair sigmoid(Pair x) { return Pair(lanes::sigmoid(x.v)); }
// Both, with the bits of each.
struct SinCos {
  Pair sin, cos;
};
inline SinCos sin_cos(Pair x) {
  SinCos both;
  both.sin = Pair(lanes::sin_cos(x.v, &both.cos.v));
  return both;
}
inline Pair sin(Pair x) { return sin_cos(x).sin; }
inline Pair cos(Pair x) { return sin_cos(x).cos; }

inline double exp(double x) { return exp(Pair(x)).first(); }
inline double tanh(double x) { return tanh(Pair(x)).first(); }
inline double sigmoid(double x) { return sigmoid(Pair(x)).first(); }
inline double sin(double x) { return sin(Pair(x)).first(); }
inline double cos(double x) { return cos(Pair(x)).first(); }

// On n numbers in place, with the bits of the above; n is a multiple of 4 and at most kBlock.
inline constexpr std::ptrdiff_t kBlock = 64;
void exp_block(double* x, std::ptrdiff_t n);
void tanh_block(double* x, std::ptrdiff_t n);
void sigmoid_block(double* x, std::ptrdiff_t n);

// Calls take(i, f(x(i))) for i from 0 to count, in this order, for the f of one of these blocks.
template <void (*kBlockOf)(double*, std::ptrdiff_t), class X, class Take>
[[gnu::always_inline]] inline void in_blocks(std::ptrdiff_t count, X x, Take take) {
  for (std::ptrdiff_t begin = 0; begin < count; begin += kBlock) {
    double block[kBlock];
    const std::ptrdiff_t end = std::min(begin + kBlock, count), filled = (end - begin + 3) / 4 * 4;
    for (std::ptrdiff_t i = 0; i < filled; ++i) block[i] = x(std::min(begin + i, end - 1));
    kBlockOf(block, filled);
    for (std::ptrdiff_t i = begin; i < end; ++i) take(i, block[i - begin]);
  }
}

}  // namespace bw::num
