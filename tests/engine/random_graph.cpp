// Grows a network node by node; what does not fit, or is not smooth enough where it stands, is thrown away.
#include "random_graph.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/kinks.hpp"
#include "graph/apply.hpp"
#include "ops/lines.hpp"
#include "ops/registry.hpp"
#include "ops/windows.hpp"
#include "samples.hpp"

namespace bw::test {
namespace {

constexpr double kMostValue = 30, kMostSlope = 30, kAway = 0.05;

class Grower {
 public:
  Grower(Dice& dice, Rank rank, Draw draw)
      : dice_(dice), tensors_(rank == Rank::kTensors), edges_(draw == Draw::kEdges) {
    constexpr double kInf = std::numeric_limits<double>::infinity();
    static const std::vector<double> kEdges = {-2, -1, 0, 1, 2, kInf, -kInf, 1e155, 1e-155, 40, -40};
    if (edges_)
      for (int i = 0; i < 3; ++i) palette_.push_back(dice_.of(kEdges));
  }

  Graph run() {
    const std::size_t leaves = 1 + dice_.below(4), nodes = 1 + dice_.below(tensors_ ? 14 : 20);
    for (std::size_t i = 0; i < leaves; ++i) leaf(i == 0 || dice_.chance(0.8));
    std::vector<NodeId> operands_of_scores;
    const Row* scores = edges_ && dice_.chance(0.25) ? masked(operands_of_scores) : nullptr;
    for (std::size_t made = 0, tries = 0; made < nodes && tries < 40 * nodes; ++tries) made += node() ? 1 : 0;
    if (graph_.size() == leaves) node_of(*find_row("add"), {0, 0}, {});
    if (scores) node_of(*scores, operands_of_scores, {});
    finish();
    return std::move(graph_);
  }

 private:
  Shape shape() {
    if (!tensors_) return Shape::scalar();
    const auto extent = [&] { return static_cast<std::int64_t>(1 + dice_.below(3)); };
    const std::size_t kind = dice_.below(6);
    if (kind == 0) return Shape::scalar();
    return kind < 4 ? Shape::vector(extent()) : Shape::matrix(extent(), extent());
  }
  NodeText name() { return {"n" + std::to_string(graph_.size()), "", "", {}}; }

  void leaf(bool differentiable) { leaf(differentiable, shape()); }
  void leaf(bool differentiable, const Shape& s) {
    graph_.append(*find_row(differentiable ? "param" : "input"), s, {}, {}, name());
    for (std::int64_t i = 0; i < s.elements(); ++i) {
      if (edges_) {
        values_.emplace_back(dice_.of(palette_));
        continue;
      }
      // Three digits are enough, and short to read.
      const double x = std::round(dice_.between(-2, 2) * 1000) / 1000;
      values_.emplace_back(std::fabs(x) < kAway ? 0.5 : x);
    }
  }

  // A row that takes scores, and leaves for it: masks among the scores, and targets that are mostly 0.
  const Row* masked(std::vector<NodeId>& operands) {
    constexpr double kInf = std::numeric_limits<double>::infinity();
    static const std::vector<const char*> on_lines = {"cross_entropy", "softmax", "log_softmax", "logsumexp"},
                                          on_numbers = {"bce_logits", "bce"};
    const Row* row = find_row(dice_.of(tensors_ ? on_lines : on_numbers));
    for (std::size_t port = 0; port < row->arity(); ++port) {
      const std::vector<double> ordinary = std::exchange(palette_, {});
      if (port == 1 || row->name == "bce") palette_ = {0, 0, 1};
      else if (tensors_) palette_ = {-kInf, -kInf, 0, 2};
      else palette_ = {-kInf, kInf, 40, -40};
      operands.push_back(static_cast<NodeId>(graph_.size()));
      leaf(true, tensors_ ? Shape::vector(3) : Shape::scalar());
      palette_ = ordinary;
    }
    return row;
  }

  // A definition called that states its derivative: a function, stopped, and the derivative that it has in truth, so that all
  // ways agree, those that know no rule too.
  bool call() {
    static const std::vector<std::array<const char*, 3>> functions = {
        {"exp", "exp", ""}, {"sin", "cos", ""}, {"sinh", "cosh", ""}, {"square", "add", "x"}};
    const auto append = [&](const char* row, const std::vector<NodeId>& operands) {
      const bool made = node_of(*find_row(row), operands, {});
      return made ? std::optional(static_cast<NodeId>(graph_.size() - 1)) : std::nullopt;
    };
    const auto x = static_cast<NodeId>(graph_.size() - 1 - dice_.below(std::min<std::size_t>(6, graph_.size())));
    if (is_inner(x)) return false;
    const auto& [function, slope, twice] = dice_.of(functions);
    const auto value = append(function, {x});
    if (!value) return false;
    const auto stopped = append("stop_gradient", {*value});
    if (!stopped) return false;
    inner_.insert(inner_.end(), {*value, *stopped});
    const auto factor = append(slope, *twice != 0 ? std::vector<NodeId>{x, x} : std::vector<NodeId>{x});
    return factor && append("with_derivative", {*stopped, x, *factor}).has_value();
  }

  bool node() {
    const Row& row = dice_.of(rows());
    if (row.is_leaf() || row.is_const()) return false;
    if (row.states) return call();
    std::vector<NodeId> operands;
    const std::size_t arity = row.arity() + (row.variadic ? dice_.below(2) : 0);
    // The latest nodes are taken more often: graphs become deep as well as wide.
    for (std::size_t port = 0; port < arity; ++port) {
      const std::size_t back =
          dice_.chance(0.5) ? dice_.below(std::min<std::size_t>(3, graph_.size())) : dice_.below(graph_.size());
      operands.push_back(static_cast<NodeId>(graph_.size() - 1 - back));
      if (is_inner(operands.back())) return false;
    }
    static const std::vector<std::vector<Attrs>> choices = [] {
      std::vector<std::vector<Attrs>> list;
      for (const Row& r : rows()) list.push_back(attr_choices(r));
      return list;
    }();
    return node_of(row, operands, dice_.of(choices[static_cast<std::size_t>(&row - rows().data())]));
  }

  bool node_of(const Row& row, const std::vector<NodeId>& operands, const Attrs& attrs) {
    std::vector<Shape> shapes;
    for (const NodeId n : operands) shapes.push_back(graph_.shape[n]);
    const std::vector<std::string_view> names(operands.size(), "x");
    const ShapeAnswer answer = row.shape({shapes, names, attrs});
    const Shape* s = std::get_if<Shape>(&answer);
    if (s == nullptr || s->elements() > 12) return false;
    // Tried on a graph of its own.
    Graph one;
    std::vector<Counted> values;
    std::vector<NodeId> in;
    for (const NodeId n : operands) {
      in.push_back(one.append(*find_row("param"), graph_.shape[n], {}, {}, {}));
      values.insert(values.end(), values_.begin() + graph_.offset[n], values_.begin() + graph_.offset[n + 1]);
    }
    const NodeId y = one.append(row, *s, in, attrs, {});
    values.resize(static_cast<std::size_t>(one.offset.back()));
    one.freeze();
    const Activity activity(one, in, {y});
    Apply(one, activity).value(y, values.data());
    // Behind a NaN there is nothing to compare: every other one is not grown.
    if (edges_ &&
        std::any_of(values.begin() + one.offset[y], values.end(), [](Counted x) { return std::isnan(x.v); }) &&
        dice_.chance(0.5))
      return false;
    if (!edges_ && normalises_two(row, shapes[0])) return false;
    if (!edges_ && (turns(row, operands) || !smooth(one, y, activity, values))) return false;
    graph_.append(row, *s, operands, attrs, name());
    values_.insert(values_.end(), values.begin() + one.offset[y], values.end());
    return true;
  }

  // Of two numbers -1 and 1 are made, but for eps: what is left of an adjoint has lost its digits.
  static bool normalises_two(const Row& row, const Shape& x) {
    return (row.name == "layer_norm" && x.cols == 2) || (row.name == "batch_norm" && x.rows == 2);
  }
  // Whether the condition of a choice may pass 0 when a leaf moves, which no derivative sees. The 0 of a relu stays one.
  bool turns(const Row& row, const std::vector<NodeId>& operands) const {
    if (row.name != "where") return false;
    const NodeId condition = operands[0];
    const bool flat = graph_.row[condition]->kink_at == KinkAt::kZero;
    for (std::int64_t i = graph_.offset[condition]; i < graph_.offset[condition + 1]; ++i) {
      const double size = std::fabs(values_[static_cast<std::size_t>(i)].v);
      if (size < kAway && !(flat && size == 0)) return true;
    }
    return false;
  }

  static bool smooth(const Graph& g, NodeId y, const Activity& activity, const std::vector<Counted>& values) {
    const auto value = [&](NodeId n, std::int64_t i) { return values[static_cast<std::size_t>(g.offset[n] + i)].v; };
    for (std::int64_t i = 0; i < g.elements(y); ++i)
      if (!(std::fabs(value(y, i)) < kMostValue)) return false;
    const Row& row = *g.row[y];
    // Half way to where the derivative has lost half of its digits it still has those that are compared.
    for (std::int64_t i = 0; !row.saturation.formula.empty() && i < g.elements(0); ++i)
      if (value(0, i) < row.saturation.below / 2 || value(0, i) > row.saturation.above / 2) return false;
    if (row.kink_at == KinkAt::kZero) {
      for (std::int64_t i = 0; i < g.elements(0); ++i)
        if (std::fabs(value(0, i)) < kAway) return false;
    }
    if (row.kink_at == KinkAt::kTie) {
      const Strides a = broadcast_strides(g.shape[0]), b = broadcast_strides(g.shape[1]);
      for (std::int64_t r = 0; r < g.shape[y].rows; ++r)
        for (std::int64_t c = 0; c < g.shape[y].cols; ++c)
          if (std::fabs(value(0, r * a.row + c * a.col) - value(1, r * b.row + c * b.col)) < kAway) return false;
    }
    if (row.kink_at == KinkAt::kLineTie || row.kink_at == KinkAt::kPlaceTie) {
      const Lines lines = lines_of(g.dims(y));
      for (std::int64_t i = 0; i < lines.count; ++i) {
        const auto place = static_cast<std::int64_t>(value(y, i));
        const double best =
            row.kink_at == KinkAt::kLineTie ? value(y, i) : value(0, lines.start(i) + place * lines.step);
        int near = 0;
        each(lines, i, [&](std::int64_t at) { near += std::fabs(value(0, at) - best) < kAway; });
        if (near > 1) return false;
      }
    }
    if (row.kink_at == KinkAt::kZeroValue) {
      for (std::int64_t i = 0; i < g.elements(y); ++i)
        if (std::fabs(value(y, i)) < kAway) return false;
    }
    if (row.kink_at == KinkAt::kNear && near_kink(g, y, uncounted(values.data()), kAway)) return false;
    if (row.kink_at == KinkAt::kWindowTie && near_in_windows(g, y, values)) return false;
    // Not near the border of the domain: with every operand moved either way, values and slopes are moderate.
    for (std::size_t port = 0; port < g.arity(y); ++port) {
      for (const double by : {-kAway, 0.0, kAway}) {
        std::vector<Counted> moved = values;
        for (std::int64_t i = g.offset[port]; i < g.offset[port + 1]; ++i) moved[static_cast<std::size_t>(i)].v += by;
        if (!moderate(g, y, activity, moved)) return false;
      }
    }
    return true;
  }

  static bool near_in_windows(const Graph& g, NodeId y, const std::vector<Counted>& values) {
    const Dims d = g.dims(y);
    const Windows windows = pool_windows(d.in[0], *d.attrs);
    bool found = false;
    windows.all([&](std::int64_t o, std::int64_t r, std::int64_t c) {
      int near = 0;
      windows.each(r, c, [&](std::int64_t element, std::int64_t, bool) {
        const double x = values[static_cast<std::size_t>(g.offset[0] + element)].v;
        near += std::fabs(x - values[static_cast<std::size_t>(g.offset[y] + o)].v) < kAway;
      });
      found = found || near > 1;
    });
    return found;
  }

  static bool moderate(const Graph& g, NodeId y, const Activity& activity, std::vector<Counted>& values) {
    Apply apply(g, activity);
    apply.value(y, values.data());
    const Row& row = *g.row[y];
    for (std::size_t port = 0; port < g.arity(y); ++port) {
      if (!row.passes(port)) continue;
      for (const double slope : local_jacobian(apply, g, y, port, values.data()))
        if (!(std::fabs(slope) < kMostSlope)) return false;
    }
    return true;
  }

  void finish() {
    graph_.freeze();
    for (NodeId n = 0; n < graph_.size(); ++n) {
      if (graph_.row[n]->name == "param") graph_.wrt.push_back(n);
      if (graph_.used_by(n).empty() && !graph_.is_given(n)) graph_.outputs.push_back(n);
      if (!graph_.is_given(n)) continue;
      for (std::int64_t i = graph_.offset[n]; i < graph_.offset[n + 1]; ++i)
        graph_.leaf_values[static_cast<std::size_t>(i)] = values_[static_cast<std::size_t>(i)].v;
    }
    const auto inner = static_cast<NodeId>(dice_.below(graph_.size()));
    if (dice_.chance(0.2) && !graph_.is_given(inner) && !is_inner(inner)) graph_.wrt.push_back(inner);
  }

  // Of a call: its expression, and what stops that. Nothing else reads them, or is taken by them.
  bool is_inner(NodeId n) const { return std::find(inner_.begin(), inner_.end(), n) != inner_.end(); }

  Dice& dice_;
  std::vector<NodeId> inner_;
  bool tensors_, edges_;
  std::vector<double> palette_;
  Graph graph_;
  std::vector<Counted> values_;
};

}  // namespace

Graph random_graph(Dice& dice, Rank rank, Draw draw) { return Grower(dice, rank, draw).run(); }

}  // namespace bw::test
