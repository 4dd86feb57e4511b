// A graph as data, and a network as it is asked for.
#include "api/encode_graph.hpp"

#include "api/json_parts.hpp"

namespace bw {
namespace {

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
    const bool number = g.row[operand]->is_const() && g.shape[operand].rank == 0;
    out += number ? as_text(std::get<double>(*find(g.attrs[operand], "value"))) : g.text[operand].id;
    i += 2;
  }
  return out;
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

void write_node(JsonWriter& w, const BuiltNetwork& network, const Activity& activity, NodeId n) {
  const Graph& g = *network.graph;
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
    if (network.expanded != nullptr) encode_origin(*network.original, *network.expanded, n, w);
  });
}

}  // namespace

void encode_origin(const Graph& original, const Expanded& expanded, NodeId n, JsonWriter& w) {
  const Origin& of = expanded.origin[n];
  w.object("of", [&] {
    w.field("node", original.text[of.node].id);
    w.field("element", of.element);
    w.field("inner", of.inner);
  });
}

void encode_graph(const BuiltNetwork& network, const Activity& activity, JsonWriter& w) {
  const Graph& g = *network.graph;
  w.object("graph", [&] {
    w.array("nodes", [&] {
      for (NodeId n = 0; n < g.size(); ++n) write_node(w, network, activity, n);
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

void encode_saved_for(const Graph& g, NodeId n, NodeId reader, What what, JsonWriter& w) {
  w.object([&] {
    w.field("node", g.text[reader].id);
    w.field("what", what == What::kSaved ? "hidden" : reader == n ? "output" : "input");
  });
}

void encode_gradient(const Graph& g, const std::vector<double>& gradient, JsonWriter& w, std::int64_t first) {
  const double* at = gradient.data();
  w.array("gradient", [&] {
    for (const NodeId n : g.wrt) {
      w.object([&] {
        w.field("id", g.text[n].id);
        write_shape(w, "shape", g.shape[n]);
        write_numbers(w, "value", at, at + std::min(g.elements(n), first));
      });
      at += g.elements(n);
    }
  });
}

}  // namespace bw
