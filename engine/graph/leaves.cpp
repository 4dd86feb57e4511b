// Leaf by leaf: written numbers are copied, others made.
#include "graph/leaves.hpp"

#include <algorithm>

#include "graph/attributes.hpp"

namespace bw {
namespace {

void keep(Graph& g, const GraphSpec& spec, const std::vector<NodeId>& node_of,
          const std::vector<std::pair<NodeId, Recipe>>& recipes) {
  for (std::size_t i = 0; i < spec.leaves.size(); ++i)
    g.given.emplace(node_of[i], GivenLeaf{spec.leaves[i].value, spec.leaves[i].recipe});
  for (const auto& [n, recipe] : recipes) g.given.emplace(n, GivenLeaf{{}, recipe});
}

}  // namespace

void fill_leaves(Graph& g, const GraphSpec& spec, const std::vector<NodeId>& node_of,
                 std::vector<std::pair<NodeId, Recipe>> recipes) {
  if (g.purpose == Purpose::kShapes) return keep(g, spec, node_of, recipes);
  const auto put = [&](NodeId n, const std::vector<double>& value) {
    std::copy(value.begin(), value.end(), g.leaf_values.begin() + g.offset[n]);
  };
  for (std::size_t i = 0; i < spec.leaves.size(); ++i) {
    const LeafSpec& leaf = spec.leaves[i];
    if (leaf.recipe) recipes.emplace_back(node_of[i], *leaf.recipe);
    else put(node_of[i], leaf.value);
  }
  for (std::size_t i = 0; i < spec.nodes.size(); ++i) {
    if (spec.nodes[i].op != "const") continue;
    const NodeId n = node_of[spec.leaves.size() + i];
    write_const(*find(g.attrs[n], "value"), &g.leaf_values[static_cast<std::size_t>(g.offset[n])]);
  }
  for (const auto& [n, recipe] : recipes) put(n, generate(recipe, g.shape[n]));
}

}  // namespace bw
