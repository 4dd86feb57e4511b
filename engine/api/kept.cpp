// One network and at most two plans are kept; everything older is given back.
#include "api/kept.hpp"

#include <algorithm>
#include <cstring>

#include "api/question.hpp"
#include "base/limits.hpp"
#include "graph/build.hpp"
#include "text/parser.hpp"

namespace bw {
namespace {

struct Kept {
  std::string text;
  bool expand = false;
  int count = kCount;
  BuiltNetwork network;
  std::shared_ptr<Plan> plan, lane;
};
Kept& kept() {
  static Kept it;
  return it;
}

BuiltNetwork build_network(const Request& request) {
  BuiltNetwork out;
  GraphSpec spec = request.network.text ? parse(*request.network.text, out.diagnostics) : request.network.spec;
  std::optional<Graph> graph = build(spec, out.diagnostics, request.count);
  if (!graph) return out;
  out.sizes = std::move(spec.sizes);
  if (request.wrt && !request.expand) replace_wrt(*request.wrt, *graph, *graph, nullptr, out.diagnostics);
  out.original = std::make_shared<const Graph>(std::move(*graph));
  out.graph = out.original;
  if (!request.expand) return out;
  if (expanded_size(*out.original) > limits::kScalars) {
    out.diagnostics.add({Code::kLimit,
                         "Expanded, the network has more than " + std::to_string(limits::kScalars) + " scalar nodes.",
                         "Use a smaller network.",
                         "$.expand",
                         {}});
    return out;
  }
  const auto expanded = std::make_shared<Expanded>(expand(*out.original));
  if (request.wrt) replace_wrt(*request.wrt, expanded->graph, *out.original, expanded.get(), out.diagnostics);
  out.expanded = expanded;
  out.graph = {expanded, &expanded->graph};
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

BuiltNetwork built_network(const Request& request) {
  Kept& last = kept();
  const bool keeps = request.network.text && !request.wrt;
  if (keeps && last.network.graph && last.expand == request.expand && last.count == request.count &&
      last.text == *request.network.text)
    return last.network;
  last.network = {};
  last.text.clear();
  last.plan = nullptr;
  BuiltNetwork network = build_network(request);
  if (!keeps || network.graph == nullptr || network.diagnostics.has_errors()) return network;
  last.text = *request.network.text;
  last.expand = request.expand;
  last.count = request.count;
  last.network = network;
  return network;
}

std::shared_ptr<Plan> plan_for(const std::shared_ptr<const Graph>& graph, PlanTask task, bool lane) {
  Kept& last = kept();
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

Plan* lane_plan() { return kept().lane.get(); }

bool run_lane(unsigned mask) {
  Plan* plan = lane_plan();
  if (plan == nullptr) return false;
  if ((mask & kLaneValues) != 0) plan->run_values();
  if ((mask & kLaneTangents) != 0) plan->run_tangent();
  if ((mask & kLaneAdjoints) != 0) plan->run_adjoint();
  return true;
}

}  // namespace bw
