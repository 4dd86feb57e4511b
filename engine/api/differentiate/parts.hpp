// The parts of a differentiation, in the order in which they are done, and what they share.
#pragma once

#include "api/differentiate/differentiate.hpp"
#include "api/resolve.hpp"

namespace bw {

struct Differentiation {
  const DifferentiateRequest& request;
  const Resolved& resolved;
  Differentiated& result;
  Diagnostics& diagnostics;
  std::shared_ptr<Plan> plan;  // what the numbers come from; null where they are traced

  const Include& include() const { return request.include; }
  const Graph& graph() const { return result.graph(); }
  Task task() const {
    return {.graph = graph(), .leaf_values = resolved.leaf_values, .wrt = graph().wrt, .seeds = result.seeds};
  }
  void report(Code code, std::string message, std::string hint, std::string path = "") {
    diagnostics.add({code, std::move(message), std::move(hint), std::move(path), {}});
  }
};

// Leaf values of the request, and all three sweeps.
void run_plan(Plan& plan, const Resolved& resolved);

// The numbers of every node: values and tangents from one forward sweep, adjoints from one sweep back; and what follows
// from them. False, reported, above the budget of a call.
bool fill_columns(Differentiation& d);
// One schedule, or what is said where it is left out.
void add_run(Differentiation& d, const ModeRequest& request);
// The derivative by each active element by a forward sweep of its own, and how far it is from the adjoints.
void check_forward(Differentiation& d);
// How far the ways to one number are apart.
void compare_ways(Differentiation& d);

}  // namespace bw
