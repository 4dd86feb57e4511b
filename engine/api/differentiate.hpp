// Answers a differentiate request on a graph that is built.
#pragma once

#include "api/response.hpp"

namespace bw {

// Fills response.activity and response.result, or diagnostics. original: the graph as written, where response.graph
// is its expansion; else null.
struct Expanded;
void differentiate(const Request& request, const Graph& original, const Expanded* expanded, Response& response);

}  // namespace bw
