// What the ways to one number agree on: the runs with each other, the adjoints with forward sweeps of their own.
#include <algorithm>
#include <cmath>

#include "api/differentiate/parts.hpp"
#include "base/limits.hpp"

namespace bw {
namespace {

// Calls note(difference, node) for each element of each node of wrt.
template <class F>
void compare_gradients(const Differentiated& r, const Outcome& a, const Outcome& b, F note) {
  const Graph& g = r.graph();
  std::size_t at = 0;
  for (const NodeId n : g.wrt)
    for (std::int64_t i = 0; i < g.elements(n); ++i, ++at)
      note(relative_difference(a.gradient[at], b.gradient[at], r.path_scale[n]), n);
}

// The same for each entry. Rows have no contributions at hand: relative to the largest finite entry of the row.
template <class F>
void compare_jacobians(const Graph& g, const Outcome& a, const Outcome& b, F note) {
  std::int64_t outputs = 0;
  for (const NodeId n : g.outputs) outputs += g.elements(n);
  const std::size_t columns = static_cast<std::size_t>(a.directions),
                    rows = columns == 0 ? 0 : a.jacobian.size() / columns;
  const std::size_t width = rows == 0 ? 0 : a.jacobian.size() / static_cast<std::size_t>(outputs);
  for (std::size_t row = 0; width > 0 && row < a.jacobian.size() / width; ++row) {
    double scale = 0;
    for (std::size_t j = 0; j < width; ++j)
      if (std::isfinite(a.jacobian[row * width + j])) scale = std::max(scale, std::fabs(a.jacobian[row * width + j]));
    std::size_t j = row * width;
    for (const NodeId n : g.wrt)
      for (std::int64_t i = 0; i < g.elements(n); ++i, ++j)
        note(relative_difference(a.jacobian[j], b.jacobian[j], scale), n);
  }
}

template <class F>
void compare(const Differentiated& r, const Outcome& a, const Outcome& b, F note) {
  if (r.jacobian) compare_jacobians(r.graph(), a, b, note);
  else compare_gradients(r, a, b, note);
}

}  // namespace

bool wants_check(Differentiation& d) {
  if (!d.include().gradient_forward) return false;
  const Graph& g = d.graph();
  std::int64_t elements = 0;
  for (NodeId n = 0; n < g.size(); ++n)
    if (d.result.activity.active[n]) elements += g.elements(n);
  if (elements <= limits::kCheckElements) return true;
  d.report(Code::kLeftOut,
           "`gradient_forward` was left out: it would take " + std::to_string(elements) +
               " forward sweeps; the limit is " + std::to_string(limits::kCheckElements) + ".",
           "The gradients of the runs are compared all the same.");
  return false;
}

void end_check(Differentiation& d, ForwardCheck check) {
  Differentiated& r = d.result;
  const Graph& g = d.graph();
  r.check = std::move(check);
  r.gradient_forward = r.check->gradient;
  r.difference.assign(g.size(), 0.0);
  for (NodeId n = 0; n < g.size(); ++n) {
    for (std::int64_t i = g.offset[n]; i < g.offset[n + 1]; ++i) {
      const auto at = static_cast<std::size_t>(i);
      r.difference[n] = std::max(r.difference[n], relative_difference(r.adjoints[at], r.gradient_forward[at],
                                                                      r.scale[n] > 0 ? r.scale[n] : r.path_scale[n]));
    }
  }
}

void compare_ways(Differentiation& d) {
  Differentiated& r = d.result;
  const Graph& g = d.graph();
  Agreement& a = r.agreement = {};
  const auto note = [&](double difference, NodeId n) {
    if (!a.node || difference > a.max_relative) a.node = n, a.max_relative = difference;
  };
  // The difference relative to the sums over paths, which are larger.
  const auto over_paths = [&](NodeId n) {
    return r.scale[n] > 0 && std::isfinite(r.difference[n]) ? r.difference[n] * (r.scale[n] / r.path_scale[n])
                                                            : r.difference[n];
  };
  if (!r.difference.empty())
    for (NodeId n = 0; n < g.size(); ++n)
      if (r.activity.active[n]) note(over_paths(n), n);
  const Run* first = nullptr;
  for (const Run& run : r.runs) {
    if (run.predicted || run.mode->referee) continue;
    if (first != nullptr) compare(r, first->outcome, run.outcome, note);
    else first = &run;
  }
  for (Run& run : r.runs) {
    if (run.predicted || !run.mode->referee || first == nullptr) continue;
    run.max_relative = 0;
    compare(r, first->outcome, run.outcome,
            [&](double difference, NodeId) { run.max_relative = std::max(*run.max_relative, difference); });
  }
  if (!g.wrt.empty()) a.dot = dot_test(g, r.activity, r.seeds, r.tangent, r.tangents, r.adjoints, r.absolute);
}

}  // namespace bw
