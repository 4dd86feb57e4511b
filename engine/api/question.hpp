// What a differentiate request asks of a graph: leaf values, seeds, direction; its ids resolved and checked.
#pragma once

#include "api/request.hpp"
#include "graph/expand.hpp"

namespace bw {

struct Question {
  std::vector<double> leaf_values;   // at graph.offset
  std::vector<NodeValues> seeds;     // of the adjoint column
  std::vector<NodeValues> direction; // of the tangent column; empty where there is no wrt
};

// Ids are those of graph or, where graph is the expansion of original, those of original. Mistakes, wrong modes
// and options too, go to diagnostics.
Question ask(const Request& request, const Graph& graph, const Graph& original, const Expanded* expanded, Diagnostics& diagnostics);

}  // namespace bw
