// What a mode is: a way to run a graph and its derivatives, given a task.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/cost.hpp"
#include "base/diagnostic.hpp"
#include "base/limits.hpp"
#include "graph/activity.hpp"
#include "modes/colouring.hpp"
#include "trace/trace.hpp"

namespace bw {

// How many directions one sweep carries; whether values are computed once for all sweeps; and, at most one of three, what
// says where the execution order is cut.
struct Options {
  std::optional<std::int64_t> chunk = {};  // absent: the mode's default
  bool all = false;                        // chunk is all of them
  bool keep_values = false;
  std::optional<std::int64_t> segments = {};  // of equally many steps; absent: as many as a segment has steps
  std::optional<std::int64_t> budget_bytes = {};
  bool least_bytes = false;  // in place of budget_bytes, the least that can be
  std::optional<std::int64_t> checkpoints = {};
  std::int64_t number_bytes = kBytesPerNumber;  // what a number takes of the budget
};

struct Task {
  const Graph& graph;
  std::span<const double> leaf_values;  // as graph.leaf_values, or what replaces them
  std::vector<NodeId> wrt;
  std::vector<NodeId> cut = {};   // more nodes that no derivative passes through
  std::vector<NodeValues> seeds;  // cotangents; for a Jacobian not used
  std::optional<std::vector<NodeValues>> direction =
      {};                 // one tangent of wrt, in place of one unit tangent for each of its elements
  bool jacobian = false;  // every element of every output by every element of wrt
  Options options = {};
  Keep keep = {};
  bool keep_nodes = false;  // leave the numbers of all nodes in the outcome
  bool predict = false;     // compute nothing: costs and bytes from the rows' formulas
};

// Why a task is not run as its options ask: for its reader.
struct Refusal {
  std::string_view option;
  Code code;
  std::string message, hint;
};

struct Outcome {
  std::int64_t directions = 0;
  std::int64_t sweeps = 0;
  Trace trace;
  std::vector<double> gradient;  // elements of wrt, one node after the other
  std::vector<double> jacobian;  // [elements of outputs, elements of wrt]
  // With keep_nodes: at graph.offset; tangents of the first direction of the last sweep; adjoints likewise.
  std::vector<double> values, tangents, adjoints;
  std::shared_ptr<const Graph> traced_graph;  // the graph that steps speak of; null: the task's own
  std::int64_t planned_bytes = 0;             // memory that an execution takes
  std::int64_t planned_steps = 0;
  bool too_large = false;  // not even predicted
  std::optional<Refusal> refusal = {};
  std::optional<std::int64_t> segments = {};  // pieces of the execution order, of a mode that cuts it
  std::optional<Colouring> colouring = {};    // of a Jacobian whose columns, or rows, share sweeps
  std::optional<bool> proven = {};  // whether no way within the budget makes less again; absent without a budget
};

// Whether a run of this cost, and of the steps and bytes of its plan, is within the budget of a call.
inline bool affordable(const Outcome& plan, const WideCost& cost) {
  return cost.flops() + cost.fn <= limits::kBudgetFlops && plan.planned_steps <= limits::kBudgetSteps &&
         plan.planned_bytes <= limits::kBudgetBytes;
}

// A run under way: it may be left between two portions, and gone on with. The task outlives it.
class Execution {
 public:
  virtual ~Execution() = default;
  // One portion more. Returns the work of it (`work_of` in sweep.hpp), at least 1; 0 where nothing was left to do.
  virtual std::int64_t advance() = 0;
  // Derivative sweeps that are behind it.
  virtual std::int64_t sweeps_done() const = 0;
  // What came out; to be called once, when nothing is left.
  virtual Outcome finish() = 0;
};
// Work of one portion, where a sweep has more.
inline constexpr std::int64_t kWorkOfStep = 16;
inline constexpr std::int64_t kPortion = 500'000;

// All portions of a run.
inline Outcome run_all(const std::unique_ptr<Execution>& execution) {
  while (execution->advance() > 0) {}
  return execution->finish();
}

enum class Direction { kAlong, kAgainst };

// Which sweep of a plan gives a mode's gradient, bit for bit.
enum class Planned { kNot, kAlong, kAgainst };

// How the curve of a run is told apart from the others of its direction: no two have the same line, nor the same mark.
enum class Line { kSolid, kDashed, kDotted, kLongDashed, kDashDotted, kWideDotted, kDashDotDotted };
enum class Mark { kCircle, kSquare, kTriangle, kDiamond, kTriangleDown, kPlus, kCross };
struct Pen {
  Line line;
  Mark mark;
};

// A standard way to run a mode. title: {sweeps}, {directions} and {chunk} stand for figures of the run.
struct Schedule {
  std::string_view title;
  Options options;
  Pen pen;
  bool jacobian = false;  // shown by default only where several numbers come out: with one it is another schedule again
};

struct Mode {
  std::string_view name;
  std::string_view label;  // a few words for it
  Direction direction;
  bool default_of_direction = false;  // the one of its direction that is run where none is named
  std::string_view doc;
  std::string_view source;
  std::vector<std::string_view> options;  // names of those that it takes
  std::vector<Schedule> schedules;        // shown by default, in this order; none for a referee
  Planned planned = Planned::kNot;
  std::optional<Pen> pen = {};  // of a run with a chunk that no schedule has; empty: none is drawn
  bool referee = false;         // knows no rule of differentiation: compared with, never counted as a way
  std::string (*title)(const Task&, const Outcome&);
  std::unique_ptr<Execution> (*begin)(const Task&);

  Outcome run(const Task& task) const { return run_all(begin(task)); }
};

}  // namespace bw
