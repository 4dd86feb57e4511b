// Every active node carries its value and the tangents of a pass along the arrows.
#include "modes/dense_forward.hpp"

namespace bw {
namespace {

class Forward : public Execution {
 public:
  Forward(const Task& task, Directions directions)
      : task_(task), graph_(task.graph), activity_(task.graph, task.wrt, task.graph.outputs, task.cut),
        recorder_(task.graph, activity_, task.keep), directions_(std::move(directions)),
        count_(task.direction ? 1 : directions_.count()), chunk_(chunk_of(task.options, count_)),
        sweeper_(task, activity_, recorder_, chunk_, task.options.keep_values),
        last_use_(last_uses(task.graph, held_nodes(task))), passes_(passes(count_, chunk_, task.predict)) {
    out_.directions = count_;
    if (!task.direction) out_.colouring = directions_.colouring();
    out_.planned_bytes = sweeper_.planned_bytes();
    columns_ = task.direction ? 1 : count_elements(graph_, task.wrt);
    const std::int64_t rows = task.jacobian ? count_elements(graph_, graph_.outputs) : 1;
    if (!task_.predict)
      (task_.jacobian ? out_.jacobian : out_.gradient).resize(static_cast<std::size_t>(rows * columns_));
  }

  std::int64_t advance() override {
    if (at_ == passes_.size()) return 0;
    const bool keep_values = task_.options.keep_values;
    const Pass& pass = passes_[at_];
    std::int64_t work = 1;
    if (next_ == 0) {
      if (keep_values && at_ == 0) value_sweep();
      begin_pass(pass);
    }
    for (; next_ < graph_.size() && work < kPortion; ++next_) {
      if (!graph_.is_given(next_)) step(next_, pass, keep_values);
      work += task_.predict ? 0 : work_of(graph_, next_, pass.lanes);
    }
    if (next_ < graph_.size()) return work;
    if (!task_.predict) read_off(pass);
    next_ = 0;
    ++at_;
    return work;
  }

  std::int64_t sweeps_done() const override { return out_.sweeps; }

  Outcome finish() override {
    if (task_.keep_nodes && !task_.predict) {
      out_.values = sweeper_.values();
      if (count_ > 0) out_.tangents = sweeper_.derivatives(0);
    }
    out_.trace = recorder_.finish();
    return std::move(out_);
  }

 private:
  void begin_pass(const Pass& pass) {
    if (count_ > 0) out_.sweeps += pass.times;
    out_.planned_steps += pass.times * graph_.size();
    recorder_.begin_pass(pass.times);
    sweeper_.set_lanes(pass.lanes);
    seed(pass);
  }

  // Values and coefficients, once for all passes.
  void value_sweep() {
    for (NodeId n = 0; n < graph_.size(); ++n) {
      if (graph_.is_given(n)) continue;
      recorder_.begin_step(Sweep::kValue, n);
      sweeper_.value(n);
      if (activity_.passes(n)) sweeper_.coef(n, Sweep::kTangent);
      recorder_.computed();
      recorder_.end_step();
    }
    recorder_.end_value_sweep(0);
  }

  // Tangents of leaves are there from the start: one unit tangent a lane, or the given direction.
  void seed(const Pass& pass) {
    if (pass.lanes == 0) return;
    for (const NodeId n : task_.wrt) {
      sweeper_.clear(n);
      if (!graph_.is_given(n)) continue;
      recorder_.begin_step(Sweep::kTangent, n, true);
      recorder_.allocate(n, What::kTangent, graph_.elements(n), pass.lanes);
      recorder_.computed();
      recorder_.end_step();
    }
    if (task_.predict) return;
    if (!task_.direction) {
      directions_.for_each(pass, [&](std::int64_t d, NodeId n, std::int64_t element, std::int64_t) {
        sweeper_.set(n, d - pass.first, element, 1.0);
      });
      return;
    }
    for (const NodeValues& v : *task_.direction)
      for (std::size_t i = 0; i < v.value.size(); ++i)
        sweeper_.set(v.node, 0, static_cast<std::int64_t>(i), v.value[i]);
  }

  // The value of n and, in the same step, its tangents.
  void step(NodeId n, const Pass& pass, bool values_kept) {
    const bool carries = activity_.active[n] && pass.lanes > 0;
    if (values_kept && !carries) return;
    recorder_.begin_step(carries ? Sweep::kTangent : Sweep::kValue, n, values_kept && activity_.is_wrt[n]);
    if (!values_kept) sweeper_.value(n);
    if (carries && activity_.is_wrt[n]) recorder_.allocate(n, What::kTangent, graph_.elements(n), pass.lanes);
    if (carries && activity_.passes(n)) {
      if (!values_kept) sweeper_.coef(n, Sweep::kTangent);
      sweeper_.tangent(n);
    }
    recorder_.computed();
    for_each_last_use(graph_, last_use_, n, [&](NodeId done) { release(done, pass, values_kept); });
    recorder_.end_step();
  }

  void release(NodeId n, const Pass& pass, bool values_kept) {
    if (!values_kept && !graph_.is_given(n)) recorder_.free(n, What::kValue, graph_.elements(n));
    if (activity_.active[n] && pass.lanes > 0) recorder_.free(n, What::kTangent, graph_.elements(n), pass.lanes);
  }

  // What the lanes of a pass say about the outputs: seeds · tangent, or columns of the Jacobian.
  void read_off(const Pass& pass) {
    if (task_.direction) return column(0, 0);
    directions_.for_each(
        pass, [&](std::int64_t d, NodeId, std::int64_t, std::int64_t element) { column(d - pass.first, element); });
  }
  void column(std::int64_t lane, std::int64_t element) {
    std::int64_t row = 0;
    const auto at = [&](NodeId n, std::int64_t i) {
      return task_.direction || directions_.owns(element, row) ? tangent_at(n, lane, i) : 0.0;
    };
    if (task_.jacobian) {
      for (const NodeId n : graph_.outputs)
        for (std::int64_t i = 0; i < graph_.elements(n); ++i, ++row)
          out_.jacobian[static_cast<std::size_t>(row * columns_ + element)] = at(n, i);
      return;
    }
    double sum = 0;
    for (const NodeValues& seed : task_.seeds)
      for (std::size_t i = 0; i < seed.value.size(); ++i, ++row)
        sum += num::strong_product(seed.value[i], at(seed.node, static_cast<std::int64_t>(i)));
    out_.gradient[static_cast<std::size_t>(element)] = sum;
  }
  double tangent_at(NodeId n, std::int64_t lane, std::int64_t i) const {
    return activity_.active[n] ? sweeper_.derivative(n, lane, i) : 0.0;
  }

  const Task& task_;
  const Graph& graph_;
  Activity activity_;
  Recorder recorder_;
  Directions directions_;
  std::int64_t count_, chunk_, columns_ = 0;
  Sweeper sweeper_;
  std::vector<NodeId> last_use_;
  std::vector<Pass> passes_;
  std::size_t at_ = 0;  // the pass that is under way
  NodeId next_ = 0;     // its next node
  Outcome out_;
};

}  // namespace

std::unique_ptr<Execution> go_forward(const Task& task, Directions directions) {
  return std::make_unique<Forward>(task, std::move(directions));
}

}  // namespace bw
