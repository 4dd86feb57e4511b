// Differentiates the network as written, then lets every broken engine try the same on its scalars.
#include "api/broken.hpp"

#include "api/question.hpp"
#include "base/limits.hpp"
#include "broken/registry.hpp"
#include "modes/registry.hpp"

namespace bw {
namespace {

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

}  // namespace

// A network of so few scalars is within the budget of a call.
void broken(const Request& request, Response& response) {
  const Graph& g = *response.graph;
  const Question question = ask(request, g, g, nullptr, response.diagnostics);
  if (expanded_size(g) > limits::kScalars) {
    response.diagnostics.add(
        {Code::kLimit,
         "Expanded, the network has more than " + std::to_string(limits::kScalars) + " scalar nodes.",
         "Use a smaller network.",
         "$.network",
         {}});
  }
  if (!response.ok()) return;
  const Outcome right =
      first_mode(Direction::kAgainst)
          .run({.graph = g, .leaf_values = question.leaf_values, .wrt = g.wrt, .seeds = question.seeds});

  const auto expanded = std::make_shared<Expanded>(expand(g));
  const Graph& scalars = expanded->graph;
  std::vector<double> leaf_values = scalars.leaf_values;
  for (std::size_t e = 0; e < question.leaf_values.size(); ++e)
    leaf_values[expanded->scalar[e]] = question.leaf_values[e];
  const std::vector<NodeValues> seeds = spread(question.seeds, g, *expanded);
  const Outcome scalar =
      first_mode(Direction::kAgainst)
          .run({.graph = scalars, .leaf_values = leaf_values, .wrt = scalars.wrt, .seeds = seeds, .keep_nodes = true});

  BrokenRuns& out = response.broken.emplace(BrokenRuns{
      right.gradient, Tape(scalars, Activity(scalars, scalars.wrt, nodes_of(seeds)), scalar.values, seeds), {}});
  std::vector<double> adjoints;
  for (const NodeId n : out.tape.nodes) adjoints.push_back(scalar.adjoints[n]);
  const Judge judge(scalars, out.tape, std::move(adjoints));
  for (const BrokenEngine* engine : broken_engines())
    out.engines.push_back(try_out(*engine, out.tape, judge, scalars.wrt));
  response.expanded = expanded;
}

}  // namespace bw
