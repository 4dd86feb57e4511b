// Looks for the kinks that rows name.
#include "analysis/kinks.hpp"

#include "ops/lines.hpp"
#include "ops/windows.hpp"

namespace bw {
namespace {

// Whether the largest element of a window, y[o], stands in it twice.
bool ties_in_windows(const Dims& d, const double* x, const double* y) {
  const Windows windows = pool_windows(d.in[0], *d.attrs);
  bool found = false;
  windows.all([&](std::int64_t o, std::int64_t r, std::int64_t c) {
    int ties = 0;
    windows.each(r, c, [&](std::int64_t element, std::int64_t, bool) { ties += x[element] == y[o]; });
    found = found || ties > 1;
  });
  return found;
}

// Calls f(operands of the element) for each element of an elementwise node until it says true.
template <class F>
bool any_element(const Graph& g, NodeId n, const double* values, F f) {
  const Dims d = g.dims(n);
  const auto operands = g.in(n);
  std::array<Strides, kMostPorts> strides{};
  std::array<double, kMostPorts> x{};
  for (std::size_t k = 0; k < operands.size(); ++k) strides[k] = broadcast_strides(d.in[k]);
  for (std::int64_t r = 0; r < d.out.rows; ++r) {
    for (std::int64_t c = 0; c < d.out.cols; ++c) {
      for (std::size_t k = 0; k < operands.size(); ++k)
        x[k] = values[g.offset[operands[k]] + r * strides[k].row + c * strides[k].col];
      if (f(std::span<const double>(x.data(), operands.size()))) return true;
    }
  }
  return false;
}

// Whether the element of a line that is chosen comes twice.
bool ties(const Row& row, const Dims& d, const double* x, const double* y) {
  const Lines lines = lines_of(d);
  for (std::int64_t i = 0; i < lines.count; ++i) {
    const double best =
        row.kink_at == KinkAt::kPlaceTie ? x[lines.start(i) + static_cast<std::int64_t>(y[i]) * lines.step] : y[i];
    int found = 0;
    each(lines, i, [&](std::int64_t at) { found += x[at] == best; });
    if (found > 1) return true;
  }
  return false;
}

}  // namespace

bool near_kink(const Graph& g, NodeId n, const double* values, double distance) {
  return any_element(g, n, values, [&](std::span<const double> x) { return g.row[n]->kink_near(x, distance); });
}

bool on_kink(const Graph& g, const Activity& activity, NodeId n, const std::vector<double>& values) {
  const Row& row = *g.row[n];
  const auto operands = g.in(n);
  // What jumps passes no derivative: that it does is seen where its operands move.
  const bool jumps =
      row.jumps() && std::any_of(operands.begin(), operands.end(), [&](NodeId of) { return activity.active[of] != 0; });
  const bool passes = row.kink_at != KinkAt::kNowhere && activity.passes(n) && activity.connected[n] != 0;
  if (!passes && !jumps) return false;
  const Dims d = g.dims(n);
  const double *first = values.data() + g.offset[operands[0]], *value = values.data() + g.offset[n];
  switch (row.kink_at) {
    case KinkAt::kZero:
      return d.parameter != row.smooth_parameter &&
             std::find(first, first + d.in[0].elements(), 0.0) != first + d.in[0].elements();
    case KinkAt::kZeroValue: return std::find(value, value + d.out.elements(), 0.0) != value + d.out.elements();
    case KinkAt::kNear: return near_kink(g, n, values.data(), 0);
    case KinkAt::kWindowTie: return ties_in_windows(d, first, value);
    case KinkAt::kLineTie:
    case KinkAt::kPlaceTie: return ties(row, d, first, value);
    default:
      return operands[0] != operands[1] &&
             any_element(g, n, values.data(), [](std::span<const double> x) { return x[0] == x[1]; });
  }
}

}  // namespace bw
