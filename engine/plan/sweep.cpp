// The sweeps of a plan: nothing is allocated, and nothing is looked up by node.
#include <algorithm>
#include <memory>

#include "graph/contribution.hpp"
#include "ops/frequent.hpp"
#include "ops/uncounted.hpp"
#include "plan/plan.hpp"

namespace bw {
namespace {

// Sums terms numbers each, in their order.
void gather_terms(double* sums, const PlanGather* g, const PlanGather* end, std::uint32_t terms) {
  for (; g != end; ++g) {
    const double* slot = sums + g->slot;
    double sum = slot[0];
    for (std::uint32_t k = 1; k < terms; ++k) sum += slot[k];
    sums[g->place] = sum;
  }
}

// Whether all are finite, as far as their sum tells; where it overflows they may be. The last eight are added once more
// where they do not fill a round: a sum that waits for itself would take longer.
bool are_finite(const double* x, std::int64_t count) {
  const auto at = [](const double* from) {
    Pair two;
    std::memcpy(&two, from, sizeof two);
    return two;
  };
  Pair a(0.0), b(0.0), c(0.0), d(0.0);
  const auto add = [&](const double* from) { a += at(from), b += at(from + 2), c += at(from + 4), d += at(from + 6); };
  if (count < 8) {
    for (; count >= 2; count -= 2, x += 2) a += at(x);
    if (count == 1) b += Pair(*x);
  } else {
    const double* last = x + count - 8;
    for (; x < last; x += 8) add(x);
    add(last);
  }
  a += b, c += d, a += c;
  return std::isfinite(a.first() + a.second());
}

}  // namespace

void Plan::run_values() {
  double* values = block_.data();
  const std::uint32_t* indices = indices_.data();
  const ElementRun* run = runs_.data();
  PlanStretch at{};
  for (const PlanStretch& end : stretches_) {
    for (const ElementRun* stop = runs_.data() + end.runs; run != stop; ++run) run_value(values, indices, *run);
    for (; at.dense < end.dense; ++at.dense)
      plain_value(*dense_[at.dense].row, dense_[at.dense].site, values + dense_[at.dense].begin);
  }
}

void Plan::run_tangent() { tangents_from(block_.data() + tangents_, 1); }

void Plan::tangents_from(double* tangents, std::ptrdiff_t lanes) {
  sweep_tangents<false>(tangents, lanes);
  if (!are_finite(tangents, graph_->total_elements() * lanes)) sweep_tangents<true>(tangents, lanes);
}

template <bool kStrong>
void Plan::sweep_tangents(double* tangents, std::ptrdiff_t lanes) {
  PlanStretch at{};
  for (const PlanStretch& end : stretches_) {
    for (; at.parts < end.parts; ++at.parts) {
      const ElementPart& part = parts_[at.parts];
      const ElementRun& run = runs_[part.run];
      (kStrong ? &strong_tangent : run.kernels->tangent)(block_.data(), indices_.data(), run, part, tangents, lanes);
    }
    for (; at.dense < end.dense; ++at.dense)
      if (dense_[at.dense].active) dense_tangent(dense_[at.dense], tangents, lanes, kStrong);
  }
}

// Kernels want the elements of one lane side by side.
void Plan::dense_tangent(const PlanDense& d, double* tangents, std::ptrdiff_t lanes, bool strong) {
  const Graph& g = *graph_;
  if (d.has_coef) plain_coef(*d.row, d.site, coef_.data());
  const auto operands = g.in(d.node);
  for (std::ptrdiff_t lane = 0; lane < lanes; ++lane) {
    double* next = scratch_.data();
    for (std::size_t port = 0; port < operands.size(); ++port) {
      const double* from = tangents + position_[operands[port]] * lanes;
      carried_[port] = ports_[d.first_port + port].wanted ? from : nullptr;
      if (lanes == 1 || carried_[port] == nullptr) continue;
      for (std::int64_t i = 0; i < g.elements(operands[port]); ++i) next[i] = from[i * lanes + lane];
      carried_[port] = next;
      next += g.elements(operands[port]);
    }
    double* out = tangents + d.begin * lanes;
    double* to = lanes == 1 ? out : next;
    if (strong) strong_jvp(d, to);
    else plain_jvp(*d.row, d.site, coef_.data(), {carried_.data(), operands.size()}, to);
    for (std::int64_t i = 0; lanes > 1 && i < g.elements(d.node); ++i) out[i * lanes + lane] = next[i];
  }
}

void Plan::gather(std::uint32_t first, std::uint32_t end) {
  double* sums = block_.data() + adjoints_;
  for (std::uint32_t group = first; group < end; ++group) {
    const PlanGather *begin = gathers_.data() + (group == 0 ? 0 : groups_[group - 1].end),
                     *stop = gathers_.data() + groups_[group].end;
    switch (groups_[group].terms) {
      case 3: gather_terms(sums, begin, stop, 3); break;
      case 4: gather_terms(sums, begin, stop, 4); break;
      default: gather_terms(sums, begin, stop, groups_[group].terms);
    }
  }
}

void Plan::run_adjoint() {
  sweep_adjoints<false>();
  if (!are_finite(block_.data() + adjoints_ + 1, telling_ - 1)) sweep_adjoints<true>();
}

template <bool kStrong>
void Plan::sweep_adjoints() {
  double* sums = block_.data() + adjoints_;
  std::fill(sums, sums + summed_, -0.0);
  for (const auto& [place, begin] : patches_) sums[place] = begin;
  const double* values = block_.data();
  const std::uint32_t* indices = indices_.data();
  const ElementRun* runs = runs_.data();
  const ElementPart* part = parts_.data() + parts_.size();
  const PlanDense* dense = dense_.data() + dense_.size();
  for (std::size_t i = stretches_.size(); i-- > 0;) {
    const PlanStretch first = i == 0 ? PlanStretch{} : stretches_[i - 1];
    if (first.groups != stretches_[i].groups) gather(first.groups, stretches_[i].groups);
    for (const PlanDense* stop = dense_.data() + first.dense; dense != stop;)
      if ((--dense)->connected) dense_adjoint(*dense, kStrong);
    for (const ElementPart* stop = parts_.data() + first.parts; part != stop;) {
      if ((--part)->adjoint == 0) continue;
      if constexpr (kStrong) strong_adjoint(values, sums, indices, runs[part->run], *part);
      else bw::run_adjoint(values, sums, indices, runs[part->run], *part);
    }
  }
}

void Plan::dense_adjoint(const PlanDense& d, bool strong) {
  double *sums = block_.data() + adjoints_, *const *out = out_.data() + d.first_port;
  if (d.has_coef) plain_coef(*d.row, d.site, coef_.data());
  if (strong) strong_vjp(d, sums + d.adjoint);
  else plain_vjp(*d.row, d.site, coef_.data(), sums + d.adjoint, {out, d.site.in.size()});
  if (d.adds) add_ports(d, sums);
}

void Plan::add_ports(const PlanDense& d, double* sums) {
  for (std::size_t port = 0; port < d.site.in.size(); ++port) {
    const PlanPort& to = ports_[d.first_port + port];
    if (!to.wanted) continue;
    double* part = out_[d.first_port + port];
    if (to.given != to.elements) sum_back(part, contribution_shape(*graph_, d.node, port), d.site.dims.in[port]);
    for (std::uint32_t i = 0; to.negated && i < to.elements; ++i) part[i] = -part[i];
    if (to.store) continue;
    if (to.scattered) {
      const std::uint32_t* target = indices_.data() + to.target;
      for (std::uint32_t i = 0; i < to.elements; ++i) sums[target[i]] += part[i];
    } else {
      for (std::uint32_t i = 0; i < to.elements; ++i) sums[to.place + i] += part[i];
    }
  }
}

std::vector<double> Plan::gradient_along(std::ptrdiff_t lanes) {
  constexpr std::size_t kLine = kManyTangents * sizeof(double);
  std::vector<double> gradient;
  std::vector<double> room(static_cast<std::size_t>(graph_->total_elements() * lanes + kManyTangents), 0.0);
  void* start = room.data();
  std::size_t bytes = room.size() * sizeof(double);
  auto* tangents = static_cast<double*>(std::align(kLine, bytes - kLine, start, bytes));
  std::vector<std::int64_t> of_wrt;  // places of the elements to differentiate by
  for (const NodeId n : task_.wrt)
    for (std::int64_t i = 0; i < graph_->elements(n); ++i) of_wrt.push_back(position_[n] + i);
  for (std::size_t first = 0; first < of_wrt.size(); first += static_cast<std::size_t>(lanes)) {
    const std::size_t end = std::min(of_wrt.size(), first + static_cast<std::size_t>(lanes));
    for (std::size_t d = first; d < end; ++d) tangents[static_cast<std::size_t>(of_wrt[d] * lanes) + d - first] = 1.0;
    tangents_from(tangents, lanes);
    for (std::size_t d = first; d < end; ++d) {
      double sum = 0;
      for (const NodeValues& seed : task_.seeds)
        for (std::size_t i = 0; i < seed.value.size(); ++i)
          sum += num::strong_product(
              seed.value[i],
              activity_.active[seed.node]
                  ? tangents[static_cast<std::size_t>((position_[seed.node] + static_cast<std::int64_t>(i)) * lanes) +
                             d - first]
                  : 0.0);
      gradient.push_back(sum);
    }
    for (std::size_t d = first; d < end; ++d) tangents[static_cast<std::size_t>(of_wrt[d] * lanes) + d - first] = 0.0;
  }
  return gradient;
}

}  // namespace bw
