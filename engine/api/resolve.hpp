// What a request asks of a graph, its ids resolved: leaf values, seeds, direction.
#pragma once

#include "api/request.hpp"
#include "graph/expand.hpp"

namespace bw {

struct Resolved {
  std::vector<double> leaf_values;    // at graph.offset
  std::vector<NodeValues> seeds;      // of the adjoint column
  std::vector<NodeValues> direction;  // of the tangent column; empty where there is no wrt
};

// The nodes that an id stands for: one node of graph or, where graph is the expansion of original, the scalars of a
// node of original. None, reported, where there is no such node.
std::vector<NodeId> nodes_named(const std::string& id, const std::string& path, const Graph& graph,
                                const Graph& original, const Expanded* expanded, Diagnostics& diagnostics);

// Replaces the wrt of graph; mistakes go to diagnostics.
void replace_wrt(const std::vector<Ref>& names, Graph& graph, const Graph& original, const Expanded* expanded,
                 Diagnostics& diagnostics);

// Ids are those of graph or, where graph is the expansion of original, those of original. Mistakes, wrong modes
// and options too, go to diagnostics.
Resolved resolve(const Request& request, const Graph& graph, const Graph& original, const Expanded* expanded,
                 Diagnostics& diagnostics);

// Whether the modes of a request exist, and take their options.
void check_modes(const Request& request, Diagnostics& diagnostics);

}  // namespace bw
