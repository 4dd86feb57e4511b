// Plans against the traced modes: the same bits for every value, tangent and adjoint.
#include <bit>
#include <cmath>

#include "plan/plan.hpp"
#include "support.hpp"

namespace bw::test {
namespace {

// How many numbers differ in their bits; all NaNs are alike.
std::size_t differing(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size()) return a.size() + b.size();
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) count += std::bit_cast<std::uint64_t>(a[i]) != std::bit_cast<std::uint64_t>(b[i]) && !(std::isnan(a[i]) && std::isnan(b[i]));
  return count;
}

std::shared_ptr<const Graph> shared_graph(const std::string& text) { return std::make_shared<const Graph>(graph_of(text)); }

// Holds a plan for the task against forward and reverse.
void check_plan(const std::shared_ptr<const Graph>& graph, Task task) {
  task.keep_nodes = true;
  const Outcome reverse = find_mode("reverse")->run(task);
  const Outcome gradient = find_mode("forward")->run(task);
  std::vector<NodeValues> direction;
  for (const NodeId n : task.wrt) {
    NodeValues v{n, {}};
    for (std::int64_t i = 0; i < graph->elements(n); ++i) v.value.push_back(0.25 * static_cast<double>(i % 7) - 0.5);
    direction.push_back(std::move(v));
  }
  task.direction = direction;
  const Outcome forward = find_mode("forward")->run(task);
  const std::unique_ptr<Plan> plan = Plan::make(graph, {task.wrt, task.seeds, direction});
  REQUIRE(plan != nullptr);
  plan->set_leaves(task.leaf_values);
  for (int again = 0; again < 2; ++again) {  // a second sweep finds what the first left
    plan->run_values();
    plan->run_tangent();
    plan->run_adjoint();
    CHECK(differing(plan->values(), reverse.values) == 0);
    CHECK(differing(plan->adjoints(), reverse.adjoints) == 0);
    if (!task.wrt.empty()) CHECK(differing(plan->tangents(), forward.tangents) == 0);
  }
  for (const std::int64_t lanes : {1, 4, 7}) CHECK(differing(plan->gradient_along(lanes), gradient.gradient) == 0);
}

TEST_CASE("a plan gives the bits of the traced modes on every golden network") {
  for (const Network& network : golden_networks()) {
    INFO(network.name);
    const auto graph = shared_graph(network.text);
    check_plan(graph, task_of(*graph));
  }
}

}  // namespace
}  // namespace bw::test
