// broken: the right gradient of a network, and what every broken engine makes of its scalars.
#include "analysis/mistake.hpp"
#include "api/encode_graph.hpp"
#include "api/json_parts.hpp"
#include "api/kinds/kind.hpp"
#include "api/resolve.hpp"
#include "base/limits.hpp"
#include "broken/registry.hpp"
#include "modes/registry.hpp"

namespace bw {
namespace {

// What one broken engine made of a network. gradient: the elements of wrt, one node after the other; none where it was
// stopped. right: the gradient is; an adjoint on the way may be wrong all the same.
struct BrokenRun {
  const BrokenEngine* engine;
  Attempt attempt;
  std::vector<double> gradient;
  bool right;
  std::optional<Mistake> first_wrong;
};

// graph: as written. gradient: its right one. tape: of the scalars of expanded.
struct BrokenRuns {
  std::shared_ptr<const Graph> graph;
  std::shared_ptr<const Expanded> expanded;
  std::vector<double> gradient;
  Tape tape;
  std::vector<BrokenRun> engines;
};

Request decode(RequestReader& reader, const Value& json) {
  Request request;
  request.has_want = false;
  reader.keys(json, {"v", "kind", "network", "at", "seeds"}, "$");
  decode_network(reader, json, request.network);
  reader.point(json, request);
  return request;
}

// The same seeds, scalar by scalar.
std::vector<NodeValues> spread(const std::vector<NodeValues>& seeds, const Graph& original, const Expanded& expanded) {
  std::vector<NodeValues> out;
  for (const NodeValues& seed : seeds)
    for (std::size_t i = 0; i < seed.value.size(); ++i)
      out.push_back({expanded.scalar[static_cast<std::size_t>(original.offset[seed.node]) + i], {seed.value[i]}});
  return out;
}

std::vector<NodeId> nodes_of(const std::vector<NodeValues>& seeds) {
  std::vector<NodeId> nodes;
  for (const NodeValues& seed : seeds) nodes.push_back(seed.node);
  return nodes;
}

BrokenRun try_out(const BrokenEngine& engine, const Tape& tape, const Judge& judge, const std::vector<NodeId>& wrt) {
  BrokenRun run{.engine = &engine, .attempt = engine.run(tape), .gradient = {}, .right = true, .first_wrong = {}};
  if (run.attempt.stopped) return run;
  for (const NodeId n : wrt) {
    const std::uint32_t place = tape.place_of[n];
    run.gradient.push_back(place == kNone ? 0.0 : run.attempt.adjoints[place]);
    run.right = run.right && (place == kNone || judge.agrees(run.attempt, place));
  }
  run.first_wrong = judge.first_mistake(engine, run.attempt);
  return run;
}

// A network of so few scalars is within the budget of a call.
std::optional<BrokenRuns> run(const Request& request, Diagnostics& diagnostics) {
  const std::optional<BuiltNetwork> network = built_network(request, diagnostics);
  if (!network) return std::nullopt;
  const Graph& g = *network->graph;
  const Resolved resolved = resolve(request, g, g, nullptr, diagnostics);
  if (expanded_size(g) > limits::kScalars) {
    diagnostics.add({Code::kLimit,
                     "Expanded, the network has more than " + std::to_string(limits::kScalars) + " scalar nodes.",
                     "Use a smaller network.",
                     "$.network",
                     {}});
  }
  if (diagnostics.has_errors()) return std::nullopt;
  const Mode& reverse = default_mode(Direction::kAgainst);
  const Outcome right =
      reverse.run({.graph = g, .leaf_values = resolved.leaf_values, .wrt = g.wrt, .seeds = resolved.seeds});

  const auto expanded = std::make_shared<const Expanded>(expand(g));
  const Graph& scalars = expanded->graph;
  std::vector<double> leaf_values = scalars.leaf_values;
  for (std::size_t e = 0; e < resolved.leaf_values.size(); ++e)
    leaf_values[expanded->scalar[e]] = resolved.leaf_values[e];
  const std::vector<NodeValues> seeds = spread(resolved.seeds, g, *expanded);
  const Outcome scalar = reverse.run(
      {.graph = scalars, .leaf_values = leaf_values, .wrt = scalars.wrt, .seeds = seeds, .keep_nodes = true});

  BrokenRuns out{network->graph,
                 expanded,
                 right.gradient,
                 Tape(scalars, Activity(scalars, scalars.wrt, nodes_of(seeds)), scalar.values, seeds),
                 {}};
  std::vector<double> adjoints;
  for (const NodeId n : out.tape.nodes) adjoints.push_back(scalar.adjoints[n]);
  const Judge judge(scalars, out.tape, std::move(adjoints));
  for (const BrokenEngine* engine : broken_engines())
    out.engines.push_back(try_out(*engine, out.tape, judge, scalars.wrt));
  return out;
}

class Encoder {
 public:
  Encoder(const BrokenRuns& runs, JsonWriter& writer) : g_(*runs.graph), b_(runs), w(writer) {}

  void run() {
    encode_gradient(g_, b_.gradient, w);
    w.array("engines", [&] {
      for (const BrokenRun& r : b_.engines) w.object([&] { engine(r); });
    });
  }

 private:
  void engine(const BrokenRun& r) {
    w.field("id", r.engine->id);
    w.field("title", r.engine->title);
    write_texts(w, "pseudocode", r.engine->pseudocode);
    w.field("why", r.engine->why);
    if (r.attempt.stopped) {
      w.field("gradient", nullptr);
      w.field("right", nullptr);
    } else {
      encode_gradient(g_, r.gradient, w);
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
    w.field("node", b_.expanded->graph.text[n].id);
    encode_origin(g_, *b_.expanded, n, w);
    w.field("got", m.got);
    w.field("right", m.right);
    w.field("why", m.why);
  }

  const Graph& g_;
  const BrokenRuns& b_;
  JsonWriter& w;
};

void encode(const BrokenRuns& runs, JsonWriter& w) { Encoder(runs, w).run(); }

}  // namespace

const Kind& broken_kind() {
  static const Kind kind = {
      .name = "broken",
      .doc = "What typical broken implementations of backpropagation make of a network, beside its right gradient.",
      .safe = {"gradient.id", "gradient.shape", "engines.id", "engines.title", "engines.pseudocode",
               "engines.gradient.id", "engines.gradient.shape", "engines.first_wrong.node", "engines.first_wrong.of",
               "engines.calls", "engines.work"},
      .compared = {"gradient.value", "engines.why", "engines.gradient.value", "engines.first_wrong.got",
                   "engines.first_wrong.right", "engines.first_wrong.why"},
      .steps = steps<decode, run, encode>(),
  };
  return kind;
}

}  // namespace bw
