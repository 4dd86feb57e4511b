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

}  // namespace

bool on_kink(const Graph& g, const Activity& activity, NodeId n, const std::vector<double>& values) {
  const Row& row = *g.row[n];
  const auto operands = g.in(n);
  // A comparison passes no derivative: that it jumps at a tie is seen where its operands move.
  const bool jumps = row.category == "comparison" && !row.kink.empty() &&
                     std::any_of(operands.begin(), operands.end(), [&](NodeId of) { return activity.active[of] != 0; });
  const bool passes = row.kink_at != KinkAt::kNowhere && activity.passes(n) && activity.connected[n] != 0;
  if (!passes && !jumps) return false;
  const Dims d = g.dims(n);
  const auto of = [&](std::size_t port) { return values.data() + g.offset[operands[port]]; };
  if (row.kink_at == KinkAt::kZero) {
    if (d.parameter == row.smooth_parameter) return false;
    return std::find(of(0), of(0) + d.in[0].elements(), 0.0) != of(0) + d.in[0].elements();
  }
  if (jumps || row.kink_at == KinkAt::kTie) {
    if (operands[0] == operands[1]) return false;
    const Strides a = broadcast_strides(d.in[0]), b = broadcast_strides(d.in[1]);
    for (std::int64_t r = 0; r < d.out.rows; ++r)
      for (std::int64_t c = 0; c < d.out.cols; ++c)
        if (of(0)[r * a.row + c * a.col] == of(1)[r * b.row + c * b.col]) return true;
    return false;
  }
  if (row.kink_at == KinkAt::kWindowTie) return ties_in_windows(d, of(0), values.data() + g.offset[n]);
  const Lines lines = lines_of(d);
  for (std::int64_t i = 0; i < lines.count; ++i) {
    int ties = 0;
    each(lines, i, [&](std::int64_t at) { ties += of(0)[at] == values[static_cast<std::size_t>(g.offset[n] + i)]; });
    if (ties > 1) return true;
  }
  return false;
}

}  // namespace bw
