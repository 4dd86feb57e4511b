// What a reader should know about numbers that are right but odd.
#pragma once

#include "api/differentiate/differentiate.hpp"

namespace bw {

// Names the first node that made a number that is not finite, a node on a kink, one whose derivative has
// lost its digits, leaves that nothing uses, and a gradient that is zero because nothing depends on what one differentiates by.
void warn(const Graph& graph, const Activity& activity, const Differentiated& result, Diagnostics& diagnostics);

}  // namespace bw
