// Finds groups, and carries unit tangents from each operand through the members.
#include "analysis/groups.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "graph/apply.hpp"

namespace bw {
namespace {

constexpr std::size_t kOutside = static_cast<std::size_t>(-1);

// Fills groups but for their derivatives; the place of each node's group in them.
std::vector<std::size_t> collect(const Graph& g, std::vector<Group>& groups) {
  std::vector<std::size_t> place(g.size(), kOutside);
  std::unordered_map<std::string_view, NodeId> last;
  for (NodeId n = 0; n < g.size(); ++n)
    if (!g.is_given(n)) last[g.text[n].group] = n;
  for (NodeId n = 0; n < g.size(); ++n) {
    if (g.is_given(n) || last[g.text[n].group] != n) continue;
    place[n] = groups.size();
    groups.push_back({.id = g.text[n].group, .members = {}, .operands = {}, .exits = {}, .local = {}});
  }
  std::vector<std::size_t> reader(g.size(), kOutside);  // the group that listed a node as its operand last
  for (NodeId n = 0; n < g.size(); ++n)
    if (!g.is_given(n)) place[n] = place[last[g.text[n].group]];
  for (NodeId n = 0; n < g.size(); ++n)
    if (!g.is_given(n)) groups[place[n]].members.push_back(n);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (const NodeId n : groups[i].members) {
      for (const NodeId operand : g.in(n)) {
        if (place[operand] == i || reader[operand] == i || g.row[operand]->is_const()) continue;
        reader[operand] = i;
        groups[i].operands.push_back(operand);
      }
      const auto uses = g.used_by(n);
      const bool leaves = std::any_of(uses.begin(), uses.end(), [&](const Use& use) { return place[use.node] != i; });
      if (leaves || uses.empty() || std::find(g.outputs.begin(), g.outputs.end(), n) != g.outputs.end())
        groups[i].exits.push_back(n);
    }
  }
  return place;
}

// The derivatives of one group after the other.
class Across {
 public:
  Across(const Graph& g, const Activity& activity, const std::vector<double>& values,
         const std::vector<std::size_t>& place)
      : g_(g), activity_(activity), place_(place), apply_(g, activity), values_(values.begin(), values.end()),
        tangents_(values.size()), carries_(g.size(), 0) {
    apply_.refill(values_.data());
  }

  // False where the budget did not suffice.
  bool fill(Group& group) {
    bool complete = true;
    coefs_.clear();
    for (const NodeId operand : group.operands) complete = fill(group, operand) && complete;
    std::stable_sort(group.local.begin(), group.local.end(),
                     [](const GroupLocal& a, const GroupLocal& b) { return a.of < b.of; });
    return complete;
  }

 private:
  bool fill(Group& group, NodeId from) {
    budget_ -= static_cast<std::int64_t>(group.members.size() + group.exits.size());
    if (budget_ < 0) return false;
    const std::int64_t columns = g_.elements(from);
    const std::vector<NodeId> path = path_from(group, from);
    std::vector<NodeId> to;
    for (const NodeId exit : group.exits) {
      const bool wanted = carries_[exit] && g_.elements(exit) * columns <= limits::kShownNumbers;
      if (wanted) to.push_back(exit);
    }
    bool affordable = true;
    if (!to.empty()) {
      std::int64_t cost = 0;
      for (const NodeId n : path) cost += (apply_.coef_cost(n) + columns * apply_.jvp_cost(n, flags(n, from))).flops();
      affordable = cost <= budget_;
      if (affordable) budget_ -= cost;
    }
    const std::vector<std::vector<double>> jacobians =
        affordable && !to.empty() ? sweep(path, from, to) : std::vector<std::vector<double>>(to.size());
    for (const NodeId exit : group.exits) {
      const auto it = std::find(to.begin(), to.end(), exit);
      Shown jacobian;
      if (affordable && it != to.end()) jacobian = jacobians[static_cast<std::size_t>(it - to.begin())];
      group.local.push_back({exit, from, std::move(jacobian)});
    }
    for (const NodeId n : path) carries_[n] = 0;
    return affordable;
  }

  // Whether a tangent comes into n at port: from the operand itself, or through members before n.
  bool brings(NodeId n, std::size_t port, NodeId from) const {
    const NodeId operand = g_.in(n)[port];
    return activity_.passes(g_, n, port) && (operand == from || (place_[operand] == place_[n] && carries_[operand]));
  }
  Active flags(NodeId n, NodeId from) {
    brings_.resize(g_.arity(n));
    for (std::size_t port = 0; port < brings_.size(); ++port) brings_[port] = brings(n, port, from);
    return {brings_.data(), brings_.size()};
  }
  // The members that carry a tangent from the operand; they are marked.
  std::vector<NodeId> path_from(const Group& group, NodeId from) {
    std::vector<NodeId> path;
    for (const NodeId n : group.members) {
      const Active some = flags(n, from);
      carries_[n] = std::find(some.begin(), some.end(), 1) != some.end();
      if (carries_[n]) path.push_back(n);
    }
    return path;
  }

  const Counted* coef(NodeId n) {
    const auto [it, fresh] = coefs_.try_emplace(n);
    if (fresh) {
      it->second.resize(static_cast<std::size_t>(apply_.coef_elements(n)));
      apply_.coef(n, values_.data(), it->second.data());
    }
    return it->second.data();
  }

  // One unit tangent for each element of the operand; the Jacobians of the nodes of to.
  std::vector<std::vector<double>> sweep(const std::vector<NodeId>& path, NodeId from, const std::vector<NodeId>& to) {
    const Uncounted shown_only;
    const std::int64_t columns = g_.elements(from);
    std::vector<std::vector<double>> jacobians;
    for (const NodeId n : to) jacobians.emplace_back(static_cast<std::size_t>(g_.elements(n) * columns));
    std::vector<Counted> unit(static_cast<std::size_t>(columns));
    std::vector<const Counted*> in;
    for (std::int64_t j = 0; j < columns; ++j) {
      unit[static_cast<std::size_t>(j)] = 1.0;
      for (const NodeId n : path) {
        in.assign(g_.arity(n), nullptr);
        for (std::size_t port = 0; port < in.size(); ++port)
          if (brings(n, port, from))
            in[port] = g_.in(n)[port] == from ? unit.data() : tangents_.data() + g_.offset[g_.in(n)[port]];
        apply_.jvp(n, values_.data(), coef(n), in, tangents_.data() + g_.offset[n]);
      }
      unit[static_cast<std::size_t>(j)] = 0.0;
      for (std::size_t k = 0; k < to.size(); ++k)
        for (std::int64_t i = 0; i < g_.elements(to[k]); ++i)
          jacobians[k][static_cast<std::size_t>(i * columns + j)] =
              tangents_[static_cast<std::size_t>(g_.offset[to[k]] + i)].v;
    }
    return jacobians;
  }

  const Graph& g_;
  const Activity& activity_;
  const std::vector<std::size_t>& place_;
  Apply apply_;
  std::vector<Counted> values_, tangents_;
  std::vector<unsigned char> carries_, brings_;
  std::unordered_map<NodeId, std::vector<Counted>> coefs_;
  std::int64_t budget_ = limits::kBudgetFlops;
};

}  // namespace

bool find_groups(const Graph& graph, const Activity& activity, const std::vector<double>& values,
                 std::vector<Group>& groups) {
  const std::vector<std::size_t> place = collect(graph, groups);
  Across across(graph, activity, values, place);
  bool complete = true;
  for (Group& group : groups) complete = across.fill(group) && complete;
  return complete;
}

}  // namespace bw
