// The numbers of leaves and consts: the one place where the recipes of leaves are followed.
#pragma once

#include <utility>
#include <vector>

#include "graph/graph.hpp"

namespace bw {

// Fills leaf_values of a graph that is to be run; of a graph of shapes, given. node_of: the nodes of the leaves of spec, then
// of its nodes. recipes: of more leaves.
void fill_leaves(Graph& graph, const GraphSpec& spec, const std::vector<NodeId>& node_of,
                 std::vector<std::pair<NodeId, Recipe>> recipes);

}  // namespace bw
