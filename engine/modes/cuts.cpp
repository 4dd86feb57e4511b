// Cuts by rule: evenly, at several levels, and by Revolve.
#include "modes/cuts.hpp"

#include <algorithm>
#include <limits>

#include "base/wide.hpp"
#include "modes/cuts_writer.hpp"

namespace bw {
namespace {

// C(c + r, c), or the largest number where it is larger.
std::int64_t beta(std::int64_t c, std::int64_t r) {
  if (c < 0 || r < 0) return 0;
  constexpr Wide kMost = std::numeric_limits<std::int64_t>::max();
  const std::int64_t few = std::min(c, r), more = std::max(c, r);
  Wide product = 1;
  for (std::int64_t i = 1; i <= few && product < kMost; ++i) product = product * (more + i) / i;
  return static_cast<std::int64_t>(std::min(product, kMost));
}

// The smallest r with β(c, r) ≥ steps: how often a value is made at most.
std::int64_t repetitions(std::int64_t steps, std::int64_t c) {
  std::int64_t r = 0;
  while (beta(c, r) < steps) ++r;
  return r;
}

std::uint32_t even(std::uint32_t from, std::uint32_t to, std::int64_t k, std::int64_t i) {
  return from + static_cast<std::uint32_t>(static_cast<std::int64_t>(to - from) * i / k);
}

}  // namespace

bool is_chain(const Order& order) {
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const auto operands = order.operands.of(i);
    if (i == 0 ? !operands.empty() : operands.size() != 1 || operands[0] + 1 != i) return false;
    const bool is_last = i + 1 == order.size();
    if (!order.visited[i] || (order.held[i] != 0) != is_last || (order.seeded[i] != 0) != is_last) return false;
  }
  return order.size() > 0;
}

Cuts even_cuts(std::uint32_t steps, std::int64_t k) { return nested_cuts(steps, k, 1); }

Cuts nested_cuts(std::uint32_t steps, std::int64_t k, int levels) {
  return write_cuts(steps, levels, [&](const Waiting& s, std::vector<Part>& out) {
    const std::int64_t parts = std::min<std::int64_t>(k, s.to - s.from);
    if (s.level == 0 || parts < 2) return;
    for (std::int64_t i = 1; i <= parts; ++i) out.push_back({even(s.from, s.to, parts, i), s.level - 1});
  });
}

// A segment of l steps with c checkpoints is cut behind j of them, for which the rest has c − 1; with one, before its last step.
// Any j will do for which both parts need as few repetitions as they may: Griewank & Walther, section 2.
Cuts revolve_cuts(std::uint32_t steps, std::int64_t c) {
  return write_cuts(steps, c, [](const Waiting& s, std::vector<Part>& out) {
    std::uint32_t from = s.from;
    for (std::int64_t left = s.level; s.to - from > 1; --left) {
      const std::int64_t l = s.to - from, r = left == 1 ? 0 : repetitions(l, left);
      from += static_cast<std::uint32_t>(left == 1 ? l - 1 : std::min(beta(left, r - 1), l - beta(left - 1, r - 1)));
      out.push_back({from, left});
    }
    if (from > s.from) out.push_back({s.to, 0});
  });
}

BestCuts best_even_cuts(const Order& order, std::int64_t budget) {
  std::int64_t left = 30'000'000;  // actions to look at
  BestCuts best{.cuts = {}, .least = std::numeric_limits<std::int64_t>::max(), .proven = false};
  std::int64_t least_again = std::numeric_limits<std::int64_t>::max();
  for (int levels = 1; levels <= 6; ++levels) {
    const std::int64_t most = levels == 1 ? std::max<std::int64_t>(order.size(), 1) : order.size();
    for (std::int64_t k = levels == 1 ? 1 : 2; k <= most && left > 0; k += k < 12 ? 1 : k / 4) {
      Cuts cuts = nested_cuts(order.size(), k, levels);
      const auto actions = program(order, cuts, left);
      left -= order.size() + static_cast<std::int64_t>(actions ? actions->size() : 0);
      if (!actions) continue;
      const ProgramCost cost = cost_of(order, *actions);
      best.least = std::min(best.least, cost.peak);
      if (cost.peak > budget || cost.again >= least_again) continue;
      least_again = cost.again;
      best.cuts = std::move(cuts);
    }
  }
  return best;
}

std::int64_t revolve_advances(std::int64_t steps, std::int64_t c) {
  const std::int64_t r = repetitions(steps, c);
  return r * steps - beta(c + 1, r - 1);
}

}  // namespace bw
