// A network differentiated: what is asked, and what is found.
#pragma once

#include <limits>

#include "analysis/compare.hpp"
#include "analysis/gauge.hpp"
#include "analysis/groups.hpp"
#include "analysis/stated.hpp"
#include "api/cache.hpp"

namespace bw {

// The parts of an answer that are built on request.
struct Include {
  bool value = false, tangent = false, adjoint = false, gradient_forward = false, local = false, contributions = false;
  bool cost = false, graph = false, groups = false, steps = false, timeline = false;
};
// The parts that a request gets when it names none.
inline constexpr Include kDefaultInclude{.value = true, .tangent = true, .adjoint = true, .cost = true, .graph = true};

struct DifferentiateRequest : Request {
  Include include = kDefaultInclude;
  bool timing = false;
  bool layout = false;
  bool values_alone = false;
  std::optional<std::int64_t> first;  // elements to write of each array; absent: all
  // Work (modes/sweep.hpp) above which the runs and the check are left to `more`; absent: all of it is done.
  std::optional<std::int64_t> parts;
};

struct Run {
  const Mode* mode;
  ModeRequest request;
  std::string title;
  Outcome outcome;
  bool predicted = false;
  bool pending = false;                         // predicted so far: it is still to be executed
  std::vector<std::optional<double>> cut_sums;  // one a step
  std::optional<double> seconds;
  std::optional<double> max_relative;  // of a referee: its largest difference from the first run that is none
};

struct Local {
  NodeId input;
  std::uint32_t port;
  Shown jacobian;
  std::int64_t rows, cols;
};

struct Agreement {
  double max_relative = 0;
  std::optional<NodeId> node;
  std::optional<DotTest> dot;
};

// Flat arrays are at graph.offset, vectors of nodes by NodeId; empty where not asked for.
struct Differentiated {
  Differentiated(BuiltNetwork built, const std::vector<NodeId>& seeded)
      : network(std::move(built)), activity(*network.graph, network.graph->wrt, seeded) {}

  BuiltNetwork network;
  Activity activity;
  Include include;
  std::int64_t first = std::numeric_limits<std::int64_t>::max();  // elements that are written of each array
  bool jacobian = false;
  std::vector<NodeValues> seeds, tangent;
  std::vector<double> values, tangents, adjoints, gradient_forward;
  std::vector<double> difference, scale, path_scale, absolute;
  std::vector<Cost> value_cost, tangent_cost, adjoint_cost;
  std::vector<std::vector<std::pair<NodeId, What>>> saved_for;  // the adjoint steps that read a node's value
  std::vector<std::vector<Contribution>> contributions;
  std::vector<std::vector<Local>> locals;
  std::optional<ForwardCheck> check;
  std::vector<Group> groups;
  std::vector<Gauge> gauges;
  std::vector<Run> runs;
  std::optional<Run> values_alone;
  Agreement agreement;
  StatedDerivatives stated;
  std::shared_ptr<const Plan> lane;  // where a layout was asked for: what the fast lane runs

  const Graph& graph() const { return *network.graph; }
};

// Nothing where the request is refused.
std::optional<Differentiated> differentiate(const DifferentiateRequest& request, Diagnostics& diagnostics);

}  // namespace bw
