// GraphSpec to Graph: names, order, shapes, outputs; all mistakes at once.
#include "graph/build.hpp"

#include <algorithm>
#include <functional>
#include <queue>

#include "base/generate.hpp"
#include "base/limits.hpp"
#include "graph/advice.hpp"
#include "graph/attributes.hpp"
#include "ops/conventions.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

constexpr std::uint32_t kUnknown = static_cast<std::uint32_t>(-1);

// A checked network in the making. Items are leaves first, then nodes, as in the spec.
class Builder {
 public:
  Builder(const GraphSpec& spec, Diagnostics& diagnostics, int count)
      : spec_(spec), diagnostics_(diagnostics), count_(count) {}

  std::optional<Graph> run() {
    if (!within_limits() || !index_names()) return std::nullopt;
    resolve_inputs();
    if (!order()) return std::nullopt;
    node_of_.assign(items(), kNone);
    for (const std::uint32_t item : order_) append(item);
    const bool whole = std::find(node_of_.begin(), node_of_.end(), kNone) == node_of_.end();
    if (!whole && !diagnostics_.has_errors())
      report(Code::kInternal, "A statement was left out without a word.", "Please report it with the network.", {});
    choose_outputs();
    choose_wrt();
    if (diagnostics_.has_errors()) return std::nullopt;
    graph_.freeze();
    for (std::size_t i = 0; i < spec_.leaves.size(); ++i)
      std::copy(spec_.leaves[i].value.begin(), spec_.leaves[i].value.end(),
                graph_.leaf_values.begin() + graph_.offset[node_of_[i]]);
    for (std::size_t i = 0; i < spec_.nodes.size(); ++i) {
      if (spec_.nodes[i].op != "const") continue;
      graph_.leaf_values[static_cast<std::size_t>(graph_.offset[node_of_[leaves() + i]])] =
          std::get<double>(*find(spec_.nodes[i].attrs, "value"));
    }
    for (const auto& [n, value] : generated_)
      std::copy(value.begin(), value.end(), graph_.leaf_values.begin() + graph_.offset[n]);
    return std::move(graph_);
  }

 private:
  std::size_t leaves() const { return spec_.leaves.size(); }
  std::size_t items() const { return leaves() + spec_.nodes.size(); }
  const NodeSpec& node(std::uint32_t item) const { return spec_.nodes[item - leaves()]; }
  const std::string& id(std::uint32_t item) const { return item < leaves() ? spec_.leaves[item].id : node(item).id; }
  const Place& place(std::uint32_t item) const { return item < leaves() ? spec_.leaves[item].place : node(item).place; }
  void report(Code code, std::string message, std::string hint, const Place& place) {
    diagnostics_.add({code, std::move(message), std::move(hint), place.path, place.span});
  }

  bool within_limits() {
    if (items() == 0 && diagnostics_.has_errors()) return false;
    if (items() == 0)
      return report(Code::kEmpty, "The network has no statement.", "Begin with `input x = 1` and `y = x * x`.", {}),
             false;
    const auto consts =
        std::count_if(spec_.nodes.begin(), spec_.nodes.end(), [](const NodeSpec& n) { return n.op == "const"; });
    const std::int64_t nodes = static_cast<std::int64_t>(items()) - consts;
    if (nodes <= limits::kNodes) return true;
    const bool said =
        diagnostics_.has_errors() && static_cast<std::int64_t>(spec_.nodes.size()) >
                                         2 * limits::kNodes;  // the text was written out so far and no further
    if (!said)
      report(
          Code::kLimit,
          "The network has " + std::to_string(nodes) + " nodes; the limit is " + std::to_string(limits::kNodes) + ".",
          "Use vectors and matrices for many numbers.", {});
    return false;
  }

  bool index_names() {
    items_by_id_.reserve(items());
    for (std::uint32_t item = 0; item < items(); ++item) {
      if (items_by_id_.emplace(id(item), item).second) continue;
      report(Code::kDupId, in_ticks(id(item)) + " is defined twice.",
             "A graph has no time: a name stands for one node. Choose another name.", inside(place(item), ".id"));
    }
    return true;
  }

  std::uint32_t lookup(const Ref& ref) {
    const auto it = items_by_id_.find(ref.id);
    if (it != items_by_id_.end()) return it->second;
    std::vector<std::string_view> names;
    const bool shown = diagnostics_.total() < Diagnostics::kShown;
    for (std::uint32_t item = 0; shown && item < items() && names.size() < 2000; ++item) names.push_back(id(item));
    report(Code::kUnknownName, in_ticks(ref.id) + " is not defined.",
           did_you_mean(ref.id, names, "Give it among the inputs or the nodes."), ref.place);
    return kUnknown;
  }

  void resolve_inputs() {
    first_.push_back(0);
    for (const NodeSpec& n : spec_.nodes) {
      for (const Ref& ref : n.inputs)
        operands_.push_back(n.broken && items_by_id_.find(ref.id) == items_by_id_.end() ? kUnknown : lookup(ref));
      first_.push_back(static_cast<std::uint32_t>(operands_.size()));
    }
  }
  std::span<const std::uint32_t> operands(std::uint32_t item) const {
    if (item < leaves()) return {};
    const std::size_t i = item - leaves();
    return {operands_.data() + first_[i], first_[i + 1] - first_[i]};
  }

  // Kahn's algorithm; of what is ready, the first in the text comes first.
  bool order() {
    std::vector<std::uint32_t> waiting(items(), 0), first_use(items() + 1, 0), uses;
    const auto each_edge = [&](auto f) {
      for (std::uint32_t item = 0; item < items(); ++item)
        for (const std::uint32_t operand : operands(item))
          if (operand != kUnknown) f(operand, item);
    };
    each_edge([&](std::uint32_t from, std::uint32_t to) { ++waiting[to], ++first_use[from + 1]; });
    for (std::size_t i = 0; i < items(); ++i) first_use[i + 1] += first_use[i];
    uses.resize(first_use.back());
    std::vector<std::uint32_t> next(first_use.begin(), first_use.end() - 1);
    each_edge([&](std::uint32_t from, std::uint32_t to) { uses[next[from]++] = to; });

    std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> ready;
    for (std::uint32_t item = 0; item < items(); ++item)
      if (waiting[item] == 0) ready.push(item);
    while (!ready.empty()) {
      const std::uint32_t item = ready.top();
      ready.pop();
      order_.push_back(item);
      for (std::uint32_t u = first_use[item]; u < first_use[item + 1]; ++u)
        if (--waiting[uses[u]] == 0) ready.push(uses[u]);
    }
    if (order_.size() == items()) return true;
    report_cycle(waiting);
    return false;
  }

  // Every waiting item has a waiting operand: walking to it again and again ends in a cycle.
  void report_cycle(const std::vector<std::uint32_t>& waiting) {
    std::uint32_t item = 0;
    while (waiting[item] == 0) ++item;
    std::vector<std::uint32_t> path;
    std::vector<unsigned char> seen(items(), 0);
    while (!seen[item]) {
      seen[item] = 1;
      path.push_back(item);
      for (const std::uint32_t operand : operands(item))
        if (operand != kUnknown && waiting[operand] != 0) {
          item = operand;
          break;
        }
    }
    path.erase(path.begin(), std::find(path.begin(), path.end(), item));
    std::reverse(path.begin(), path.end());
    std::rotate(path.begin(), std::min_element(path.begin(), path.end()), path.end());
    std::string cycle;
    constexpr std::size_t kShown = 10;
    for (std::size_t i = 0; i < std::min(path.size(), kShown); ++i) cycle += in_ticks(id(path[i])) + " → ";
    if (path.size() > kShown) cycle += "… → ";
    report(Code::kCycle, "These nodes depend on each other: " + cycle + in_ticks(id(path[0])) + ".",
           "A graph has no time: a node cannot use its own result.", place(path[0]));
  }

  void append(std::uint32_t item) {
    if (item < leaves()) append_leaf(item);
    else append_node(item);
  }

  bool fits(std::int64_t more, const Place& where) {
    const std::int64_t all = graph_.total_elements() + more;
    if (all <= limits::kElements) return true;
    if (!too_large_)
      report(Code::kLimit,
             "With this one, of " + std::to_string(more) + " numbers, the nodes hold " + std::to_string(all) +
                 " numbers together; the limit is " + std::to_string(limits::kElements) + ".",
             "Use smaller arrays.", where);
    too_large_ = true;
    return false;
  }

  void append_leaf(std::uint32_t item) {
    const LeafSpec& leaf = spec_.leaves[item];
    const auto count = static_cast<std::int64_t>(leaf.value.size());
    if (count == 0)
      return report(Code::kShapeEmpty, in_ticks(leaf.id) + " has no elements.", "Give it at least one number.",
                    leaf.place);
    const Shape shape = leaf.shape.value_or(leaf.is_scalar ? Shape::scalar() : Shape::vector(count));
    if (shape.elements() != count) {
      return report(Code::kShape,
                    in_ticks(leaf.id) + " is " + in_words(shape) + ", but there " +
                        (count == 1 ? "is 1 value" : "are " + std::to_string(count) + " values") + " for it.",
                    "Give " + std::to_string(shape.elements()) + ", row after row, or another shape.", leaf.place);
    }
    if (!fits(count, leaf.place)) return;
    node_of_[item] = graph_.append(*find_row(leaf.differentiable ? "param" : "input"), shape, {}, {},
                                   {leaf.id, leaf.id, leaf.label, leaf.place});
  }

  void append_node(std::uint32_t item) {
    const NodeSpec& n = node(item);
    if (n.broken) return;
    if (n.dense != DensePart::kNone) return append_dense(item);
    const Row* row = find_row(n.op);
    if (row == nullptr || row->is_leaf())
      return report(Code::kUnknownOp, "There is no operation " + in_ticks(n.op) + ".", closest_operation(n.op),
                    inside(n.place, ".op"));
    if (!row->takes(n.inputs.size())) {
      return report(Code::kArity,
                    in_ticks(n.op) + " takes " + std::to_string(row->arity()) +
                        (row->arity() == 1 ? " operand" : " operands") + ", but there " +
                        (n.inputs.size() == 1 ? "is 1." : "are " + std::to_string(n.inputs.size()) + "."),
                    usage(*row), inside(n.place, ".in"));
    }
    if (!check_attrs(n, *row, diagnostics_)) return;
    std::vector<NodeId> in;
    std::vector<Shape> shapes;
    std::vector<std::string_view> names;
    for (const std::uint32_t operand : operands(item)) {
      if (operand == kUnknown || node_of_[operand] == kNone) return;  // reported where it went wrong
      in.push_back(node_of_[operand]);
      shapes.push_back(graph_.shape[in.back()]);
      names.push_back(id(operand));
    }
    Shape shape;
    if (!row->is_const()) {
      const ShapeAnswer answer = row->shape({shapes, names, n.attrs});
      if (std::holds_alternative<Problem>(answer)) return report_problem(in, *row, n);
      shape = std::get<Shape>(answer);
    }
    if (!fits(shape.elements(), n.place)) return;
    node_of_[item] = graph_.append(counted_by(count_, *row), shape, in, real_where_real(n.attrs, *row),
                                   {n.id, n.group.empty() ? n.id : n.group, n.label, n.place});
  }

  void report_problem(const std::vector<NodeId>& in, const Row& row, const NodeSpec& n) {
    const Problem problem = shape_problem(graph_, in, row, n.attrs);
    report(problem.code, problem.message + ".", problem.hint, n.place);
  }

  // Operand 0 is x, for a product the weights come first.
  void append_dense(std::uint32_t item) {
    const NodeSpec& n = node(item);
    for (const std::uint32_t operand : operands(item))
      if (operand == kUnknown || node_of_[operand] == kNone) return;
    const auto first = operands(item).front(), last = operands(item).back();
    const Shape& x = graph_.shape[node_of_[last]];
    if (x.rank == 0)
      return n.dense == DensePart::kWeights
                 ? report(
                       Code::kRank,
                       in_ticks(id(last)) + " is a number: `dense` takes a vector, or a matrix whose rows are a batch.",
                       "Declare an array, as in `input x = [1, 2]`.", n.place)
                 : void();
    const AttrValue *units_value = find(n.attrs, "units"), *seed = find(n.attrs, "seed");
    const NodeText text{n.id, n.group, n.label, n.place};
    if (n.dense == DensePart::kProduct) {
      std::vector<NodeId> in = {node_of_[first], node_of_[last]};
      if (x.rank == 2) std::swap(in[0], in[1]);
      const std::vector<Shape> shapes = {graph_.shape[in[0]], graph_.shape[in[1]]};
      const Row& row = *find_row("matmul");
      const ShapeAnswer shape = row.shape({shapes, std::vector<std::string_view>(2, n.id), {}});
      if (fits(std::get<Shape>(shape).elements(), n.place))
        node_of_[item] = graph_.append(row, std::get<Shape>(shape), in, {}, text);
      return;
    }
    const auto units = std::get<std::int64_t>(*units_value);
    const bool weights = n.dense == DensePart::kWeights;
    const Shape shape = !weights      ? Shape::vector(units)
                        : x.rank == 2 ? Shape::matrix(x.cols, units)
                                      : Shape::matrix(units, x.cols);
    if (!fits(shape.elements(), n.place)) return;
    node_of_[item] = graph_.append(*find_row("param"), shape, {}, {}, text);
    if (weights)
      generated_.emplace_back(
          node_of_[item], generate(Rule::kXavier, shape, static_cast<std::uint64_t>(std::get<std::int64_t>(*seed))));
  }

  // The nodes that refs name, each once; mistakes get code.
  std::vector<NodeId> choose(const std::vector<Ref>& refs, Code code, std::string_view what) {
    std::vector<NodeId> chosen;
    std::vector<unsigned char> taken(items(), 0);
    for (const Ref& ref : refs) {
      const std::uint32_t item = lookup(ref);
      if (item == kUnknown || node_of_[item] == kNone) continue;
      if (taken[item]) {
        report(code, in_ticks(ref.id) + " is named twice in " + std::string(what) + ".", "Name it once.", ref.place);
        continue;
      }
      taken[item] = 1;
      if (graph_.row[node_of_[item]]->is_const())
        report(code, in_ticks(ref.id) + " is a number in the text.", "Declare it with `param`.", ref.place);
      else chosen.push_back(node_of_[item]);
    }
    return chosen;
  }

  void choose_outputs() {
    if (spec_.outputs) {
      graph_.outputs = choose(*spec_.outputs, Code::kOutput, "the outputs");
      if (graph_.outputs.empty() && !diagnostics_.has_errors())
        report(Code::kOutput, "The network has no output.", "Name one, or leave outputs out.", {});
      return;
    }
    if (diagnostics_.has_errors()) return;
    for (std::size_t i = spec_.nodes.size(); i-- > 0;) {
      if (spec_.nodes[i].op == "const") continue;
      graph_.outputs = {node_of_[leaves() + i]};
      return;
    }
    report(Code::kOutput, "The network computes nothing: it has only leaves.", "Add a statement, such as `y = x * x`.",
           {});
  }

  void choose_wrt() {
    if (spec_.wrt) {
      graph_.wrt = choose(*spec_.wrt, Code::kWrt, "wrt");
      return;
    }
    for (NodeId n = 0; n < graph_.size(); ++n)
      if (graph_.row[n]->name == "param") graph_.wrt.push_back(n);
  }

  const GraphSpec& spec_;
  Diagnostics& diagnostics_;
  Graph graph_;
  std::unordered_map<std::string_view, std::uint32_t> items_by_id_;
  std::vector<std::uint32_t> operands_, first_, order_;
  std::vector<NodeId> node_of_;
  std::vector<std::pair<NodeId, std::vector<double>>> generated_;  // values of the weights of dense layers
  bool too_large_ = false;
  int count_;
};

}  // namespace

std::optional<Graph> build(const GraphSpec& spec, Diagnostics& diagnostics, int count) {
  return Builder(spec, diagnostics, count).run();
}

}  // namespace bw
