// A response, typed: what encode prints as JSON and the command line as a table.
#pragma once

#include <memory>
#include <optional>

#include "analysis/compare.hpp"
#include "analysis/gauge.hpp"
#include "analysis/groups.hpp"
#include "analysis/mistake.hpp"
#include "analysis/path_list.hpp"
#include "analysis/paths.hpp"
#include "analysis/scaling.hpp"
#include "api/request.hpp"
#include "graph/expand.hpp"
#include "plan/plan.hpp"
#include "text/field.hpp"

namespace bw {

struct Run {
  const Mode* mode;
  ModeRequest request;
  std::string title;
  Outcome outcome;
  bool predicted = false;
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
  Agreement agreement;
};

// One schedule at one size.
struct ScalePoint {
  std::int64_t size, elements;
  const Mode* mode;
  ModeRequest request;
  Measured measured;
};

// The paths from one node to another. Jacobians are [rows, columns], row by row.
struct PathsFound {
  PathsFound(const Graph& graph, NodeId first, NodeId last)
      : from(first), to(last), rows(graph.elements(last)), columns(graph.elements(first)), between(graph, first, last) {
  }

  NodeId from, to;
  std::int64_t rows, columns;  // elements of to, elements of from
  Between between;
  PathCount count;
  LengthCounts lengths;
  bool has_lengths = false;
  PathList list;
  bool all_listed = false;
  Shown sum;               // of the products, where all are listed
  Shown forward, reverse;  // the derivative of to by from, as these modes find it
};

// What one broken engine made of a network. gradient: the elements of wrt, one node after the other; none where it was
// stopped. right: the gradient is; an adjoint on the way may be wrong all the same.
struct BrokenRun {
  const BrokenEngine* engine;
  Attempt attempt;
  std::vector<double> gradient;
  bool right;
  std::optional<Mistake> first_wrong;
};

// gradient: the right one, of the network as written.
struct BrokenRuns {
  std::vector<double> gradient;
  Tape tape;
  std::vector<BrokenRun> engines;
};

struct Response {
  std::optional<Kind> kind;
  Diagnostics diagnostics;
  std::shared_ptr<const Graph> graph;
  std::shared_ptr<const Graph> original;     // as written
  std::shared_ptr<const Expanded> expanded;  // where graph is the expansion of original
  std::vector<SizeSpec> sizes;
  std::string vary;
  std::vector<ScalePoint> points;
  std::shared_ptr<const PathsFound> paths;
  std::optional<BrokenRuns> broken;
  std::optional<FieldNumber> number;
  std::optional<Activity> activity;
  std::optional<Differentiated> result;
  std::shared_ptr<const Plan> lane;  // where a layout was asked for: what the fast lane runs
  Include include;
  bool jacobian = false;

  bool ok() const { return !diagnostics.has_errors(); }
};

}  // namespace bw
