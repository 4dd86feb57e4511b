// The sweeps of a plan: nothing is allocated, and nothing is looked up by node but for dense ones.
#include <algorithm>

#include "graph/contribution.hpp"
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

}  // namespace

Site<double> Plan::site(const PlanDense& d, const double* out) {
  const std::size_t arity = graph_->arity(d.node);
  return {graph_->dims(d.node), {in_.data() + d.first_port, arity}, out, hidden_.data() + d.hidden, {flags_.data() + d.first_port, arity}};
}

void Plan::run_values() {
  PlanLevel at{};
  for (const PlanLevel& end : levels_) {
    for (; at.runs < end.runs; ++at.runs) {
      const PlanRun& run = runs_[at.runs];
      run.kernels->value({.values = block_.data(), .in = indices_.data() + run.in, .in_stride = run.count, .out = block_.data() + run.begin, .count = run.count, .parameter = run.parameter});
    }
    for (; at.dense < end.dense; ++at.dense) {
      const PlanDense& d = dense_[at.dense];
      graph_->row[d.node]->plain.value(site(d, nullptr), block_.data() + d.begin);
    }
  }
}

void Plan::run_tangent() { tangents_from(block_.data() + tangents_, 1); }

void Plan::tangents_from(double* tangents, std::int64_t lanes) {
  PlanLevel at{};
  for (const PlanLevel& end : levels_) {
    for (; at.parts < end.parts; ++at.parts) {
      const PlanPart& part = parts_[at.parts];
      const PlanRun& run = runs_[part.run];
      run.kernels->tangent({.values = block_.data(), .in = indices_.data() + run.in + (part.begin - run.begin), .in_stride = run.count, .out = block_.data() + part.begin, .count = part.count, .parameter = run.parameter,
                            .carried = part.carried, .lanes = lanes, .tangents = tangents, .out_tangents = tangents + part.begin * lanes});
    }
    for (; at.dense < end.dense; ++at.dense)
      if (dense_[at.dense].active) dense_tangent(dense_[at.dense], tangents, lanes);
  }
}

// Kernels want the elements of one lane side by side.
void Plan::dense_tangent(const PlanDense& d, double* tangents, std::int64_t lanes) {
  const Graph& g = *graph_;
  const Row& row = *g.row[d.node];
  const Site<double> at = site(d, block_.data() + d.begin);
  row.plain.coef(at, coef_.data());
  const auto operands = g.in(d.node);
  for (std::int64_t lane = 0; lane < lanes; ++lane) {
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
    row.plain.jvp(at, coef_.data(), {carried_.data(), operands.size()}, lanes == 1 ? out : next);
    for (std::int64_t i = 0; lanes > 1 && i < g.elements(d.node); ++i) out[i * lanes + lane] = next[i];
  }
}

void Plan::gather(std::uint32_t first, std::uint32_t end) {
  double* sums = block_.data() + adjoints_;
  for (std::uint32_t group = first; group < end; ++group) {
    const PlanGather *begin = gathers_.data() + (group == 0 ? 0 : groups_[group - 1].end), *stop = gathers_.data() + groups_[group].end;
    switch (groups_[group].terms) {
      case 3: gather_terms(sums, begin, stop, 3); break;
      case 4: gather_terms(sums, begin, stop, 4); break;
      default: gather_terms(sums, begin, stop, groups_[group].terms);
    }
  }
}

void Plan::run_adjoint() {
  double* sums = block_.data() + adjoints_;
  std::fill(sums, sums + summed_, -0.0);
  for (const auto& [place, begin] : patches_) sums[place] = begin;
  for (std::size_t level = levels_.size(); level-- > 0;) {
    const PlanLevel first = level == 0 ? PlanLevel{} : levels_[level - 1], &end = levels_[level];
    gather(first.groups, end.groups);
    for (std::uint32_t i = first.parts; i < end.parts; ++i) {
      const PlanPart& part = parts_[i];
      if (part.adjoint == 0) continue;
      const PlanRun& run = runs_[part.run];
      run.kernels->adjoint({.values = block_.data(), .in = indices_.data() + run.in + (part.begin - run.begin), .in_stride = run.count, .out = block_.data() + part.begin, .count = part.count, .parameter = run.parameter,
                            .carried = part.carried, .adjoint = sums + part.adjoint, .sums = sums, .target = indices_.data() + part.target, .target_stride = part.count});
    }
    for (std::uint32_t i = first.dense; i < end.dense; ++i)
      if (dense_[i].connected) dense_adjoint(dense_[i]);
  }
}

void Plan::dense_adjoint(const PlanDense& d) {
  const Graph& g = *graph_;
  const Row& row = *g.row[d.node];
  double* sums = block_.data() + adjoints_;
  const Site<double> at = site(d, block_.data() + d.begin);
  const std::size_t arity = g.arity(d.node);
  row.plain.coef(at, coef_.data());
  double* next = scratch_.data();
  for (std::size_t port = 0; port < arity; ++port) {
    const PlanPort& to = ports_[d.first_port + port];
    out_[port] = !to.wanted ? nullptr : to.store ? sums + to.place : next;
    if (to.wanted && !to.store) next += contribution_shape(g, d.node, port).elements();
  }
  row.plain.vjp(at, coef_.data(), sums + d.adjoint, {out_.data(), arity});
  for (std::size_t port = 0; port < arity; ++port) {
    const PlanPort& to = ports_[d.first_port + port];
    if (!to.wanted) continue;
    double* part = out_[port];
    const Shape& operand = g.input_shapes[g.first_input[d.node] + port];
    sum_back(part, contribution_shape(g, d.node, port), operand);
    if (row.is_negated(port))
      for (std::int64_t i = 0; i < operand.elements(); ++i) part[i] = -part[i];
    if (to.store) continue;
    const std::uint32_t* target = indices_.data() + to.target;
    for (std::int64_t i = 0; i < operand.elements(); ++i) sums[to.scattered ? target[i] : to.place + static_cast<std::uint32_t>(i)] += part[i];
  }
}

std::vector<double> Plan::gradient_along(std::int64_t lanes) {
  std::vector<double> gradient, tangents(static_cast<std::size_t>(graph_->total_elements() * lanes), 0.0);
  std::vector<std::int64_t> of_wrt;  // places of the elements to differentiate by
  for (const NodeId n : task_.wrt)
    for (std::int64_t i = 0; i < graph_->elements(n); ++i) of_wrt.push_back(position_[n] + i);
  for (std::size_t first = 0; first < of_wrt.size(); first += static_cast<std::size_t>(lanes)) {
    const std::size_t end = std::min(of_wrt.size(), first + static_cast<std::size_t>(lanes));
    for (std::size_t d = first; d < end; ++d) tangents[static_cast<std::size_t>(of_wrt[d] * lanes) + d - first] = 1.0;
    tangents_from(tangents.data(), lanes);
    for (std::size_t d = first; d < end; ++d) {
      double sum = 0;
      for (const NodeValues& seed : task_.seeds)
        for (std::size_t i = 0; i < seed.value.size(); ++i)
          sum += seed.value[i] * (activity_.active[seed.node] ? tangents[static_cast<std::size_t>((position_[seed.node] + static_cast<std::int64_t>(i)) * lanes) + d - first] : 0.0);
      gradient.push_back(sum);
    }
    for (std::size_t d = first; d < end; ++d) tangents[static_cast<std::size_t>(of_wrt[d] * lanes) + d - first] = 0.0;
  }
  return gradient;
}

}  // namespace bw
