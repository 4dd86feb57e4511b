// Differentiates: the columns, the schedules, the checks, and the fast lane.
#include "api/differentiate/differentiate.hpp"

#include "api/differentiate/job.hpp"

namespace bw {

void run_plan(Plan& plan, const Resolved& resolved) {
  plan.set_leaves(resolved.leaf_values);
  plan.run_values();
  plan.run_tangent();
  plan.run_adjoint();
}

std::optional<Differentiated> differentiate(const DifferentiateRequest& request, Diagnostics& diagnostics) {
  const std::shared_ptr<Job> job = Job::begin(request, diagnostics);
  if (job == nullptr) return std::nullopt;
  job->complete();
  diagnostics = job->said();
  return job->take();
}

}  // namespace bw
