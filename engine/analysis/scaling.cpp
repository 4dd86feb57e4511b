// Predicts, then runs where it may.
#include "analysis/scaling.hpp"

namespace bw {

std::optional<Measured> measure(const Mode& mode, Task task, Allowance& left) {
  task.predict = true;
  Outcome outcome = mode.run(task);
  left.looked_at -= outcome.traced_graph ? outcome.planned_steps : task.graph.size();
  if (outcome.too_large) return std::nullopt;
  const WideCost cost = outcome.trace.total();
  const Wide operations = cost.flops() + cost.fn;
  const bool runs = affordable(outcome, cost) && operations <= left.flops && outcome.planned_steps <= left.steps;
  if (!runs && mode.referee) return std::nullopt;
  if (runs) {
    left.flops -= static_cast<std::int64_t>(operations);
    left.steps -= outcome.planned_steps;
    task.predict = false;
    outcome = mode.run(task);
  }
  return Measured{
      mode.title(task, outcome), outcome.sweeps, outcome.directions, outcome.trace.value, outcome.trace.derivative,
      outcome.trace.memory,      !runs};
}

}  // namespace bw
