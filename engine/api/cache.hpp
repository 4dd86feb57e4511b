// What stays from one request to the next: the last network, built, and the plan that the fast lane runs.
#pragma once

#include "api/request.hpp"
#include "base/diagnostic.hpp"
#include "graph/expand.hpp"
#include "plan/plan.hpp"

namespace bw {

// A network as requests name it, checked and built. graph: with expanded, the expansion of original.
struct BuiltNetwork {
  std::vector<SizeSpec> sizes;
  std::shared_ptr<const Graph> original, graph;
  std::shared_ptr<const Expanded> expanded;
};

// Builds the network of a request, or gives the last one again where its text is the same; graphs of shapes are built
// each time. diagnostics, empty before, get
// what there is to say of it; nothing is built where that is an error.
std::optional<BuiltNetwork> built_network(const Request& request, Diagnostics& diagnostics);

// The plan for a task on a graph: the last one where both are the same, else a new one. Null where it would be too
// large. lane: the fast lane gets it. A plan that the lane holds is not handed out for anything else.
std::shared_ptr<Plan> plan_for(const std::shared_ptr<const Graph>& graph, PlanTask task, bool lane);

// The plan of the last request with a layout; null where there was none.
Plan* lane_plan();

// One frame of the fast lane. mask: 1 values, 2 tangents, 4 adjoints. False where there is no plan.
inline constexpr unsigned kLaneValues = 1, kLaneTangents = 2, kLaneAdjoints = 4;
bool run_lane(unsigned mask);

}  // namespace bw
