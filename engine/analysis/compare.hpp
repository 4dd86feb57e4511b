// Compares what two ways of differentiating found.
#pragma once

#include "modes/mode.hpp"

namespace bw {

// |a - b| / scale, a finite scale; 0 where equal, both NaN or the same infinity; infinite where else one is not finite.
// Never NaN.
double relative_difference(double a, double b, double scale);

// ⟨ȳ, Jv⟩ and ⟨Jᵀȳ, v⟩, and their difference relative to the sum of the absolute terms over all paths.
// absolute: as in Pulled.
struct DotTest {
  double left, right, relative;
};
DotTest dot_test(const Graph& graph, const Activity& activity, const std::vector<NodeValues>& seeds,
                 const std::vector<NodeValues>& direction, const std::vector<double>& tangents,
                 const std::vector<double>& adjoints, const std::vector<double>& absolute);

// What one use of a node adds to its adjoint. Arrays above limits::kShownNumbers are absent.
struct Contribution {
  NodeId consumer;
  std::uint32_t port;
  Shown local, upstream, product;
};

// The pulled view of the adjoints: for each node what its uses add, in program order, then port.
// scale[n]: the largest sum of |contributions| (seeds included) to an element of n, among those whose adjoint is finite.
// absolute: for each element the sum over paths of |products of local derivatives|, seeds included; path_scale[n] the
// largest of n among the same elements, at least scale[n]. Rounding is small beside it even where the paths cancel.
// cut_sums[k]: Σ adjoint-so-far × tangent over the active values below node k, with what comes from node k on;
// for k = 0 … size. In exact arithmetic all are the same number.
struct Pulled {
  std::vector<std::vector<Contribution>> contributions;  // empty unless asked for
  std::vector<double> scale;
  std::vector<double> absolute, path_scale;
  std::vector<double> cut_sums;
};
Pulled pull(const Graph& graph, const Activity& activity, const std::vector<NodeValues>& seeds,
            const std::vector<double>& values, const std::vector<double>& tangents, const std::vector<double>& adjoints,
            bool with_contributions);

// d(seeded sum)/d(node) for every active node by extra forward sweeps seeded at it, one direction a sweep with
// values kept. At graph.offset; 0 where a node is not active.
struct ForwardCheck {
  std::vector<double> gradient;
  std::int64_t sweeps = 0;
  Cost cost;
};
// Made portion by portion, as an Execution is; task and activity outlive it.
class ForwardChecking {
 public:
  ForwardChecking(const Task& task, const Activity& activity);
  std::int64_t advance();
  std::int64_t sweeps_done() const { return check_.sweeps + (sweeps_ ? sweeps_->sweeps_done() : 0); }
  ForwardCheck finish() { return std::move(check_); }

 private:
  void begin();

  const Task& task_;
  const Activity& activity_;
  ForwardCheck check_;
  NodeId node_ = 0;
  std::optional<Task> at_node_;
  std::unique_ptr<Execution> sweeps_;  // those of the node
};

}  // namespace bw
