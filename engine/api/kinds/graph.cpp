// graph: the network as the engine reads it, node by node, and in both forms in which it is asked for.
#include "api/encode_graph.hpp"
#include "api/json_parts.hpp"
#include "api/kinds/kind.hpp"
#include "text/printer.hpp"

namespace bw {
namespace {

Request decode(RequestReader& reader, const Value& json) {
  Request request;
  reader.keys(json, {"v", "kind", "network", "expand", "values"}, "$");
  decode_network(reader, json, request.network);
  reader.flag(json, "expand", "$", request.expand);
  bool values = true;
  reader.flag(json, "values", "$", values);
  if (!values) request.purpose = Purpose::kShapes;
  return request;
}

std::optional<BuiltNetwork> run(const Request& request, Diagnostics& diagnostics) {
  return built_network(request, diagnostics);
}

void encode_sizes(const std::vector<SizeSpec>& sizes, JsonWriter& w) {
  w.array("sizes", [&] {
    for (const SizeSpec& size : sizes) {
      w.object([&] {
        w.field("id", size.id);
        w.field("value", size.value);
        write_span(w, "span", size.name);
        write_span(w, "value_span", size.written);
      });
    }
  });
}

void encode(const BuiltNetwork& network, JsonWriter& w) {
  const Graph& g = *network.graph;
  encode_graph(network, Activity(g, g.wrt, g.outputs), w);
  encode_network(g, w);
  if (!w.is_full()) w.field("text", print(to_spec(g)));
  encode_sizes(network.sizes, w);
  if (g.purpose == Purpose::kShapes) w.field("values", false);
}

}  // namespace

const Kind& graph_kind() {
  static const Kind kind = {
      .name = "graph",
      .doc = "The network as it is read: its nodes, their shapes and places in the text; the same as text and as data.",
      .safe = {"graph", "network", "text", "sizes", "values"},
      .compared = {},
      .steps = steps<decode, run, encode>(),
  };
  return kind;
}

}  // namespace bw
