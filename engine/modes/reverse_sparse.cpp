// Reverse accumulation as on paper: on scalars, each carrying back only the derivatives that are not structurally zero.
#include <algorithm>

#include "modes/saved.hpp"
#include "modes/scalars.hpp"
#include "modes/sweep.hpp"

namespace bw {
namespace {

// Scalar n carries the derivatives of the rows in its list: of a Jacobian the elements of the outputs that depend on it; else
// the one row of all seeds.
class ReverseSparse : public OnScalars {
 public:
  ReverseSparse(const Task& task, std::shared_ptr<const Expanded> expanded)
      : OnScalars(task, std::move(expanded), seeded_nodes(task)), saved_(graph_, activity_),
        rows_(scalars(seeded_nodes(task))), carried_(carried_back(graph_, activity_, rows_)) {
    if (carried_ && !task.jacobian) join_rows();
    out_.directions = task.jacobian ? static_cast<std::int64_t>(rows_.size()) : 1;
    plan(carried_);
    if (out_.too_large) return;
    present_.assign(carried_->items.size(), 0);
    if (task_.predict) return;
    allocate_values();
    adjoints_.resize(carried_->items.size());
  }

  std::int64_t advance() override {
    if (out_.too_large || is_done_) return 0;
    std::int64_t work = 1;
    for (; next_ < graph_.size() && work < kPortion; ++next_) {
      if (!graph_.is_given(next_)) value_step(next_);
      work += task_.predict ? 0 : kWorkOfStep;
    }
    if (next_ < graph_.size()) return work;
    if (left_ == kNone) begin_sweep();
    for (; left_ > 0 && work < kPortion; --left_) {
      const NodeId n = left_ - 1;
      if (saved_.visits(n)) adjoint_step(n);
      work += task_.predict ? 0 : kWorkOfStep * (1 + carried(n));
    }
    is_done_ = left_ == 0;
    return work;
  }

  std::int64_t sweeps_done() const override { return is_done_ ? 1 : 0; }

 private:
  std::int64_t carried(NodeId n) const { return static_cast<std::int64_t>(carried_->of(n).size()); }
  // Where row stands among the numbers of n.
  std::size_t place(NodeId n, std::uint32_t row) const {
    const auto list = carried_->of(n);
    return carried_->begins[n] +
           static_cast<std::size_t>(std::lower_bound(list.begin(), list.end(), row) - list.begin());
  }
  std::uint32_t row_of(std::size_t i) const { return task_.jacobian ? static_cast<std::uint32_t>(i) : 0; }

  // All seeds are one row.
  void join_rows() {
    Lists joined;
    for (NodeId n = 0; n < graph_.size(); ++n) {
      if (carried(n) > 0) joined.add(0);
      joined.end_list();
    }
    carried_ = std::move(joined);
  }

  void value_step(NodeId n) {
    recorder_.begin_step(Sweep::kValue, n);
    make(n);
    if (saved_.hidden(n) > 0) recorder_.allocate(n, What::kSaved, saved_.hidden(n));
    recorder_.computed();
    for_each_last_use(graph_, last_use_, n, [&](NodeId done) {
      if (!saved_.is_read(done) && !graph_.is_given(done)) recorder_.free(done, What::kValue, 1);
    });
    recorder_.end_step();
  }

  void begin_sweep() {
    recorder_.end_value_sweep(saved_.numbers(recorder_));
    recorder_.begin_pass(1);
    out_.sweeps = 1;
    left_ = graph_.size();
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (activity_.active[rows_[i]]) seed(rows_[i], row_of(i), weight_of(i));
  }
  // The cotangent of a row.
  double weight_of(std::size_t i) const {
    if (task_.jacobian) return 1;
    for (const NodeValues& seed : task_.seeds) {
      if (i < seed.value.size()) return seed.value[i];
      i -= static_cast<std::size_t>(task_.graph.elements(seed.node));
    }
    return 0;  // of a prediction, which has no numbers
  }
  void seed(NodeId n, std::uint32_t row, double weight) {
    const std::size_t at = place(n, row);
    recorder_.begin_step(Sweep::kAdjoint, n, true);
    present_[at] = 1;
    if (!task_.predict) adjoints_[at] = weight;
    recorder_.allocate(n, What::kAdjoint, 1);
    recorder_.computed();
    recorder_.end_step();
  }

  // Pushes every derivative that n carries to its active operands, ports in descending order.
  void adjoint_step(NodeId n) {
    recorder_.begin_step(Sweep::kAdjoint, n);
    saved_.for_each(n, [&](NodeId saved) { recorder_.read(saved, What::kValue); });
    if (saved_.hidden(n) > 0) recorder_.read(n, What::kSaved);
    recorder_.read(n, What::kAdjoint);
    coef(n, Sweep::kAdjoint);
    begun_.assign(graph_.arity(n), 0);
    for (const std::uint32_t row : carried_->of(n)) push(n, row);
    for (std::size_t port = 0; port < begun_.size(); ++port)
      if (begun_[port] > 0) recorder_.allocate(graph_.in(n)[port], What::kAdjoint, begun_[port]);
    recorder_.computed();
    recorder_.free(n, What::kAdjoint, carried(n));
    saved_.end_step(n, [&](NodeId saved) {
      if (last_use_[saved] != kNone && !graph_.is_given(saved)) recorder_.free(saved, What::kValue, 1);
    });
    if (saved_.hidden(n) > 0) recorder_.free(n, What::kSaved, saved_.hidden(n));
    recorder_.end_step();
  }
  void push(NodeId n, std::uint32_t row) {
    const Active wanted = apply_.active(n);
    const auto operands = graph_.in(n);
    Cost formula = apply_.vjp_cost(n, wanted);
    is_first_.assign(operands.size(), 0);
    for (std::size_t port = operands.size(); port-- > 0;) {
      if (!wanted[port]) continue;
      const std::size_t at = place(operands[port], row);
      is_first_[port] = present_[at] == 0;
      present_[at] = 1;
      if (is_first_[port]) ++begun_[port];
      else formula.add += 1;
    }
    spend(Sweep::kAdjoint, n, formula, [&] {
      apply_.vjp(n, values_.data(), coef_.data(), adjoints_.data() + place(n, row), wanted);
      for (std::size_t port = operands.size(); port-- > 0;) {
        if (!wanted[port]) continue;
        Counted& to = adjoints_[place(operands[port], row)];
        if (is_first_[port]) to = *apply_.contribution(port);
        else to += *apply_.contribution(port);
      }
    });
  }

  void read_off() override {
    std::vector<double>& out = task_.jacobian ? out_.jacobian : out_.gradient;
    out.assign(static_cast<std::size_t>(out_.directions) * wrt_.size(), 0.0);
    for (std::size_t column = 0; column < wrt_.size(); ++column)
      for (const std::uint32_t row : carried_->of(wrt_[column]))
        out[row * wrt_.size() + column] = adjoints_[place(wrt_[column], row)].v;
  }

  Saved saved_;
  std::vector<NodeId> rows_;
  std::optional<Lists> carried_;
  std::vector<unsigned char> present_;  // a flag a number: something has been added to it
  std::vector<Counted> adjoints_;
  std::vector<unsigned char> is_first_;  // a flag a port
  std::vector<std::int64_t> begun_;      // of each port: numbers that the step under way is the first to add to
  NodeId next_ = 0;                      // whose value is to be made
  NodeId left_ = kNone;                  // nodes that the sweep back has still to come to
  bool is_done_ = false;
};

}  // namespace

const Mode& reverse_sparse_mode() {
  static const Mode mode{
      .name = "reverse_sparse",
      .label = "backward on paper",
      .direction = Direction::kAgainst,
      .doc =
          "On scalars, each carries back only the derivatives, one an output, that are not structurally zero: what one "
          "writes on paper.",
      .source = "Griewank & Walther, Evaluating Derivatives, ch. 7 (sparse reverse)",
      .options = {},
      .schedules = {{.title = "backward as on paper, carrying only what is not zero",
                     .options = {},
                     .pen = {Line::kDashDotted, Mark::kPlus},
                     .jacobian = true}},
      .title = [](const Task&,
                  const Outcome&) { return std::string("backward as on paper, carrying only what is not zero"); },
      .begin = [](const Task& task) -> std::unique_ptr<Execution> {
        auto expanded = expanded_of(task.graph);
        if (expanded == nullptr) return too_large();
        return std::make_unique<ReverseSparse>(task, std::move(expanded));
      },
  };
  return mode;
}

}  // namespace bw
