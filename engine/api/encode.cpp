// The frame of every response, diagnostics, graphs and networks.
#include "api/encode.hpp"

#include "api/handle.hpp"
#include "api/json_parts.hpp"
#include "base/limits.hpp"
#include "text/printer.hpp"

namespace bw {
namespace {

void write_kind(JsonWriter& w, const std::optional<Kind>& kind) {
  w.key("kind");
  if (!kind) w.null();
  else
    w.text(*kind == Kind::kCatalogue ? "catalogue"
           : *kind == Kind::kGraph   ? "graph"
           : *kind == Kind::kScale   ? "scale"
           : *kind == Kind::kPaths   ? "paths"
           : *kind == Kind::kBroken  ? "broken"
           : *kind == Kind::kNumber  ? "number"
                                     : "differentiate");
}

void write_diagnostic(JsonWriter& w, const Diagnostic& d) {
  w.object([&] {
    w.field("code", info(d.code).name);
    w.field("severity", name_of(info(d.code).severity));
    w.field("message", d.message);
    w.field("hint", d.hint);
    if (!d.path.empty()) w.field("path", d.path);
    if (d.span) write_span(w, "span", *d.span);
  });
}

void write_frame(JsonWriter& w, const Response& response) {
  w.field("v", 1);
  write_kind(w, response.kind);
  w.field("ok", response.ok());
  w.array("diagnostics", [&] {
    for (const Diagnostic& d : response.diagnostics.shown()) write_diagnostic(w, d);
  });
  w.field("diagnostics_total", response.diagnostics.total());
}

std::string as_text(double x) {
  JsonWriter w;
  w.number(x);
  return w.take();
}

// A template with {0}, {1} for the operands.
std::string filled(std::string_view text, const Graph& g, NodeId n) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool slot =
        i + 2 < text.size() && text[i] == '{' && text[i + 1] >= '0' && text[i + 1] <= '9' && text[i + 2] == '}';
    if (!slot) {
      out += text[i];
      continue;
    }
    const NodeId operand = g.in(n)[static_cast<std::size_t>(text[i + 1] - '0')];
    out += g.row[operand]->is_const() ? as_text(g.leaf_values[static_cast<std::size_t>(g.offset[operand])])
                                      : g.text[operand].id;
    i += 2;
  }
  return out;
}

// Numbers of a response, counted before any is written; the shortest is two bytes with its comma.
std::int64_t least_numbers(const Response& r) {
  if (!r.result) return 0;
  const std::int64_t n = r.graph->total_elements();
  std::int64_t sum =
      n * (r.include.value + r.include.tangent + r.include.adjoint + (r.include.gradient_forward && r.result->check));
  for (const Run& run : r.result->runs)
    sum += static_cast<std::int64_t>(run.outcome.gradient.size() + run.outcome.jacobian.size());
  return sum;
}

std::string too_long(const Response& response, std::int64_t bytes) {
  Response refused;
  refused.kind = response.kind;
  refused.diagnostics.add({Code::kLimitReply,
                           "The response would have at least " + std::to_string(bytes) + " bytes; the limit is " +
                               std::to_string(limits::kReplyBytes) + ".",
                           response.kind == Kind::kPaths ? "Ask for fewer paths with limit."
                                                         : "Ask for less with include, or use a smaller network.",
                           "",
                           {}});
  JsonWriter w;
  w.object([&] { write_frame(w, refused); });
  return w.take();
}

void write_ids(JsonWriter& w, std::string_view name, const Graph& g, const auto& nodes) {
  w.array(name, [&] {
    for (const NodeId n : nodes) w.text(g.text[n].id);
  });
}
void write_refs(JsonWriter& w, std::string_view name, const std::vector<Ref>& refs) {
  w.array(name, [&] {
    for (const Ref& ref : refs) w.text(ref.id);
  });
}

void write_node(JsonWriter& w, const Response& response, NodeId n) {
  const Graph& g = *response.graph;
  const Activity& activity = *response.activity;
  const NodeText& t = g.text[n];
  w.object([&] {
    w.field("id", t.id);
    w.field("op", g.row[n]->name);
    w.field("category", g.row[n]->category);
    write_ids(w, "inputs", g, g.in(n));
    w.array("consumers", [&] {
      for (const Use& use : g.used_by(n)) {
        w.object([&] {
          w.field("node", g.text[use.node].id);
          w.field("port", use.port);
        });
      }
    });
    write_shape(w, "shape", g.shape[n]);
    w.field("active", activity.active[n] != 0);
    w.field("connected", activity.connected[n] != 0);
    w.field("group", t.group);
    w.field("label", t.label);
    w.field("latex", filled(g.row[n]->latex, g, n));
    if (t.place.span) write_span(w, "span", *t.place.span);
    else w.field("span", nullptr);
    write_attrs(w, "attrs", g.attrs[n]);
    if (response.expanded != nullptr) encode_origin(*response.original, *response.expanded, n, w);
  });
}

void write_response(JsonWriter& w, const Response& response) {
  write_frame(w, response);
  if (!response.ok()) return;
  if (response.kind == Kind::kCatalogue) encode_catalogue(w);
  if (response.kind == Kind::kGraph) {
    encode_graph(response, w);
    encode_network(*response.graph, w);
    if (!w.is_full()) w.field("text", print(to_spec(*response.graph)));
    encode_sizes(response, w);
  }
  if (response.kind == Kind::kDifferentiate) encode_differentiated(response, w);
  if (response.kind == Kind::kScale) encode_scale(response, w);
  if (response.kind == Kind::kPaths) encode_paths(response, w);
  if (response.kind == Kind::kBroken) encode_broken(response, w);
  if (response.kind == Kind::kNumber) {
    w.field("value", response.number->value);
    w.field("digits", response.number->digits);
    w.field("last_place", response.number->last_place);
  }
}

}  // namespace

std::string_view name_of(Severity s) {
  return s == Severity::kError ? "error" : s == Severity::kWarning ? "warning" : "note";
}

void encode_origin(const Graph& original, const Expanded& expanded, NodeId n, JsonWriter& w) {
  const Origin& of = expanded.origin[n];
  w.object("of", [&] {
    w.field("node", original.text[of.node].id);
    w.field("element", of.element);
    w.field("inner", of.inner);
  });
}

void encode_graph(const Response& response, JsonWriter& w) {
  const Graph& g = *response.graph;
  w.object("graph", [&] {
    w.array("nodes", [&] {
      for (NodeId n = 0; n < g.size(); ++n) write_node(w, response, n);
    });
    write_ids(w, "outputs", g, g.outputs);
    write_ids(w, "wrt", g, g.wrt);
  });
}

void encode_network(const Graph& g, JsonWriter& w) {
  const GraphSpec spec = to_spec(g);
  w.object("network", [&] {
    w.array("inputs", [&] {
      for (const LeafSpec& leaf : spec.leaves) {
        w.object([&] {
          w.field("id", leaf.id);
          write_shape(w, "shape", *leaf.shape);
          write_numbers(w, "value", leaf.value);
          w.field("diff", leaf.differentiable);
        });
      }
    });
    w.array("nodes", [&] {
      for (const NodeSpec& node : spec.nodes) {
        w.object([&] {
          w.field("id", node.id);
          w.field("op", node.op);
          write_refs(w, "in", node.inputs);
          write_attrs(w, "attrs", node.attrs);
          if (node.group != node.id) w.field("group", node.group);
        });
      }
    });
    write_refs(w, "outputs", *spec.outputs);
    write_refs(w, "wrt", *spec.wrt);
  });
}

std::string encode(const Response& response) {
  constexpr std::int64_t kLeastBytes = 2;
  if (const std::int64_t least = kLeastBytes * least_numbers(response); least > limits::kReplyBytes)
    return too_long(response, least);
  JsonWriter w(limits::kReplyBytes);
  w.object([&] { write_response(w, response); });
  if (w.is_full()) return too_long(response, static_cast<std::int64_t>(w.written().size()));
  return w.take();
}

}  // namespace bw
