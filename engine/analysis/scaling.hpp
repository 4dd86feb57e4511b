// What a schedule costs on a network, within a budget that many such questions share.
#pragma once

#include <string>

#include "modes/mode.hpp"

namespace bw {

// What is left for a request: operations and steps to execute, and steps to go through at all.
struct Allowance {
  std::int64_t flops = limits::kScaleFlops;
  std::int64_t steps = limits::kScaleSteps;
  std::int64_t looked_at = limits::kScaleSteps;
};

// The figures of a run without its numbers. predicted: from the rows' formulas, not counted.
struct Measured {
  std::string title;
  std::int64_t sweeps, directions;
  WideCost value, derivative;
  std::optional<WideCost> recomputed;
  Memory memory;
  bool predicted;
};

// Runs the task where that is within what is left and within the budget of a call, else predicts it. Nothing where the
// network is too large for the mode, where a referee would have to be predicted, and where the mode refuses its options.
std::optional<Measured> measure(const Mode& mode, Task task, Allowance& left, std::optional<Refusal>& refusal);

}  // namespace bw
