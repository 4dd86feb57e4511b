// Checkpointed reverse: the execution order cut into segments, whose values are made again, from what the cuts keep, when the
// sweep back comes to them. The same bits as reverse.
// Griewank & Walther, Algorithm 799: Revolve, ACM TOMS 26(1), 2000; Chen et al., 2016; Beaumont et al. (Rotor), 2019.
#include <cmath>
#include <limits>
#include <utility>

#include "modes/backward.hpp"
#include "modes/cuts.hpp"

namespace bw {
namespace {

std::int64_t bounded(Wide n) {
  constexpr Wide kMost = Wide{1} << 44;  // sums over all steps fit 64 bits
  return static_cast<std::int64_t>(std::min(n, kMost));
}

class Checkpointed : public Backward {
 public:
  explicit Checkpointed(const Task& task)
      : Backward(task, each_element(task, Direction::kAgainst)), step_of_(graph_.size(), kNone) {
    recorder_.recomputes();
    for (NodeId n = 0; n < graph_.size(); ++n) {
      if (graph_.is_given(n)) continue;
      step_of_[n] = static_cast<std::uint32_t>(nodes_.size());
      nodes_.push_back(n);
    }
    plan();
  }

  // A portion is a pass: a value sweep, and all that follows.
  std::int64_t advance() override {
    if (at_ == passes_.size() || out_.too_large || out_.refusal) return 0;
    const Pass& pass = passes_[at_++];
    out_.sweeps += pass.times;
    out_.planned_steps += pass.times * static_cast<std::int64_t>(program_.size());
    out_.too_large = task_.predict && out_.planned_steps > kMostPredicted;
    if (out_.too_large) return 0;
    run(pass);
    end_pass(pass, at_ == passes_.size());
    return work_of_sweep(graph_, pass.lanes) * (1 + static_cast<std::int64_t>(program_.size()) / (graph_.size() + 1));
  }

 private:
  static constexpr std::int64_t kMostActions = 8'000'000;

  void plan() {
    const Order order = order_of();
    const std::optional<Cuts> cuts = choose(order);
    if (!cuts) return;
    auto actions = program(order, *cuts, kMostActions);
    out_.too_large = !actions;
    if (!actions) return;
    program_ = std::move(*actions);
    out_.planned_bytes += static_cast<std::int64_t>(program_.size() * sizeof(Action));
    out_.segments = 0;
    for (std::size_t i = 0; i < cuts->size(); ++i) *out_.segments += (*cuts)[i].next == i + 1 ? 1 : 0;
    reads_.assign(nodes_.size(), 0);
    hidden_is_there_.assign(nodes_.size(), 0);
  }

  std::optional<Cuts> choose(const Order& order) {
    const Options& o = task_.options;
    const std::uint32_t steps = order.size();
    if (o.checkpoints) return by_revolve(order, *o.checkpoints);
    if (o.least_bytes) return within(order, best_cuts(order, 0).least);
    if (o.budget_bytes) return within(order, *o.budget_bytes / o.number_bytes);
    const auto root = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(steps))));
    return even_cuts(steps, std::max<std::int64_t>(o.segments.value_or(root), 1));
  }

  std::optional<Cuts> by_revolve(const Order& order, std::int64_t checkpoints) {
    const auto refuse = [&](std::string message) {
      out_.refusal = {"checkpoints", Code::kAttr, std::move(message),
                      "Give `segments` or `budget_bytes`, which cut any network."};
      return std::nullopt;
    };
    if (!is_chain(order))
      return refuse(
          "`checkpoints` are for a chain: each step reads the one before it alone, and is on a path to the output.");
    for (std::uint32_t i = 1; i < order.size(); ++i)
      if (order.numbers[i] != order.numbers[0] || order.work[i] != order.work[0] || order.hidden[i] > 0)
        return refuse("`checkpoints` are for equal steps: " + in_ticks(graph_.text[nodes_[0]].id) + " and " +
                      in_ticks(graph_.text[nodes_[i]].id) + " differ in numbers or in work.");
    return revolve_cuts(order.size(), checkpoints);
  }

  static BestCuts best_cuts(const Order& order, std::int64_t budget) {
    Cuts whole = even_cuts(order.size(), 1);
    const auto uncut = program(order, whole, kMostActions);
    // Who keeps all makes nothing again, and no way makes less.
    if (uncut && cost_of(order, *uncut).peak <= budget)
      return {.cuts = std::move(whole), .least = budget, .proven = true};
    const bool chain = is_chain(order);
    BestCuts best = chain ? best_cuts_of_chain(order, budget) : best_even_cuts(order, budget);
    return chain && !best.proven && order.size() > kProvenSteps ? better(order, std::move(best), budget) : best;
  }

  std::optional<Cuts> within(const Order& order, std::int64_t budget) {
    BestCuts best = best_cuts(order, budget);
    if (best.cuts) {
      out_.proven = best.proven;
      return std::move(best.cuts);
    }
    const bool is_least = is_chain(order) && order.size() <= kProvenSteps;
    const std::string least = std::to_string(best.least * task_.options.number_bytes);
    out_.refusal = {"budget_bytes", Code::kAttr,
                    "`budget_bytes` is " + std::to_string(*task_.options.budget_bytes) + ", and " +
                        (is_least ? "going back takes at least " : "the least that was found for going back takes ") +
                        least + " bytes.",
                    "Give " + least + " or more."};
    return std::nullopt;
  }
  // Of two that are not proven.
  static BestCuts better(const Order& order, BestCuts a, std::int64_t budget) {
    BestCuts b = best_even_cuts(order, budget);
    const auto again = [&](const BestCuts& c) {
      const auto actions = c.cuts ? program(order, *c.cuts, kMostActions) : std::nullopt;
      return actions ? cost_of(order, *actions).again : std::numeric_limits<std::int64_t>::max();
    };
    BestCuts& chosen = again(b) < again(a) ? b : a;
    chosen.least = std::min(a.least, b.least);
    return std::move(chosen);
  }

  Order order_of() {
    Order order;
    const std::vector<NodeId> held = held_nodes(task_);
    order.held.assign(nodes_.size(), 0);
    order.seeded.assign(nodes_.size(), 0);
    for (const NodeId n : held)
      if (step_of_[n] != kNone) order.held[step_of_[n]] = 1;
    for (const NodeId n : seeded_nodes(task_))
      if (step_of_[n] != kNone && activity_.active[n]) order.seeded[step_of_[n]] = 1;
    for (const NodeId n : nodes_) {
      const Wide copies = recorder_.copies(n);
      const Cost value = sweeper_.value_cost(n);
      const bool has_adjoint = activity_.connected[n] && !activity_.is_wrt[n];
      order.numbers.push_back(bounded(copies * graph_.elements(n)));
      order.hidden.push_back(bounded(copies * saved_.hidden(n)));
      order.adjoint.push_back(has_adjoint ? bounded(copies * graph_.elements(n) * chunk_) : 0);
      order.work.push_back(bounded(copies * (static_cast<Wide>(value.flops()) + value.fn)));
      order.visited.push_back(saved_.visits(n));
      const auto add = [&](Lists& list, NodeId operand) {
        if (step_of_[operand] != kNone) list.add(step_of_[operand]);
      };
      for_each_operand(graph_, n, [&](NodeId operand) { add(order.operands, operand); });
      if (saved_.visits(n)) saved_.for_each(n, [&](NodeId saved) { add(order.saved, saved); });
      for (std::size_t port = 0; port < graph_.arity(n) && saved_.visits(n); ++port)
        if (activity_.passes(graph_, n, port)) add(order.receivers, graph_.in(n)[port]);
      for (Lists* list : {&order.operands, &order.saved, &order.receivers}) list->end_list();
    }
    return order;
  }

  void run(const Pass& pass) {
    recorder_.begin_pass(pass.times);
    sweeper_.set_lanes(pass.lanes);
    // The first actions are those of the value sweep.
    for (std::size_t at = 0; at < nodes_.size(); ++at) make(program_[at]);
    recorder_.end_own_value_sweep(saved_.numbers(
        recorder_, [&](NodeId n) { return reads_[step_of_[n]] > 0; },
        [&](NodeId n) { return hidden_is_there_[step_of_[n]] != 0; }));
    seed(pass);
    for (std::size_t at = nodes_.size(); at < program_.size(); ++at) {
      const Action& action = program_[at];
      if (action.kind == Action::Kind::kAdjoint) go_back(nodes_[action.step], pass);
      else make(action);
    }
  }

  void make(const Action& action) {
    const NodeId n = nodes_[action.step];
    recorder_.begin_step(Sweep::kValue, n);
    if (action.kind == Action::Kind::kMakeAgain) recorder_.again();
    if (action.cut) recorder_.cut();
    sweeper_.value(n, action.is_there);
    if (action.keeps_hidden) {
      recorder_.allocate(n, What::kSaved, saved_.hidden(n));
      hidden_is_there_[action.step] = 1;
    }
    recorder_.computed();
    if (!action.is_there) reads_[action.step] = action.reads;
    for_each_operand(graph_, n, [&](NodeId operand) { read(operand); });
    if (!action.is_there && action.reads == 0) free(n);
    recorder_.end_step();
  }

  // A pass over other outputs may leave n out: what its step would have read is free all the same.
  void go_back(NodeId n, const Pass& pass) {
    const bool steps = sweeper_.has_adjoint(n);
    if (steps) adjoint_step(n, pass);
    saved_.for_each(n, [&](NodeId saved) { read(saved); });
    if (std::exchange(hidden_is_there_[step_of_[n]], static_cast<unsigned char>(0)) != 0)
      recorder_.free(n, What::kSaved, saved_.hidden(n));
    if (steps) recorder_.end_step();
  }

  void read(NodeId n) {
    if (!graph_.is_given(n) && --reads_[step_of_[n]] == 0) free(n);
  }
  void free(NodeId n) {
    recorder_.free(n, What::kValue, graph_.elements(n));
    if (!task_.keep_nodes) sweeper_.forget(n);
  }

  std::vector<NodeId> nodes_;           // of the steps
  std::vector<std::uint32_t> step_of_;  // of a node; kNone of a leaf
  std::vector<Action> program_;
  std::vector<std::uint32_t> reads_;  // of a step's value, until it is free
  std::vector<unsigned char> hidden_is_there_;
};

std::string title_of(const Task& task, const Outcome& out) {
  const Options& o = task.options;
  std::string title = "backward in " + std::to_string(out.segments.value_or(1)) + " segments";
  if (out.segments == 1) title = "backward in one segment";
  if (o.least_bytes)
    title = std::string("backward with the least memory") + (out.proven == false ? ", not proven" : "");
  if (o.budget_bytes)
    title = "backward within " + std::to_string(*o.budget_bytes) + " B" + (out.proven == false ? ", not proven" : "");
  if (o.checkpoints) title = "backward with " + std::to_string(*o.checkpoints) + " checkpoints";
  title += ", values made again";
  return out.sweeps > 1 ? title + ", {sweeps} sweeps" : title;
}

}  // namespace

const Mode& checkpointed_mode() {
  static const Mode mode{
      .name = "checkpointed",
      .label = "backward, checkpointed",
      .direction = Direction::kAgainst,
      .doc =
          "The order of the steps is cut into segments. Only what is read across a cut is kept; going back, the values "
          "of a segment are made again from its cut. Less memory for more work, and the same bits as reverse.",
      .source =
          "Griewank & Walther, Algorithm 799: Revolve, ACM TOMS 26(1), 2000; Chen et al., Training Deep Nets with "
          "Sublinear Memory Cost, 2016; Beaumont et al., Optimal Checkpointing for Heterogeneous Chains, 2019",
      .options = {"chunk", "segments", "budget_bytes", "checkpoints"},
      .schedules = {{"backward in √n segments, values made again", {}, {Line::kDashed, Mark::kSquare}}},
      .pen = Pen{Line::kDotted, Mark::kTriangle},
      .title = [](const Task& task, const Outcome& out) { return fill_title(title_of(task, out), task, out); },
      .begin = [](const Task& task) -> std::unique_ptr<Execution> { return std::make_unique<Checkpointed>(task); },
  };
  return mode;
}

}  // namespace bw
