// GraphSpec to Graph: nodes with their shapes, outputs, wrt; all mistakes at once.
#include "graph/build.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "graph/advice.hpp"
#include "graph/attributes.hpp"
#include "graph/items.hpp"
#include "graph/layers.hpp"
#include "graph/leaves.hpp"
#include "ops/conventions.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

// A checked network in the making.
class Builder {
 public:
  Builder(const GraphSpec& spec, Diagnostics& diagnostics, int count)
      : spec_(spec), diagnostics_(diagnostics), items_(spec, diagnostics), count_(count) {
    graph_.purpose = spec.purpose;
  }

  std::optional<Graph> run() {
    if (!within_limits()) return std::nullopt;
    const std::optional<std::vector<std::uint32_t>> order = items_.in_order();
    if (!order) return std::nullopt;
    node_of_.assign(items_.size(), kNone);
    graph_.reserve(items_.size(), items_.all_operands());
    for (const std::uint32_t item : *order) append(item);
    const bool whole = std::find(node_of_.begin(), node_of_.end(), kNone) == node_of_.end();
    if (!whole && !diagnostics_.has_errors())
      report(Code::kInternal, "A statement was left out without a word.", "Please report it with the network.", {});
    choose_outputs();
    choose_wrt();
    if (diagnostics_.has_errors()) return std::nullopt;
    graph_.freeze();
    fill_leaves(graph_, spec_, node_of_, std::move(recipes_));
    return std::move(graph_);
  }

 private:
  void report(Code code, std::string message, std::string hint, const Place& place) {
    diagnostics_.add({code, std::move(message), std::move(hint), place.path, place.span});
  }

  bool within_limits() {
    if (items_.size() == 0 && diagnostics_.has_errors()) return false;
    if (items_.size() == 0)
      return report(Code::kEmpty, "The network has no statement.", "Begin with `input x = 1` and `y = x * x`.", {}),
             false;
    const auto consts =
        std::count_if(spec_.nodes.begin(), spec_.nodes.end(), [](const NodeSpec& n) { return n.op == "const"; });
    const std::int64_t nodes = static_cast<std::int64_t>(items_.size()) - consts;
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

  void append(std::uint32_t item) { return item < items_.leaves() ? append_leaf(item) : append_node(item); }

  bool fits(const Shape& shape, const Place& where) {
    const Wide more = shape.all_elements(), all = graph_.total_elements() + more;
    const std::int64_t most = most_elements(spec_.purpose);
    if (all <= most) return true;
    if (!too_large_)
      report(Code::kLimit,
             "With this one, of " + decimal(more) + " numbers, the nodes hold " + decimal(all) +
                 " numbers together; the limit is " + std::to_string(most) + ".",
             "Use smaller arrays.", where);
    too_large_ = true;
    return false;
  }

  void append_leaf(std::uint32_t item) {
    const LeafSpec& leaf = spec_.leaves[item];
    const std::int64_t count = leaf.recipe ? leaf.shape->elements() : static_cast<std::int64_t>(leaf.value.size());
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
    if (!fits(shape, leaf.place)) return;
    node_of_[item] = graph_.append(*find_row(leaf.differentiable ? "param" : "input"), shape, {}, {},
                                   {leaf.id, leaf.id, leaf.label, leaf.place});
  }

  void append_node(std::uint32_t item) {
    const NodeSpec& n = items_.node(item);
    if (n.broken) return;
    if (n.dense != DensePart::kNone) return append_part(item);
    const Row* row = find_row(n.op);
    if (row == nullptr || row->is_leaf())
      return report(Code::kUnknownOp, "There is no operation " + in_ticks(n.op) + ".", closest_operation(n.op),
                    inside(n.place, ".op"));
    const std::size_t given = n.inputs.size() - n.waits;
    if (!row->takes(given)) {
      return report(Code::kArity,
                    in_ticks(n.op) + " takes " + std::to_string(row->arity()) +
                        (row->arity() == 1 ? " operand" : " operands") + ", but there " +
                        (given == 1 ? "is 1." : "are " + std::to_string(given) + "."),
                    usage(*row), inside(n.place, ".in"));
    }
    if (!check_attrs(n, *row, diagnostics_)) return;
    if (!read_operands(item)) return;
    in_.resize(given), shapes_.resize(given), names_.resize(given);
    Shape shape;
    if (row->is_const()) {
      if (const auto* numbers = std::get_if<Numbers>(find(n.attrs, "value"))) shape = numbers->shape;
    } else {
      const ShapeAnswer answer = row->shape({shapes_, names_, n.attrs});
      if (std::holds_alternative<Problem>(answer) || has_two_readings(n.sign, shapes_))
        return report_problem(in_, *row, n);
      shape = std::get<Shape>(answer);
    }
    if (!fits(shape, n.place)) return;
    node_of_[item] = graph_.append(counted_by(count_, *row), shape, in_, in_order(real_where_real(n.attrs, *row), *row),
                                   {n.id, n.group.empty() ? n.id : n.group, n.label, n.place});
  }

  void report_problem(const std::vector<NodeId>& in, const Row& row, const NodeSpec& n) {
    const Problem problem = shape_problem(graph_, in, row, n);
    report(problem.code, problem.message + ".", problem.hint, n.place);
  }

  // Of a layer: what follows from the shapes of its operands.
  void append_part(std::uint32_t item) {
    const NodeSpec& n = items_.node(item);
    if (!read_operands(item)) return;
    std::variant<LayerNode, Problem> answer = layer_part(graph_, n, in_);
    if (const auto* problem = std::get_if<Problem>(&answer))
      return report(problem->code, problem->message + ".", problem->hint, n.place);
    LayerNode& part = std::get<LayerNode>(answer);
    if (!fits(part.shape, n.place)) return;
    node_of_[item] =
        graph_.append(*part.row, part.shape, part.in, std::move(part.attrs), {n.id, n.group, n.label, n.place});
    if (part.recipe) recipes_.emplace_back(node_of_[item], *part.recipe);
  }

  // Whether all operands are nodes; where one is not, that was reported where it went wrong.
  bool read_operands(std::uint32_t item) {
    in_.clear(), shapes_.clear(), names_.clear();
    for (const std::uint32_t operand : items_.operands(item)) {
      if (operand == Items::kUnknown || node_of_[operand] == kNone) return false;
      in_.push_back(node_of_[operand]);
      shapes_.push_back(graph_.shape[in_.back()]);
      names_.push_back(items_.id(operand));
    }
    return true;
  }

  // The nodes that refs name, each once; mistakes get code.
  std::vector<NodeId> choose(const std::vector<Ref>& refs, Code code, std::string_view what) {
    std::vector<NodeId> chosen;
    std::vector<unsigned char> taken(items_.size(), 0);
    for (const Ref& ref : refs) {
      const std::uint32_t item = items_.lookup(ref);
      if (item == Items::kUnknown || node_of_[item] == kNone) continue;
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
      graph_.outputs = {node_of_[items_.leaves() + i]};
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
      if (graph_.is_param(n)) graph_.wrt.push_back(n);
  }

  const GraphSpec& spec_;
  Diagnostics& diagnostics_;
  Items items_;
  Graph graph_;
  std::vector<NodeId> node_of_;
  std::vector<std::pair<NodeId, Recipe>> recipes_;  // of the params of layers
  std::vector<NodeId> in_;                          // the operands of the node under way, their shapes and names
  std::vector<Shape> shapes_;
  std::vector<std::string_view> names_;
  bool too_large_ = false;
  int count_;
};

}  // namespace

std::optional<Graph> build(const GraphSpec& spec, Diagnostics& diagnostics, int count) {
  return Builder(spec, diagnostics, count).run();
}

}  // namespace bw
