// Writes what was differentiated: the fields behind the frame of the answer, and the parts of them.
#pragma once

#include "api/differentiate/differentiate.hpp"
#include "api/json_writer.hpp"

namespace bw {

void encode_differentiated(const Differentiated& result, JsonWriter& w);

// Each writes the fields of one object.
void encode_node(const Differentiated& result, NodeId n, JsonWriter& w);
// Of a node only what the check found.
void encode_checked(const Differentiated& result, NodeId n, JsonWriter& w);
void encode_run(const Differentiated& result, const Run& run, JsonWriter& w);
// Step number i of a run on graph.
void encode_step(const Graph& graph, const Step& step, std::size_t i, const std::optional<double>& cut_sum,
                 JsonWriter& w);

// Each writes one field; that of the check only where there is one.
void encode_agreement(const Differentiated& result, JsonWriter& w);
void encode_check_cost(const Differentiated& result, JsonWriter& w);
void encode_groups(const Differentiated& result, JsonWriter& w);
void encode_values_alone(const Differentiated& result, JsonWriter& w);
void encode_gauges(const Differentiated& result, JsonWriter& w);

}  // namespace bw
