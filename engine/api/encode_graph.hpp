// Parts of answers that are about the graph of a network; each writes one field.
#pragma once

#include "api/cache.hpp"
#include "api/json_writer.hpp"

namespace bw {

void encode_graph(const BuiltNetwork& network, const Activity& activity, JsonWriter& w);
void encode_network(const Graph& graph, JsonWriter& w);
// The field `of`: what scalar n of the expansion of original stands for.
void encode_origin(const Graph& original, const Expanded& expanded, NodeId n, JsonWriter& w);
// An element of saved_for: reader's adjoint step reads the value of n, or what it hides.
void encode_saved_for(const Graph& graph, NodeId n, NodeId reader, What what, JsonWriter& w);
// gradient: the elements of wrt, one node after the other.
// first: elements to write of each array.
void encode_gradient(const Graph& graph, const std::vector<double>& gradient, JsonWriter& w,
                     std::int64_t first = std::numeric_limits<std::int64_t>::max());

}  // namespace bw
