// Which nodes a derivative passes through.
#pragma once

#include <utility>
#include <vector>

#include "graph/graph.hpp"

namespace bw {

// Numbers for the elements of one node: a cotangent or a tangent.
struct NodeValues {
  NodeId node;
  std::vector<double> value;
};

// A flag a node: it differs from example to example of a batch, as it depends on a leaf that is data, not a param.
std::vector<unsigned char> differing(const Graph& graph);

// A flag a node: it does nothing but stop the derivative of a value for which one is stated behind it.
std::vector<unsigned char> hides_a_body(const Graph& graph);

// A flag a node: its value moves with wrt. As Activity::passes, but a value whose derivative is stated moves as what it is
// computed from does, through the stop_gradient that hides that from derivatives.
std::vector<unsigned char> moving(const Graph& graph, const struct Activity& activity);

// active: depends on an element of wrt. A wrt node is independent, and so is a node of cut: what lies before
// it is not active through it. connected: active, with a path to a seeded node; only these are visited going back.
struct Activity {
  std::vector<unsigned char> is_wrt;
  std::vector<unsigned char> is_independent;
  std::vector<unsigned char> active;
  std::vector<unsigned char> connected;

  Activity(const Graph& graph, const std::vector<NodeId>& wrt, const std::vector<NodeId>& seeded,
           const std::vector<NodeId>& cut = {});

  // A derivative passes from the operands into n: n is active and not itself independent.
  bool passes(NodeId n) const { return active[n] != 0 && is_independent[n] == 0; }
  // A derivative passes into n from its operand at port.
  bool passes(const Graph& graph, NodeId n, std::size_t port) const {
    return passes(n) && active[graph.in(n)[port]] != 0 && graph.row[n]->passes(port);
  }
};

}  // namespace bw
