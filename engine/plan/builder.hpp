// Compiles a graph into a plan: order.cpp places the nodes and makes the loops, terms.cpp says where derivatives go.
#pragma once

#include "plan/plan.hpp"

namespace bw {

class PlanBuilder {
 public:
  explicit PlanBuilder(Plan& plan) : p_(plan), g_(*plan.graph_), activity_(plan.activity_) {}

  void order();
  void terms();
  void finish();

  // Numbers that operands receive, all together: an upper bound for the sums of the plan.
  static std::int64_t most_terms(const Graph& graph, const Activity& activity);

 private:
  struct Key {
    const Row* row;
    double parameter;
    std::uint32_t carried;
    bool dense, connected;
    bool same_run(const Key& o) const { return row == o.row && parameter == o.parameter && dense == o.dense; }
    bool same_part(const Key& o) const { return same_run(o) && carried == o.carried && connected == o.connected; }
    bool operator<(const Key& o) const;
  };
  bool visited(NodeId n) const { return activity_.connected[n] && activity_.passes(n) && !g_.is_given(n); }
  std::size_t run_arity(NodeId n) const { return g_.row[n]->origin != nullptr ? 1 : g_.arity(n); }
  std::uint32_t carried(NodeId n) const;
  bool in_run(NodeId n) const;
  void levels();
  bool loses_adjoints() const;
  void join_levels();
  void aim_dense();
  void place_level(std::uint32_t begin, std::uint32_t end);
  void add_run(std::uint32_t begin, std::uint32_t end);
  void add_dense(NodeId n);
  void fill_operands(NodeId n, std::uint32_t* in, std::uint32_t stride) const;

  template <class F>
  void each_term(NodeId n, F f);
  void count_terms();
  void assign_slots();
  void assign_targets();
  void targets_of_run(NodeId n);
  void targets_of_moves(NodeId n);
  void targets_of_dense(NodeId n);
  void leave_zero(NodeId operand, const std::vector<unsigned char>& touched);
  void gathers();
  bool slotted(std::uint32_t place) const;
  std::uint32_t take(std::uint32_t place);

  Plan& p_;
  const Graph& g_;
  const Activity& activity_;
  std::vector<Key> keys_;             // by node
  std::vector<std::uint32_t> order_;  // nodes by depth, then key
  std::vector<std::uint32_t> level_end_;
  std::vector<std::uint32_t> part_of_, dense_of_;  // by node
  std::vector<std::uint32_t> count_, next_;        // by place: terms, and where the next one goes
  std::vector<unsigned char> many_, begun_;        // by place: a term is itself a sum; by node: it has had a term
  std::uint32_t connected_end_ = 1;                // places of connected nodes begin at 1; 0 takes what nobody wants
  std::uint32_t kept_end_ = 0;                     // numbers that rows keep
};

}  // namespace bw
