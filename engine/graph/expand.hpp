// Rewrites a graph as scalar operations: the network a careful student works through on paper.
#pragma once

#include "graph/graph.hpp"

namespace bw {

// The element of a node of the original that a scalar is or, where it is inner, helps to compute.
struct Origin {
  NodeId node;
  std::int64_t element;
  bool inner;
};

// Element i of node n of the original is node scalar[original.offset[n] + i] of graph; origin goes the other way.
struct Expanded {
  Graph graph;
  std::vector<NodeId> scalar;
  std::vector<Origin> origin;
};

// How many scalar nodes the expansion of a graph has; counts no further than limits::kScalars + 1.
std::int64_t expanded_size(const Graph& graph);
// Ids are z[2] and W[1,0], inner operations z[2].1, z[2].2 …; at most limits::kScalars nodes.
Expanded expand(const Graph& graph);

}  // namespace bw
