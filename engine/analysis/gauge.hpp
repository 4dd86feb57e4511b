// How much a derivative costs beside the value alone, and the bound that the rows in use give it.
// Griewank & Walther, Evaluating Derivatives, 2008, ch. 3 and 4: the cheap gradient principle.
#pragma once

#include "modes/mode.hpp"

namespace bw {

// In flops + fn of one sweep. ratio: (value + derivative) / value, absent where the value costs nothing. bound: the
// largest such quotient of a node, reached at node; absent where none can be given.
struct Gauge {
  Direction direction;
  std::optional<double> ratio, bound;
  std::optional<NodeId> node;
};

// value, derivative: what each node was counted to cost. The bound comes from the cost formulas of the rows alone: for
// a node (value + coef + vjp + adds) / value, adds being those of all its contributions as if none were a first one,
// or (value + coef + jvp) / value along the arrows. A sum of numerators over a sum of denominators is never more than
// the largest quotient, so ratio ≤ bound. A node whose value costs nothing has no quotient: what its derivative costs
// is charged to the dearest node that reads it, through others that cost nothing, or else that it reads.
Gauge gauge(const Graph& graph, const Activity& activity, Direction direction, const std::vector<Cost>& value,
            const std::vector<Cost>& derivative);

}  // namespace bw
