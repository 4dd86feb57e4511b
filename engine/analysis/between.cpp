// Keeps what is connected, in one walk, and threads its edges by where they come from, in another.
#include "analysis/between.hpp"

namespace bw {

Between::Between(const Graph& g, NodeId from, NodeId to) : activity(g, {from}, {to}) {
  std::vector<std::uint32_t> place(g.size(), 0);
  for (NodeId n = 0; n < g.size(); ++n) {
    if (!activity.connected[n]) continue;
    place[n] = size();
    nodes.push_back(n);
    const auto operands = g.in(n);
    for (std::uint32_t port = 0; port < operands.size(); ++port)
      if (activity.passes(g, n, port)) edges.push_back({place[operands[port]], place[n], port, kNone});
  }
  first_out.resize(nodes.size(), kNone);
  for (std::size_t e = edges.size(); e-- > 0;) {
    std::uint32_t& first = first_out[edges[e].from];
    edges[e].next = first;
    first = static_cast<std::uint32_t>(e);
  }
}

}  // namespace bw
