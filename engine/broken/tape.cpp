// Keeps the connected nodes and asks their rows for one derivative an edge.
#include "broken/tape.hpp"

#include "graph/apply.hpp"

namespace bw {

Tape::Tape(const Graph& g, const Activity& activity, const std::vector<double>& values,
           const std::vector<NodeValues>& seeded)
    : place_of(g.size(), kNone) {
  Apply apply(g, activity);
  const std::vector<Counted> counted(values.begin(), values.end());
  apply.refill(counted.data());
  for (NodeId n = 0; n < g.size(); ++n) {
    if (!activity.connected[n]) continue;
    place_of[n] = size();
    nodes.push_back(n);
    const auto operands_of = g.in(n);
    for (std::size_t port = operands_of.size(); port-- > 0;)
      if (activity.passes(g, n, port))
        edges.push_back({place_of[operands_of[port]], local_jacobian(apply, g, n, port, counted.data())[0]});
    first_edge.push_back(static_cast<std::uint32_t>(edges.size()));
  }
  for (const NodeValues& seed : seeded)
    if (place_of[seed.node] != kNone) seeds.push_back({place_of[seed.node], seed.value[0]});
}

}  // namespace bw
