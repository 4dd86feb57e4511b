// One node of a differentiate answer: its columns, local derivatives, contributions and costs.
#include "api/differentiate/encode.hpp"
#include "api/encode_graph.hpp"
#include "api/json_parts.hpp"

namespace bw {
namespace {

class Encoder {
 public:
  Encoder(const Differentiated& result, JsonWriter& writer) : g_(result.graph()), d_(result), w(writer) {}

  void run(NodeId n) {
    w.field("id", id(n));
    if (d_.include.value) column("value", d_.values, n);
    if (d_.include.tangent) active_column("tangent", d_.tangents, n);
    if (d_.include.adjoint) active_column("adjoint", d_.adjoints, n);
    if (d_.check) check(n);
    if (d_.include.local) locals(n);
    if (d_.include.contributions) contributions(n);
    if (d_.include.cost) costs(n);
  }

  void checked(NodeId n) {
    w.field("id", id(n));
    check(n);
  }

 private:
  const std::string& id(NodeId n) const { return g_.text[n].id; }

  void column(std::string_view name, const std::vector<double>& x, NodeId n) {
    const double* begin = x.data() + g_.offset[n];
    write_numbers(w, name, begin, begin + std::min(g_.elements(n), d_.first));
  }
  void active_column(std::string_view name, const std::vector<double>& x, NodeId n) {
    if (d_.activity.active[n]) column(name, x, n);
    else w.field(name, nullptr);
  }
  void active_number(std::string_view name, double x, NodeId n) {
    if (d_.activity.active[n]) w.field(name, x);
    else w.field(name, nullptr);
  }

  void check(NodeId n) {
    active_column("gradient_forward", d_.gradient_forward, n);
    active_number("difference", d_.difference[n], n);
    active_number("scale", d_.scale[n], n);
  }

  void costs(NodeId n) {
    w.object("cost", [&] {
      write_cost(w, "value", d_.value_cost[n]);
      write_cost(w, "tangent", d_.tangent_cost[n]);
      write_cost(w, "adjoint", d_.adjoint_cost[n]);
    });
    w.field("bytes", g_.row[n]->is_const() ? 0 : kBytesPerNumber * g_.elements(n));
    w.array("saved_for", [&] {
      for (const auto& [reader, what] : d_.saved_for[n]) encode_saved_for(g_, n, reader, what, w);
    });
  }

  void locals(NodeId n) {
    w.array("local", [&] {
      for (const Local& l : d_.locals[n]) {
        w.object([&] {
          w.field("input", id(l.input));
          w.field("port", l.port);
          write_shown(w, "jacobian", l.jacobian);
          w.array("shape", [&] { w.integer(l.rows), w.integer(l.cols); });
        });
      }
    });
  }
  void contributions(NodeId n) {
    w.array("contributions", [&] {
      for (const Contribution& c : d_.contributions[n]) {
        w.object([&] {
          w.field("consumer", id(c.consumer));
          w.field("port", c.port);
          write_shown(w, "local", c.local);
          write_shown(w, "upstream", c.upstream);
          write_shown(w, "product", c.product);
        });
      }
    });
  }

  const Graph& g_;
  const Differentiated& d_;
  JsonWriter& w;
};

}  // namespace

void encode_node(const Differentiated& result, NodeId n, JsonWriter& w) { Encoder(result, w).run(n); }
void encode_checked(const Differentiated& result, NodeId n, JsonWriter& w) { Encoder(result, w).checked(n); }

}  // namespace bw
