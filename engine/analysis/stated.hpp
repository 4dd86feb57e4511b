// What calls of definitions state as their derivatives, beside what their expressions have by the complex step.
// Squire & Trapp, Using Complex Variables to Estimate Derivatives of Real Functions, SIAM Review 40(1), 1998.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/activity.hpp"

namespace bw {

// One call and one node that its expression reads, which a derivative passes from. stated and body: how each element of the
// call moves with all elements of that node together, by what is stated and by the expression.
struct StatedDerivative {
  NodeId node;  // the value of the call, with all that it states
  NodeId by;
  NodeId link;       // what attaches its derivative to the call; where nothing is stated, node
  bool is_argument;  // else the expression reads it all the same, and nothing is stated
  std::vector<double> stated, body;
  double difference = 0;  // the largest, relative to the larger of the two; along other directions, too; 0 for rounding
  bool mixes = false;     // they differ, though not along all elements together: the expression mixes its elements
  bool agrees() const { return difference == 0; }
};

// Those of all calls, in the order of the program, while the work for them is small; left_out: calls that are not compared.
struct StatedDerivatives {
  std::vector<StatedDerivative> list;
  std::int64_t left_out = 0;
};

// The expression of a call is what stands in the statement of the call between its arguments and its value; where its value
// is of another statement, all that it is computed from. values: of all nodes, at graph.offset.
StatedDerivatives compare_stated(const Graph& graph, const Activity& activity, const std::vector<double>& values);

}  // namespace bw
