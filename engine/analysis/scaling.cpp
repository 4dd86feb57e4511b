// Predicts, then runs where it may.
#include "analysis/scaling.hpp"

namespace bw {

std::optional<Measured> measure(const Mode& mode, Task task, Allowance& left, std::optional<Refusal>& refusal) {
  task.predict = true;
  Outcome outcome = mode.run(task);
  left.looked_at -= outcome.traced_graph ? outcome.planned_steps : task.graph.size();
  if (outcome.refusal) refusal = outcome.refusal;
  if (outcome.too_large || outcome.refusal) return std::nullopt;
  const WideCost cost = outcome.trace.total();
  const Wide operations = cost.flops() + cost.fn;
  const bool runs = task.graph.purpose == Purpose::kRun && affordable(outcome, cost) && operations <= left.flops &&
                    outcome.planned_steps <= left.steps;
  if (!runs && mode.referee) return std::nullopt;
  if (runs) {
    left.flops -= static_cast<std::int64_t>(operations);
    left.steps -= outcome.planned_steps;
    task.predict = false;
    outcome = mode.run(task);
  }
  const Trace& trace = outcome.trace;
  return Measured{.title = mode.title(task, outcome),
                  .sweeps = outcome.sweeps,
                  .directions = outcome.directions,
                  .value = trace.value,
                  .derivative = trace.derivative,
                  .recomputed = trace.recomputed,
                  .memory = trace.memory,
                  .predicted = !runs};
}

}  // namespace bw
