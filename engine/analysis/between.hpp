// The part of a graph that lies between two nodes, numbered by itself.
#pragma once

#include "graph/activity.hpp"

namespace bw {

// A derivative passes along it: from the node at place `from`, operand number port of the node at place `to`, so that
// x*x has two edges.
struct Edge {
  std::uint32_t from, to, port;
};

// Every node on a path from one node to another, in program order: the first is at place 0, the other at the last
// place; no node where there is no path. Only the first is independent: the wrt of the graph cuts nothing.
struct Between {
  Between(const Graph& graph, NodeId from, NodeId to);

  std::uint32_t size() const { return static_cast<std::uint32_t>(nodes.size()); }
  std::span<const Edge> into(std::uint32_t place) const { return {edges.data() + first_in[place], first_in[place + 1] - first_in[place]}; }
  std::span<const std::uint32_t> out_of(std::uint32_t place) const { return {leaving.data() + first_out[place], first_out[place + 1] - first_out[place]}; }
  // Whether edge e is the last one out of the place that it comes from.
  bool is_last(std::uint32_t e) const { return out_of(edges[e].from).back() == e; }

  Activity activity;                                // by the first node, seeded at the other
  std::vector<NodeId> nodes;
  std::vector<Edge> edges;                          // by the place they go to, then by port
  std::vector<std::uint32_t> leaving;               // places in edges, by the place they come from; else in their order
  std::vector<std::uint32_t> first_in, first_out;   // where a place's edges begin; at size() where the last end
};

}  // namespace bw
