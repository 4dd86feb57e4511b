// What a traced run leaves behind: its steps, its memory over time, its costs.
#pragma once

#include <optional>
#include <vector>

#include "base/cost.hpp"
#include "graph/graph.hpp"

namespace bw {

enum class Sweep { kValue, kTangent, kAdjoint };
enum class What { kValue, kTangent, kAdjoint, kSaved };

struct Buffer {
  NodeId node;
  What what;
  Wide bytes;
};
struct Read {
  NodeId node;
  What what;
};

// Numbers that are shown; absent where there are more than limits::kShownNumbers.
using Shown = std::optional<std::vector<double>>;

// In a tangent step, what operand `to` brings: local · tangent; in an adjoint step, what it receives: localᵀ · adjoint.
struct Term {
  NodeId to;
  std::uint32_t port;
  Shown local, upstream, product, sum_after;
};

// One row applied to one node, or the seeding of one node.
struct Step {
  Sweep sweep;
  int pass = 1;
  NodeId node;
  bool seed = false;
  std::vector<Read> reads;
  std::vector<Term> terms;
  std::vector<Buffer> allocates, frees;
  WideCost cost;
  bool again = false;  // a value that was made before
  bool cut = false;    // behind it the order is cut: what is read after it is kept
  Wide live_bytes = 0, live_bytes_after = 0;
};

// Bytes live while a step computes, and when it has freed what it could. Without the values of leaves; inner:
// without the tangents and adjoints of leaves and wrt too.
struct TimePoint {
  Wide live_bytes, live_bytes_after, inner_live_bytes;
  bool again = false, cut = false;  // as of the step
};

struct Memory {
  Wide inputs_bytes = 0;
  Wide peak_bytes = 0;
  Wide inner_peak_bytes = 0;
  Wide saved_bytes = 0;
  Wide saved_for_adjoint_bytes = 0;
};

// What to keep besides costs and peaks, and of which sweep; and of how many examples the figures are, where nothing runs.
struct Keep {
  bool steps = false;
  bool timeline = false;
  std::int64_t pass = 1;
  std::int64_t batch = 1;
};

struct Trace {
  WideCost value, derivative;          // over all sweeps
  std::optional<WideCost> recomputed;  // of values made again in a sweep; absent of a mode that makes none again
  Memory memory;                       // of one sweep, all being alike
  std::vector<Step> steps;             // of the sweep to keep
  std::vector<TimePoint> timeline;
  // Per node, one sweep; empty for a graph of shapes, of which it may not fit 64 bits: what its value, its tangent and its adjoint cost.
  std::vector<Cost> value_at, tangent_at, adjoint_at;

  WideCost total() const { return value + derivative + recomputed.value_or(WideCost{}); }
};

}  // namespace bw
