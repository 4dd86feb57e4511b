// Where contributions to adjoints go, so that each adjoint is the sum of its terms in descending order of consumer.
//
// Every sum begins with -0, to which adding anything gives that thing. One term, or two, may be added where the adjoint
// is: their order does not matter. Three and more get slots, in order, which are summed before the adjoint is read; so
// does a pair of which one is itself a sum over broadcast elements.
#include <algorithm>

#include "graph/contribution.hpp"
#include "plan/builder.hpp"

namespace bw {

std::int64_t PlanBuilder::most_terms(const Graph& g, const Activity& activity) {
  std::int64_t sum = 0;
  for (NodeId n = 0; n < g.size(); ++n) {
    if (g.row[n]->origin != nullptr) sum += g.elements(n);
    else
      for (const NodeId operand : g.in(n)) sum += activity.connected[operand] ? g.elements(operand) : 0;
  }
  return sum;
}

// Calls f(place, is a sum) for each number that the visited node n contributes, ports in descending order.
template <class F>
void PlanBuilder::each_term(NodeId n, F f) {
  const auto operands = g_.in(n);
  if (const auto origin = g_.row[n]->origin; origin != nullptr) {
    const Dims dims = g_.dims(n);
    for (std::int64_t i = dims.out.elements(); i-- > 0;) {
      const MovedFrom from = origin(dims, i);
      if (activity_.passes(g_, n, from.port))
        f(p_.adjoint_[operands[from.port]] + static_cast<std::uint32_t>(from.element), false);
    }
    return;
  }
  for (std::size_t port = operands.size(); port-- > 0;) {
    if (!activity_.passes(g_, n, port)) continue;
    const bool sum = !keys_[n].dense && g_.elements(operands[port]) != g_.elements(n);
    for (std::int64_t i = 0; i < g_.elements(operands[port]); ++i)
      f(p_.adjoint_[operands[port]] + static_cast<std::uint32_t>(i), sum);
  }
}

void PlanBuilder::terms() {
  count_terms();
  assign_slots();
  assign_targets();
  gathers();
}

void PlanBuilder::count_terms() {
  count_.assign(connected_end_, 0);
  many_.assign(connected_end_, 0);
  for (const NodeValues& seed : p_.task_.seeds) {
    if (!activity_.active[seed.node]) continue;
    for (std::int64_t i = 0; i < g_.elements(seed.node); ++i)
      ++count_[p_.adjoint_[seed.node] + static_cast<std::uint32_t>(i)];
  }
  for (NodeId n = g_.size(); n-- > 0;) {
    if (!visited(n)) continue;
    each_term(n, [&](std::uint32_t place, bool sum) {
      ++count_[place];
      many_[place] |= sum;
    });
  }
}

// Whether the terms of an adjoint get slots.
bool PlanBuilder::slotted(std::uint32_t place) const {
  return count_[place] > 2 || (count_[place] == 2 && many_[place]);
}

void PlanBuilder::assign_slots() {
  next_.resize(connected_end_);
  std::uint32_t end = connected_end_;
  for (std::uint32_t place = 0; place < connected_end_; ++place) {
    next_[place] = slotted(place) ? end : place;
    if (slotted(place)) end += count_[place];
  }
  p_.summed_ = end;
}

// Where the next term of an adjoint goes.
std::uint32_t PlanBuilder::take(std::uint32_t place) { return slotted(place) ? next_[place]++ : place; }

void PlanBuilder::assign_targets() {
  begun_.assign(g_.size(), 0);
  for (ElementPart& part : p_.parts_) {
    if (part.adjoint == 0) continue;
    part.target = static_cast<std::uint32_t>(p_.indices_.size());
    p_.indices_.resize(p_.indices_.size() + std::size_t{part.count} * p_.runs_[part.run].kernels->arity, 0);
  }
  for (const NodeValues& seed : p_.task_.seeds) {
    if (!activity_.active[seed.node]) continue;
    for (std::size_t i = 0; i < seed.value.size(); ++i)
      p_.patches_.emplace_back(take(p_.adjoint_[seed.node] + static_cast<std::uint32_t>(i)), seed.value[i]);
    begun_[seed.node] = 1;
  }
  for (NodeId n = g_.size(); n-- > 0;) {
    if (!visited(n)) continue;
    if (keys_[n].dense) targets_of_dense(n);
    else if (g_.row[n]->origin != nullptr) targets_of_moves(n);
    else targets_of_run(n);
    for (std::size_t port = 0; port < g_.arity(n); ++port)
      if (activity_.passes(g_, n, port)) begun_[g_.in(n)[port]] = 1;
  }
}

void PlanBuilder::targets_of_run(NodeId n) {
  const ElementPart& part = p_.parts_[part_of_[n]];
  const Dims dims = g_.dims(n);
  std::vector<std::uint32_t> places;
  for (std::size_t port = g_.arity(n); port-- > 0;) {
    if (!activity_.passes(g_, n, port)) continue;
    const NodeId operand = g_.in(n)[port];
    places.clear();
    for (std::int64_t i = 0; i < g_.elements(operand); ++i)
      places.push_back(take(p_.adjoint_[operand] + static_cast<std::uint32_t>(i)));
    std::uint32_t* target = p_.indices_.data() + part.target + port * part.count + (p_.position_[n] - part.begin);
    const Strides s = broadcast_strides(dims.in[port]);
    for (std::int64_t r = 0, i = 0; r < dims.out.rows; ++r)
      for (std::int64_t c = 0; c < dims.out.cols; ++c, ++i)
        target[i] = places[static_cast<std::size_t>(r * s.row + c * s.col)];
  }
}

void PlanBuilder::targets_of_moves(NodeId n) {
  const ElementPart& part = p_.parts_[part_of_[n]];
  const Dims dims = g_.dims(n);
  const auto operands = g_.in(n);
  std::uint32_t* target = p_.indices_.data() + part.target + (p_.position_[n] - part.begin);
  std::vector<unsigned char> touched;
  const bool first_of_part = g_.row[n]->touched != nullptr && !begun_[operands[0]];
  if (first_of_part) touched.resize(static_cast<std::size_t>(g_.elements(operands[0])));
  for (std::int64_t i = dims.out.elements(); i-- > 0;) {
    const MovedFrom from = g_.row[n]->origin(dims, i);
    if (activity_.passes(g_, n, from.port))
      target[i] = take(p_.adjoint_[operands[from.port]] + static_cast<std::uint32_t>(from.element));
    if (first_of_part) touched[static_cast<std::size_t>(from.element)] = 1;
  }
  if (first_of_part) leave_zero(operands[0], touched);
}

// A first contribution that touches a part of the operand leaves zeros elsewhere: sums begin with +0 there.
void PlanBuilder::leave_zero(NodeId operand, const std::vector<unsigned char>& touched) {
  for (std::size_t i = 0; i < touched.size(); ++i)
    if (!touched[i]) p_.patches_.emplace_back(next_[p_.adjoint_[operand] + i], 0.0);
}

void PlanBuilder::targets_of_dense(NodeId n) {
  const PlanDense& dense = p_.dense_[dense_of_[n]];
  for (std::size_t port = g_.arity(n); port-- > 0;) {
    if (!activity_.passes(g_, n, port)) continue;
    const NodeId operand = g_.in(n)[port];
    PlanPort& to = p_.ports_[dense.first_port + port];
    to.place = p_.adjoint_[operand];
    to.store = contribution_shape(g_, n, port).elements() == g_.elements(operand);
    for (std::uint32_t place = to.place; place < to.place + g_.elements(operand); ++place) {
      to.scattered = to.scattered || slotted(place);
      to.store = to.store && count_[place] == 1;
    }
    if (!to.scattered) continue;
    to.target = static_cast<std::uint32_t>(p_.indices_.size());
    for (std::int64_t i = 0; i < g_.elements(operand); ++i)
      p_.indices_.push_back(take(to.place + static_cast<std::uint32_t>(i)));
  }
}

void PlanBuilder::gathers() {
  std::uint32_t begin = 0;
  std::vector<std::uint32_t> places;
  for (std::size_t level = 0; level < level_end_.size(); ++level) {
    places.clear();
    for (std::uint32_t i = begin; i < level_end_[level]; ++i) {
      const NodeId n = order_[i];
      if (!keys_[n].connected) continue;
      for (std::int64_t e = 0; e < g_.elements(n); ++e)
        if (const auto place = p_.adjoint_[n] + static_cast<std::uint32_t>(e); slotted(place)) places.push_back(place);
    }
    begin = level_end_[level];
    std::stable_sort(places.begin(), places.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return count_[a] < count_[b]; });
    for (std::size_t i = 0; i < places.size(); ++i) {
      const std::uint32_t terms = count_[places[i]];
      p_.gathers_.push_back({places[i], next_[places[i]] - terms});
      if (i == 0 || count_[places[i - 1]] != terms) p_.groups_.push_back({terms, 0});
      p_.groups_.back().end = static_cast<std::uint32_t>(p_.gathers_.size());
    }
    p_.stretches_[level].groups = static_cast<std::uint32_t>(p_.groups_.size());
  }
}

}  // namespace bw
