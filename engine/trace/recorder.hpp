// The recorder: the only way a traced mode writes. Counts cost and tracks what is live.
#pragma once

#include "graph/activity.hpp"
#include "trace/trace.hpp"

namespace bw {

// Memory model: one buffer a node, 8 bytes a number, no aliasing; operands and results of a step are live
// together; scratch inside a step is not counted. In a batch what differs from example to example is there once for each.
// Steps and the timeline are kept for one pass only.
class Recorder {
 public:
  Recorder(const Graph& graph, const Activity& activity, const Keep& keep);

  // A pass is one derivative sweep, with the value sweep that it needs; times of the same kind are counted.
  // What an earlier pass left is handed over: live bytes start again from the mark.
  void begin_pass(std::int64_t times);
  // From now on there is a third cost: of values that are made again.
  void recomputes() { trace_.recomputed.emplace(); }
  // Whether the step under way is kept, so that its terms are worth computing.
  bool keeps_steps() const { return keep_.steps && keeps_pass(); }

  void begin_step(Sweep sweep, NodeId node, bool seed = false);
  // The step under way makes a value again.
  void again() { step_.again = true; }
  // Behind the step under way the order is cut.
  void cut() { step_.cut = true; }
  void read(NodeId node, What what);
  void term(Term term);
  // numbers: for one example; of each lane, where there are more.
  void allocate(NodeId node, What what, std::int64_t numbers, std::int64_t lanes = 1);
  // cost: for one example.
  void spend(Sweep part, NodeId node, const Cost& cost, std::int64_t lanes = 1);
  // What all examples of a batch cost together.
  void spend_together(Sweep part, NodeId node, const WideCost& cost);
  // All that the step reads and writes is live; frees may follow.
  void computed();
  void free(NodeId node, What what, std::int64_t numbers, std::int64_t lanes = 1);
  void end_step();

  // The value sweep of a mode that saves has ended: what is live now was saved or is held, for all passes.
  void end_value_sweep(Wide saved_for_adjoint_numbers);
  // The same where each pass has a value sweep of its own, and nothing is handed over.
  void end_own_value_sweep(Wide saved_for_adjoint_numbers);

  // How often a node is there: once, or once an example.
  std::int64_t copies(NodeId node) const { return copies_.empty() || copies_[node] == 0 ? 1 : keep_.batch; }

  Trace finish() { return std::move(trace_); }

 private:
  // A value sweep that serves all passes comes before the first of them.
  bool keeps_pass() const { return pass_ == 0 || pass_ == keep_.pass; }
  bool is_inner(NodeId node, What what) const;
  Wide bytes_of(NodeId node, std::int64_t numbers, std::int64_t lanes) const {
    return static_cast<Wide>(kBytesPerNumber) * numbers * lanes * copies(node);
  }
  void change(NodeId node, What what, Wide bytes);

  const Graph& graph_;
  const Activity& activity_;
  Keep keep_;
  int pass_ = 0;
  std::int64_t times_ = 1;
  std::vector<unsigned char> copies_;  // a flag a node: it is there once an example; empty: there is one example
  Wide mark_ = 0, inner_mark_ = 0;
  Step step_{};
  Wide live_ = 0, inner_live_ = 0, inner_at_compute_ = 0;
  Trace trace_;
};

}  // namespace bw
