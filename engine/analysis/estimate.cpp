// Figures of nodes and statements, read off the steps of predicted runs.
#include "analysis/estimate.hpp"

#include <string_view>
#include <unordered_map>

#include "modes/registry.hpp"

namespace bw {
namespace {

Task task_of(const Graph& graph) {
  Task task{.graph = graph, .leaf_values = {}, .wrt = graph.wrt, .seeds = {}, .predict = true};
  for (const NodeId n : graph.outputs) task.seeds.push_back({n, {}});
  return task;
}

bool same_place(const Place& a, const Place& b) {
  if (!a.span || !b.span) return false;
  return a.span->line == b.span->line && a.span->column == b.span->column && a.span->end_line == b.span->end_line &&
         a.span->end_column == b.span->end_column;
}

// The node by whose group a node is known: itself, but for a leaf that stands where its reader does.
NodeId grouped_by(const Graph& g, NodeId n) {
  const auto uses = g.used_by(n);
  const bool made_there =
      g.row[n]->is_leaf() && !uses.empty() && same_place(g.text[n].place, g.text[uses.front().node].place);
  return made_there ? uses.front().node : n;
}

void read_steps(const Graph& g, Estimate& out) {
  for (const Step& step : out.training.trace.steps) {
    EstimatedNode& at = out.nodes[step.node];
    (step.sweep == Sweep::kValue ? at.value : at.adjoint) += step.cost;
    for (const Buffer& b : step.allocates)
      if (b.what == What::kSaved) at.kept_bytes += b.bytes;
    if (step.sweep != Sweep::kAdjoint) continue;
    for (const Read& read : step.reads)
      if (read.what != What::kAdjoint) out.nodes[read.node].saved_for.emplace_back(step.node, read.what);
  }
  for (NodeId n = 0; n < g.size(); ++n) {
    bool value_is_read = false;
    for (const auto& [reader, what] : out.nodes[n].saved_for) value_is_read = value_is_read || what == What::kValue;
    if (value_is_read && !g.is_given(n)) out.nodes[n].kept_bytes += out.nodes[n].bytes;
  }
}

void add_up(const Graph& g, Estimate& out) {
  std::unordered_map<std::string_view, std::size_t> known;
  out.statement_of.resize(g.size());
  for (NodeId n = 0; n < g.size(); ++n) {
    if (g.row[n]->is_const()) continue;
    const auto [it, is_new] = known.try_emplace(g.text[grouped_by(g, n)].group, out.statements.size());
    if (is_new) out.statements.push_back({.last = n, .value = {}, .adjoint = {}});
    out.statement_of[n] = it->second;
    EstimatedStatement& s = out.statements[it->second];
    const EstimatedNode& node = out.nodes[n];
    s.last = n;
    ++s.nodes;
    s.value += node.value;
    s.adjoint += node.adjoint;
    s.kept_bytes += node.kept_bytes;
    if (g.is_param(n)) s.weights += g.elements(n);
    if (!g.is_given(n)) s.bytes += node.bytes;
  }
}

EstimatedSizes sizes_of(const Graph& g, const Estimate& estimate, std::int64_t batch) {
  EstimatedSizes out;
  const auto numbers = [&](NodeId n) {
    return static_cast<Wide>(g.elements(n)) * (estimate.nodes[n].differs ? batch : 1);
  };
  for (NodeId n = 0; n < g.size(); ++n)
    if (g.row[n]->is_leaf()) (g.is_param(n) ? out.weights : out.data) += numbers(n);
  for (const NodeId n : g.wrt) {
    out.gradient += numbers(n);
    if (g.is_param(n)) out.trained += numbers(n);
  }
  return out;
}

}  // namespace

Outcome estimated_run(const Mode& mode, const Graph& graph, std::int64_t batch, const Options& options, Keep keep) {
  Task task = task_of(graph);
  task.options = options;
  task.keep = keep;
  task.keep.batch = batch;
  return mode.run(task);
}

Estimate estimate(const Graph& g, std::int64_t batch, bool timeline) {
  Estimate out;
  Task task = task_of(g);
  task.keep = {.timeline = timeline, .batch = batch};
  out.prediction = run_all(begin_values(task));
  out.training = estimated_run(default_mode(Direction::kAgainst), g, batch, {}, {.steps = true, .timeline = timeline});
  const std::vector<unsigned char> differs = differing(g);
  out.nodes.reserve(g.size());
  for (NodeId n = 0; n < g.size(); ++n) {
    const Wide bytes = g.row[n]->is_const() ? 0 : static_cast<Wide>(kBytesPerNumber) * g.elements(n);
    out.nodes.push_back({.differs = differs[n] != 0,
                         .value = {},
                         .adjoint = {},
                         .bytes = bytes * (differs[n] != 0 ? batch : 1),
                         .kept_bytes = 0,
                         .saved_for = {}});
  }
  read_steps(g, out);
  add_up(g, out);
  out.sizes = sizes_of(g, out, batch);
  return out;
}

}  // namespace bw
