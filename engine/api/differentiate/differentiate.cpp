// Differentiates: the columns, the schedules, the checks, and the fast lane.
#include "api/differentiate/differentiate.hpp"

#include "api/differentiate/parts.hpp"
#include "api/differentiate/warnings.hpp"

namespace bw {
namespace {

// Whether someone wants to see how the numbers came about. Else they are a plan's, which has the same bits, and costs
// are those that the rows' formulas give.
bool is_traced(const Include& include) { return include.cost || include.steps || include.timeline; }

// The plan of the fast lane, its leaves and results as in this answer.
void open_lane(Differentiation& d) {
  const Differentiated& r = d.result;
  const std::shared_ptr<Plan> plan = plan_for(r.network.graph, {r.graph().wrt, r.seeds, r.tangent}, true);
  if (plan == nullptr)
    return d.report(Code::kLeftOut, "The layout was left out: the network is too large for the fast lane.",
                    "Ask for it without a layout, or use a smaller network.");
  run_plan(*plan, d.resolved);
  d.result.lane = plan;
}

}  // namespace

void run_plan(Plan& plan, const Resolved& resolved) {
  plan.set_leaves(resolved.leaf_values);
  plan.run_values();
  plan.run_tangent();
  plan.run_adjoint();
}

std::optional<Differentiated> differentiate(const DifferentiateRequest& request, Diagnostics& diagnostics) {
  const std::optional<BuiltNetwork> network = built_network(request, diagnostics);
  if (!network) return std::nullopt;
  const Graph& graph = *network->graph;
  const Resolved resolved = resolve(request, graph, *network->original, network->expanded.get(), diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  std::vector<NodeId> seeded;
  for (const NodeValues& seed : resolved.seeds) seeded.push_back(seed.node);
  std::optional<Differentiated> out;
  Differentiated& r = out.emplace(*network, seeded);
  r.include = request.include;
  r.jacobian = request.jacobian;
  r.seeds = resolved.seeds;
  r.tangent = resolved.direction;
  Differentiation d{request, resolved, r, diagnostics, nullptr};
  if (!is_traced(request.include)) d.plan = plan_for(network->graph, {graph.wrt, r.seeds, r.tangent}, request.layout);
  if (!fill_columns(d)) return std::nullopt;
  for (const ModeRequest& mode : request.modes) add_run(d, mode);
  if (request.include.gradient_forward) check_forward(d);
  compare_ways(d);
  if (request.layout) open_lane(d);
  warn(graph, r.activity, r, diagnostics);
  return out;
}

}  // namespace bw
