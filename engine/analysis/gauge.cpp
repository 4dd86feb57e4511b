// The quotients of the nodes and their largest.
#include "analysis/gauge.hpp"

#include "graph/apply.hpp"

namespace bw {
namespace {

std::int64_t operations(const Cost& c) { return c.flops() + c.fn; }

std::int64_t sum(const std::vector<Cost>& costs) {
  std::int64_t total = 0;
  for (const Cost& c : costs) total += operations(c);
  return total;
}

double quotient(std::int64_t part, std::int64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

// The most that one step of the derivative costs at n.
std::int64_t most_at(const Graph& g, const Activity& activity, Apply& apply, Direction direction, NodeId n) {
  const bool against = direction == Direction::kAgainst;
  if (g.is_given(n) || !activity.passes(n) || (against && !activity.connected[n])) return 0;
  const std::int64_t coef = operations(apply.coef_cost(n));
  const Active active = apply.active(n);
  if (!against) return coef + operations(apply.jvp_cost(n, active));
  std::int64_t most = coef + operations(apply.vjp_cost(n, active));
  for (std::size_t port = 0; port < active.size(); ++port)
    if (active[port]) most += g.elements(g.row[n]->touched != nullptr ? n : g.in(n)[port]);
  return most;
}

// For each node itself if its value costs something, else the dearest node that it serves, or is served by; kNone
// where there is neither.
std::vector<NodeId> charged_nodes(const Graph& g, const std::vector<std::int64_t>& cost) {
  const auto dearer = [&](NodeId a, NodeId b) { return b != kNone && (a == kNone || cost[b] > cost[a]) ? b : a; };
  std::vector<NodeId> above(g.size(), kNone), below(g.size(), kNone);
  for (NodeId n = g.size(); n-- > 0;) {
    if (cost[n] > 0) above[n] = n;
    else
      for (const Use& use : g.used_by(n)) above[n] = dearer(above[n], above[use.node]);
  }
  for (NodeId n = 0; n < g.size(); ++n) {
    if (cost[n] > 0) below[n] = n;
    else
      for (const NodeId operand : g.in(n)) below[n] = dearer(below[n], below[operand]);
    if (above[n] == kNone) above[n] = below[n];
  }
  return above;
}

}  // namespace

Gauge gauge(const Graph& g, const Activity& activity, Direction direction, const std::vector<Cost>& value,
            const std::vector<Cost>& derivative) {
  Gauge out{.direction = direction, .ratio = {}, .bound = {}, .node = {}};
  const std::int64_t values = sum(value);
  if (values > 0) out.ratio = quotient(values + sum(derivative), values);

  Apply apply(g, activity, false);
  std::vector<std::int64_t> cost(g.size(), 0), most(g.size(), 0);
  for (NodeId n = 0; n < g.size(); ++n)
    if (!g.is_given(n)) cost[n] = operations(apply.value_cost(n));
  const std::vector<NodeId> charged = charged_nodes(g, cost);
  for (NodeId n = 0; n < g.size(); ++n) {
    const std::int64_t here = most_at(g, activity, apply, direction, n);
    if (here == 0) continue;
    if (charged[n] == kNone) return out;
    most[charged[n]] += here;
  }
  for (NodeId n = 0; n < g.size(); ++n) {
    if (cost[n] == 0) continue;
    const double bound = quotient(cost[n] + most[n], cost[n]);
    if (!out.bound || bound > *out.bound) out.bound = bound, out.node = n;
  }
  return out;
}

}  // namespace bw
