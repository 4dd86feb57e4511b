// Reverse accumulation: values first, then adjoints against the arrows, summed over all uses of a node.
// Griewank & Walther, Evaluating Derivatives, ch. 3.2; Baydin et al., JMLR 18(153), 2018, section 3.2.
#include "modes/sweep.hpp"

namespace bw {
namespace {

class Reverse : public Execution {
 public:
  explicit Reverse(const Task& task)
      : task_(task), graph_(task.graph), activity_(task.graph, task.wrt, seeded(task), task.cut),
        recorder_(task.graph, activity_, task.keep),
        directions_(task.jacobian ? count_elements(graph_, graph_.outputs) : 1),
        chunk_(chunk_of(task.options, directions_)), sweeper_(task, activity_, recorder_, chunk_, false),
        last_use_(last_uses(task.graph, held_nodes(task))), readers_(graph_.size(), 0),
        // Passes over several outputs visit different ancestors, so only those of one output count as alike.
        passes_(passes(directions_, chunk_, task.predict && (!task.jacobian || graph_.outputs.size() == 1))) {
    out_.directions = directions_;
    out_.planned_bytes = sweeper_.planned_bytes();
    out_.planned_steps = graph_.size();
    const std::int64_t columns = count_elements(graph_, task_.wrt);
    if (!task_.predict)
      (task_.jacobian ? out_.jacobian : out_.gradient)
          .resize(static_cast<std::size_t>(task_.jacobian ? directions_ * columns : columns));
  }

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
    if (!task_.predict) read_off(pass, out_);
    if (task_.keep_nodes && !task_.predict && at_ == passes_.size()) {
      out_.values = sweeper_.values();
      out_.adjoints = adjoints();
    }
    sweeper_.end_adjoints();
    return work_of_sweep(graph_, pass.lanes);
  }

  std::int64_t sweeps_done() const override { return out_.sweeps; }

  Outcome finish() override {
    if (!out_.too_large) out_.trace = recorder_.finish();
    return std::move(out_);
  }

 private:
  static constexpr std::int64_t kMostPredicted = 1'000'000'000;

  static std::vector<NodeId> seeded(const Task& task) {
    if (task.jacobian) return task.graph.outputs;
    std::vector<NodeId> nodes;
    for (const NodeValues& seed : task.seeds) nodes.push_back(seed.node);
    return nodes;
  }

  // An adjoint step runs at n: it is computed, and passes derivatives on.
  bool visits(NodeId n) const { return activity_.connected[n] && activity_.passes(n) && !graph_.is_given(n); }

  // Calls f for each value that the adjoint step of n reads, once a port that reads it.
  template <class F>
  void for_each_saved(NodeId n, F f) {
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

  void count_readers() {
    for (NodeId n = 0; n < graph_.size(); ++n)
      if (visits(n)) for_each_saved(n, [&](NodeId saved) { ++readers_[saved]; });
  }

  void value_sweep() {
    for (NodeId n = 0; n < graph_.size(); ++n) {
      if (graph_.is_given(n)) continue;
      recorder_.begin_step(Sweep::kValue, n);
      sweeper_.value(n);
      if (hidden(n) > 0) recorder_.allocate(n, What::kSaved, hidden(n));
      recorder_.computed();
      for_each_operand(graph_, n, [&](NodeId operand) {
        if (last_use_[operand] == n) release_value(operand);
      });
      if (last_use_[n] == n) release_value(n);
      recorder_.end_step();
    }
    Wide saved = 0;
    for (NodeId n = 0; n < graph_.size(); ++n) {
      const bool is_kept = readers_[n] > 0 && !graph_.is_given(n);
      saved += static_cast<Wide>(recorder_.copies(n)) * (hidden(n) + (is_kept ? graph_.elements(n) : 0));
    }
    recorder_.end_value_sweep(saved);
  }
  void release_value(NodeId n) {
    if (readers_[n] == 0 && !graph_.is_given(n)) recorder_.free(n, What::kValue, graph_.elements(n));
  }

  void adjoint_sweep(const Pass& pass, bool only) {
    recorder_.begin_pass(pass.times);
    sweeper_.set_lanes(pass.lanes);
    seed(pass);
    for (NodeId n = graph_.size(); n-- > 0;) {
      if (!sweeper_.has_adjoint(n) || !visits(n)) continue;
      recorder_.begin_step(Sweep::kAdjoint, n);
      for_each_saved(n, [&](NodeId saved) { recorder_.read(saved, What::kValue); });
      if (hidden(n) > 0) recorder_.read(n, What::kSaved);
      sweeper_.coef(n, Sweep::kAdjoint);
      sweeper_.adjoint(n);
      recorder_.computed();
      recorder_.free(n, What::kAdjoint, graph_.elements(n), pass.lanes);
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

  void seed(const Pass& pass) {
    if (task_.jacobian) {
      for_each_direction(graph_, graph_.outputs, pass, [&](std::int64_t d, NodeId n, std::int64_t element) {
        if (!activity_.active[n]) return;
        if (!sweeper_.has_adjoint(n)) seed_step(n);
        sweeper_.set(n, d - pass.first, element, 1.0);
      });
      return;
    }
    for (const NodeValues& seed : task_.seeds) {
      if (!activity_.active[seed.node]) continue;
      seed_step(seed.node);
      for (std::size_t i = 0; i < seed.value.size(); ++i)
        sweeper_.set(seed.node, 0, static_cast<std::int64_t>(i), seed.value[i]);
    }
  }
  void seed_step(NodeId n) {
    recorder_.begin_step(Sweep::kAdjoint, n, true);
    sweeper_.begin_adjoint(n);
    recorder_.computed();
    recorder_.end_step();
  }

  void read_off(const Pass& pass, Outcome& out) {
    for (std::int64_t lane = 0; lane < pass.lanes; ++lane) {
      std::size_t at =
          task_.jacobian ? static_cast<std::size_t>((pass.first + lane) * count_elements(graph_, task_.wrt)) : 0;
      for (const NodeId n : task_.wrt)
        for (std::int64_t i = 0; i < graph_.elements(n); ++i, ++at)
          (task_.jacobian ? out.jacobian : out.gradient)[at] =
              sweeper_.has_adjoint(n) ? sweeper_.derivative(n, lane, i) : 0.0;
    }
  }
  std::vector<double> adjoints() const {
    std::vector<double> out = sweeper_.derivatives(0);
    for (NodeId n = 0; n < graph_.size(); ++n)
      if (!sweeper_.has_adjoint(n)) std::fill(out.begin() + graph_.offset[n], out.begin() + graph_.offset[n + 1], 0.0);
    return out;
  }

  const Task& task_;
  const Graph& graph_;
  Activity activity_;
  Recorder recorder_;
  std::int64_t directions_, chunk_;
  Sweeper sweeper_;
  std::vector<NodeId> last_use_;
  std::vector<std::uint32_t> readers_;  // adjoint steps that still need a node's value
  std::vector<Pass> passes_;
  std::size_t at_ = 0;  // the next pass
  Outcome out_;
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
