// Differences, dot products, contributions and the forward check.
#include "analysis/compare.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/limits.hpp"
#include "graph/apply.hpp"
#include "modes/registry.hpp"

namespace bw {

namespace {
// What a sum of absolute numbers measures: the largest number where it overflowed, nothing where it is none.
double measure(double sum) { return std::isnan(sum) ? 0 : std::fmin(sum, std::numeric_limits<double>::max()); }
}  // namespace

double relative_difference(double a, double b, double scale) {
  if (a == b || (std::isnan(a) && std::isnan(b))) return 0;
  if (!std::isfinite(a) || !std::isfinite(b)) return std::numeric_limits<double>::infinity();
  return std::fabs(a - b) / scale;
}

DotTest dot_test(const Graph& g, const Activity& activity, const std::vector<NodeValues>& seeds,
                 const std::vector<NodeValues>& direction, const std::vector<double>& tangents,
                 const std::vector<double>& adjoints, const std::vector<double>& absolute) {
  DotTest test{0, 0, 0};
  double terms = 0;
  const auto add = [&](double& sum, const NodeValues& v, const std::vector<double>& derivatives) {
    if (!activity.active[v.node]) return;
    for (std::size_t i = 0; i < v.value.size(); ++i) {
      const double term = num::strong_product(v.value[i], derivatives[static_cast<std::size_t>(g.offset[v.node]) + i]);
      sum += term;
      terms += std::fabs(term);
    }
  };
  for (const NodeValues& seed : seeds) add(test.left, seed, tangents);
  for (const NodeValues& v : direction) {
    add(test.right, v, adjoints);
    for (std::size_t i = 0; activity.active[v.node] && i < v.value.size(); ++i)
      terms +=
          measure(num::strong_product(std::fabs(v.value[i]), absolute[static_cast<std::size_t>(g.offset[v.node]) + i]));
  }
  test.relative = relative_difference(test.left, test.right, measure(terms));
  return test;
}

namespace {

// Sums over paths of |products|, element by element: a sweep back in which every number is replaced by its absolute
// value. Exact where the adjoint of a row is a sum of products, a lower bound where it subtracts. So that it is not 0
// where all of an adjoint cancels (as in the sum of a softmax), every second element of an adjoint goes back by itself.
std::vector<double> absolute_adjoints(const Graph& g, const Activity& activity, const std::vector<NodeValues>& seeds,
                                      const std::vector<double>& values) {
  Apply apply(g, activity);
  std::vector<Counted> value(values.begin(), values.end()), absolute, coef, adjoint;
  for (const double x : values) absolute.emplace_back(std::fabs(x));
  apply.show_only();
  apply.refill(value.data());
  std::vector<double> sums(values.size(), 0.0);
  for (const NodeValues& seed : seeds)
    for (std::size_t i = 0; i < seed.value.size(); ++i)
      sums[static_cast<std::size_t>(g.offset[seed.node]) + i] = std::fabs(seed.value[i]);
  for (NodeId n = g.size(); n-- > 0;) {
    if (g.is_given(n) || !activity.passes(n) || !activity.connected[n]) continue;
    coef.resize(static_cast<std::size_t>(apply.coef_elements(n)));
    apply.coef(n, value.data(), coef.data());
    for (Counted& c : coef) c = std::fabs(c.v);
    const auto operands = g.in(n);
    const std::int64_t parts = g.row[n]->broadcasts ? 1 : std::min<std::int64_t>(g.elements(n), 2);
    for (std::int64_t part = 0; part < parts; ++part) {
      adjoint.assign(sums.begin() + g.offset[n], sums.begin() + g.offset[n + 1]);
      for (std::size_t i = 0; parts > 1 && i < adjoint.size(); ++i)
        if (static_cast<std::int64_t>(i % 2) != part) adjoint[i] = 0.0;
      apply.vjp(n, absolute.data(), coef.data(), adjoint.data(), apply.active(n));
      for (std::size_t port = 0; port < operands.size(); ++port) {
        if (!activity.passes(g, n, port)) continue;
        for (std::int64_t i = 0; i < g.elements(operands[port]); ++i)
          sums[static_cast<std::size_t>(g.offset[operands[port]] + i)] += std::fabs(apply.contribution(port)[i].v);
      }
    }
  }
  return sums;
}

// For each node the largest sum of its elements. Those whose adjoint is not finite are left out: beside an infinite sum
// every difference of the others would be nothing.
std::vector<double> largest_of_each(const Graph& g, const std::vector<double>& sums,
                                    const std::vector<double>& adjoints) {
  std::vector<double> largest(g.size(), 0.0);
  for (NodeId n = 0; n < g.size(); ++n)
    for (auto i = static_cast<std::size_t>(g.offset[n]); i < static_cast<std::size_t>(g.offset[n + 1]); ++i)
      if (std::isfinite(adjoints[i])) largest[n] = std::max(largest[n], measure(sums[i]));
  return largest;
}

// The numbers of a row, where they are few enough to be shown.
Shown shown(std::span<const Counted> numbers) {
  if (static_cast<std::int64_t>(numbers.size()) > limits::kShownNumbers) return std::nullopt;
  std::vector<double> out;
  for (const Counted& number : numbers) out.push_back(number.v);
  return out;
}

// What n gave last to its operand at port, with the factors it is a product of.
Contribution contribution(const Graph& g, Apply& apply, NodeId n, std::size_t port, const Counted* value,
                          std::span<const Counted> adjoint) {
  const std::int64_t size = g.elements(g.in(n)[port]);
  Contribution out{n,
                   static_cast<std::uint32_t>(port),
                   {},
                   shown(adjoint),
                   shown({apply.contribution(port), static_cast<std::size_t>(size)})};
  if (size * g.elements(n) <= limits::kShownNumbers) out.local = local_jacobian(apply, g, n, port, value);
  return out;
}

}  // namespace

Pulled pull(const Graph& g, const Activity& activity, const std::vector<NodeValues>& seeds,
            const std::vector<double>& values, const std::vector<double>& tangents, const std::vector<double>& adjoints,
            bool with_contributions) {
  const Uncounted shown_only;
  Pulled out;
  Apply apply(g, activity);
  std::vector<Counted> value(values.begin(), values.end()), coef, adjoint;
  apply.show_only();
  apply.refill(value.data());
  std::vector<double> sums(values.size(), 0.0);
  if (with_contributions) out.contributions.resize(g.size());
  double cut = 0;
  for (const NodeValues& seed : seeds) {
    if (!activity.active[seed.node]) continue;
    for (std::size_t i = 0; i < seed.value.size(); ++i) {
      const std::size_t at = static_cast<std::size_t>(g.offset[seed.node]) + i;
      sums[at] += std::fabs(seed.value[i]);
      cut += num::strong_product(seed.value[i], tangents[at]);
    }
  }
  out.cut_sums.assign(g.size() + 1, cut);
  for (NodeId n = g.size(); n-- > 0;) {
    out.cut_sums[n] = cut;
    if (g.is_given(n) || !activity.passes(n) || !activity.connected[n]) continue;
    const auto begin = adjoints.begin() + g.offset[n];
    adjoint.assign(begin, begin + g.elements(n));
    coef.resize(static_cast<std::size_t>(apply.coef_elements(n)));
    apply.coef(n, value.data(), coef.data());
    apply.vjp(n, value.data(), coef.data(), adjoint.data(), apply.active(n));
    for (std::size_t i = 0; i < adjoint.size(); ++i)
      cut -= num::strong_product(adjoint[i].v, tangents[static_cast<std::size_t>(g.offset[n]) + i]);
    const auto operands = g.in(n);
    for (std::size_t port = 0; port < operands.size(); ++port) {
      if (!activity.passes(g, n, port)) continue;
      const Counted* from = apply.contribution(port);
      const auto size = static_cast<std::size_t>(g.elements(operands[port]));
      for (std::size_t i = 0; i < size; ++i) {
        const std::size_t at = static_cast<std::size_t>(g.offset[operands[port]]) + i;
        sums[at] += std::fabs(from[i].v);
        cut += num::strong_product(from[i].v, tangents[at]);
      }
      if (with_contributions)
        out.contributions[operands[port]].push_back(contribution(g, apply, n, port, value.data(), adjoint));
    }
    out.cut_sums[n] = cut;
  }
  for (auto& list : out.contributions)
    std::stable_sort(list.begin(), list.end(),
                     [](const Contribution& a, const Contribution& b) { return a.consumer < b.consumer; });
  out.scale = largest_of_each(g, sums, adjoints);
  out.absolute = absolute_adjoints(g, activity, seeds, values);
  out.path_scale = largest_of_each(g, out.absolute, adjoints);
  for (NodeId n = 0; n < g.size(); ++n) out.path_scale[n] = std::max(out.path_scale[n], out.scale[n]);
  return out;
}

ForwardChecking::ForwardChecking(const Task& task, const Activity& activity) : task_(task), activity_(activity) {
  check_.gradient.assign(static_cast<std::size_t>(task.graph.total_elements()), 0.0);
}

// The wrt nodes stay independent of each other, as in the run that is checked.
void ForwardChecking::begin() {
  at_node_.emplace(Task{.graph = task_.graph,
                        .leaf_values = task_.leaf_values,
                        .wrt = {node_},
                        .cut = task_.wrt,
                        .seeds = task_.seeds,
                        .options = {.chunk = 1, .keep_values = true}});
  sweeps_ = default_mode(Direction::kAlong).begin(*at_node_);
}

std::int64_t ForwardChecking::advance() {
  const Graph& g = task_.graph;
  while (node_ < g.size() && !activity_.active[node_]) ++node_;
  if (node_ == g.size()) return 0;
  if (sweeps_ == nullptr) begin();
  const std::int64_t work = sweeps_->advance();
  if (work > 0) return work;
  const Outcome outcome = sweeps_->finish();
  sweeps_ = nullptr;
  std::copy(outcome.gradient.begin(), outcome.gradient.end(), check_.gradient.begin() + g.offset[node_]);
  check_.sweeps += outcome.sweeps;
  check_.cost += narrowed(outcome.trace.derivative);
  ++node_;
  return 1;
}

}  // namespace bw
