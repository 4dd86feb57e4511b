// Words and broadcasting for shapes.
#include "base/shape.hpp"

#include <algorithm>

namespace bw {

std::string in_words(const Shape& shape) {
  if (shape.rank == 0) return "a number";
  if (shape.rank == 1) return "a vector of " + std::to_string(shape.cols);
  return std::to_string(shape.rows) + "×" + std::to_string(shape.cols);
}

std::optional<Shape> broadcast(const Shape& a, const Shape& b) {
  const bool rows_fit = a.rows == b.rows || a.rows == 1 || b.rows == 1;
  const bool cols_fit = a.cols == b.cols || a.cols == 1 || b.cols == 1;
  if (!rows_fit || !cols_fit) return std::nullopt;
  return Shape{.rank = std::max(a.rank, b.rank), .rows = std::max(a.rows, b.rows), .cols = std::max(a.cols, b.cols)};
}

}  // namespace bw
