// The part of a graph that lies between two nodes, numbered by itself.
#pragma once

#include "graph/activity.hpp"

namespace bw {

// A derivative passes along it: from the node at place `from`, operand number port of the node at place `to`, so that
// x*x has two edges. next: the edge that leaves the same place after this one, in the order of edges; kNone: none does.
struct Edge {
  std::uint32_t from, to, port, next;
};

// Every node on a path from one node to another, in program order: the first is at place 0, the other at the last
// place; no node where there is no path. Only the first is independent: the wrt of the graph cuts nothing.
struct Between {
  Between(const Graph& graph, NodeId from, NodeId to);

  std::uint32_t size() const { return static_cast<std::uint32_t>(nodes.size()); }

  Activity activity;  // by the first node, seeded at the other
  std::vector<NodeId> nodes;
  std::vector<Edge> edges;  // by the place they go to, then by port: what goes into a place comes before what leaves it
  std::vector<std::uint32_t> first_out;  // the first edge out of each place; kNone at the last place
};

}  // namespace bw
