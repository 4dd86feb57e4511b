// The cut sum at each step of a run.
#pragma once

#include "api/differentiate/differentiate.hpp"

namespace bw {

// One number a step of a run whose sweeps carry one direction each, for the sweep that is kept: its direction against the
// seeds in force going along, the seeds in force (of a Jacobian: its output) against the tangent column going back.
// Nothing where a run has no such pair. task: what the run was; columns: the same question without its schedule.
std::vector<std::optional<double>> cut_sums(const Task& task, const Task& columns, const Run& run,
                                            const Differentiated& result);

}  // namespace bw
