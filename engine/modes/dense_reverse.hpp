// Reverse accumulation with whole nodes, as the modes share it that differ in the directions of their sweeps.
#pragma once

#include "modes/directions.hpp"

namespace bw {

// directions: of a Jacobian; without one the seeds of the task are the one direction. The task outlives the run.
std::unique_ptr<Execution> go_back(const Task& task, Directions directions);

}  // namespace bw
