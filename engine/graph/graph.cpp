// Appending to a graph, its index of uses, and its verifier.
#include "graph/graph.hpp"

#include <bit>

namespace bw {

void Graph::reserve(std::size_t nodes, std::size_t operands) {
  row.reserve(nodes), shape.reserve(nodes), attrs.reserve(nodes), text.reserve(nodes);
  inputs.reserve(operands), input_shapes.reserve(operands);
  first_input.reserve(nodes + 1), offset.reserve(nodes + 1);
}

NodeId Graph::append(const Row& r, Shape s, std::span<const NodeId> operands, Attrs a, NodeText t) {
  const NodeId n = size();
  row.push_back(&r);
  shape.push_back(s);
  attrs.push_back(std::move(a));
  text.push_back(std::move(t));
  for (const NodeId operand : operands) {
    inputs.push_back(operand);
    input_shapes.push_back(shape[operand]);
  }
  first_input.push_back(static_cast<std::uint32_t>(inputs.size()));
  offset.push_back(offset.back() + s.elements());
  return n;
}

namespace {

// Where a node of that id is, or the free place where it would be.
std::size_t place_of(const Graph& g, std::string_view id) {
  std::size_t at = std::hash<std::string_view>()(id) & (g.by_id.size() - 1);
  while (g.by_id[at] != kNone && g.text[g.by_id[at]].id != id) at = (at + 1) & (g.by_id.size() - 1);
  return at;
}

}  // namespace

std::optional<NodeId> Graph::find(std::string_view id) const {
  const NodeId n = by_id.empty() ? kNone : by_id[place_of(*this, id)];
  return n == kNone ? std::nullopt : std::optional(n);
}

void Graph::freeze() {
  first_use.assign(size() + 1, 0);
  for (const NodeId operand : inputs) ++first_use[operand + 1];
  for (NodeId n = 0; n < size(); ++n) first_use[n + 1] += first_use[n];
  uses.resize(inputs.size());
  std::vector<std::uint32_t> next(first_use.begin(), first_use.end() - 1);
  for (NodeId n = 0; n < size(); ++n) {
    const auto operands = in(n);
    for (std::uint32_t port = 0; port < operands.size(); ++port) uses[next[operands[port]]++] = {n, port};
  }
  by_id.assign(std::bit_ceil(2 * static_cast<std::size_t>(size()) + 1), kNone);
  distinct_ids = 0;
  for (NodeId n = 0; n < size(); ++n) {
    const std::size_t at = place_of(*this, text[n].id);
    if (by_id[at] == kNone) by_id[at] = n, ++distinct_ids;
  }
  if (purpose == Purpose::kRun) leaf_values.resize(static_cast<std::size_t>(total_elements()), 0.0);
}

namespace {

GivenLeaf given_of(const Graph& g, NodeId n) {
  if (const auto it = g.given.find(n); it != g.given.end()) return it->second;
  const auto first = g.leaf_values.begin() + g.offset[n];
  return {{first, first + g.elements(n)}, {}};
}

}  // namespace

GraphSpec to_spec(const Graph& g) {
  GraphSpec spec;
  spec.purpose = g.purpose;
  const auto ref = [&](NodeId n) { return Ref{g.text[n].id, {}}; };
  for (NodeId n = 0; n < g.size(); ++n) {
    const NodeText& t = g.text[n];
    if (g.row[n]->is_leaf()) {
      GivenLeaf given = given_of(g, n);
      spec.leaves.push_back({.id = t.id,
                             .differentiable = g.is_param(n),
                             .shape = g.shape[n],
                             .value = std::move(given.value),
                             .recipe = given.recipe,
                             .label = t.label,
                             .place = t.place});
      continue;
    }
    NodeSpec node{.id = t.id,
                  .op = std::string(g.row[n]->name),
                  .inputs = {},
                  .attrs = g.attrs[n],
                  .group = t.group,
                  .label = t.label,
                  .place = t.place};
    for (const NodeId operand : g.in(n)) node.inputs.push_back(ref(operand));
    spec.nodes.push_back(std::move(node));
  }
  spec.outputs.emplace();
  spec.wrt.emplace();
  for (const NodeId n : g.outputs) spec.outputs->push_back(ref(n));
  for (const NodeId n : g.wrt) spec.wrt->push_back(ref(n));
  return spec;
}

std::optional<std::string> verify(const Graph& g) {
  const auto at = [&](NodeId n) { return "node " + std::to_string(n) + " (" + g.text[n].id + "): "; };
  if (g.distinct_ids != g.size()) return "ids are not unique";
  const bool has_values = g.purpose == Purpose::kRun;
  if (g.leaf_values.size() != static_cast<std::size_t>(has_values ? g.total_elements() : 0))
    return "leaf values have the wrong length";
  std::size_t uses = 0;
  for (NodeId n = 0; n < g.size(); ++n) {
    if (!g.row[n]->takes(g.arity(n))) return at(n) + "arity differs from its row";
    for (const NodeId operand : g.in(n))
      if (operand >= n) return at(n) + "an operand comes later";
    for (const Use& use : g.used_by(n))
      if (use.node <= n || g.in(use.node)[use.port] != n) return at(n) + "its uses are wrong";
    uses += g.used_by(n).size();
    if (g.shape[n].elements() < 1 || g.shape[n].rank > 2) return at(n) + "bad shape";
    if (g.is_given(n)) continue;
    const std::vector<std::string_view> names(g.arity(n), "operand");
    const Dims d = g.dims(n);
    const ShapeAnswer answer = g.row[n]->shape({d.in, names, g.attrs[n]});
    const Shape* shape = std::get_if<Shape>(&answer);
    if (shape == nullptr || !(*shape == g.shape[n])) return at(n) + "its shape is not what its row says";
  }
  if (uses != g.inputs.size()) return "a use is missing";
  for (const NodeId n : g.outputs)
    if (n >= g.size()) return "an output does not exist";
  for (const NodeId n : g.wrt)
    if (n >= g.size() || g.row[n]->is_const()) return "a wrt does not exist or is a const";
  return std::nullopt;
}

}  // namespace bw
