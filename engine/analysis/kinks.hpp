// Which nodes stand on a kink, where a derivative is a choice.
#pragma once

#include "graph/activity.hpp"

namespace bw {

// Whether a derivative passes through n exactly at a kink of its row. values: of all nodes, at graph.offset.
bool on_kink(const Graph& graph, const Activity& activity, NodeId n, const std::vector<double>& values);

// Whether an element of n, a node of a row with KinkAt::kNear, stands at most so far from one of its kinks.
bool near_kink(const Graph& graph, NodeId n, const double* values, double distance);

}  // namespace bw
