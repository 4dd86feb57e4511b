// One run of a differentiate answer: its schedule, its gradient or Jacobian, what it costs, its steps.
#include "api/differentiate/encode.hpp"
#include "api/encode_graph.hpp"
#include "api/json_parts.hpp"

namespace bw {
namespace {

class Encoder {
 public:
  Encoder(const Differentiated& result, JsonWriter& writer) : g_(result.graph()), d_(result), w(writer) {}

  void values_alone(const Run& r) {
    write_cost(w, "cost", r.outcome.trace.value);
    w.object("memory", [&] { memory(r.outcome.trace, false); });
    w.field("predicted", r.predicted);
  }

  void run(const Run& r) {
    const Trace& t = r.outcome.trace;
    w.field("mode", r.mode->name);
    w.field("direction", direction_name(r.mode->direction));
    w.field("title", r.title);
    write_options(w, r.request);
    w.field("sweeps", r.outcome.sweeps);
    w.field("directions", r.outcome.directions);
    write_cuts(w, r.outcome);
    write_colouring(w, r.outcome, r.predicted);
    if (!r.predicted && !d_.jacobian) encode_gradient(g_, r.outcome.gradient, w, d_.first);
    if (!r.predicted && d_.jacobian) jacobian(r.outcome);
    w.object("cost", [&] {
      write_cost(w, "value", t.value);
      write_cost(w, "derivative", t.derivative);
      if (t.recomputed) write_cost(w, "recomputed", *t.recomputed);
      write_cost(w, "total", t.total());
    });
    w.object("memory", [&] { memory(t, d_.include.timeline && !r.predicted); });
    if (d_.include.steps && !r.predicted) {
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
    if (r.pending) w.field("pending", true);
  }

 private:
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
          write_again(w, t.timeline[i]);
        });
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
    w.field("of", g_.text[of].id);
    w.field("wrt", g_.text[wrt].id);
    w.array("shape", [&] { w.integer(g_.elements(of)), w.integer(g_.elements(wrt)); });
    w.array("value", [&] {
      for (std::int64_t i = 0; i < g_.elements(of); ++i)
        for (std::int64_t j = 0; j < g_.elements(wrt); ++j) w.number(block[i * columns + j]);
    });
  }

  const Graph& g_;
  const Differentiated& d_;
  JsonWriter& w;
};

}  // namespace

void encode_run(const Differentiated& result, const Run& run, JsonWriter& w) { Encoder(result, w).run(run); }

void encode_values_alone(const Differentiated& result, JsonWriter& w) {
  w.object("values_alone", [&] { Encoder(result, w).values_alone(*result.values_alone); });
}

}  // namespace bw
