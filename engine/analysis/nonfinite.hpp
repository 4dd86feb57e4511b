// Where the first number that is not finite comes from.
#pragma once

#include "modes/mode.hpp"

namespace bw {

// A number of node that is not finite, and the row that made it: that of maker, by its operand at port. port is the arity of
// maker where it made a value or a tangent of its own, and then maker is node. A maker of kNone: what comes to node is
// finite, its sum is not. element: of node.
struct Nonfinite {
  NodeId node, maker;
  std::size_t port;
  std::int64_t element;
  double made;
};

// values, tangents, adjoints: of all nodes, at graph.offset.
std::optional<Nonfinite> first_value(const Graph& graph, const std::vector<double>& values);
std::optional<Nonfinite> first_tangent(const Graph& graph, const std::vector<double>& tangents);
// Going back: every consumer of the node has a finite adjoint.
std::optional<Nonfinite> first_adjoint(const Graph& graph, const Activity& activity, const std::vector<double>& values,
                                       const std::vector<double>& adjoints);

// The same for one entry of a derivative that no column shows: the seeded sum, or element row of the outputs, by one
// element of node, a wrt node or one before those. Nothing where both sweeps stay finite.
struct Entry {
  NodeId node;
  std::int64_t element;
  std::vector<NodeValues> seeds;
};
std::optional<Nonfinite> first_on_the_way(const Graph& graph, const std::vector<double>& values, const Entry& entry);

// What the row of found.maker says of such operands: its words on borders; empty where it has none, or none of them fits.
std::string_view words_on(const Graph& graph, const std::vector<double>& values, const Nonfinite& found);

}  // namespace bw
