// The numbers of a differentiate response: nodes, runs, agreement.
#include "api/encode.hpp"
#include "api/json_parts.hpp"

namespace bw {
namespace {

class Encoder {
 public:
  Encoder(const Response& r, JsonWriter& writer)
      : response_(r), g_(*r.graph), activity_(*r.activity), d_(*r.result), include_(r.include), w(writer) {}

  void run() {
    named("seeds", d_.seeds);
    named("tangent", d_.tangent);
    if (include_.graph) encode_graph(response_, w);
    w.array("nodes", [&] {
      for (NodeId n = 0; n < g_.size(); ++n) w.object([&] { node(n); });
    });
    if (include_.groups) encode_groups(response_, w);
    if (include_.cost) encode_gauges(response_, w);
    w.array("runs", [&] {
      for (const Run& r : d_.runs) w.object([&] { run_fields(r); });
    });
    if (d_.check) {
      w.object("check_cost", [&] {
        w.field("sweeps", d_.check->sweeps);
        write_cost(w, "total", d_.check->cost);
      });
    }
    agreement();
    if (response_.lane) layout(*response_.lane);
  }

 private:
  const std::string& id(NodeId n) const { return g_.text[n].id; }

  void named(std::string_view name, const std::vector<NodeValues>& list) {
    w.array(name, [&] {
      for (const NodeValues& v : list) {
        w.object([&] {
          w.field("id", id(v.node));
          write_numbers(w, "value", v.value);
        });
      }
    });
  }
  void column(std::string_view name, const std::vector<double>& x, NodeId n) {
    write_numbers(w, name, x.data() + g_.offset[n], x.data() + g_.offset[n + 1]);
  }
  void active_column(std::string_view name, const std::vector<double>& x, NodeId n) {
    if (activity_.active[n]) column(name, x, n);
    else w.field(name, nullptr);
  }
  void active_number(std::string_view name, double x, NodeId n) {
    if (activity_.active[n]) w.field(name, x);
    else w.field(name, nullptr);
  }

  void node(NodeId n) {
    w.field("id", id(n));
    if (include_.value) column("value", d_.values, n);
    if (include_.tangent) active_column("tangent", d_.tangents, n);
    if (include_.adjoint) active_column("adjoint", d_.adjoints, n);
    if (d_.check) {
      active_column("gradient_forward", d_.gradient_forward, n);
      active_number("difference", d_.difference[n], n);
      active_number("scale", d_.scale[n], n);
    }
    if (include_.local) locals(n);
    if (include_.contributions) contributions(n);
    if (include_.cost) costs(n);
  }

  void costs(NodeId n) {
    w.object("cost", [&] {
      write_cost(w, "value", d_.value_cost[n]);
      write_cost(w, "tangent", d_.tangent_cost[n]);
      write_cost(w, "adjoint", d_.adjoint_cost[n]);
    });
    w.field("bytes", g_.row[n]->is_const() ? 0 : kBytesPerNumber * g_.elements(n));
    w.array("saved_for", [&] {
      for (const auto& [reader, what] : d_.saved_for[n]) saved_for(n, reader, what);
    });
  }
  void saved_for(NodeId n, NodeId reader, What what) {
    w.object([&] {
      w.field("node", id(reader));
      w.field("what", what == What::kSaved ? "hidden" : reader == n ? "output" : "input");
    });
  }

  void locals(NodeId n) {
    w.array("local", [&] {
      for (const Local& l : d_.locals[n]) {
        w.object([&] {
          w.field("input", id(l.input));
          w.field("port", l.port);
          write_shown(w, "jacobian", l.jacobian);
          extents(l.rows, l.cols);
        });
      }
    });
  }
  void extents(std::int64_t rows, std::int64_t cols) {
    w.array("shape", [&] { w.integer(rows), w.integer(cols); });
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

  void run_fields(const Run& r) {
    const Trace& t = r.outcome.trace;
    w.field("mode", r.mode->name);
    w.field("direction", direction_name(r.mode->direction));
    w.field("title", r.title);
    write_options(w, r.request);
    w.field("sweeps", r.outcome.sweeps);
    w.field("directions", r.outcome.directions);
    if (!r.predicted && !response_.jacobian) gradient(r.outcome);
    if (!r.predicted && response_.jacobian) jacobian(r.outcome);
    w.object("cost", [&] {
      write_cost(w, "value", t.value);
      write_cost(w, "derivative", t.derivative);
      write_cost(w, "total", t.value + t.derivative);
    });
    w.object("memory", [&] { memory(t, include_.timeline && !r.predicted); });
    if (include_.steps && !r.predicted) {
      const Graph& traced = r.outcome.traced_graph ? *r.outcome.traced_graph : g_;
      w.array("steps", [&] {
        for (std::size_t i = 0; i < t.steps.size(); ++i)
          w.object([&] { encode_step(traced, t.steps[i], i, r.cut_sums[i], w); });
      });
    }
    if (r.seconds) {
      w.key("seconds");
      w.real(*r.seconds);
    }
    if (r.max_relative) w.field("max_relative", *r.max_relative);
    w.field("predicted", r.predicted);
  }

  void memory(const Trace& t, bool timeline) {
    w.field("inputs_bytes", t.memory.inputs_bytes);
    w.field("peak_bytes", t.memory.peak_bytes);
    w.field("inner_peak_bytes", t.memory.inner_peak_bytes);
    w.field("saved_bytes", t.memory.saved_bytes);
    w.field("saved_for_adjoint_bytes", t.memory.saved_for_adjoint_bytes);
    if (!timeline) return;
    w.array("timeline", [&] {
      for (std::size_t i = 0; i < t.timeline.size(); ++i) {
        w.object([&] {
          w.field("step", i);
          w.field("live_bytes", t.timeline[i].live_bytes);
          w.field("live_bytes_after", t.timeline[i].live_bytes_after);
          w.field("inner_live_bytes", t.timeline[i].inner_live_bytes);
        });
      }
    });
  }

  void gradient(const Outcome& o) {
    const double* at = o.gradient.data();
    w.array("gradient", [&] {
      for (const NodeId n : g_.wrt) {
        w.object([&] {
          w.field("id", id(n));
          write_shape(w, "shape", g_.shape[n]);
          write_numbers(w, "value", at, at + g_.elements(n));
        });
        at += g_.elements(n);
      }
    });
  }

  void jacobian(const Outcome& o) {
    std::int64_t columns = 0, row = 0;
    for (const NodeId n : g_.wrt) columns += g_.elements(n);
    w.array("jacobian", [&] {
      for (const NodeId of : g_.outputs) {
        const double* block = o.jacobian.data() + row * columns;
        for (const NodeId wrt : g_.wrt) {
          w.object([&] { jacobian_block(block, columns, of, wrt); });
          block += g_.elements(wrt);
        }
        row += g_.elements(of);
      }
    });
  }
  void jacobian_block(const double* block, std::int64_t columns, NodeId of, NodeId wrt) {
    w.field("of", id(of));
    w.field("wrt", id(wrt));
    extents(g_.elements(of), g_.elements(wrt));
    w.array("value", [&] {
      for (std::int64_t i = 0; i < g_.elements(of); ++i)
        for (std::int64_t j = 0; j < g_.elements(wrt); ++j) w.number(block[i * columns + j]);
    });
  }

  void agreement() {
    const Agreement& a = d_.agreement;
    w.object("agreement", [&] {
      w.field("max_relative", a.max_relative);
      if (a.node) w.field("node", id(*a.node));
      else w.field("node", nullptr);
      if (!a.dot) return w.field("dot_test", nullptr);
      w.object("dot_test", [&] {
        w.field("left", a.dot->left);
        w.field("right", a.dot->right);
        w.field("relative", a.dot->relative);
      });
    });
  }

  // Offsets of first elements in the block of the fast lane, node by node.
  void layout(const Plan& plan) {
    const auto places = [&](std::string_view name, auto place, bool active_only) {
      w.array(name, [&] {
        for (NodeId n = 0; n < g_.size(); ++n) {
          if (active_only && !activity_.active[n]) w.null();
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

  const Response& response_;
  const Graph& g_;
  const Activity& activity_;
  const Differentiated& d_;
  const Include& include_;
  JsonWriter& w;
};

}  // namespace

void encode_differentiated(const Response& response, JsonWriter& w) { Encoder(response, w).run(); }

}  // namespace bw
