// A typed response to JSON text.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "api/response.hpp"

namespace bw {

// At most limits::kReplyBytes; above that an E_LIMIT_REPLY response.
std::string encode(const Response& response);

// The parts, in files of their own.
void encode_catalogue(nlohmann::ordered_json& out);
void encode_graph(const Response& response, nlohmann::ordered_json& graph);
void encode_network(const Graph& graph, nlohmann::ordered_json& network);
void encode_differentiated(const Response& response, nlohmann::ordered_json& out);
void encode_groups(const Response& response, nlohmann::ordered_json& groups);
void encode_gauges(const Response& response, nlohmann::ordered_json& gauges);
void encode_sizes(const Response& response, nlohmann::ordered_json& sizes);
void encode_scale(const Response& response, nlohmann::ordered_json& out);

}  // namespace bw
