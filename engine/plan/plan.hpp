// A plan: a graph compiled once into loops over flat arrays, for numbers alone. Same bits as the traced modes, no counts.
//
// Elements of elementwise rows, and of rows that only move numbers, stand in runs: all of one depth and one row, computed
// in one loop. Other rows keep one kernel call a node. Levels are depths: a level reads only those below it.
#pragma once

#include <memory>

#include "graph/activity.hpp"
#include "graph/graph.hpp"

namespace bw {

// What is asked of a plan: derivatives of the seeded sum by the nodes of wrt, and along one direction.
struct PlanTask {
  std::vector<NodeId> wrt;
  std::vector<NodeValues> seeds;
  std::vector<NodeValues> direction;
};

// Offsets of the first element of a node in the block.
struct PlanPlaces {
  std::uint32_t value, tangent, adjoint;
};

// What one operand of a dense node receives: numbers at place, place + 1 …, or at the places of target.
struct PlanPort {
  bool wanted, store;  // store: the only contribution, written where it belongs
  bool scattered, negated;
  std::uint32_t place, target;
  std::uint32_t given, elements;  // numbers that the kernel gives, and that the operand has: more are summed back
};

// A node with kernels of its own. site: of its value; its operands and ports begin at first_port of the lists of the plan.
struct PlanDense {
  Site<double> site;
  const Row* row;
  NodeId node;
  bool active, connected;
  std::uint32_t begin, adjoint, first_port;
  bool has_coef, adds;  // adds: what the kernel gives is not all stored where it belongs
};

// count numbers at slot, slot + 1 … are the terms of the adjoint at place.
struct PlanGather {
  std::uint32_t place, slot;
};
struct PlanGatherGroup {
  std::uint32_t terms, end;
};

// Levels up to one that has dense nodes or gathers something: where their lists end. They begin where those below end.
struct PlanStretch {
  std::uint32_t runs, parts, dense, groups;
};

class Plan {
 public:
  // Null where the plan would take more than limits::kBudgetBytes.
  static std::unique_ptr<Plan> make(std::shared_ptr<const Graph> graph, PlanTask task);

  // The block of doubles that holds everything; its size is fixed. Leaf values are read from it, results left in it.
  double* block() { return block_.data(); }
  std::size_t block_size() const { return kept_; }
  PlanPlaces places(NodeId n) const { return {position_[n], tangents_ + position_[n], adjoints_ + adjoint_[n]}; }
  const Graph& graph() const { return *graph_; }
  const Activity& activity() const { return activity_; }
  const PlanTask& task() const { return task_; }
  std::size_t bytes() const;

  // Writes the values of all leaves; leaf_values as graph.leaf_values.
  void set_leaves(std::span<const double> leaf_values);
  void run_values();
  // The tangent of every active node along the direction; after run_values.
  void run_tangent();
  // The adjoint of every connected node; after run_values.
  void run_adjoint();
  // The gradient of the seeded sum: the adjoints of wrt; after run_adjoint.
  std::vector<double> gradient() const;
  // The gradient of the seeded sum by one forward sweep for every lanes elements of wrt; after run_values.
  std::vector<double> gradient_along(std::ptrdiff_t lanes);

  // One number for each element of the graph, at graph.offset.
  std::vector<double> values() const { return column(0, position_); }
  std::vector<double> tangents() const { return column(tangents_, position_); }
  std::vector<double> adjoints() const { return column(adjoints_, adjoint_); }

 private:
  friend class PlanBuilder;
  Plan(std::shared_ptr<const Graph> graph, PlanTask task);

  std::vector<double> column(std::uint32_t begin, const std::vector<std::uint32_t>& at) const;
  // A sweep as IEEE has it and, where a number that it leaves is not finite, once more with strong zeros (base/strong.hpp).
  void tangents_from(double* tangents, std::ptrdiff_t lanes);
  template <bool kStrong>
  void sweep_tangents(double* tangents, std::ptrdiff_t lanes);
  template <bool kStrong>
  void sweep_adjoints();
  void dense_tangent(const PlanDense& d, double* tangents, std::ptrdiff_t lanes, bool strong);
  void dense_adjoint(const PlanDense& d, bool strong);
  Site<Counted> counting_site(const PlanDense& d);
  void strong_jvp(const PlanDense& d, double* out);
  void strong_vjp(const PlanDense& d, const double* adjoint);
  void add_ports(const PlanDense& d, double* sums);
  void gather(std::uint32_t first, std::uint32_t end);

  std::shared_ptr<const Graph> graph_;
  PlanTask task_;
  Activity activity_;
  std::vector<std::uint32_t> position_;  // of a node's first element among the values
  std::vector<std::uint32_t> adjoint_;   // among the adjoints
  // Where adjoints, tangents and what rows keep begin; adjoints and slots that are summed.
  std::uint32_t adjoints_ = 0, tangents_ = 0, kept_ = 0, summed_ = 0;
  std::uint32_t telling_ = 1;  // where those adjoints end that tell whether all are finite
  std::vector<std::uint32_t> indices_;
  std::vector<ElementRun> runs_;
  std::vector<ElementPart> parts_;
  std::vector<PlanDense> dense_;
  std::vector<PlanPort> ports_;
  std::vector<unsigned char> flags_;  // whether a port of a dense node carries
  std::vector<const double*> in_;     // operands of dense nodes, parallel to ports
  std::vector<double*> out_;          // where the kernel writes what they receive, parallel to ports; null: unwanted
  std::vector<PlanGather> gathers_;
  std::vector<PlanGatherGroup> groups_;
  std::vector<PlanStretch> stretches_;
  std::vector<std::pair<std::uint32_t, double>> patches_;  // what sums begin with where that is not -0
  std::vector<double> block_, hidden_, scratch_, coef_;
  std::vector<const double*> carried_;
  // The operands, tangents and results of the dense node under way, as the kernels that count take them.
  struct {
    std::vector<const Counted*> in, tangents;
    std::vector<Counted*> out;
  } counting_;
};

}  // namespace bw
