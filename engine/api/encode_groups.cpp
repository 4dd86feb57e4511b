// Statements as single nodes, and the gauges.
#include "api/encode.hpp"
#include "api/json_out.hpp"

namespace bw {

void encode_groups(const Response& r, Json& out) {
  const Graph& g = *r.graph;
  const auto ids = [&](const std::vector<NodeId>& nodes) {
    Json list = Json::array();
    for (const NodeId n : nodes) list.push_back(g.text[n].id);
    return list;
  };
  out = Json::array();
  for (const Group& group : r.result->groups) {
    Json local = Json::array();
    for (const GroupLocal& l : group.local)
      local.push_back({{"of", g.text[l.of].id}, {"operand", g.text[l.operand].id}, {"jacobian", l.jacobian ? numbers(l.jacobian->begin(), l.jacobian->end()) : Json(nullptr)}, {"shape", {g.elements(l.of), g.elements(l.operand)}}});
    out.push_back({{"id", group.id}, {"output", g.text[group.members.back()].id}, {"members", ids(group.members)}, {"operands", ids(group.operands)}, {"exits", ids(group.exits)}, {"local", std::move(local)}});
  }
}

void encode_gauges(const Response& r, Json& out) {
  const auto number_or_null = [](const std::optional<double>& x) { return x ? number(*x) : Json(nullptr); };
  out = Json::array();
  for (const Gauge& gauge : r.result->gauges)
    out.push_back({{"direction", direction_name(gauge.direction)}, {"ratio", number_or_null(gauge.ratio)}, {"bound", number_or_null(gauge.bound)}, {"bound_node", gauge.node ? Json(r.graph->text[*gauge.node].id) : Json(nullptr)}});
}

}  // namespace bw
