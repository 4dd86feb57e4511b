// What the modes that go back with whole nodes share: seeds, adjoint steps, and what is read off at the end.
#pragma once

#include "modes/directions.hpp"
#include "modes/saved.hpp"

namespace bw {

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

  Backward(const Task& task, Directions directions);

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
  Saved saved_;
  Directions directions_;
  std::int64_t chunk_;
  Sweeper sweeper_;
  std::vector<NodeId> last_use_;
  std::vector<Pass> passes_;
  std::size_t at_ = 0;  // the next pass
  Outcome out_;

 private:
  void seed_step(NodeId n);
  void read_off(const Pass& pass);
  std::vector<double> adjoints() const;
};

}  // namespace bw
