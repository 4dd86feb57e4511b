// Greedy: the first smaller network that is still wrong is the next to shrink.
#include "shrink.hpp"

#include <cmath>

#include "graph/apply.hpp"
#include "graph/build.hpp"
#include "text/parser.hpp"
#include "text/printer.hpp"

namespace bw::test {
namespace {

std::optional<Graph> read(const std::string& text) {
  Diagnostics ignored;
  return build(parse(text, ignored), ignored);
}

std::vector<double> values_of(const Graph& g) {
  std::vector<Counted> values(g.leaf_values.begin(), g.leaf_values.end());
  Values<Counted> apply(g);
  for (NodeId n = 0; n < g.size(); ++n)
    if (!g.is_given(n)) apply.value(n, values.data());
  std::vector<double> out;
  for (const Counted x : values) out.push_back(x.v);
  return out;
}

// All that one change makes of a network, the largest changes first.
class Smaller {
 public:
  explicit Smaller(const Graph& graph) : graph_(graph), spec_(to_spec(graph)), values_(values_of(graph)) {}

  std::vector<GraphSpec> all() {
    for (std::size_t i = spec_.nodes.size(); i-- > 0;) without_node(i);
    for (std::size_t i = 0; i < spec_.leaves.size(); ++i) without_leaf(i);
    for (auto* list : {&spec_.outputs, &spec_.wrt}) without_one_of(list == &spec_.outputs);
    for (std::size_t i = 0; i < spec_.nodes.size(); ++i) replaced(i);
    for (std::size_t i = 0; i < spec_.leaves.size(); ++i) rounded(i);
    return std::move(list_);
  }

 private:
  bool is_used(const std::string& id) const { return !graph_.used_by(*graph_.find(id)).empty(); }
  static void drop(std::optional<std::vector<Ref>>& refs, const std::string& id) {
    std::erase_if(*refs, [&](const Ref& ref) { return ref.id == id; });
  }

  void without_node(std::size_t i) {
    const std::string id = spec_.nodes[i].id;
    if (is_used(id)) return;
    GraphSpec next = spec_;
    next.nodes.erase(next.nodes.begin() + static_cast<std::ptrdiff_t>(i));
    drop(next.outputs, id);
    drop(next.wrt, id);
    // What nothing uses any more is an output now.
    for (const Ref& ref : spec_.nodes[i].inputs)
      if (next.outputs->empty() && !graph_.is_given(*graph_.find(ref.id))) next.outputs->push_back(ref);
    if (!next.outputs->empty()) list_.push_back(std::move(next));
  }
  void without_leaf(std::size_t i) {
    const std::string id = spec_.leaves[i].id;
    if (is_used(id)) return;
    GraphSpec next = spec_;
    next.leaves.erase(next.leaves.begin() + static_cast<std::ptrdiff_t>(i));
    drop(next.outputs, id);
    drop(next.wrt, id);
    if (!next.outputs->empty()) list_.push_back(std::move(next));
  }
  void without_one_of(bool outputs) {
    const auto& refs = outputs ? *spec_.outputs : *spec_.wrt;
    for (std::size_t i = 0; refs.size() > 1 && i < refs.size(); ++i) {
      GraphSpec next = spec_;
      auto& fewer = outputs ? *next.outputs : *next.wrt;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      list_.push_back(std::move(next));
    }
  }

  // A node by each of its operands of its shape, and by a param with its value.
  void replaced(std::size_t i) {
    const NodeSpec& node = spec_.nodes[i];
    const NodeId n = *graph_.find(node.id);
    if (node.op == "const") return;
    for (const Ref& ref : node.inputs) {
      const NodeId operand = *graph_.find(ref.id);
      if (!(graph_.shape[operand] == graph_.shape[n]) || !is_used(node.id)) continue;
      GraphSpec next = spec_;
      next.nodes.erase(next.nodes.begin() + static_cast<std::ptrdiff_t>(i));
      for (NodeSpec& other : next.nodes)
        for (Ref& input : other.inputs)
          if (input.id == node.id) input.id = ref.id;
      drop(next.outputs, node.id);
      drop(next.wrt, node.id);
      if (!next.outputs->empty()) list_.push_back(std::move(next));
    }
    if (!is_used(node.id)) return;
    GraphSpec next = spec_;
    next.nodes.erase(next.nodes.begin() + static_cast<std::ptrdiff_t>(i));
    drop(next.outputs, node.id);
    drop(next.wrt, node.id);
    next.leaves.push_back({.id = node.id,
                           .differentiable = true,
                           .shape = graph_.shape[n],
                           .value = {values_.begin() + graph_.offset[n], values_.begin() + graph_.offset[n + 1]},
                           .label = "",
                           .place = {}});
    next.wrt->push_back({node.id, {}});
    if (!next.outputs->empty()) list_.push_back(std::move(next));
  }

  void rounded(std::size_t i) {
    for (const double parts : {1.0, 2.0, 10.0, 1000.0}) {
      GraphSpec next = spec_;
      for (double& x : next.leaves[i].value) x = std::round(x * parts) / parts;
      if (next.leaves[i].value != spec_.leaves[i].value) list_.push_back(std::move(next));
    }
  }

  const Graph& graph_;
  const GraphSpec spec_;
  const std::vector<double> values_;
  std::vector<GraphSpec> list_;
};

}  // namespace

std::string shrink(const std::string& text, const Judge& judge) {
  std::string best = text;
  for (bool smaller = true; smaller;) {
    smaller = false;
    const std::optional<Graph> graph = read(best);
    if (!graph) return best;
    for (const GraphSpec& candidate : Smaller(*graph).all()) {
      const std::string next = print(candidate);
      if (next == best || !read(next) || !judge(next)) continue;  // a NaN is not itself, and is not made rounder
      best = next;
      smaller = true;
      break;
    }
  }
  return best;
}

}  // namespace bw::test
