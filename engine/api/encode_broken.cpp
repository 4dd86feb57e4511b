// The right gradient, and what each broken engine makes of it.
#include "api/encode.hpp"
#include "api/json_parts.hpp"

namespace bw {
namespace {

class Encoder {
 public:
  Encoder(const Response& r, JsonWriter& writer) : g_(*r.graph), expanded_(*r.expanded), b_(*r.broken), w(writer) {}

  void run() {
    gradient(b_.gradient);
    w.array("engines", [&] {
      for (const BrokenRun& r : b_.engines) w.object([&] { engine(r); });
    });
  }

 private:
  void gradient(const std::vector<double>& numbers) {
    const double* at = numbers.data();
    w.array("gradient", [&] {
      for (const NodeId n : g_.wrt) {
        w.object([&] {
          w.field("id", g_.text[n].id);
          write_shape(w, "shape", g_.shape[n]);
          write_numbers(w, "value", at, at + g_.elements(n));
        });
        at += g_.elements(n);
      }
    });
  }

  void engine(const BrokenRun& r) {
    w.field("id", r.engine->id);
    w.field("title", r.engine->title);
    write_texts(w, "pseudocode", r.engine->pseudocode);
    w.field("why", r.engine->why);
    if (r.attempt.stopped) {
      w.field("gradient", nullptr);
      w.field("right", nullptr);
    } else {
      gradient(r.gradient);
      w.field("right", r.right);
    }
    if (r.first_wrong) w.object("first_wrong", [&] { first_wrong(*r.first_wrong); });
    else w.field("first_wrong", nullptr);
    if (r.attempt.calls) w.field("calls", r.attempt.calls->text());
    else w.field("calls", nullptr);
    w.object("work", [&] {
      w.field("visits", r.attempt.visits);
      w.field("reverse", b_.tape.size());
    });
    w.field("stopped", r.attempt.stopped);
  }

  void first_wrong(const Mistake& m) {
    const NodeId n = b_.tape.nodes[m.place];
    w.field("node", expanded_.graph.text[n].id);
    encode_origin(g_, expanded_, n, w);
    w.field("got", m.got);
    w.field("right", m.right);
    w.field("why", m.why);
  }

  const Graph& g_;
  const Expanded& expanded_;
  const BrokenRuns& b_;
  JsonWriter& w;
};

}  // namespace

void encode_broken(const Response& response, JsonWriter& w) { Encoder(response, w).run(); }

}  // namespace bw
