// Shape of a row-major array of rank 0 to 2, and NumPy's broadcasting between two of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/wide.hpp"

namespace bw {

// Extents are kept as a matrix aligned to the right: a scalar is 1×1, a vector of n is 1×n.
struct Shape {
  int rank = 0;
  std::int64_t rows = 1;
  std::int64_t cols = 1;

  static Shape scalar() { return {}; }
  static Shape vector(std::int64_t n) { return {.rank = 1, .rows = 1, .cols = n}; }
  static Shape matrix(std::int64_t m, std::int64_t n) { return {.rank = 2, .rows = m, .cols = n}; }

  // Number of elements. Extents are limited before a shape is made, so that the product fits.
  std::int64_t elements() const { return rows * cols; }
  // The same before it is known to fit.
  Wide all_elements() const { return static_cast<Wide>(rows) * cols; }
  // Extent of axis 0 … rank-1.
  std::int64_t extent(int axis) const { return rank == 2 && axis == 0 ? rows : cols; }
  bool operator==(const Shape&) const = default;
};

// "a number", "a vector of 3" or "4×2", for messages.
std::string in_words(const Shape& shape);

// The shape that NumPy's rules give a and b together, or nothing if they do not fit.
std::optional<Shape> broadcast(const Shape& a, const Shape& b);

// Steps through an operand while its result is walked row by row: element (r, c) of the result
// reads operand[r * row + c * col].
struct Strides {
  std::int64_t row;
  std::int64_t col;
};
inline Strides broadcast_strides(const Shape& operand) {
  return {.row = operand.rows == 1 ? 0 : operand.cols, .col = operand.cols == 1 ? 0 : 1};
}

}  // namespace bw
