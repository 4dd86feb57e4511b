// The parts of a differentiation, in the order in which they are done, and what they share.
#pragma once

#include "api/differentiate/differentiate.hpp"
#include "api/resolve.hpp"

namespace bw {

struct Differentiation {
  DifferentiateRequest request;
  Resolved resolved;
  Differentiated result;
  Diagnostics diagnostics;
  std::shared_ptr<Plan> plan;  // what the numbers come from; null where they are traced

  const Include& include() const { return request.include; }
  const Graph& graph() const { return result.graph(); }
  Task task() const {
    return {.graph = graph(), .leaf_values = resolved.leaf_values, .wrt = graph().wrt, .seeds = result.seeds};
  }
  // What a schedule runs.
  Task task(const ModeRequest& mode) const;
  void report(Code code, std::string message, std::string hint, std::string path = "") {
    diagnostics.add({code, std::move(message), std::move(hint), std::move(path), {}});
  }
};

// Leaf values of the request, and all three sweeps.
void run_plan(Plan& plan, const Resolved& resolved);

// The numbers of every node: values and tangents from one forward sweep, adjoints from one sweep back; and what follows
// from them. False, reported, above the budget of a call.
bool fill_columns(Differentiation& d);

// One schedule, predicted and, within the budget of a call, pending; or what is said where it is left out.
void plan_run(Differentiation& d, const ModeRequest& request);
// What a prediction runs, executed where that is within the budget of a call.
void run_values_alone(Differentiation& d);
// Whether the numbers of a run come from the plan.
bool is_planned(const Differentiation& d, const Run& run);
void run_planned(Differentiation& d, Run& run);
// Takes what a traced run gave. task: what it ran.
void end_run(Differentiation& d, const Task& task, Run& run, Outcome outcome);

// Whether the derivative by each active element is to be made by a forward sweep of its own; says so where there are too many.
bool wants_check(Differentiation& d);
// Takes the check, and says how far it is from the adjoints.
void end_check(Differentiation& d, ForwardCheck check);

// How far the ways to one number are apart, of those that are there.
void compare_ways(Differentiation& d);

}  // namespace bw
