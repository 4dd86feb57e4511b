// Forward accumulation as on paper: on scalars, each carrying only the derivatives that are not structurally zero.
#include <algorithm>

#include "modes/scalars.hpp"
#include "modes/sweep.hpp"

namespace bw {
namespace {

// Scalar n carries derivatives by the elements of wrt in its list.
class ForwardSparse : public OnScalars {
 public:
  ForwardSparse(const Task& task, std::shared_ptr<const Expanded> expanded)
      : OnScalars(task, std::move(expanded), task.graph.outputs), carried_(carried_along(graph_, activity_, wrt_)) {
    out_.directions = static_cast<std::int64_t>(wrt_.size());
    out_.sweeps = out_.directions > 0 ? 1 : 0;
    plan(carried_);
    if (out_.too_large) return;
    if (!task_.predict) {
      allocate_values();
      tangents_.resize(carried_->items.size());
    }
    recorder_.begin_pass(1);
    for (const NodeId n : wrt_) seed(n);
  }

  std::int64_t advance() override {
    if (out_.too_large || next_ == graph_.size()) return 0;
    std::int64_t work = 1;
    for (; next_ < graph_.size() && work < kPortion; ++next_) {
      if (!graph_.is_given(next_)) step(next_);
      work += task_.predict ? 0 : kWorkOfStep * (1 + carried(next_));
    }
    return work;
  }

  std::int64_t sweeps_done() const override { return 0; }

 private:
  std::int64_t carried(NodeId n) const { return static_cast<std::int64_t>(carried_->of(n).size()); }

  void seed(NodeId n) {
    if (!task_.predict) tangents_[carried_->begins[n]] = 1.0;
    if (!graph_.is_given(n)) return;
    recorder_.begin_step(Sweep::kTangent, n, true);
    recorder_.allocate(n, What::kTangent, 1);
    recorder_.computed();
    recorder_.end_step();
  }

  void step(NodeId n) {
    recorder_.begin_step(carried(n) > 0 ? Sweep::kTangent : Sweep::kValue, n);
    make(n);
    if (activity_.passes(n)) tangents(n);
    if (carried(n) > 0) recorder_.allocate(n, What::kTangent, carried(n));
    recorder_.computed();
    for_each_last_use(graph_, last_use_, n, [&](NodeId done) { release(done); });
    recorder_.end_step();
  }
  void release(NodeId n) {
    if (!graph_.is_given(n)) recorder_.free(n, What::kValue, 1);
    if (carried(n) > 0) recorder_.free(n, What::kTangent, carried(n));
  }

  // One tangent for each direction that some operand carries; an operand without it takes no part.
  void tangents(NodeId n) {
    const auto operands = graph_.in(n);
    in_.resize(operands.size());
    carries_.resize(operands.size());
    coef(n, Sweep::kTangent);
    for_each_operand(graph_, n, [&](NodeId operand) {
      if (carried(operand) > 0) recorder_.read(operand, What::kTangent);
    });
    std::size_t to = carried_->begins[n];
    for (const std::uint32_t direction : carried_->of(n)) {
      for (std::size_t port = 0; port < operands.size(); ++port) {
        const auto known =
            graph_.row[n]->passes(port) ? carried_->of(operands[port]) : std::span<const std::uint32_t>();
        const auto it = std::lower_bound(known.begin(), known.end(), direction);
        carries_[port] = it != known.end() && *it == direction;
        in_[port] = carries_[port] && !task_.predict
                        ? tangents_.data() + carried_->begins[operands[port]] + (it - known.begin())
                        : nullptr;
      }
      spend(Sweep::kTangent, n, apply_.jvp_cost(n, carries_),
            [&] { apply_.jvp(n, values_.data(), coef_.data(), in_, tangents_.data() + to); });
      ++to;
    }
  }

  void read_off() override {
    const std::size_t columns = wrt_.size();
    const auto add_row = [&](NodeId n, double weight, double* row) {
      const auto known = carried_->of(n);
      for (std::size_t k = 0; k < known.size(); ++k)
        row[known[k]] += num::strong_product(weight, tangents_[carried_->begins[n] + k].v);
    };
    if (task_.jacobian) {
      out_.jacobian.assign(graph_.outputs.size() * columns, 0.0);
      for (std::size_t row = 0; row < graph_.outputs.size(); ++row)
        add_row(graph_.outputs[row], 1.0, out_.jacobian.data() + row * columns);
      return;
    }
    out_.gradient.assign(columns, 0.0);
    for (const NodeValues& seed : task_.seeds) {
      const std::vector<NodeId> nodes = scalars({seed.node});
      for (std::size_t i = 0; i < nodes.size(); ++i) add_row(nodes[i], seed.value[i], out_.gradient.data());
    }
  }

  std::optional<Lists> carried_;
  std::vector<Counted> tangents_;
  std::vector<const Counted*> in_;
  std::vector<unsigned char> carries_;
  NodeId next_ = 0;
};

}  // namespace

const Mode& forward_sparse_mode() {
  static const Mode mode{
      .name = "forward_sparse",
      .label = "forward on paper",
      .direction = Direction::kAlong,
      .doc = "On scalars, each carries only the derivatives that are not structurally zero: what one writes on paper.",
      .source = "Griewank & Walther, Evaluating Derivatives, ch. 7 (sparse forward)",
      .options = {},
      .schedules = {{"forward as on paper, carrying only what is not zero", {}, {Line::kDashDotted, Mark::kDiamond}}},
      .title = [](const Task&,
                  const Outcome&) { return std::string("forward as on paper, carrying only what is not zero"); },
      .begin = [](const Task& task) -> std::unique_ptr<Execution> {
        auto expanded = expanded_of(task.graph);
        if (expanded == nullptr) return too_large();
        return std::make_unique<ForwardSparse>(task, std::move(expanded));
      },
  };
  return mode;
}

}  // namespace bw
