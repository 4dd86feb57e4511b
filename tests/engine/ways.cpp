// Runs and compares.
#include "ways.hpp"

#include <cmath>

#include "analysis/compare.hpp"
#include "base/number.hpp"
#include "graph/build.hpp"
#include "modes/registry.hpp"
#include "text/parser.hpp"

namespace bw::test {
namespace {

Way by_mode(std::string name, const char* mode, Options options, double tolerance) {
  const auto gradient = [mode, options](const Task& task) {
    Task own = task;
    own.options = options;
    return find_mode(mode)->run(own).gradient;
  };
  return {std::move(name), gradient, tolerance};
}

// Within half of what reverse takes, or three quarters, or all of it: the first that is possible.
Way within_a_budget() {
  const auto gradient = [](const Task& task) {
    const Wide peak = find_mode("reverse")->run(task).trace.memory.inner_peak_bytes;
    Task own = task;
    for (const int quarters : {2, 3, 4}) {
      own.options.budget_bytes = static_cast<std::int64_t>(peak) * quarters / 4;
      const Outcome out = find_mode("checkpointed")->run(own);
      if (!out.refusal)
        return out.trace.memory.inner_peak_bytes <= *own.options.budget_bytes ? out.gradient : std::vector<double>{};
    }
    return std::vector<double>{};
  };
  return {"checkpointed, within a budget", gradient, 0};
}

// For each element of wrt the sum over paths of |products|, cotangents included.
std::vector<double> path_sums(const Task& task) {
  const Graph& g = task.graph;
  Task back = task;
  back.keep_nodes = true;
  const Outcome outcome = find_mode("reverse")->run(back);
  std::vector<NodeId> seeded;
  for (const NodeValues& seed : task.seeds) seeded.push_back(seed.node);
  const Pulled pulled = pull(g, Activity(g, task.wrt, seeded), task.seeds, outcome.values,
                             std::vector<double>(outcome.values.size(), 0.0), outcome.adjoints, false);
  std::vector<double> sums;
  for (const NodeId n : task.wrt)
    sums.insert(sums.end(), static_cast<std::size_t>(g.elements(n)), pulled.path_scale[n]);
  return sums;
}

}  // namespace

const std::vector<Way>& all_ways() {
  static const std::vector<Way> ways = {
      by_mode("reverse", "reverse", {}, 0),
      by_mode("checkpointed", "checkpointed", {}, 0),
      by_mode("checkpointed, each step a segment", "checkpointed", {.segments = 1'000'000}, 0),
      within_a_budget(),
      by_mode("forward, one direction a sweep", "forward", {.chunk = 1}, 1e-12),
      by_mode("forward, two directions a sweep", "forward", {.chunk = 2}, 1e-12),
      by_mode("forward, all at once", "forward", {.chunk = {}, .all = true}, 1e-12),
      by_mode("forward, values kept", "forward", {.chunk = 2, .all = false, .keep_values = true}, 1e-12),
      by_mode("forward_sparse", "forward_sparse", {}, 1e-12),
      by_mode("forward_coloured", "forward_coloured", {.chunk = 2}, 1e-12),
      by_mode("reverse_sparse", "reverse_sparse", {}, 1e-12),
      by_mode("reverse_coloured", "reverse_coloured", {}, 0),
      by_mode("complex_step", "complex_step", {}, 1e-12),
      by_mode("central differences", "difference", {}, 1e-5),
  };
  return ways;
}

Task weighted_task(const Graph& graph) {
  Task task{.graph = graph, .leaf_values = graph.leaf_values, .wrt = graph.wrt, .seeds = {}};
  double weight = 1;
  for (const NodeId n : graph.outputs) {
    NodeValues seed{n, {}};
    for (std::int64_t i = 0; i<graph.elements(n); ++i, weight = weight> 0 ? -weight - 0.25 : -weight + 0.25)
      seed.value.push_back(weight);
    task.seeds.push_back(std::move(seed));
  }
  return task;
}

std::optional<std::string> disagreement(const Graph& graph, const std::vector<Way>& ways) {
  const Task task = weighted_task(graph);
  const std::vector<double> sums = path_sums(task), expected = ways[0].gradient(task);
  // A difference of values cannot be better than their rounding, and the complex step not than the square of its step, 1e-50.
  for (const Way& way : ways) {
    const std::vector<double> got = way.gradient(task);
    if (got.size() != expected.size()) return way.name + " has another number of derivatives";
    const double least = way.tolerance > 1e-9 ? 1.0 : way.name == "complex_step" ? 1e-80 : 1e-290;
    for (std::size_t i = 0; i < got.size(); ++i) {
      if (relative_difference(got[i], expected[i], std::max(sums[i], least)) <= way.tolerance) continue;
      return way.name + " gives " + shortest(got[i]) + " for derivative " + std::to_string(i) + ", " + ways[0].name +
             " " + shortest(expected[i]) + "; the sum over paths is " + shortest(sums[i]);
    }
  }
  return std::nullopt;
}

std::optional<std::string> disagreement(const std::string& text, const std::vector<Way>& ways) {
  Diagnostics diagnostics;
  const std::optional<Graph> graph = build(parse(text, diagnostics), diagnostics);
  return graph ? disagreement(*graph, ways) : std::nullopt;
}

}  // namespace bw::test
