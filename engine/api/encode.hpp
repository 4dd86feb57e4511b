// A typed response to JSON text.
#pragma once

#include <string>

#include "api/json_writer.hpp"
#include "api/response.hpp"

namespace bw {

// At most limits::kReplyBytes; above that an E_LIMIT_REPLY response.
std::string encode(const Response& response);

// The parts, in files of their own: fields of the response.
void encode_catalogue(JsonWriter& w);
void encode_graph(const Response& response, JsonWriter& w);
void encode_network(const Graph& graph, JsonWriter& w);
// The field `of`: what scalar n of the expansion of original stands for.
void encode_origin(const Graph& original, const Expanded& expanded, NodeId n, JsonWriter& w);
void encode_differentiated(const Response& response, JsonWriter& w);
// The fields of step number i of a run on graph.
void encode_step(const Graph& graph, const Step& step, std::size_t i, const std::optional<double>& cut_sum,
                 JsonWriter& w);
void encode_groups(const Response& response, JsonWriter& w);
void encode_gauges(const Response& response, JsonWriter& w);
void encode_sizes(const Response& response, JsonWriter& w);
void encode_scale(const Response& response, JsonWriter& w);
void encode_paths(const Response& response, JsonWriter& w);
void encode_broken(const Response& response, JsonWriter& w);

std::string_view name_of(Severity severity);

}  // namespace bw
