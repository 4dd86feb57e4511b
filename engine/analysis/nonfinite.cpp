// Looks through columns, and once more along the one entry that is in none.
#include "analysis/nonfinite.hpp"

#include <cmath>

#include "graph/apply.hpp"
#include "modes/registry.hpp"

namespace bw {
namespace {

// The first element of n that is not finite.
std::optional<std::int64_t> lost_element(const Graph& g, NodeId n, const std::vector<double>& numbers) {
  for (std::int64_t i = 0; i < g.elements(n); ++i)
    if (!std::isfinite(numbers[static_cast<std::size_t>(g.offset[n] + i)])) return i;
  return std::nullopt;
}
std::optional<Nonfinite> made_by_itself(const Graph& g, const std::vector<double>& numbers) {
  for (NodeId n = 0; n < g.size(); ++n)
    if (const auto i = lost_element(g, n, numbers))
      return Nonfinite{n, n, g.arity(n), *i, numbers[static_cast<std::size_t>(g.offset[n] + *i)]};
  return std::nullopt;
}

}  // namespace

std::optional<Nonfinite> first_value(const Graph& g, const std::vector<double>& values) {
  return made_by_itself(g, values);
}
std::optional<Nonfinite> first_tangent(const Graph& g, const std::vector<double>& tangents) {
  return made_by_itself(g, tangents);
}

std::optional<Nonfinite> first_adjoint(const Graph& g, const Activity& activity, const std::vector<double>& values,
                                       const std::vector<double>& adjoints) {
  NodeId node = g.size();
  std::optional<std::int64_t> lost;
  while (!lost && node > 0) lost = lost_element(g, --node, adjoints);
  if (!lost) return std::nullopt;
  const Uncounted shown_only;
  Apply apply(g, activity);
  const std::vector<Counted> value(values.begin(), values.end());
  apply.refill(value.data());
  std::vector<Counted> coef;
  const auto uses = g.used_by(node);
  for (auto use = uses.rbegin(); use != uses.rend(); ++use) {
    const NodeId n = use->node;
    if (!activity.connected[n] || !activity.passes(g, n, use->port)) continue;
    const std::vector<Counted> adjoint(adjoints.begin() + g.offset[n], adjoints.begin() + g.offset[n + 1]);
    coef.resize(static_cast<std::size_t>(apply.coef_elements(n)));
    apply.coef(n, value.data(), coef.data());
    apply.vjp(n, value.data(), coef.data(), adjoint.data(), apply.active(n));
    for (std::int64_t i = 0; i < g.elements(node); ++i)
      if (const double made = apply.contribution(use->port)[i].v; !std::isfinite(made))
        return Nonfinite{node, n, use->port, i, made};
  }
  return Nonfinite{node, kNone, 0, *lost, adjoints[static_cast<std::size_t>(g.offset[node] + *lost)]};
}

std::optional<Nonfinite> first_on_the_way(const Graph& g, const std::vector<double>& values, const Entry& entry) {
  std::vector<double> unit(static_cast<std::size_t>(g.elements(entry.node)), 0.0);
  unit[static_cast<std::size_t>(entry.element)] = 1;
  Task task{
      .graph = g, .leaf_values = values, .wrt = {entry.node}, .cut = g.wrt, .seeds = entry.seeds, .keep_nodes = true};
  task.direction.emplace().push_back({entry.node, std::move(unit)});
  if (const auto found = first_tangent(g, default_mode(Direction::kAlong).run(task).tangents)) return found;
  std::vector<NodeId> seeded;
  for (const NodeValues& seed : entry.seeds) seeded.push_back(seed.node);
  return first_adjoint(g, Activity(g, task.wrt, seeded, g.wrt), values,
                       default_mode(Direction::kAgainst).run(task).adjoints);
}

std::string_view words_on(const Graph& g, const std::vector<double>& values, const Nonfinite& found) {
  if (found.maker == kNone) return "";
  const Row& row = *g.row[found.maker];
  if (row.border == nullptr) return row.kink_at == KinkAt::kNowhere ? row.kink : "";
  // The first element that has words, of those that the lost one belongs to.
  const auto operands = g.in(found.maker);
  const Dims d = g.dims(found.maker);
  std::array<double, kMostPorts> x{};
  std::string_view words;
  for (std::int64_t r = 0, i = 0; r < d.out.rows; ++r) {
    for (std::int64_t c = 0; c < d.out.cols; ++c, ++i) {
      bool belongs = found.port == operands.size() && i == found.element;
      for (std::size_t port = 0; port < operands.size(); ++port) {
        const Strides s = broadcast_strides(d.in[port]);
        const std::int64_t at = r * s.row + c * s.col;
        x[port] = values[static_cast<std::size_t>(g.offset[operands[port]] + at)];
        belongs = belongs || (port == found.port && at == found.element);
      }
      if (belongs && words.empty()) words = row.border(x, found.port);
    }
  }
  return words;
}

}  // namespace bw
