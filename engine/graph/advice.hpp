// Hints about operations: how one is written, and where a product was probably meant to be another.
#pragma once

#include "graph/graph.hpp"

namespace bw {

// "Did you mean `sigmoid`?", or where the list of all is.
std::string closest_operation(std::string_view op);
// "Write `mse(a, b)`."
std::string usage(const Row& row);

// Whether a node is a product, element by element, of a matrix and a vector, which spreads the vector over the rows.
bool spreads_vector(const Graph& graph, NodeId n);
// Whether a product is written with a sign, `·` or `×`, that for these operands may be `@` or `*`.
bool has_two_readings(std::string_view sign, const std::vector<Shape>& operands);
// Why operands do not fit a row, which its shape rule said already, or what the two readings are; a number of the text is
// called by its value.
Problem shape_problem(const Graph& graph, const std::vector<NodeId>& in, const Row& row, const NodeSpec& node);
// What to say where such a product leads to a mistake; empty if n is none.
std::string did_you_mean_product(const Graph& graph, NodeId n);

}  // namespace bw
