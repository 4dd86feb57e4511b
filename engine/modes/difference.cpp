// The referees: derivatives from values alone, by central differences and by the complex step. They know no rule of
// differentiation, so a doubter may hold the others against them.
// Squire & Trapp, SIAM Review 40(1), 1998; Griewank & Walther, Evaluating Derivatives, ch. 1 (difference quotients).
#include <algorithm>
#include <cmath>

#include "modes/sweep.hpp"

namespace bw {
namespace {

// (f(x + h d) - f(x - h d)) / 2h, h the cube root of the rounding unit times the size of x, if that is finite: off by about h².
struct Central {
  using Number = Counted;
  static constexpr std::string_view kTitle = "central differences, two evaluations for each of {directions} weights";
  static constexpr std::int64_t kEvaluations = 2, kNumbers = 1, kCostBound = 1;
  static double step(double size) {
    return std::cbrt(std::numeric_limits<double>::epsilon()) * (std::isfinite(size) ? std::max(1.0, size) : 1.0);
  }
  static Counted moved(double x, double by, int evaluation) { return evaluation == 0 ? x + by : x - by; }
  static double part(double h, Counted y, int evaluation) { return (evaluation == 0 ? y.v : -y.v) / (2 * h); }
};

// Im f(x + i h d) / h: nothing is subtracted, so h may be as small as one likes; small beside x, too.
struct ComplexStep {
  using Number = Complex;
  static constexpr std::string_view kTitle = "complex step, one evaluation for each of {directions} weights";
  // A complex operation takes at most some dozens of real ones; what is counted is what was executed.
  static constexpr std::int64_t kEvaluations = 1, kNumbers = 2, kCostBound = 24;
  static double step(double size) { return size > 0 ? std::clamp(1e-20 * size, 1e-290, 1e-50) : 1e-50; }
  static Complex moved(double x, double by, int) { return {x, by}; }
  static double part(double h, Complex y, int) { return y.im.v / h; }
};

// One evaluation at the point; then, for each direction, evaluations of what depends on wrt at points moved along it.
template <class Way>
class Moved : public Execution {
  using Number = typename Way::Number;
  struct Move {
    NodeId node;
    std::int64_t element;
    double amount;
  };

 public:
  explicit Moved(const Task& task)
      : task_(task), graph_(task.graph), activity_(task.graph, task.wrt, task.graph.outputs, task.cut),
        moving_nodes_(bw::moving(task.graph, activity_)), recorder_(task.graph, activity_, task.keep),
        directions_(task.direction ? 1 : count_elements(task.graph, task.wrt)), held_(held_nodes(task)),
        moving_(task.graph) {
    out_.directions = directions_;
    out_.sweeps = directions_ * Way::kEvaluations;
    out_.planned_bytes = kBytesPerNumber * graph_.total_elements() * (1 + Way::kNumbers);
    out_.planned_steps = graph_.size() * (1 + directions_ * Way::kEvaluations);
    find_last_uses();
    if (!task.predict) begin();
  }

  // A portion is the evaluations of one direction.
  std::int64_t advance() override {
    if (task_.predict || next_ == directions_) return 0;
    const std::int64_t d = next_++;
    const std::vector<Move> moves = moves_of(d);
    const double h = step_along(moves);
    for (int evaluation = 0; evaluation < Way::kEvaluations; ++evaluation) {
      for (const Move& m : moves) moved_[place(m)] = Way::moved(base_[place(m)].v, h * m.amount, evaluation);
      recorder_.begin_pass(1);
      evaluate(Sweep::kTangent, [&](NodeId n) { moving_.value(n, moved_.data()); });
      read_off(d, h, evaluation, out_);
    }
    for (const Move& m : moves) moved_[place(m)] = base_[place(m)].v;
    return work_of_sweep(graph_, Way::kEvaluations);
  }

  std::int64_t sweeps_done() const override { return next_ * Way::kEvaluations; }

  Outcome finish() override {
    if (task_.predict) return predict();
    for (const Counted x : base_) out_.values.push_back(x.v);
    out_.trace = recorder_.finish();
    return std::move(out_);
  }

 private:
  void begin() {
    const std::int64_t rows = count_elements(graph_, graph_.outputs);
    (task_.jacobian ? out_.jacobian : out_.gradient)
        .assign(static_cast<std::size_t>((task_.jacobian ? rows : 1) * directions_), 0.0);
    base_.assign(task_.leaf_values.begin(), task_.leaf_values.end());
    Values<Counted> at_point(graph_);
    evaluate(Sweep::kValue, [&](NodeId n) { at_point.value(n, base_.data()); });
    moved_.reserve(base_.size());
    for (const Counted x : base_) moved_.push_back(x.v);
  }

  // The rows' formulas are those of real numbers. What complex ones cost is known by running only, so above the budget
  // such a run is not predicted but left out.
  Outcome predict() {
    evaluate(Sweep::kValue, [](NodeId) {});
    if (directions_ > 0) {
      recorder_.begin_pass(directions_ * Way::kEvaluations);
      evaluate(Sweep::kTangent, [](NodeId) {});
    }
    out_.trace = recorder_.finish();
    out_.too_large =
        Way::kCostBound > 1 && !affordable(out_, out_.trace.value + Way::kCostBound * out_.trace.derivative);
    return std::move(out_);
  }

  std::size_t place(const Move& m) const { return static_cast<std::size_t>(graph_.offset[m.node] + m.element); }

  std::vector<Move> moves_of(std::int64_t direction) const {
    std::vector<Move> moves;
    if (!task_.direction) {
      for_each_direction(graph_, task_.wrt, {direction, 1, 1}, [&](std::int64_t, NodeId n, std::int64_t element) {
        moves.push_back({n, element, 1.0});
      });
      return moves;
    }
    for (const NodeValues& v : *task_.direction)
      for (std::size_t i = 0; i < v.value.size(); ++i)
        moves.push_back({v.node, static_cast<std::int64_t>(i), v.value[i]});
    return moves;
  }
  double step_along(const std::vector<Move>& moves) const {
    double size = 0, most = 0;
    for (const Move& m : moves)
      size = std::max(size, std::fabs(base_[place(m)].v)), most = std::max(most, std::fabs(m.amount));
    return Way::step(size) / (most > 0 ? most : 1);
  }

  // What is evaluated again at a moved point: what is not reads its value at the point itself.
  bool again(NodeId n) const { return !graph_.is_given(n) && moving_nodes_[n] != 0; }

  // last_[n]: the node behind which the value of n, computed in this evaluation, is not needed any more.
  void find_last_uses() {
    last_ = last_uses(graph_, held_);
    kept_.assign(graph_.size(), 0);
    last_again_.assign(graph_.size(), kNone);
    for (NodeId n = 0; n < graph_.size(); ++n) {
      if (again(n)) last_again_[n] = n;
      for (const Use& use : graph_.used_by(n)) {
        if (!again(use.node)) continue;
        if (again(n)) last_again_[n] = use.node;
        else kept_[n] = 1;
      }
    }
    for (const NodeId n : held_) last_again_[n] = kNone;
  }

  // One evaluation: of everything as values, or of what depends on wrt as derivative.
  template <class F>
  void evaluate(Sweep part, F execute) {
    const bool all = part == Sweep::kValue;
    const std::vector<NodeId>& last = all ? last_ : last_again_;
    const std::int64_t numbers = all ? 1 : Way::kNumbers;
    const auto release = [&](NodeId n, NodeId behind) {
      if (last[n] == behind && !graph_.is_given(n) && (all ? !kept_[n] : again(n)))
        recorder_.free(n, What::kValue, numbers * graph_.elements(n));
    };
    for (NodeId n = 0; n < graph_.size(); ++n) {
      if (graph_.is_given(n) || !(all || again(n))) continue;
      recorder_.begin_step(Sweep::kValue, n);
      for_each_operand(graph_, n, [&](NodeId operand) { recorder_.read(operand, What::kValue); });
      recorder_.allocate(n, What::kValue, numbers * graph_.elements(n));
      const Cost before = counter;
      execute(n);
      recorder_.spend(part, n, task_.predict ? graph_.row[n]->cost.value(graph_.dims(n)) : counter - before);
      recorder_.computed();
      for_each_operand(graph_, n, [&](NodeId operand) { release(operand, n); });
      release(n, n);
      recorder_.end_step();
    }
    if (!all) return;
    // What is evaluated again makes room for itself; the rest stays for all evaluations.
    for (NodeId n = 0; n < graph_.size(); ++n)
      if (again(n) && last_[n] == kNone) recorder_.free(n, What::kValue, graph_.elements(n));
    recorder_.end_value_sweep(0);
  }

  // Adds what one evaluation says about the outputs.
  void read_off(std::int64_t direction, double h, int evaluation, Outcome& out) const {
    const auto at = [&](NodeId n, std::size_t i) {
      return Way::part(h, moved_[static_cast<std::size_t>(graph_.offset[n]) + i], evaluation);
    };
    if (!task_.jacobian) {
      double sum = 0;
      for (const NodeValues& seed : task_.seeds)
        for (std::size_t i = 0; activity_.active[seed.node] && i < seed.value.size(); ++i)
          sum += num::strong_product(seed.value[i], at(seed.node, i));
      out.gradient[static_cast<std::size_t>(direction)] += sum;
      return;
    }
    std::int64_t row = 0;
    for (const NodeId n : graph_.outputs)
      for (std::int64_t i = 0; i < graph_.elements(n); ++i, ++row)
        if (activity_.active[n])
          out.jacobian[static_cast<std::size_t>(row * directions_ + direction)] += at(n, static_cast<std::size_t>(i));
  }

  const Task& task_;
  const Graph& graph_;
  Activity activity_;
  std::vector<unsigned char> moving_nodes_;
  Recorder recorder_;
  std::int64_t directions_;
  std::vector<NodeId> held_, last_, last_again_;
  std::vector<unsigned char> kept_;
  std::vector<Counted> base_;
  std::vector<Number> moved_;
  Values<Number> moving_;
  std::int64_t next_ = 0;  // direction
  Outcome out_;
};

template <class Way>
Mode referee(std::string_view name, std::string_view label, std::string_view doc, std::string_view source) {
  return {.name = name,
          .label = label,
          .direction = Direction::kAlong,
          .doc = doc,
          .source = source,
          .options = {},
          .schedules = {},
          .referee = true,
          .title = [](const Task& task, const Outcome& out) { return fill_title(Way::kTitle, task, out); },
          .begin = [](const Task& task) -> std::unique_ptr<Execution> { return std::make_unique<Moved<Way>>(task); }};
}

}  // namespace

const Mode& difference_mode() {
  static const Mode mode = referee<Central>(
      "difference", "central differences",
      "Two evaluations a weight, a little before and a little behind it, subtracted: right to about ten digits.",
      "Griewank & Walther, Evaluating Derivatives, 2008, ch. 1");
  return mode;
}

const Mode& complex_step_mode() {
  static const Mode mode = referee<ComplexStep>(
      "complex_step", "complex step",
      "One evaluation a weight in complex numbers, with a tiny imaginary step: exact but for rounding.",
      "Squire & Trapp, SIAM Review 40(1), 1998");
  return mode;
}

}  // namespace bw
