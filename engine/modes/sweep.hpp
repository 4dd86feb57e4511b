// What the modes share: buffers, one step of each kind of sweep executed or predicted, and who is used last.
#pragma once

#include "graph/apply.hpp"
#include "modes/mode.hpp"
#include "trace/recorder.hpp"

namespace bw {

// Directions first … first + lanes of a run; times such sweeps of the same kind are counted where predicted.
struct Pass {
  std::int64_t first, lanes, times;
};
// Cuts directions into chunks. Where predicted, equal chunks are one pass with a count.
std::vector<Pass> passes(std::int64_t directions, std::int64_t chunk, bool predict);
std::int64_t chunk_of(const Options& options, std::int64_t directions);

// About how long a traced step of n takes, in units of some nanoseconds: it has its own cost, and one for each number that it
// makes or reads.
std::int64_t work_of(const Graph& graph, NodeId n, std::int64_t lanes);
std::int64_t work_of_sweep(const Graph& graph, std::int64_t lanes);

std::int64_t count_elements(const Graph& graph, const std::vector<NodeId>& nodes);
// text with {sweeps}, {directions} and {chunk} filled in.
std::string fill_title(std::string_view text, const Task& task, const Outcome& outcome);

// Runs rows, or only their cost formulas, and tells the recorder. Lane k of node n's tangent (or adjoint)
// begins at offset[n] * lanes + k * elements(n).
class Sweeper {
 public:
  // most_lanes: the widest pass. keep_coefs: one coefficient buffer a node instead of one for all.
  Sweeper(const Task& task, const Activity& activity, Recorder& recorder, std::int64_t most_lanes, bool keep_coefs);

  // Bytes that an execution takes.
  std::int64_t planned_bytes() const;
  void set_lanes(std::int64_t lanes) { lanes_ = lanes; }

  // is_there: the value is held already, and is made for what the row hides beside it.
  void value(NodeId n, bool is_there = false);
  // What stands in the place of a value that is free is NaN, so that nobody who reads it goes unseen.
  void forget(NodeId n);
  Cost value_cost(NodeId n) const { return apply_.value_cost(n); }
  void coef(NodeId n, Sweep part);
  // The tangents of n from those of its operands; coef(n) has run.
  void tangent(NodeId n);
  // Pushes the adjoints of n to its active operands, ports in descending order; coef(n) has run. A first
  // contribution is a store and allocates; others add.
  void adjoint(NodeId n);

  // Writing seeds is free: zeros everywhere, then single elements.
  void clear(NodeId n);
  void set(NodeId n, std::int64_t lane, std::int64_t element, double x);
  // Whether n has an adjoint in this pass.
  bool has_adjoint(NodeId n) const { return present_[n] != 0; }
  void begin_adjoint(NodeId n);  // allocates it, zero
  void end_adjoints() { std::fill(present_.begin(), present_.end(), static_cast<unsigned char>(0)); }

  double derivative(NodeId n, std::int64_t lane, std::int64_t element) const;
  std::vector<double> values() const;
  std::vector<double> derivatives(std::int64_t lane) const;

 private:
  template <class F>
  void spend(Sweep part, NodeId n, const Cost& formula, std::int64_t lanes, F execute);
  Counted* lane_of(NodeId n, std::int64_t lane) {
    return derivatives_.data() + graph_.offset[n] * lanes_ + lane * graph_.elements(n);
  }
  const Counted* lane_of(NodeId n, std::int64_t lane) const {
    return derivatives_.data() + graph_.offset[n] * lanes_ + lane * graph_.elements(n);
  }
  Counted* coef_of(NodeId n) { return coefs_.data() + (coef_offset_.empty() ? 0 : coef_offset_[n]); }
  std::int64_t added(NodeId n, NodeId operand) const;
  void sum_over_batch(NodeId n, std::size_t port);
  void accumulate(NodeId n, std::size_t port, std::int64_t lane);
  void show_tangent_terms(NodeId n);
  void show_adjoint_term(NodeId n, std::uint32_t port);

  const Task& task_;
  const Graph& graph_;
  const Activity& activity_;
  Recorder& recorder_;
  Apply apply_;
  std::int64_t lanes_, most_lanes_, coef_numbers_ = 0;
  std::vector<Counted> values_, derivatives_, coefs_;
  std::vector<std::int64_t> coef_offset_;  // empty: one buffer for all
  std::vector<unsigned char> present_;     // a flag a node: its adjoint has begun
  std::vector<unsigned char> is_first_;    // a flag a port of the node under way
  std::vector<const Counted*> tangents_;
};

// The nodes that a task seeds: for a Jacobian the outputs.
std::vector<NodeId> seeded_nodes(const Task& task);
// The outputs and the seeded nodes: their values stay to the end.
std::vector<NodeId> held_nodes(const Task& task);
// For each node the node that uses it last, itself if none does; kNone for what is held, and for unread leaves.
std::vector<NodeId> last_uses(const Graph& graph, const std::vector<NodeId>& held);

// Calls f once for each distinct operand of n.
template <class F>
void for_each_operand(const Graph& g, NodeId n, F f) {
  const auto operands = g.in(n);
  for (std::size_t port = 0; port < operands.size(); ++port) {
    bool seen = false;
    for (std::size_t before = 0; before < port; ++before) seen = seen || operands[before] == operands[port];
    if (!seen) f(operands[port]);
  }
}

// Calls f for each node that is used last at n, leaves too, and for n itself where nobody uses it. last: from last_uses.
template <class F>
void for_each_last_use(const Graph& g, const std::vector<NodeId>& last, NodeId n, F f) {
  for_each_operand(g, n, [&](NodeId operand) {
    if (last[operand] == n) f(operand);
  });
  if (last[n] == n) f(n);
}

// The elements of nodes, numbered through: f(direction, node, element) for those in the pass.
template <class F>
void for_each_direction(const Graph& g, const std::vector<NodeId>& nodes, const Pass& pass, F f) {
  std::int64_t direction = 0;
  for (const NodeId n : nodes) {
    const std::int64_t begin = std::max(pass.first, direction),
                       end = std::min(pass.first + pass.lanes, direction + g.elements(n));
    for (std::int64_t d = begin; d < end; ++d) f(d, n, d - direction);
    direction += g.elements(n);
  }
}

}  // namespace bw
