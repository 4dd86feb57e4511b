// Keeps what is connected, in one walk, and sorts its edges by where they come from, in another.
#include "analysis/between.hpp"

namespace bw {

Between::Between(const Graph& g, NodeId from, NodeId to) : activity(g, {from}, {to}), first_in{0} {
  std::vector<std::uint32_t> place(g.size(), 0);
  for (NodeId n = 0; n < g.size(); ++n) {
    if (!activity.connected[n]) continue;
    place[n] = size();
    nodes.push_back(n);
    const auto operands = g.in(n);
    for (std::uint32_t port = 0; port < operands.size(); ++port)
      if (activity.passes(g, n, port)) edges.push_back({place[operands[port]], place[n], port});
    first_in.push_back(static_cast<std::uint32_t>(edges.size()));
  }
  first_out.assign(size() + 1, 0);
  for (const Edge& edge : edges) ++first_out[edge.from + 1];
  for (std::uint32_t i = 0; i < size(); ++i) first_out[i + 1] += first_out[i];
  leaving.resize(edges.size());
  std::vector<std::uint32_t> next(first_out.begin(), first_out.end() - 1);
  for (std::uint32_t e = 0; e < edges.size(); ++e) leaving[next[edges[e].from]++] = e;
}

}  // namespace bw
