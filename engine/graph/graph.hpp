// The graph: immutable, flat, in topological order, every shape known.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/spec.hpp"
#include "ops/op.hpp"

namespace bw {

using NodeId = std::uint32_t;
inline constexpr NodeId kNone = static_cast<NodeId>(-1);

// One use of a node: operand number port of node.
struct Use {
  NodeId node;
  std::uint32_t port;
};

// What is said about a node but not computed with.
struct NodeText {
  std::string id;
  std::string group;
  std::string label;
  Place place;
};

// What a leaf was given as: its numbers, or their recipe.
struct GivenLeaf {
  std::vector<double> value;
  std::optional<Recipe> recipe;
};

// Node n's operands are inputs[first_input[n] … first_input[n+1]), its uses are uses[first_use[n] …), in
// program order, then port. offset[n] is the place of its elements in a buffer of all elements.
struct Graph {
  Graph() = default;
  Graph(Graph&&) = default;  // not copied by chance
  Graph& operator=(Graph&&) = default;

  std::vector<const Row*> row;
  std::vector<Shape> shape;
  std::vector<Attrs> attrs;
  std::vector<NodeText> text;
  std::vector<NodeId> inputs;
  std::vector<std::uint32_t> first_input{0};
  std::vector<Shape> input_shapes;  // parallel to inputs
  std::vector<Use> uses;
  std::vector<std::uint32_t> first_use;
  std::vector<std::int64_t> offset{0};
  Purpose purpose = Purpose::kRun;
  std::vector<double> leaf_values;  // at offset, for leaves and consts; 0 elsewhere; in a graph of shapes empty
  std::unordered_map<NodeId, GivenLeaf> given;  // leaves of a graph of shapes
  std::vector<NodeId> outputs;
  std::vector<NodeId> wrt;
  std::vector<NodeId> by_id;  // nodes at the places of the hashes of their ids, or behind; kNone: nobody
  NodeId distinct_ids = 0;

  NodeId size() const { return static_cast<NodeId>(row.size()); }
  std::int64_t total_elements() const { return offset.back(); }
  std::int64_t elements(NodeId n) const { return offset[n + 1] - offset[n]; }
  std::size_t arity(NodeId n) const { return first_input[n + 1] - first_input[n]; }
  std::span<const NodeId> in(NodeId n) const { return {inputs.data() + first_input[n], arity(n)}; }
  std::span<const Use> used_by(NodeId n) const { return {uses.data() + first_use[n], first_use[n + 1] - first_use[n]}; }
  // A leaf or a const: given, not computed.
  bool is_given(NodeId n) const { return row[n]->is_leaf() || row[n]->is_const(); }
  bool is_param(NodeId n) const { return row[n]->name == "param"; }
  Dims dims(NodeId n) const {
    return {{input_shapes.data() + first_input[n], arity(n)}, shape[n], &attrs[n], row[n]->parameter(attrs[n])};
  }
  std::optional<NodeId> find(std::string_view id) const;

  // Makes room for so many nodes with so many operands together; nothing is taken ahead for more.
  void reserve(std::size_t nodes, std::size_t operands);
  // Appends a node whose operands are there already.
  NodeId append(const Row& row, Shape shape, std::span<const NodeId> operands, Attrs attrs, NodeText text);
  // Fills uses, by_id, distinct_ids and the length of leaf_values; after the last append.
  void freeze();
};

// The graph as a spec again, its nodes in order: what text and JSON are printed from.
GraphSpec to_spec(const Graph& graph);

// What is wrong with the graph, or nothing; run after each stage in tests and debug builds.
std::optional<std::string> verify(const Graph& graph);

}  // namespace bw
