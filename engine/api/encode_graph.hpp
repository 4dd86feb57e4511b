// Parts of answers that are about the graph of a network; each writes one field.
#pragma once

#include "api/cache.hpp"
#include "api/json_writer.hpp"

namespace bw {

void encode_graph(const BuiltNetwork& network, const Activity& activity, JsonWriter& w);
void encode_network(const Graph& graph, JsonWriter& w);
// The field `of`: what scalar n of the expansion of original stands for.
void encode_origin(const Graph& original, const Expanded& expanded, NodeId n, JsonWriter& w);
// gradient: the elements of wrt, one node after the other.
void encode_gradient(const Graph& graph, const std::vector<double>& gradient, JsonWriter& w);

}  // namespace bw
