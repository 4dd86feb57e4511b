// Statements as single nodes, and the gauges.
#include "api/differentiate/encode.hpp"
#include "api/json_parts.hpp"

namespace bw {
namespace {

class Groups {
 public:
  Groups(const Graph& graph, JsonWriter& writer) : g_(graph), w(writer) {}

  void group(const Group& group) {
    w.field("id", group.id);
    w.field("output", g_.text[group.members.back()].id);
    ids("members", group.members);
    ids("operands", group.operands);
    ids("exits", group.exits);
    w.array("local", [&] {
      for (const GroupLocal& l : group.local) w.object([&] { local(l); });
    });
  }

 private:
  void ids(std::string_view name, const std::vector<NodeId>& nodes) {
    w.array(name, [&] {
      for (const NodeId n : nodes) w.text(g_.text[n].id);
    });
  }
  void local(const GroupLocal& l) {
    w.field("of", g_.text[l.of].id);
    w.field("operand", g_.text[l.operand].id);
    if (l.jacobian) write_numbers(w, "jacobian", *l.jacobian);
    else w.field("jacobian", nullptr);
    w.array("shape", [&] { w.integer(g_.elements(l.of)), w.integer(g_.elements(l.operand)); });
  }

  const Graph& g_;
  JsonWriter& w;
};

void write_if_there(JsonWriter& w, std::string_view name, const std::optional<double>& x) {
  if (x) w.field(name, *x);
  else w.field(name, nullptr);
}

}  // namespace

void encode_groups(const Differentiated& r, JsonWriter& w) {
  Groups groups(r.graph(), w);
  w.array("groups", [&] {
    for (const Group& group : r.groups) w.object([&] { groups.group(group); });
  });
}

void encode_gauges(const Differentiated& r, JsonWriter& w) {
  w.array("gauges", [&] {
    for (const Gauge& gauge : r.gauges) {
      w.object([&] {
        w.field("direction", direction_name(gauge.direction));
        write_if_there(w, "ratio", gauge.ratio);
        write_if_there(w, "bound", gauge.bound);
        if (gauge.node) w.field("bound_node", r.graph().text[*gauge.node].id);
        else w.field("bound_node", nullptr);
      });
    }
  });
}

}  // namespace bw
