// The order of a plan: nodes by depth and row, positions for their elements, loops over them.
#include <algorithm>

#include "plan/builder.hpp"

namespace bw {
namespace {
constexpr std::uint32_t kNoPart = static_cast<std::uint32_t>(-1);
}

bool PlanBuilder::Key::operator<(const Key& o) const {
  if (dense != o.dense) return o.dense;
  if (row != o.row) return row < o.row;
  if (parameter != o.parameter)
    return __builtin_bit_cast(std::uint64_t, parameter) < __builtin_bit_cast(std::uint64_t, o.parameter);
  if (carried != o.carried) return carried > o.carried;
  return connected && !o.connected;
}

// A bit a port, of the first 32; for a row that moves numbers one bit for all.
std::uint32_t PlanBuilder::carried(NodeId n) const {
  std::uint32_t bits = 0;
  for (std::size_t port = 0; port < g_.arity(n); ++port)
    if (activity_.passes(g_, n, port))
      bits |= 1u << (g_.row[n]->origin != nullptr ? 0 : std::min<std::size_t>(port, 31));
  return bits;
}

// What is negated after a sum over broadcast elements stays dense: zeros would get the other sign.
bool PlanBuilder::in_run(NodeId n) const {
  const Row& row = *g_.row[n];
  if (row.run.value == nullptr) return false;
  for (std::size_t port = 0; row.origin == nullptr && port < g_.arity(n); ++port)
    if (row.is_negated(port) && activity_.passes(g_, n, port) && g_.elements(g_.in(n)[port]) != g_.elements(n))
      return false;
  return true;
}

// Nodes by depth, a counting sort.
void PlanBuilder::levels() {
  std::vector<std::uint32_t> depth(g_.size(), 0);
  for (NodeId n = 0; n < g_.size(); ++n) {
    for (const NodeId operand : g_.in(n)) depth[n] = std::max(depth[n], depth[operand] + 1);
    if (level_end_.size() <= depth[n]) level_end_.resize(depth[n] + 1, 0);
    ++level_end_[depth[n]];
  }
  std::vector<std::uint32_t> at(level_end_.size(), 0);
  for (std::size_t d = 1; d < level_end_.size(); ++d) {
    at[d] = level_end_[d - 1];
    level_end_[d] += level_end_[d - 1];
  }
  order_.resize(g_.size());
  for (NodeId n = 0; n < g_.size(); ++n) order_[at[depth[n]]++] = n;
}

void PlanBuilder::order() {
  levels();
  keys_.resize(g_.size());
  for (NodeId n = 0; n < g_.size(); ++n) {
    const bool given = g_.is_given(n);
    keys_[n] = {given ? nullptr : g_.row[n], given || g_.row[n]->origin != nullptr ? 0.0 : g_.dims(n).parameter,
                carried(n), !given && !in_run(n), activity_.connected[n] != 0};
  }
  part_of_.assign(g_.size(), kNoPart);
  dense_of_.assign(g_.size(), kNoPart);
  p_.position_.resize(g_.size());
  p_.adjoint_.resize(g_.size());
  std::uint32_t begin = 0, position = 0;
  for (const std::uint32_t end : level_end_) {
    std::stable_sort(order_.begin() + begin, order_.begin() + end,
                     [&](NodeId a, NodeId b) { return keys_[a] < keys_[b]; });
    for (std::uint32_t i = begin; i < end; ++i) {
      p_.position_[order_[i]] = position;
      position += static_cast<std::uint32_t>(g_.elements(order_[i]));
      if (!keys_[order_[i]].connected) continue;
      p_.adjoint_[order_[i]] = connected_end_;
      connected_end_ += static_cast<std::uint32_t>(g_.elements(order_[i]));
    }
    if (begin == 0) p_.telling_ = connected_end_;  // leaves
    begin = end;
  }
  begin = 0;
  for (const std::uint32_t end : level_end_) {
    place_level(begin, end);
    p_.stretches_.push_back({static_cast<std::uint32_t>(p_.runs_.size()), static_cast<std::uint32_t>(p_.parts_.size()),
                             static_cast<std::uint32_t>(p_.dense_.size()), 0});
    begin = end;
  }
}

void PlanBuilder::place_level(std::uint32_t begin, std::uint32_t end) {
  while (begin < end) {
    const Key& key = keys_[order_[begin]];
    std::uint32_t stop = begin + 1;
    while (stop < end && keys_[order_[stop]].same_run(key)) ++stop;
    if (key.dense)
      for (std::uint32_t i = begin; i < stop; ++i) add_dense(order_[i]);
    else if (key.row != nullptr) add_run(begin, stop);
    begin = stop;
  }
}

void PlanBuilder::add_run(std::uint32_t begin, std::uint32_t end) {
  const NodeId first = order_[begin];
  std::uint32_t count = 0;
  for (std::uint32_t i = begin; i < end; ++i) count += static_cast<std::uint32_t>(g_.elements(order_[i]));
  const auto in = static_cast<std::uint32_t>(p_.indices_.size());
  const RunKernels& kernels = g_.row[first]->run;
  p_.runs_.push_back(
      {kernels.value, &kernels, keys_[first].parameter, p_.position_[first], count, in, kernels.keeps ? kept_end_ : 0});
  if (kernels.keeps) kept_end_ += count;
  p_.indices_.resize(in + count * run_arity(first));
  for (std::uint32_t i = begin; i < end; ++i) {
    const NodeId n = order_[i];
    fill_operands(n, p_.indices_.data() + in + (p_.position_[n] - p_.position_[first]), count);
    if (keys_[n].carried == 0) continue;
    const bool more = i > begin && keys_[order_[i - 1]].same_part(keys_[n]);
    if (!more)
      p_.parts_.push_back({kernels.adjoint, static_cast<std::uint32_t>(p_.runs_.size() - 1), p_.position_[n], 0,
                           keys_[n].carried, keys_[n].connected ? p_.adjoint_[n] : 0, 0});
    p_.parts_.back().count += static_cast<std::uint32_t>(g_.elements(n));
    part_of_[n] = static_cast<std::uint32_t>(p_.parts_.size() - 1);
  }
}

void PlanBuilder::fill_operands(NodeId n, std::uint32_t* in, std::uint32_t stride) const {
  const Dims dims = g_.dims(n);
  const auto operands = g_.in(n);
  if (const auto origin = g_.row[n]->origin; origin != nullptr) {
    for (std::int64_t i = 0; i < dims.out.elements(); ++i) {
      const MovedFrom from = origin(dims, i);
      in[i] = p_.position_[operands[from.port]] + static_cast<std::uint32_t>(from.element);
    }
    return;
  }
  for (std::size_t port = 0; port < operands.size(); ++port, in += stride) {
    const Strides s = broadcast_strides(dims.in[port]);
    for (std::int64_t r = 0, i = 0; r < dims.out.rows; ++r)
      for (std::int64_t c = 0; c < dims.out.cols; ++c, ++i)
        in[i] = p_.position_[operands[port]] + static_cast<std::uint32_t>(r * s.row + c * s.col);
  }
}

void PlanBuilder::add_dense(NodeId n) {
  dense_of_[n] = static_cast<std::uint32_t>(p_.dense_.size());
  const auto hidden = g_.row[n]->hidden_elements;
  p_.dense_.push_back({{},
                       g_.row[n],
                       n,
                       keys_[n].carried != 0,
                       keys_[n].carried != 0 && keys_[n].connected,
                       p_.position_[n],
                       p_.adjoint_[n],
                       static_cast<std::uint32_t>(p_.ports_.size()),
                       false,
                       false});
  if (hidden != nullptr) p_.hidden_.resize(p_.hidden_.size() + static_cast<std::size_t>(hidden(g_.dims(n))));
  for (std::size_t port = 0; port < g_.arity(n); ++port) {
    p_.ports_.push_back({.wanted = activity_.passes(g_, n, port),
                         .store = false,
                         .scattered = false,
                         .negated = false,
                         .place = 0,
                         .target = 0,
                         .given = 0,
                         .elements = 0});
    p_.flags_.push_back(activity_.passes(g_, n, port));
  }
}

}  // namespace bw
