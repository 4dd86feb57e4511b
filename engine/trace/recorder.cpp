// Bookkeeping of a traced run.
#include "trace/recorder.hpp"

#include <algorithm>

namespace bw {

Recorder::Recorder(const Graph& graph, const Activity& activity, const Keep& keep)
    : graph_(graph), activity_(activity), keep_(keep) {
  if (keep.batch > 1) copies_ = differing(graph);
  if (graph.purpose == Purpose::kRun)
    for (auto* at : {&trace_.value_at, &trace_.tangent_at, &trace_.adjoint_at}) at->resize(graph.size());
  for (NodeId n = 0; n < graph.size(); ++n)
    if (graph.row[n]->is_leaf()) trace_.memory.inputs_bytes += bytes_of(n, graph.elements(n), 1);
}

void Recorder::begin_pass(std::int64_t times) {
  ++pass_;
  times_ = times;
  live_ = mark_;
  inner_live_ = inner_mark_;
}

void Recorder::begin_step(Sweep sweep, NodeId node, bool seed) {
  step_.sweep = sweep;
  step_.pass = std::max(pass_, 1);
  step_.node = node;
  step_.seed = seed;
  step_.again = step_.cut = false;
  step_.reads.clear();
  step_.terms.clear();
  step_.allocates.clear();
  step_.frees.clear();
  step_.cost = {};
  step_.live_bytes = step_.live_bytes_after = 0;
}

void Recorder::read(NodeId node, What what) {
  if (keeps_steps()) step_.reads.push_back({node, what});
}
void Recorder::term(Term term) { step_.terms.push_back(std::move(term)); }

// Tangents and adjoints of leaves and of wrt are the question and the answer; all else is inner.
bool Recorder::is_inner(NodeId node, What what) const {
  const bool given = graph_.is_given(node) || activity_.is_wrt[node];
  return !(given && (what == What::kTangent || what == What::kAdjoint));
}

void Recorder::change(NodeId node, What what, Wide bytes) {
  live_ += bytes;
  if (is_inner(node, what)) inner_live_ += bytes;
}

void Recorder::allocate(NodeId node, What what, std::int64_t numbers, std::int64_t lanes) {
  const Wide bytes = bytes_of(node, numbers, lanes);
  change(node, what, bytes);
  if (keeps_steps()) step_.allocates.push_back({node, what, bytes});
}

void Recorder::free(NodeId node, What what, std::int64_t numbers, std::int64_t lanes) {
  const Wide bytes = bytes_of(node, numbers, lanes);
  change(node, what, -bytes);
  if (keeps_steps()) step_.frees.push_back({node, what, bytes});
}

void Recorder::spend(Sweep part, NodeId node, const Cost& cost, std::int64_t lanes) {
  const Wide times = static_cast<Wide>(lanes) * copies(node);
  spend_together(part, node, times == 1 ? widened(cost) : times * widened(cost));
}
void Recorder::spend_together(Sweep part, NodeId node, const WideCost& cost) {
  step_.cost += cost;
  (step_.again             ? *trace_.recomputed
   : part == Sweep::kValue ? trace_.value
                           : trace_.derivative) += times_ == 1 ? cost : times_ * cost;
  if (step_.again || pass_ > 1 || graph_.purpose == Purpose::kShapes) return;
  auto& at = part == Sweep::kValue ? trace_.value_at : part == Sweep::kTangent ? trace_.tangent_at : trace_.adjoint_at;
  at[node] += narrowed(cost);
}

void Recorder::computed() {
  step_.live_bytes = live_;
  inner_at_compute_ = inner_live_;
  trace_.memory.peak_bytes = std::max(trace_.memory.peak_bytes, live_);
  trace_.memory.inner_peak_bytes = std::max(trace_.memory.inner_peak_bytes, inner_live_);
}

void Recorder::end_step() {
  step_.live_bytes_after = live_;
  if (!keeps_pass()) return;
  if (keep_.timeline) trace_.timeline.push_back({step_.live_bytes, live_, inner_at_compute_, step_.again, step_.cut});
  if (keep_.steps) trace_.steps.push_back(std::move(step_));
}

void Recorder::end_own_value_sweep(Wide saved_for_adjoint_numbers) {
  trace_.memory.saved_bytes = live_;
  trace_.memory.saved_for_adjoint_bytes = kBytesPerNumber * saved_for_adjoint_numbers;
}

void Recorder::end_value_sweep(Wide saved_for_adjoint_numbers) {
  end_own_value_sweep(saved_for_adjoint_numbers);
  mark_ = live_;
  inner_mark_ = inner_live_;
}

}  // namespace bw
