// Plans of cuts: Revolve against its formula, and the least work within a budget against all that cuts can say.
#include <algorithm>
#include <map>
#include <random>

#include "modes/cuts.hpp"
#include "support.hpp"

namespace bw::test {
namespace {

// A chain whose adjoint steps read what these say: the value before theirs, and their own.
struct Step {
  std::int64_t numbers = 1, work = 1, hidden = 0;
  bool reads_last = true, reads_itself = false;
};
Order chain_of(const std::vector<Step>& steps) {
  Order order;
  for (std::uint32_t i = 0; i < steps.size(); ++i) {
    const Step& s = steps[i];
    order.numbers.push_back(s.numbers);
    order.hidden.push_back(s.hidden);
    order.adjoint.push_back(s.numbers);
    order.work.push_back(s.work);
    order.visited.push_back(1);
    order.held.push_back(i + 1 == steps.size());
    order.seeded.push_back(i + 1 == steps.size());
    if (i > 0) {
      order.operands.add(i - 1);
      order.receivers.add(i - 1);
      if (s.reads_last) order.saved.add(i - 1);
    }
    if (s.reads_itself) order.saved.add(i);
    for (Lists* list : {&order.operands, &order.receivers, &order.saved}) list->end_list();
  }
  REQUIRE(is_chain(order));
  return order;
}

ProgramCost cost(const Order& order, const Cuts& cuts) {
  const auto actions = program(order, cuts, 10'000'000);
  REQUIRE(actions.has_value());
  return cost_of(order, *actions);
}

// All ways to cut steps from … to, each as the list of what stands in place of that segment.
using AllCuts = std::vector<Cuts>;
void add_parts(const Order& order, std::uint32_t begin, std::uint32_t from, std::uint32_t to, const Cuts& so_far,
               AllCuts& out);
AllCuts all_cuts(const Order& order, std::uint32_t from, std::uint32_t to) {
  AllCuts out{{{from, to, 0}}};
  add_parts(order, from, from, to, {{from, to, 0}}, out);
  return out;
}
void add_parts(const Order& order, std::uint32_t begin, std::uint32_t from, std::uint32_t to, const Cuts& so_far,
               AllCuts& out) {
  if (from > begin) {
    out.push_back(so_far);
    out.back().push_back({from, to, 0});
  }
  for (std::uint32_t cut = from + 1; cut < to; ++cut) {
    AllCuts parts = all_cuts(order, from, cut);
    if (cut == from + 1 && order.hidden[from] > 0) parts.push_back({{from, cut, 0, true}});
    for (const Cuts& part : parts) {
      Cuts next = so_far;
      next.insert(next.end(), part.begin(), part.end());
      add_parts(order, begin, cut, to, next, out);
    }
  }
}
void close(Cuts& cuts) {
  for (std::uint32_t i = 0; i < cuts.size(); ++i) {
    std::uint32_t next = i + 1;
    while (next < cuts.size() && cuts[next].to <= cuts[i].to) ++next;
    cuts[i].next = next;
  }
}

// For each peak that some cuts have, the least work again with it.
std::map<std::int64_t, std::int64_t> by_brute_force(const Order& order) {
  std::map<std::int64_t, std::int64_t> least;
  for (Cuts& cuts : all_cuts(order, 0, order.size())) {
    close(cuts);
    const ProgramCost c = cost(order, cuts);
    const auto it = least.try_emplace(c.peak, c.again).first;
    it->second = std::min(it->second, c.again);
  }
  return least;
}

std::vector<Step> random_steps(std::mt19937& random, int count) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const bool equal = below(4) == 0;
  std::vector<Step> steps;
  for (int i = 0; i < count; ++i)
    steps.push_back({.numbers = equal ? 2 : 1 + below(9),
                     .work = 1 + below(20),
                     .hidden = below(4) == 0 ? 1 + below(9) : 0,
                     .reads_last = below(3) > 0,
                     .reads_itself = below(3) == 0});
  return steps;
}

TEST_CASE("advances of Revolve are those of the formula, counted") {
  struct Golden {
    std::uint32_t steps;
    std::int64_t checkpoints, advances;
  };
  for (const Golden& g : std::vector<Golden>{{10, 3, 15},
                                             {20, 3, 45},
                                             {100, 3, 490},
                                             {100, 5, 316},
                                             {100, 10, 222},
                                             {100, 100, 99},
                                             {7, 1, 21},
                                             {1, 1, 0}}) {
    INFO(g.steps, " steps, ", g.checkpoints, " checkpoints");
    CHECK(revolve_advances(g.steps, g.checkpoints) == g.advances);
    for (const bool itself : {false, true}) {
      const Order order = chain_of(std::vector<Step>(g.steps, Step{.reads_last = !itself, .reads_itself = itself}));
      const ProgramCost c = cost(order, revolve_cuts(g.steps, g.checkpoints));
      // The value sweep makes all but the last on the way to the first adjoint step.
      CHECK(c.again + g.steps - 1 == g.advances);
    }
  }
  for (std::uint32_t steps = 1; steps < 40; ++steps)
    for (std::int64_t c = 1; c < 8; ++c)
      CHECK(cost(chain_of(std::vector<Step>(steps)), revolve_cuts(steps, c)).again + steps - 1 ==
            revolve_advances(steps, c));
}

TEST_CASE("Revolve holds its checkpoints, one value more, and two adjoints") {
  // c − 1 checkpoints besides the input, the value at hand, the output, and the adjoints before and behind a step.
  for (const std::int64_t c : {2, 3, 5, 10})
    CHECK(cost(chain_of(std::vector<Step>(100)), revolve_cuts(100, c)).peak <= (c - 1) + 1 + 1 + 2);
}

TEST_CASE("the least work within a budget is that of all cuts, tried one by one") {
  std::mt19937 random(7);
  for (int i = 0; i < 60; ++i) {
    const int count = i < 56 ? 1 + i % 7 : 10;
    const Order order = chain_of(random_steps(random, count));
    const auto best = by_brute_force(order);
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    const std::int64_t lowest = best.begin()->first;
    const BestCuts none = best_cuts_of_chain(order, lowest - 1);
    CHECK(!none.cuts);
    CHECK(none.least == lowest);
    for (const auto& way : best) {
      const std::int64_t peak = way.first, again = way.second;
      INFO("chain ", i, " of ", count, " steps, budget ", peak);
      least = std::min(least, again);
      const BestCuts found = best_cuts_of_chain(order, peak);
      REQUIRE(found.cuts.has_value());
      CHECK(found.proven);
      const ProgramCost c = cost(order, *found.cuts);
      CHECK(c.peak <= peak);
      CHECK(c.again == least);
    }
  }
}

TEST_CASE("a budget on equal steps is no worse than Revolve with the same numbers") {
  const Order order = chain_of(std::vector<Step>(100));
  for (const std::int64_t c : {2, 3, 5, 10, 30}) {
    const ProgramCost revolved = cost(order, revolve_cuts(100, c));
    const BestCuts best = best_cuts_of_chain(order, revolved.peak);
    REQUIRE(best.cuts.has_value());
    CHECK(best.proven);
    CHECK(cost(order, *best.cuts).again <= revolved.again);
  }
}

TEST_CASE("a chain of 120 unequal steps is proven") {
  std::mt19937 random(11);
  for (int i = 0; i < 2; ++i) {
    const Order order = chain_of(random_steps(random, 120));
    const std::int64_t full = cost(order, even_cuts(120, 1)).peak, least = best_cuts_of_chain(order, 0).least;
    const BestCuts best = best_cuts_of_chain(order, (full + least) / 2);
    REQUIRE(best.cuts.has_value());
    CHECK(best.proven);
    CHECK(cost(order, *best.cuts).peak <= (full + least) / 2);
  }
}

TEST_CASE("a long chain, and no chain: within the budget, not proven") {
  const Order order = chain_of(std::vector<Step>(1000));
  const BestCuts best = best_cuts_of_chain(order, 100);
  REQUIRE(best.cuts.has_value());
  CHECK(!best.proven);
  CHECK(cost(order, *best.cuts).peak <= 100);
  const BestCuts even = best_even_cuts(order, 100);
  REQUIRE(even.cuts.has_value());
  CHECK(!even.proven);
  CHECK(cost(order, *even.cuts).peak <= 100);
  CHECK(!best_even_cuts(order, 3).cuts);
}

}  // namespace
}  // namespace bw::test
