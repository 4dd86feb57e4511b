// The parts of layers, whose shapes follow from their operands: params with their recipes, products, and numbers.
#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "graph/graph.hpp"

namespace bw {

// A part as a node of the graph. recipe: of a param.
struct LayerNode {
  const Row* row;
  Shape shape;
  std::vector<NodeId> in = {};
  Attrs attrs = {};
  std::optional<Recipe> recipe = {};
};

// The part n of a layer behind its operands, those that it does not read included, or what is wrong with these.
std::variant<LayerNode, Problem> layer_part(const Graph& g, const NodeSpec& n, std::span<const NodeId> operands);

}  // namespace bw
