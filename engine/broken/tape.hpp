// What a student's engine works on: the scalars that a derivative passes through, in order, each with its operands and
// the derivatives by them.
#pragma once

#include "graph/activity.hpp"

namespace bw {

// An operand of a node, and the derivative of the node by it: x*x has two.
struct TapeEdge {
  std::uint32_t operand;  // its place
  double local;
};
struct TapeSeed {
  std::uint32_t place;
  double value;
};

// Only what is active and has a path to a seeded node; such a node has a place, and operands come before what reads them.
struct Tape {
  // graph: of scalars. values: at graph.offset. Not counted.
  Tape(const Graph& graph, const Activity& activity, const std::vector<double>& values,
       const std::vector<NodeValues>& seeds);

  std::uint32_t size() const { return static_cast<std::uint32_t>(nodes.size()); }
  // In the order in which the reverse mode pushes to them: the last port first.
  std::span<const TapeEdge> operands(std::uint32_t place) const {
    return {edges.data() + first_edge[place], first_edge[place + 1] - first_edge[place]};
  }

  std::vector<NodeId> nodes;            // by place
  std::vector<std::uint32_t> place_of;  // by node; kNone where it has none
  std::vector<TapeEdge> edges;          // by the place of the node that reads
  std::vector<std::uint32_t> first_edge{0};
  std::vector<TapeSeed> seeds;  // every node at most once
};

}  // namespace bw
