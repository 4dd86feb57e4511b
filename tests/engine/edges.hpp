// What must hold of a network whose numbers are at the edges: zeros, ties, infinities, and what overflows or underflows.
#pragma once

#include <optional>
#include <string>

#include "graph/graph.hpp"

namespace bw::test {

// fault: which of these does not hold, in words:
// - the same bits by traced modes, in every schedule, by a plan, and by the fast lane;
// - on scalars the same bits where the network has only rows that are themselves there, on numbers; else within 1e-12;
// - forward and reverse agree where both are finite and no sum or product cancelled, overflowed or underflowed;
// - whatever is not finite, and whatever does not agree, carries W_NONFINITE, which names who made it;
// - the answer says that the ways agree just where they do;
// - a row of one element makes no NaN of finite operands about which it has no words, and its slope is that of the complex step;
// - softmax, logsumexp and the losses on scores are, of infinite scores, the limit of what they are of large ones, where it is reached;
//   logsumexp is not below its largest operand, and bce of what is certain is 0.
// whole: all is finite, and nothing was lost on the way, so that the ways had to agree.
struct AtEdges {
  std::optional<std::string> fault;
  bool whole;
};
AtEdges at_edges(const Graph& graph);

}  // namespace bw::test
