// What a row contributes to an operand, and how broadcasting is undone: once for all rows.
#pragma once

#include "graph/graph.hpp"

namespace bw {

// The shape in which a row gives its contribution to an operand, before it is summed back.
inline const Shape& contribution_shape(const Graph& g, NodeId n, std::size_t port) {
  return g.row[n]->broadcasts ? g.shape[n] : g.input_shapes[g.first_input[n] + port];
}

// Sums x, in shape from, back to shape to: N - |to| adds. In place: element 0 … of x become the result.
template <class T>
void sum_back(T* x, const Shape& from, const Shape& to) {
  if (from.elements() == to.elements()) return;
  const Strides s = broadcast_strides(to);
  for (std::int64_t r = 0, i = 0; r < from.rows; ++r) {
    for (std::int64_t c = 0; c < from.cols; ++c, ++i) {
      const std::int64_t at = r * s.row + c * s.col;  // never behind i
      const bool first = (s.row != 0 || r == 0) && (s.col != 0 || c == 0);
      if (first) x[at] = x[i];
      else x[at] += x[i];
    }
  }
}

}  // namespace bw
