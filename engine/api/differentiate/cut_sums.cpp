// Runs the sweep that a run kept once more for its numbers at every node, and cuts between the steps.
#include "api/differentiate/cut_sums.hpp"

namespace bw {
namespace {

// The unit vector of one element of these nodes, all elements numbered through from 0.
NodeValues unit(const Graph& g, const std::vector<NodeId>& nodes, std::int64_t element) {
  NodeValues out{};
  for (const NodeId n : nodes) {
    if (element >= 0 && element < g.elements(n)) {
      out = {n, std::vector<double>(static_cast<std::size_t>(g.elements(n)), 0.0)};
      out.value[static_cast<std::size_t>(element)] = 1;
    }
    element -= g.elements(n);
  }
  return out;
}

}  // namespace

std::vector<std::optional<double>> cut_sums(const Task& task, const Task& columns, const Run& run,
                                            const Differentiated& r) {
  const Graph& g = task.graph;
  const std::vector<Step>& steps = run.outcome.trace.steps;
  std::vector<std::optional<double>> sums(steps.size());
  const bool along = run.mode->direction == Direction::kAlong;
  const bool one_lane = !task.options.all && task.options.chunk.value_or(1) == 1;
  if (run.mode->referee || run.outcome.traced_graph || (along && !(one_lane || run.outcome.directions == 1)) ||
      g.wrt.empty())
    return sums;
  std::vector<NodeValues> seeds = r.seeds;
  std::vector<double> tangents = r.tangents, adjoints = r.adjoints;
  if (along) {
    Task kept = columns;
    kept.direction = {unit(g, g.wrt, task.keep.pass - 1)};
    kept.keep_nodes = true;
    tangents = run.mode->run(kept).tangents;
  } else if (task.jacobian) {
    if (!one_lane) return sums;
    seeds = {unit(g, g.outputs, task.keep.pass - 1)};
    Task kept = columns;
    kept.seeds = seeds;
    kept.keep_nodes = true;
    adjoints = run.mode->run(kept).adjoints;
  }
  std::vector<NodeId> seeded;
  for (const NodeValues& seed : seeds) seeded.push_back(seed.node);
  const Pulled pulled = pull(g, Activity(g, g.wrt, seeded), seeds, r.values, tangents, adjoints, false);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (steps[i].sweep == Sweep::kValue && !along) continue;
    if (along) sums[i] = pulled.cut_sums[steps[i].seed ? 0 : steps[i].node + 1];
    else sums[i] = pulled.cut_sums[steps[i].seed ? g.size() : steps[i].node];
  }
  return sums;
}

}  // namespace bw
