// The fields of a differentiate answer, but for what stands in its nodes and runs.
#include "api/differentiate/encode.hpp"

#include "api/encode_graph.hpp"
#include "api/json_parts.hpp"
#include "base/limits.hpp"

namespace bw {
namespace {

// Counted before any is written; the shortest number is two bytes with its comma.
std::int64_t least_bytes(const Differentiated& d) {
  constexpr std::int64_t kLeastBytes = 2;
  const Include& i = d.include;
  const Graph& g = d.graph();
  const auto written = [&](NodeId n) { return std::min(g.elements(n), d.first); };
  std::int64_t elements = 0, gradient = 0;
  for (NodeId n = 0; n < g.size(); ++n) elements += written(n);
  for (const NodeId n : g.wrt) gradient += written(n);
  std::int64_t sum = elements * (i.value + i.tangent + i.adjoint + (i.gradient_forward && d.check));
  for (const Run& run : d.runs)
    sum += (run.outcome.gradient.empty() ? 0 : gradient) + static_cast<std::int64_t>(run.outcome.jacobian.size());
  return kLeastBytes * sum;
}

class Encoder {
 public:
  Encoder(const Differentiated& result, JsonWriter& writer) : g_(result.graph()), d_(result), w(writer) {}

  void run() {
    named("seeds", d_.seeds);
    named("tangent", d_.tangent);
    if (d_.include.graph) encode_graph(d_.network, d_.activity, w);
    w.array("nodes", [&] {
      for (NodeId n = 0; n < g_.size(); ++n) w.object([&] { encode_node(d_, n, w); });
    });
    if (d_.include.groups) encode_groups(d_, w);
    if (d_.include.cost) encode_gauges(d_, w);
    w.array("runs", [&] {
      for (const Run& r : d_.runs) w.object([&] { encode_run(d_, r, w); });
    });
    if (d_.values_alone) encode_values_alone(d_, w);
    encode_check_cost(d_, w);
    encode_agreement(d_, w);
    if (!d_.stated.list.empty()) stated();
    if (d_.lane) layout(*d_.lane);
  }

 private:
  const std::string& id(NodeId n) const { return g_.text[n].id; }

  void named(std::string_view name, const std::vector<NodeValues>& list) {
    w.array(name, [&] {
      for (const NodeValues& v : list) {
        w.object([&] {
          w.field("id", id(v.node));
          const auto count = std::min(static_cast<std::int64_t>(v.value.size()), d_.first);
          write_numbers(w, "value", v.value.data(), v.value.data() + count);
        });
      }
    });
  }

  void stated() {
    const auto numbers = [&](std::string_view name, const std::vector<double>& all) {
      const bool shown = static_cast<std::int64_t>(all.size()) <= std::min(limits::kShownNumbers, d_.first);
      if (shown) write_numbers(w, name, all.data(), all.data() + all.size());
      else w.field(name, nullptr);
    };
    w.array("stated", [&] {
      for (const StatedDerivative& one : d_.stated.list) {
        w.object([&] {
          w.field("node", id(one.node));
          w.field("by", id(one.by));
          w.field("argument", one.is_argument);
          numbers("stated", one.stated);
          numbers("body", one.body);
          w.field("difference", one.difference);
          w.field("mixes", one.mixes);
        });
      }
    });
  }

  // Offsets of first elements in the block of the fast lane, node by node.
  void layout(const Plan& plan) {
    const auto places = [&](std::string_view name, auto place, bool active_only) {
      w.array(name, [&] {
        for (NodeId n = 0; n < g_.size(); ++n) {
          if (active_only && !d_.activity.active[n]) w.null();
          else w.integer(place(plan.places(n)));
        }
      });
    };
    w.object("layout", [&] {
      w.field("numbers", plan.block_size());
      places(
          "value", [](const PlanPlaces& at) { return at.value; }, false);
      places(
          "tangent", [](const PlanPlaces& at) { return at.tangent; }, true);
      places(
          "adjoint", [](const PlanPlaces& at) { return at.adjoint; }, true);
    });
  }

  const Graph& g_;
  const Differentiated& d_;
  JsonWriter& w;
};

}  // namespace

void encode_differentiated(const Differentiated& result, JsonWriter& w) {
  w.announce(least_bytes(result));
  if (!w.is_full()) Encoder(result, w).run();
}

void encode_check_cost(const Differentiated& result, JsonWriter& w) {
  if (!result.check) return;
  w.object("check_cost", [&] {
    w.field("sweeps", result.check->sweeps);
    write_cost(w, "total", result.check->cost);
  });
}

void encode_agreement(const Differentiated& result, JsonWriter& w) {
  const Agreement& a = result.agreement;
  w.object("agreement", [&] {
    w.field("max_relative", a.max_relative);
    if (a.node) w.field("node", result.graph().text[*a.node].id);
    else w.field("node", nullptr);
    if (!a.dot) return w.field("dot_test", nullptr);
    w.object("dot_test", [&] {
      w.field("left", a.dot->left);
      w.field("right", a.dot->right);
      w.field("relative", a.dot->relative);
    });
  });
}

}  // namespace bw
