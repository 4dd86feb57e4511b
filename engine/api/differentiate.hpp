// Answers a differentiate request on a graph that is built.
#pragma once

#include "api/response.hpp"
#include "graph/expand.hpp"

namespace bw {

// Fills response.activity and response.result, or diagnostics. expanded: where response.graph is the expansion of
// original; else null, and response.graph is original.
void differentiate(const Request& request, const Graph& original, const Expanded* expanded, Response& response);

}  // namespace bw
