// What a network costs to run and to train, for a batch of examples, from its shapes alone.
#pragma once

#include "modes/mode.hpp"

namespace bw {

// Of all examples together. saved_for: the adjoint steps that read its value (kValue), or what it hides beside it (kSaved).
struct EstimatedNode {
  bool differs;  // from example to example: it is there once for each
  WideCost value, adjoint;
  Wide bytes, kept_bytes;
  std::vector<std::pair<NodeId, What>> saved_for;
};

// The nodes of a statement of the text together, and the params that it makes itself: those of a layer.
struct EstimatedStatement {
  NodeId last;  // of its nodes
  std::int64_t nodes = 0;
  Wide weights = 0;
  WideCost value, adjoint;
  Wide bytes = 0, kept_bytes = 0;  // bytes: of what it computes
};

// Numbers. data: of the leaves that are no params. gradient: of wrt. trained: the weights in wrt.
struct EstimatedSizes {
  Wide weights = 0, trained = 0, data = 0, gradient = 0;
};

struct Estimate {
  std::vector<EstimatedNode> nodes;
  std::vector<EstimatedStatement> statements;
  std::vector<std::size_t> statement_of;  // a node
  EstimatedSizes sizes;
  Outcome prediction;  // values alone
  Outcome training;    // values, and one sweep back from every output; with its steps
};

// A run of a mode on so many examples, nothing computed. Every output has a seed.
Outcome estimated_run(const Mode& mode, const Graph& graph, std::int64_t batch, const Options& options = {},
                      Keep keep = {});

// timeline: with the bytes of every step.
Estimate estimate(const Graph& graph, std::int64_t batch, bool timeline = false);

}  // namespace bw
