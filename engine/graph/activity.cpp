// Activity, in one walk along the arrows and one against them.
#include "graph/activity.hpp"

#include <algorithm>

namespace bw {

std::vector<unsigned char> differing(const Graph& g) {
  std::vector<unsigned char> out(g.size(), 0);
  for (NodeId n = 0; n < g.size(); ++n) {
    out[n] = g.row[n]->is_leaf() && !g.is_param(n);
    for (const NodeId operand : g.in(n)) out[n] |= out[operand];
  }
  return out;
}

std::vector<unsigned char> hides_a_body(const Graph& g) {
  std::vector<unsigned char> out(g.size(), 0);
  for (NodeId n = g.size(); n-- > 0;) {
    if (!g.row[n]->states) continue;
    const NodeId value = g.in(n)[0];
    const auto uses = g.used_by(value);
    const bool alone =
        std::all_of(uses.begin(), uses.end(), [&](const Use& use) { return use.port == 0 && g.row[use.node]->states; });
    out[value] = alone && g.arity(value) == 1 && !g.row[value]->passes(0);
  }
  return out;
}

std::vector<unsigned char> moving(const Graph& g, const Activity& activity) {
  const std::vector<unsigned char> hides = hides_a_body(g);
  std::vector<unsigned char> out(g.size(), 0);
  for (NodeId n = 0; n < g.size(); ++n) {
    if (activity.is_independent[n]) continue;
    const auto operands = g.in(n);
    for (std::size_t port = 0; port < operands.size(); ++port)
      if ((g.row[n]->passes(port) || hides[n]) && (out[operands[port]] || activity.is_wrt[operands[port]])) out[n] = 1;
  }
  return out;
}

Activity::Activity(const Graph& g, const std::vector<NodeId>& wrt, const std::vector<NodeId>& seeded,
                   const std::vector<NodeId>& cut)
    : is_wrt(g.size(), 0), is_independent(g.size(), 0), active(g.size(), 0), connected(g.size(), 0) {
  for (const NodeId n : wrt) is_wrt[n] = is_independent[n] = 1;
  for (const NodeId n : cut) is_independent[n] = 1;
  for (NodeId n = 0; n < g.size(); ++n) {
    active[n] = is_wrt[n];
    if (is_independent[n]) continue;
    const auto operands = g.in(n);
    for (std::size_t port = 0; port < operands.size(); ++port)
      if (g.row[n]->passes(port)) active[n] |= active[operands[port]];
  }
  for (const NodeId n : seeded) connected[n] = active[n];
  for (NodeId n = g.size(); n-- > 0;) {
    if (!connected[n] || is_independent[n]) continue;
    const auto operands = g.in(n);
    for (std::size_t port = 0; port < operands.size(); ++port)
      if (g.row[n]->passes(port)) connected[operands[port]] |= active[operands[port]];
  }
}

}  // namespace bw
