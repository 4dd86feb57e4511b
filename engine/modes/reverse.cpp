// Reverse accumulation: values first, then adjoints against the arrows, summed over all uses of a node.
// Griewank & Walther, Evaluating Derivatives, ch. 3.2; Baydin et al., JMLR 18(153), 2018, section 3.2.
#include "modes/backward.hpp"

namespace bw {
namespace {

class Reverse : public Backward {
 public:
  explicit Reverse(const Task& task) : Backward(task) { out_.planned_steps = graph_.size(); }

  // A portion is a sweep; the first has that of the values before it.
  std::int64_t advance() override {
    if (at_ == passes_.size() || out_.too_large) return 0;
    if (at_ == 0) {
      count_readers();
      value_sweep();
    }
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
      if (hidden(n) > 0) recorder_.allocate(n, What::kSaved, hidden(n));
      recorder_.computed();
      for_each_last_use(graph_, last_use_, n, [&](NodeId done) {
        if (readers_[done] == 0 && !graph_.is_given(done)) recorder_.free(done, What::kValue, graph_.elements(done));
      });
      recorder_.end_step();
    }
    const auto all = [](NodeId) { return true; };
    recorder_.end_value_sweep(saved_numbers(all, all));
  }

  void adjoint_sweep(const Pass& pass, bool only) {
    recorder_.begin_pass(pass.times);
    sweeper_.set_lanes(pass.lanes);
    seed(pass);
    for (NodeId n = graph_.size(); n-- > 0;) {
      if (!sweeper_.has_adjoint(n) || !visits(n)) continue;
      adjoint_step(n, pass);
      if (only) free_saved(n);
      if (only && hidden(n) > 0) recorder_.free(n, What::kSaved, hidden(n));
      recorder_.end_step();
    }
  }
  // What the step of n alone still needed is free after it; outputs and seeded nodes are held to the end.
  void free_saved(NodeId n) {
    for_each_saved(n, [&](NodeId saved) {
      if (--readers_[saved] == 0 && last_use_[saved] != kNone && !graph_.is_given(saved))
        recorder_.free(saved, What::kValue, graph_.elements(saved));
    });
  }
};

}  // namespace

const Mode& reverse_mode() {
  static const Mode mode{
      .name = "reverse",
      .label = "backward",
      .direction = Direction::kAgainst,
      .default_of_direction = true,
      .doc = "Values first, then one sweep back that carries one number per value and sums over all its uses.",
      .source =
          "Baydin et al., Automatic Differentiation in Machine Learning: a Survey, JMLR 18(153), 2018, section 3.2",
      .options = {"chunk"},
      .schedules = {{"backward: values, then {sweeps} sweeps back", {.chunk = 1}, {Line::kSolid, Mark::kCircle}}},
      .planned = Planned::kAgainst,
      .title =
          [](const Task& task, const Outcome& out) {
            return fill_title(out.sweeps == 1 ? "backward: values, then one sweep back"
                                              : "backward: values, then {sweeps} sweeps back",
                              task, out);
          },
      .begin = [](const Task& task) -> std::unique_ptr<Execution> { return std::make_unique<Reverse>(task); },
  };
  return mode;
}

}  // namespace bw
