// The frame of every response, diagnostics, graphs and networks.
#include "api/encode.hpp"

#include "api/handle.hpp"
#include "api/json_out.hpp"
#include "base/limits.hpp"
#include "text/printer.hpp"

namespace bw {
namespace {

std::string_view name_of(Severity s) { return s == Severity::kError ? "error" : s == Severity::kWarning ? "warning" : "note"; }

Json kind_json(const std::optional<Kind>& kind) {
  if (!kind) return nullptr;
  return *kind == Kind::kCatalogue ? "catalogue" : *kind == Kind::kGraph ? "graph" : *kind == Kind::kScale ? "scale" : "differentiate";
}

Json diagnostic_json(const Diagnostic& d) {
  Json out = {{"code", info(d.code).name}, {"severity", name_of(info(d.code).severity)}, {"message", d.message}, {"hint", d.hint}};
  if (!d.path.empty()) out["path"] = d.path;
  if (d.span) out["span"] = span_json(*d.span);
  return out;
}

Json frame(const Response& response) {
  Json out = {{"v", 1}, {"kind", kind_json(response.kind)}, {"ok", response.ok()}};
  Json list = Json::array();
  for (const Diagnostic& d : response.diagnostics.shown()) list.push_back(diagnostic_json(d));
  out["diagnostics"] = std::move(list);
  out["diagnostics_total"] = response.diagnostics.total();
  return out;
}

// A template with {0}, {1} for the operands.
std::string filled(std::string_view text, const Graph& g, NodeId n) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool slot = i + 2 < text.size() && text[i] == '{' && text[i + 1] >= '0' && text[i + 1] <= '9' && text[i + 2] == '}';
    if (!slot) {
      out += text[i];
      continue;
    }
    const NodeId operand = g.in(n)[static_cast<std::size_t>(text[i + 1] - '0')];
    out += g.row[operand]->is_const() ? Json(number(g.leaf_values[static_cast<std::size_t>(g.offset[operand])])).dump() : g.text[operand].id;
    i += 2;
  }
  return out;
}

// Numbers of a response, counted before any is written; the shortest is two bytes with its comma.
std::int64_t least_numbers(const Response& r) {
  if (!r.result) return 0;
  const std::int64_t n = r.graph->total_elements();
  std::int64_t sum = n * (r.include.value + r.include.tangent + r.include.adjoint + (r.include.gradient_forward && r.result->check));
  for (const Run& run : r.result->runs) sum += static_cast<std::int64_t>(run.outcome.gradient.size() + run.outcome.jacobian.size());
  return sum;
}

std::string too_long(const Response& response, std::int64_t bytes) {
  Response refused;
  refused.kind = response.kind;
  refused.diagnostics.add({Code::kLimitReply, "The response would have at least " + std::to_string(bytes) + " bytes; the limit is " + std::to_string(limits::kReplyBytes) + ".", "Ask for less with include, or use a smaller network.", "", {}});
  return frame(refused).dump();
}

}  // namespace

void encode_graph(const Response& response, Json& out) {
  const Graph& g = *response.graph;
  const Activity& activity = *response.activity;
  const auto ids = [&](auto&& nodes) {
    Json list = Json::array();
    for (const NodeId n : nodes) list.push_back(g.text[n].id);
    return list;
  };
  Json nodes = Json::array();
  for (NodeId n = 0; n < g.size(); ++n) {
    Json consumers = Json::array();
    for (const Use& use : g.used_by(n)) consumers.push_back({{"node", g.text[use.node].id}, {"port", use.port}});
    const NodeText& t = g.text[n];
    nodes.push_back({{"id", t.id}, {"op", g.row[n]->name}, {"category", g.row[n]->category}, {"inputs", ids(g.in(n))}, {"consumers", std::move(consumers)},
                     {"shape", shape_json(g.shape[n])}, {"active", activity.active[n] != 0}, {"connected", activity.connected[n] != 0}, {"group", t.group}, {"label", t.label},
                     {"latex", filled(g.row[n]->latex, g, n)}, {"span", t.place.span ? span_json(*t.place.span) : Json(nullptr)}, {"attrs", attrs_json(g.attrs[n])}});
    if (response.expanded == nullptr) continue;
    const Origin& of = response.expanded->origin[n];
    nodes.back()["of"] = {{"node", response.original->text[of.node].id}, {"element", of.element}, {"inner", of.inner}};
  }
  out = {{"nodes", std::move(nodes)}, {"outputs", ids(g.outputs)}, {"wrt", ids(g.wrt)}};
}

void encode_network(const Graph& g, Json& out) {
  const GraphSpec spec = to_spec(g);
  const auto ids = [](const std::vector<Ref>& refs) {
    Json list = Json::array();
    for (const Ref& ref : refs) list.push_back(ref.id);
    return list;
  };
  Json inputs = Json::array(), nodes = Json::array();
  for (const LeafSpec& leaf : spec.leaves) inputs.push_back({{"id", leaf.id}, {"shape", shape_json(*leaf.shape)}, {"value", numbers(leaf.value.begin(), leaf.value.end())}, {"diff", leaf.differentiable}});
  for (const NodeSpec& node : spec.nodes) {
    Json item = {{"id", node.id}, {"op", node.op}, {"in", ids(node.inputs)}, {"attrs", attrs_json(node.attrs)}};
    if (node.group != node.id) item["group"] = node.group;
    nodes.push_back(std::move(item));
  }
  out = {{"inputs", std::move(inputs)}, {"nodes", std::move(nodes)}, {"outputs", ids(*spec.outputs)}, {"wrt", ids(*spec.wrt)}};
}

std::string encode(const Response& response) {
  constexpr std::int64_t kLeastBytes = 2;
  if (const std::int64_t least = kLeastBytes * least_numbers(response); least > limits::kReplyBytes) return too_long(response, least);
  Json out = frame(response);
  if (response.ok() && response.kind == Kind::kCatalogue) encode_catalogue(out);
  if (response.ok() && response.kind == Kind::kGraph) {
    encode_graph(response, out["graph"]);
    out["text"] = print(to_spec(*response.graph));
    encode_network(*response.graph, out["network"]);
    encode_sizes(response, out["sizes"]);
  }
  if (response.ok() && response.kind == Kind::kDifferentiate) encode_differentiated(response, out);
  if (response.ok() && response.kind == Kind::kScale) encode_scale(response, out);
  std::string text = out.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (static_cast<std::int64_t>(text.size()) > limits::kReplyBytes) return too_long(response, static_cast<std::int64_t>(text.size()));
  return text;
}

}  // namespace bw
