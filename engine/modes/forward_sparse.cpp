// Forward accumulation as on paper: on scalars, each carrying only the derivatives that are not structurally zero.
#include <algorithm>

#include "base/limits.hpp"
#include "graph/expand.hpp"
#include "modes/sweep.hpp"

namespace bw {
namespace {

// Node n of the expanded graph carries derivatives by the directions support[begin[n] … begin[n+1]), ascending.
class ForwardSparse : public Execution {
 public:
  explicit ForwardSparse(const Task& task)
      : task_(task), expanded_(std::make_shared<Expanded>(expand(task.graph))), graph_(expanded_->graph),
        wrt_(scalars_of(task.wrt)), activity_(graph_, wrt_, graph_.outputs, scalars_of(task.cut)),
        recorder_(graph_, activity_, task.keep), apply_(graph_, activity_), last_use_(last_uses(graph_, held())) {
    out_.directions = static_cast<std::int64_t>(wrt_.size());
    out_.sweeps = out_.directions > 0 ? 1 : 0;
    out_.traced_graph = {expanded_, &expanded_->graph};
    out_.too_large = !find_supports();
    if (out_.too_large) return;
    out_.planned_steps = graph_.size() + begin_.back();
    out_.planned_bytes = begin_.back() * 16 + graph_.size() * kBytesPerNumber;
    if (!task_.predict) allocate();
    recorder_.begin_pass(1);
    for (std::size_t d = 0; d < wrt_.size(); ++d) seed(wrt_[d]);
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

  Outcome finish() override {
    if (out_.too_large) return std::move(out_);
    if (!task_.predict) read_off(out_);
    out_.trace = recorder_.finish();
    return std::move(out_);
  }

 private:
  static constexpr std::int64_t kMostCarried = limits::kBudgetBytes / 16;

  std::vector<NodeId> scalars_of(const std::vector<NodeId>& nodes) const {
    std::vector<NodeId> out;
    for (const NodeId n : nodes)
      for (std::int64_t e = task_.graph.offset[n]; e < task_.graph.offset[n + 1]; ++e)
        out.push_back(expanded_->scalar[static_cast<std::size_t>(e)]);
    return out;
  }
  std::vector<NodeId> held() const {
    std::vector<NodeId> nodes = graph_.outputs;
    for (const NodeValues& seed : task_.seeds)
      for (const NodeId n : scalars_of({seed.node})) nodes.push_back(n);
    return nodes;
  }
  std::int64_t carried(NodeId n) const { return begin_[n + 1] - begin_[n]; }
  std::span<const std::uint32_t> support(NodeId n) const {
    return {support_.data() + begin_[n], static_cast<std::size_t>(carried(n))};
  }

  // Whether a derivative passes from operand into n by some port.
  bool passes_any(NodeId n, NodeId operand) const {
    const auto operands = graph_.in(n);
    for (std::size_t port = 0; port < operands.size(); ++port)
      if (operands[port] == operand && graph_.row[n]->passes(port)) return true;
    return false;
  }

  // The directions of a node are those of its operands together; of a wrt its own.
  bool find_supports() {
    std::vector<std::uint32_t> own(graph_.size(), 0), merged;
    for (std::size_t d = 0; d < wrt_.size(); ++d) own[wrt_[d]] = static_cast<std::uint32_t>(d);
    begin_.push_back(0);
    for (NodeId n = 0; n < graph_.size(); ++n) {
      merged.clear();
      if (activity_.is_wrt[n]) merged.push_back(own[n]);
      else
        for_each_operand(graph_, n, [&](NodeId operand) {
          if (!passes_any(n, operand)) return;
          const auto half = static_cast<std::ptrdiff_t>(merged.size());
          const auto more = support(operand);
          merged.insert(merged.end(), more.begin(), more.end());
          std::inplace_merge(merged.begin(), merged.begin() + half, merged.end());
          merged.erase(std::unique(merged.begin(), merged.end()), merged.end());
        });
      support_.insert(support_.end(), merged.begin(), merged.end());
      begin_.push_back(static_cast<std::int64_t>(support_.size()));
      if (begin_.back() > kMostCarried) return false;
    }
    return true;
  }

  void allocate() {
    values_.resize(graph_.size());
    for (NodeId n = 0; n < graph_.size(); ++n) values_[n] = graph_.leaf_values[n];
    for (std::size_t e = 0; e < expanded_->scalar.size(); ++e) {
      const NodeId n = expanded_->scalar[e];
      if (graph_.row[n]->is_leaf()) values_[n] = task_.leaf_values[e];
    }
    tangents_.resize(support_.size());
  }

  void seed(NodeId n) {
    if (!task_.predict) tangents_[static_cast<std::size_t>(begin_[n])] = 1.0;
    if (!graph_.is_given(n)) return;
    recorder_.begin_step(Sweep::kTangent, n, true);
    recorder_.allocate(n, What::kTangent, 1);
    recorder_.computed();
    recorder_.end_step();
  }

  void step(NodeId n) {
    recorder_.begin_step(carried(n) > 0 ? Sweep::kTangent : Sweep::kValue, n);
    for_each_operand(graph_, n, [&](NodeId operand) { recorder_.read(operand, What::kValue); });
    spend(Sweep::kValue, n, apply_.value_cost(n), [&] { apply_.value(n, values_.data()); });
    recorder_.allocate(n, What::kValue, 1);
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
    coef_.resize(static_cast<std::size_t>(apply_.coef_elements(n)));
    in_.resize(operands.size());
    carries_.resize(operands.size());
    spend(Sweep::kTangent, n, apply_.coef_cost(n), [&] { apply_.coef(n, values_.data(), coef_.data()); });
    for_each_operand(graph_, n, [&](NodeId operand) {
      if (carried(operand) > 0) recorder_.read(operand, What::kTangent);
    });
    std::int64_t to = begin_[n];
    for (const std::uint32_t direction : support(n)) {
      for (std::size_t port = 0; port < operands.size(); ++port) {
        const auto known = graph_.row[n]->passes(port) ? support(operands[port]) : std::span<const std::uint32_t>();
        const auto it = std::lower_bound(known.begin(), known.end(), direction);
        carries_[port] = it != known.end() && *it == direction;
        in_[port] = carries_[port] && !task_.predict ? tangents_.data() + begin_[operands[port]] + (it - known.begin())
                                                     : nullptr;
      }
      spend(Sweep::kTangent, n, apply_.jvp_cost(n, carries_),
            [&] { apply_.jvp(n, values_.data(), coef_.data(), in_, tangents_.data() + to); });
      ++to;
    }
  }

  template <class F>
  void spend(Sweep part, NodeId n, const Cost& formula, F execute) {
    if (task_.predict) return recorder_.spend(part, n, formula);
    const Cost before = counter;
    execute();
    recorder_.spend(part, n, counter - before);
  }

  void read_off(Outcome& out) {
    const std::size_t columns = wrt_.size();
    const auto add_row = [&](NodeId n, double weight, double* row) {
      const auto known = support(n);
      for (std::size_t k = 0; k < known.size(); ++k)
        row[known[k]] += num::strong_product(weight, tangents_[static_cast<std::size_t>(begin_[n]) + k].v);
    };
    if (task_.jacobian) {
      out.jacobian.assign(graph_.outputs.size() * columns, 0.0);
      for (std::size_t row = 0; row < graph_.outputs.size(); ++row)
        add_row(graph_.outputs[row], 1.0, out.jacobian.data() + row * columns);
      return;
    }
    out.gradient.assign(columns, 0.0);
    for (const NodeValues& seed : task_.seeds) {
      const std::vector<NodeId> nodes = scalars_of({seed.node});
      for (std::size_t i = 0; i < nodes.size(); ++i) add_row(nodes[i], seed.value[i], out.gradient.data());
    }
  }

  const Task& task_;
  std::shared_ptr<Expanded> expanded_;
  const Graph& graph_;
  std::vector<NodeId> wrt_;
  Activity activity_;
  Recorder recorder_;
  Apply apply_;
  std::vector<NodeId> last_use_;
  std::vector<std::int64_t> begin_;
  std::vector<std::uint32_t> support_;
  std::vector<Counted> values_, tangents_, coef_;
  std::vector<const Counted*> in_;
  std::vector<unsigned char> carries_;
  NodeId next_ = 0;
  Outcome out_;
};

// In place of a run whose graph of scalars is not even made.
class TooLarge : public Execution {
 public:
  std::int64_t advance() override { return 0; }
  std::int64_t sweeps_done() const override { return 0; }
  Outcome finish() override {
    Outcome out;
    out.too_large = true;
    return out;
  }
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
        if (expanded_size(task.graph) > limits::kScalars) return std::make_unique<TooLarge>();
        return std::make_unique<ForwardSparse>(task);
      },
  };
  return mode;
}

}  // namespace bw
