// What the adjoint steps of a run read: where they run, the values that they want, and how many numbers these are.
#pragma once

#include <algorithm>

#include "trace/recorder.hpp"

namespace bw {

class Saved {
 public:
  // Both outlive it.
  Saved(const Graph& graph, const Activity& activity);

  // An adjoint step runs at n: it is computed, and passes derivatives on.
  bool visits(NodeId n) const { return activity_.connected[n] && activity_.passes(n) && !graph_.is_given(n); }

  // Calls f for each value that the adjoint step of n reads, once a port that reads it.
  template <class F>
  void for_each(NodeId n, F f) const {
    const auto operands = graph_.in(n);
    Saves saves;
    for (std::size_t port = 0; port < operands.size(); ++port)
      if (activity_.passes(graph_, n, port)) saves = saves | graph_.row[n]->saves_of(port);
    for (std::size_t port = 0; port < std::min<std::size_t>(operands.size(), 32); ++port)
      if ((saves.inputs >> port & 1) != 0) f(operands[port]);
    if (saves.output) f(n);
  }

  // Numbers that the value of n leaves beside it for the adjoint step of n.
  std::int64_t hidden(NodeId n) const {
    const Row& row = *graph_.row[n];
    return visits(n) && row.hidden_numbers != nullptr ? row.hidden_numbers(graph_.dims(n)) : 0;
  }

  // Some adjoint step that has not ended reads the value of n.
  bool is_read(NodeId n) const { return readers_[n] > 0; }
  // The adjoint step of n has ended. Calls f for each value that none reads any more.
  template <class F>
  void end_step(NodeId n, F f) {
    for_each(n, [&](NodeId saved) {
      if (--readers_[saved] == 0) f(saved);
    });
  }

  // Numbers of the values that some adjoint step reads, and of what is hidden beside values; of those that are there.
  template <class Value, class Hidden>
  Wide numbers(const Recorder& recorder, Value value_is_there, Hidden hidden_is_there) const {
    Wide saved = 0;
    for (NodeId n = 0; n < graph_.size(); ++n) {
      const bool is_kept = is_read(n) && !graph_.is_given(n) && value_is_there(n);
      const std::int64_t beside = hidden(n);
      saved += static_cast<Wide>(recorder.copies(n)) *
               ((beside > 0 && hidden_is_there(n) ? beside : 0) + (is_kept ? graph_.elements(n) : 0));
    }
    return saved;
  }
  Wide numbers(const Recorder& recorder) const {
    const auto all = [](NodeId) { return true; };
    return numbers(recorder, all, all);
  }

 private:
  const Graph& graph_;
  const Activity& activity_;
  std::vector<std::uint32_t> readers_;  // of the value of a node, once a port
};

inline Saved::Saved(const Graph& graph, const Activity& activity)
    : graph_(graph), activity_(activity), readers_(graph.size(), 0) {
  for (NodeId n = 0; n < graph.size(); ++n)
    if (visits(n)) for_each(n, [&](NodeId saved) { ++readers_[saved]; });
}

}  // namespace bw
