// Matrix products of doubles, each element summed in the order of its terms: the bits of the plain triple loop.
#pragma once

#include <cstddef>

namespace bw {

// Element (i, j) is at data[i * row + j * col].
struct Strided {
  const double* data;
  std::ptrdiff_t row, col;
};

// out, m×n row by row, becomes (or, where add, grows by) the product of a, m×k, and b, k×n. Rows or
// columns of a stand next to each other.
void product(const Strided& a, const Strided& b, double* out, std::ptrdiff_t m, std::ptrdiff_t k, std::ptrdiff_t n,
             bool add);

}  // namespace bw
