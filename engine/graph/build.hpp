// Checks a network and makes it a graph.
#pragma once

#include <optional>

#include "graph/graph.hpp"

namespace bw {

// The graph, or nothing and all mistakes in diagnostics. Limits are checked from shapes, before memory is taken. count: the
// version of the counting convention that its rows follow.
std::optional<Graph> build(const GraphSpec& spec, Diagnostics& diagnostics, int count = kCount);

}  // namespace bw
