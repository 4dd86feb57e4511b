// One network and at most two plans are held; everything older is given back.
#include "api/cache.hpp"

#include <algorithm>
#include <cstring>

#include "api/resolve.hpp"
#include "base/limits.hpp"
#include "graph/build.hpp"
#include "text/parser.hpp"

namespace bw {
namespace {

struct Cache {
  std::string text;
  bool expand = false;
  int count = kCount;
  std::optional<BuiltNetwork> network;
  Diagnostics diagnostics;  // warnings of the network
  std::shared_ptr<Plan> plan, lane;
};
Cache& cache() {
  static Cache it;
  return it;
}

std::optional<BuiltNetwork> build_network(const Request& request, Diagnostics& diagnostics) {
  BuiltNetwork out;
  GraphSpec spec = request.network.text ? parse(*request.network.text, diagnostics, request.purpose, request.count)
                                        : request.network.spec;
  spec.purpose = request.purpose;
  std::optional<Graph> graph = build(spec, diagnostics, request.count);
  if (!graph) return std::nullopt;
  out.sizes = std::move(spec.sizes);
  if (request.wrt && !request.expand) replace_wrt(*request.wrt, *graph, *graph, nullptr, diagnostics);
  out.original = std::make_shared<const Graph>(std::move(*graph));
  out.graph = out.original;
  if (request.expand) {
    if (expanded_size(*out.original) > limits::kScalars) {
      diagnostics.add({Code::kLimit,
                       "Expanded, the network has more than " + std::to_string(limits::kScalars) + " scalar nodes.",
                       "Use a smaller network.",
                       "$.expand",
                       {}});
      return std::nullopt;
    }
    const auto expanded = std::make_shared<Expanded>(expand(*out.original));
    if (request.wrt) replace_wrt(*request.wrt, expanded->graph, *out.original, expanded.get(), diagnostics);
    out.expanded = expanded;
    out.graph = {expanded, &expanded->graph};
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return out;
}

// By bits: -0 is not 0.
bool same(const std::vector<NodeValues>& a, const std::vector<NodeValues>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const NodeValues& x, const NodeValues& y) {
    return x.node == y.node && x.value.size() == y.value.size() &&
           std::memcmp(x.value.data(), y.value.data(), x.value.size() * sizeof(double)) == 0;
  });
}

}  // namespace

std::optional<BuiltNetwork> built_network(const Request& request, Diagnostics& diagnostics) {
  if (request.purpose == Purpose::kShapes) return build_network(request, diagnostics);
  Cache& last = cache();
  const bool cacheable = request.network.text && !request.wrt;
  if (cacheable && last.network && last.expand == request.expand && last.count == request.count &&
      last.text == *request.network.text) {
    diagnostics = last.diagnostics;
    return last.network;
  }
  last.network.reset();
  last.text.clear();
  last.plan = nullptr;
  std::optional<BuiltNetwork> network = build_network(request, diagnostics);
  if (!cacheable || !network) return network;
  last.text = *request.network.text;
  last.expand = request.expand;
  last.count = request.count;
  last.network = network;
  last.diagnostics = diagnostics;
  return network;
}

std::shared_ptr<Plan> plan_for(const std::shared_ptr<const Graph>& graph, PlanTask task, bool lane) {
  Cache& last = cache();
  const auto fits = [&](const std::shared_ptr<Plan>& plan) {
    return plan != nullptr && &plan->graph() == graph.get() && plan->task().wrt == task.wrt &&
           same(plan->task().seeds, task.seeds) && same(plan->task().direction, task.direction);
  };
  if (lane) {
    if (!fits(last.lane)) last.lane = nullptr;
    if (last.lane == nullptr) last.lane = fits(last.plan) ? std::move(last.plan) : Plan::make(graph, std::move(task));
    return last.lane;
  }
  if (!fits(last.plan)) {
    last.plan = nullptr;
    last.plan = Plan::make(graph, std::move(task));
  }
  return last.plan;
}

Plan* lane_plan() { return cache().lane.get(); }

bool run_lane(unsigned mask) {
  Plan* plan = lane_plan();
  if (plan == nullptr) return false;
  if ((mask & kLaneValues) != 0) plan->run_values();
  if ((mask & kLaneTangents) != 0) plan->run_tangent();
  if ((mask & kLaneAdjoints) != 0) plan->run_adjoint();
  return true;
}

}  // namespace bw
