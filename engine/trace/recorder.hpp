// The recorder: the only way a traced mode writes. Counts cost and tracks what is live.
#pragma once

#include "graph/activity.hpp"
#include "trace/trace.hpp"

namespace bw {

// Memory model: one buffer a node, 8 bytes a number, no aliasing; operands and results of a step are live
// together; scratch inside a step is not counted. Steps and the timeline are kept for one pass only.
class Recorder {
 public:
  Recorder(const Graph& graph, const Activity& activity, Keep keep);

  // A pass is one derivative sweep, with the value sweep that it needs; times of the same kind are counted.
  // What an earlier pass left is handed over: live bytes start again from the mark.
  void begin_pass(std::int64_t times);
  // Whether the step under way is kept, so that its terms are worth computing.
  bool keeps_steps() const { return keep_.steps && keeps_pass(); }

  void begin_step(Sweep sweep, NodeId node, bool seed = false);
  void read(NodeId node, What what);
  void term(Term term);
  void allocate(NodeId node, What what, std::int64_t numbers);
  void spend(Sweep part, NodeId node, const Cost& cost);
  // All that the step reads and writes is live; frees may follow.
  void computed();
  void free(NodeId node, What what, std::int64_t numbers);
  void end_step();

  // The value sweep of a mode that saves has ended: what is live now was saved or is held, for all passes.
  void end_value_sweep(std::int64_t saved_for_adjoint_numbers);

  Trace finish() { return std::move(trace_); }

 private:
  // A value sweep that serves all passes comes before the first of them.
  bool keeps_pass() const { return pass_ == 0 || pass_ == keep_.pass; }
  bool is_inner(NodeId node, What what) const;
  void change(NodeId node, What what, std::int64_t bytes);

  const Graph& graph_;
  const Activity& activity_;
  Keep keep_;
  int pass_ = 0;
  std::int64_t times_ = 1;
  std::int64_t mark_ = 0, inner_mark_ = 0;
  Step step_{};
  std::int64_t live_ = 0, inner_live_ = 0, inner_at_compute_ = 0;
  Trace trace_;
};

}  // namespace bw
