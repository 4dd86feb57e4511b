// Values first, then adjoints against the arrows, summed over all uses of a node.
#include "modes/dense_reverse.hpp"

#include "modes/backward.hpp"

namespace bw {
namespace {

class Reverse : public Backward {
 public:
  Reverse(const Task& task, Directions directions) : Backward(task, std::move(directions)) {
    out_.planned_steps = graph_.size();
  }

  // A portion is a sweep; the first has that of the values before it.
  std::int64_t advance() override {
    if (at_ == passes_.size() || out_.too_large) return 0;
    if (at_ == 0) value_sweep();
    const Pass& pass = passes_[at_++];
    out_.sweeps += pass.times;
    out_.planned_steps += pass.times * graph_.size();
    out_.too_large = task_.predict && out_.planned_steps > kMostPredicted;
    if (out_.too_large) return 0;
    adjoint_sweep(pass, passes_.size() == 1 && pass.times == 1);
    end_pass(pass, at_ == passes_.size());
    return work_of_sweep(graph_, pass.lanes);
  }

 private:
  void value_sweep() {
    for (NodeId n = 0; n < graph_.size(); ++n) {
      if (graph_.is_given(n)) continue;
      recorder_.begin_step(Sweep::kValue, n);
      sweeper_.value(n);
      if (saved_.hidden(n) > 0) recorder_.allocate(n, What::kSaved, saved_.hidden(n));
      recorder_.computed();
      for_each_last_use(graph_, last_use_, n, [&](NodeId done) {
        if (!saved_.is_read(done) && !graph_.is_given(done)) recorder_.free(done, What::kValue, graph_.elements(done));
      });
      recorder_.end_step();
    }
    recorder_.end_value_sweep(saved_.numbers(recorder_));
  }

  void adjoint_sweep(const Pass& pass, bool only) {
    recorder_.begin_pass(pass.times);
    sweeper_.set_lanes(pass.lanes);
    seed(pass);
    for (NodeId n = graph_.size(); n-- > 0;) {
      if (!sweeper_.has_adjoint(n) || !saved_.visits(n)) continue;
      adjoint_step(n, pass);
      if (only) free_saved(n);
      if (only && saved_.hidden(n) > 0) recorder_.free(n, What::kSaved, saved_.hidden(n));
      recorder_.end_step();
    }
  }
  // What the step of n alone still needed is free after it; outputs and seeded nodes are held to the end.
  void free_saved(NodeId n) {
    saved_.end_step(n, [&](NodeId saved) {
      if (last_use_[saved] != kNone && !graph_.is_given(saved))
        recorder_.free(saved, What::kValue, graph_.elements(saved));
    });
  }
};

}  // namespace

std::unique_ptr<Execution> go_back(const Task& task, Directions directions) {
  return std::make_unique<Reverse>(task, std::move(directions));
}

}  // namespace bw
