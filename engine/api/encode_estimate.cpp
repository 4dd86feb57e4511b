// The figures of an estimate: bytes in the size of its numbers, counts that a double does not hold as text.
#include "api/encode_estimate.hpp"

#include "api/encode_graph.hpp"
#include "api/json_parts.hpp"

namespace bw {
namespace {

class Encoder {
 public:
  Encoder(const Estimated& answer, JsonWriter& writer)
      : g_(*answer.network.graph), a_(answer), e_(answer.estimate), w(writer) {}

  void run() {
    w.field("batch", a_.request.batch);
    w.field("dtype", a_.request.type.name);
    w.field("number_bytes", a_.request.type.size);
    w.array("dtypes", [&] {
      for (const SizeChoice& type : kTypes)
        w.object([&] {
          w.field("name", type.name);
          w.field("bytes", type.size);
        });
    });
    w.field("arithmetic", kTypes[0].name);
    w.field("predicted", true);
    sizes(e_.sizes);
    w.object("prediction", [&] { figures(e_.prediction.trace); });
    w.object("training", [&] { figures(e_.training.trace); });
    w.array("runs", [&] {
      for (const Predicted& r : a_.runs) w.object([&] { run(r); });
    });
    if (a_.request.statements) statements();
    if (a_.request.nodes) nodes();
    if (a_.request.graph) encode_graph(a_.network, Activity(g_, g_.wrt, g_.outputs), w);
  }

 private:
  void count(std::string_view name, Wide n) { write_count(w, name, n); }
  // The model counts 8 bytes a number.
  Wide sized(Wide n) const { return n / kBytesPerNumber * a_.request.type.size; }
  void bytes(std::string_view name, Wide n) { count(name, sized(n)); }
  void sizes(const EstimatedSizes& s) {
    count("elements", g_.total_elements());
    count("weights", s.weights);
    bytes("weights_bytes", s.weights * kBytesPerNumber);
    bytes("data_bytes", s.data * kBytesPerNumber);
    bytes("gradient_bytes", s.gradient * kBytesPerNumber);
    w.field("optimizer", a_.request.optimizer.name);
    bytes("optimizer_bytes", s.trained * kBytesPerNumber * a_.request.optimizer.size);
    w.array("optimizers", [&] {
      for (const SizeChoice& o : kOptimizers)
        w.object([&] {
          w.field("name", o.name);
          w.field("numbers_per_weight", o.size);
          bytes("bytes", s.trained * kBytesPerNumber * o.size);
        });
    });
  }

  void figures(const Trace& t) {
    w.object("cost", [&] {
      write_wide_cost(w, "value", t.value);
      write_wide_cost(w, "derivative", t.derivative);
      if (t.recomputed) write_wide_cost(w, "recomputed", *t.recomputed);
      write_wide_cost(w, "total", t.total());
    });
    w.object("memory", [&] {
      bytes("inputs_bytes", t.memory.inputs_bytes);
      bytes("peak_bytes", t.memory.peak_bytes);
      bytes("inner_peak_bytes", t.memory.inner_peak_bytes);
      bytes("saved_bytes", t.memory.saved_bytes);
      bytes("saved_for_adjoint_bytes", t.memory.saved_for_adjoint_bytes);
      if (t.timeline.empty()) return;
      w.array("timeline", [&] {
        for (const TimePoint& point : t.timeline) write_count(w, sized(point.inner_live_bytes));
      });
    });
  }
  void run(const Predicted& r) {
    w.field("mode", r.mode->name);
    w.field("direction", direction_name(r.mode->direction));
    w.field("title", r.title);
    write_options(w, r.request);
    count("sweeps", r.outcome.sweeps);
    count("directions", r.outcome.directions);
    write_cuts(w, r.outcome);
    figures(r.outcome.trace);
  }

  void costs(const WideCost& value, const WideCost& adjoint) {
    w.object("cost", [&] {
      write_wide_cost(w, "value", value);
      write_wide_cost(w, "adjoint", adjoint);
    });
  }
  void statements() {
    w.array("statements", [&] {
      for (const EstimatedStatement& s : e_.statements) {
        w.object([&] {
          const NodeText& t = g_.text[s.last];
          w.field("id", t.group);
          w.field("node", t.id);
          write_shape(w, "shape", g_.shape[s.last]);
          w.field("per_example", e_.nodes[s.last].differs);
          w.field("nodes", s.nodes);
          count("weights", s.weights);
          costs(s.value, s.adjoint);
          bytes("bytes", s.bytes);
          bytes("kept_bytes", s.kept_bytes);
        });
      }
    });
  }
  void nodes() {
    w.array("nodes", [&] {
      for (NodeId n = 0; n < g_.size() && !w.is_full(); ++n)
        if (!g_.row[n]->is_const()) w.object([&] { node(n, e_.nodes[n]); });
    });
  }
  void node(NodeId n, const EstimatedNode& node) {
    w.field("id", g_.text[n].id);
    w.field("op", g_.row[n]->name);
    w.field("statement", e_.statement_of[n]);
    write_shape(w, "shape", g_.shape[n]);
    w.field("per_example", node.differs);
    costs(node.value, node.adjoint);
    bytes("bytes", node.bytes);
    bytes("kept_bytes", node.kept_bytes);
    w.array("saved_for", [&] {
      for (const auto& [reader, what] : node.saved_for) encode_saved_for(g_, n, reader, what, w);
    });
  }

  const Graph& g_;
  const Estimated& a_;
  const Estimate& e_;
  JsonWriter& w;
};

}  // namespace

void encode_estimate(const Estimated& estimated, JsonWriter& w) { Encoder(estimated, w).run(); }

}  // namespace bw
