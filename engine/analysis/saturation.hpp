// Which nodes are so near a limit of their row that their derivative, taken from their value, has lost its digits.
#pragma once

#include <optional>
#include <vector>

#include "graph/activity.hpp"

namespace bw {

// The element of n that lies furthest beyond the saturation of its row; nothing where none does whose operand is finite, or
// where no derivative passes through n. values: of all nodes, at graph.offset.
std::optional<std::int64_t> saturated_element(const Graph& graph, const Activity& activity, NodeId n,
                                              const std::vector<double>& values);

// slope: the derivative there by the row; exact: by the complex step; digits: how many of the 16 decimal ones of slope are
// left, about.
struct Saturated {
  double operand, slope, exact;
  int digits;
};
Saturated saturation_at(const Graph& graph, NodeId n, std::int64_t element, const std::vector<double>& values);

}  // namespace bw
