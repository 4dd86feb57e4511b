// What the modes that go back share: which nodes an adjoint step runs at, what it reads, seeds, and what is read off at the end.
#pragma once

#include "modes/sweep.hpp"

namespace bw {

// The nodes that the sweeps of a task seed: for a Jacobian the outputs.
std::vector<NodeId> seeded_nodes(const Task& task);

// A run of one or more sweeps back. The task outlives it.
class Backward : public Execution {
 public:
  std::int64_t sweeps_done() const override { return out_.sweeps; }

  Outcome finish() override {
    if (!out_.too_large && !out_.refusal) out_.trace = recorder_.finish();
    return std::move(out_);
  }

 protected:
  static constexpr std::int64_t kMostPredicted = 1'000'000'000;

  explicit Backward(const Task& task);

  // An adjoint step runs at n: it is computed, and passes derivatives on.
  bool visits(NodeId n) const { return activity_.connected[n] && activity_.passes(n) && !graph_.is_given(n); }

  // Calls f for each value that the adjoint step of n reads, once a port that reads it.
  template <class F>
  void for_each_saved(NodeId n, F f) const {
    const auto operands = graph_.in(n);
    Saves saves;
    for (std::size_t port = 0; port < operands.size(); ++port)
      if (activity_.passes(graph_, n, port)) saves = saves | graph_.row[n]->saves_of(port);
    for (std::size_t port = 0; port < std::min<std::size_t>(operands.size(), 32); ++port)
      if ((saves.inputs >> port & 1) != 0) f(operands[port]);
    if (saves.output) f(n);
  }

  // Numbers that the value of n leaves beside it for the adjoint step of n.
  std::int64_t hidden(NodeId n) const {
    const Row& row = *graph_.row[n];
    return visits(n) && row.hidden_numbers != nullptr ? row.hidden_numbers(graph_.dims(n)) : 0;
  }

  // Fills readers_: for each node, the adjoint steps that read its value, once a port.
  void count_readers();
  // Numbers of the values that some adjoint step reads, and of what is hidden beside values; of those that are there.
  template <class Value, class Hidden>
  Wide saved_numbers(Value value_is_there, Hidden hidden_is_there) const {
    Wide saved = 0;
    for (NodeId n = 0; n < graph_.size(); ++n) {
      const bool is_kept = readers_[n] > 0 && !graph_.is_given(n) && value_is_there(n);
      const std::int64_t beside = hidden(n);
      saved += static_cast<Wide>(recorder_.copies(n)) *
               ((beside > 0 && hidden_is_there(n) ? beside : 0) + (is_kept ? graph_.elements(n) : 0));
    }
    return saved;
  }

  // Writes the seeds of a pass, a step for each node.
  void seed(const Pass& pass);
  // The adjoint step of n, which has an adjoint, up to where its frees may follow.
  void adjoint_step(NodeId n, const Pass& pass);
  // What a pass leaves in the outcome; last: no other follows.
  void end_pass(const Pass& pass, bool last);

  const Task& task_;
  const Graph& graph_;
  Activity activity_;
  Recorder recorder_;
  std::int64_t directions_, chunk_;
  Sweeper sweeper_;
  std::vector<NodeId> last_use_;
  std::vector<std::uint32_t> readers_;
  std::vector<Pass> passes_;
  std::size_t at_ = 0;  // the next pass
  Outcome out_;

 private:
  void seed_step(NodeId n);
  void read_off(const Pass& pass);
  std::vector<double> adjoints() const;
};

}  // namespace bw
