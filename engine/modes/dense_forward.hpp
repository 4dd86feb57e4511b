// Forward accumulation with whole nodes, as the modes share it that differ in the directions of their passes.
#pragma once

#include "modes/directions.hpp"

namespace bw {

// directions: of wrt; where the task has a direction of its own, that is the one. The task outlives the run.
std::unique_ptr<Execution> go_forward(const Task& task, Directions directions);

}  // namespace bw
