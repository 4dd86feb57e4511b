// Making a plan, its block, and reading columns from it.
#include "plan/plan.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "graph/contribution.hpp"
#include "plan/builder.hpp"

namespace bw {
namespace {

std::vector<NodeId> seeded(const PlanTask& task) {
  std::vector<NodeId> nodes;
  for (const NodeValues& seed : task.seeds) nodes.push_back(seed.node);
  return nodes;
}
// Of several values for one node the last holds.
std::vector<NodeValues> last_of_each(std::vector<NodeValues> list) {
  std::vector<NodeValues> out;
  for (NodeValues& v : list) {
    const auto same = std::find_if(out.begin(), out.end(), [&](const NodeValues& o) { return o.node == v.node; });
    if (same == out.end()) out.push_back(std::move(v));
    else *same = std::move(v);
  }
  return out;
}

constexpr std::int64_t kBytesPerElement = 48, kBytesPerTerm = 24;  // at most, with what a compilation takes

}  // namespace

Plan::Plan(std::shared_ptr<const Graph> graph, PlanTask task)
    : graph_(std::move(graph)), task_{std::move(task.wrt), last_of_each(std::move(task.seeds)),
                                      std::move(task.direction)},
      activity_(*graph_, task_.wrt, seeded(task_)) {}

std::unique_ptr<Plan> Plan::make(std::shared_ptr<const Graph> graph, PlanTask task) {
  std::unique_ptr<Plan> plan(new Plan(std::move(graph), std::move(task)));
  const std::int64_t terms = PlanBuilder::most_terms(*plan->graph_, plan->activity_);
  if (terms * kBytesPerTerm + plan->graph_->total_elements() * kBytesPerElement > limits::kBudgetBytes) return nullptr;
  PlanBuilder builder(*plan);
  builder.order();
  builder.terms();
  builder.finish();
  return plan;
}

// What is not finite stays so on its way back, and is seen at the leaves, but where a row chooses what goes on, or a node in
// the middle is independent.
bool PlanBuilder::loses_adjoints() const {
  const bool inner = std::any_of(p_.task_.wrt.begin(), p_.task_.wrt.end(), [&](NodeId n) { return !g_.is_given(n); });
  return inner || std::any_of(g_.row.begin(), g_.row.end(), [](const Row* row) { return row->chooses(); });
}

void PlanBuilder::finish() {
  const auto total = static_cast<std::uint32_t>(g_.total_elements());
  if (loses_adjoints()) p_.telling_ = connected_end_;
  std::uint32_t place = p_.summed_;
  for (const NodeId n : order_) {
    if (keys_[n].connected) continue;
    p_.adjoint_[n] = place;
    place += static_cast<std::uint32_t>(g_.elements(n));
  }
  p_.adjoints_ = total;
  p_.tangents_ = total + place;
  p_.kept_ = p_.tangents_ + total;
  p_.block_.assign(std::size_t{p_.kept_} + kept_end_, 0.0);
  for (ElementRun& run : p_.runs_)
    if (run.kernels->keeps) run.kept += p_.kept_;
  for (const NodeValues& v : p_.task_.direction)
    std::copy(v.value.begin(), v.value.end(), p_.block_.begin() + p_.tangents_ + p_.position_[v.node]);
  join_levels();
  const auto trim = [](auto&... lists) { (lists.shrink_to_fit(), ...); };
  trim(p_.runs_, p_.parts_, p_.gathers_, p_.groups_, p_.stretches_);
  std::int64_t coef = 0;
  std::size_t scratch = 0;
  std::size_t most_ports = 0;
  for (const PlanDense& d : p_.dense_)
    for (const NodeId operand : g_.in(d.node)) p_.in_.push_back(p_.block_.data() + p_.position_[operand]);
  double* hidden = p_.hidden_.data();
  const auto hidden_of = [&](NodeId n) {
    return g_.row[n]->hidden_elements != nullptr ? p_.dense_[dense_of_[n]].site.hidden : nullptr;
  };
  for (PlanDense& d : p_.dense_) {
    const std::size_t arity = g_.arity(d.node);
    const Dims dims = g_.dims(d.node);
    d.site = {dims,   {p_.in_.data() + d.first_port, arity},    p_.block_.data() + d.begin,
              hidden, {p_.flags_.data() + d.first_port, arity}, hidden_of(g_.in(d.node)[0])};
    if (d.row->hidden_elements != nullptr) hidden += d.row->hidden_elements(dims);
    std::size_t numbers = 0;
    for (std::size_t port = 0; port < arity; ++port) {
      PlanPort& to = p_.ports_[d.first_port + port];
      to.given = static_cast<std::uint32_t>(contribution_shape(g_, d.node, port).elements());
      to.elements = static_cast<std::uint32_t>(g_.elements(g_.in(d.node)[port]));
      to.negated = d.row->is_negated(port);
      d.adds = d.adds || (to.wanted && (!to.store || to.negated));
      numbers += std::max(to.given, to.elements);
    }
    scratch = std::max(scratch, numbers + static_cast<std::size_t>(g_.elements(d.node)));
    d.has_coef = d.row->coef_elements(dims) > 0;
    coef = std::max(coef, d.row->coef_elements(dims));
    most_ports = std::max(most_ports, arity);
  }
  p_.scratch_.resize(scratch);
  p_.coef_.resize(static_cast<std::size_t>(coef));
  aim_dense();
  p_.carried_.resize(most_ports);
  p_.counting_.in.resize(most_ports), p_.counting_.tangents.resize(most_ports), p_.counting_.out.resize(most_ports);
  for (const auto fit : {&p_.indices_}) fit->shrink_to_fit();
  p_.set_leaves(g_.leaf_values);
}

// Into the adjoint where all of it is stored there, else into the scratch, from where it is added.
void PlanBuilder::aim_dense() {
  for (const PlanDense& d : p_.dense_) {
    double* next = p_.scratch_.data();
    for (std::size_t port = 0; port < g_.arity(d.node); ++port) {
      const PlanPort& to = p_.ports_[d.first_port + port];
      p_.out_.push_back(!to.wanted ? nullptr : to.store ? p_.block_.data() + p_.adjoints_ + to.place : next);
      if (to.wanted && !to.store) next += to.given;
    }
  }
}

// A level that has no dense nodes and gathers nothing needs no stop between it and the next.
void PlanBuilder::join_levels() {
  auto& list = p_.stretches_;
  std::size_t size = 0;
  PlanStretch before{};
  for (std::size_t i = 0; i < list.size(); ++i) {
    const PlanStretch level = list[i];
    const bool joined = i > 0 && list[size - 1].dense == before.dense && list[size - 1].groups == before.groups;
    if (!joined && i > 0) before = list[size - 1];
    if (!joined) ++size;
    list[size - 1] = level;
  }
  list.resize(size);
  list.shrink_to_fit();
}

std::size_t Plan::bytes() const {
  const auto of = [](const auto& list) { return list.capacity() * sizeof(list[0]); };
  return of(block_) + of(indices_) + of(runs_) + of(parts_) + of(dense_) + of(ports_) + of(in_) + of(out_) +
         of(gathers_) + of(groups_) + of(stretches_) + of(patches_) + of(hidden_) + of(scratch_) + of(coef_) +
         of(position_) + of(adjoint_);
}

void Plan::set_leaves(std::span<const double> leaf_values) {
  for (NodeId n = 0; n < graph_->size(); ++n)
    if (graph_->is_given(n))
      std::copy_n(leaf_values.begin() + graph_->offset[n], graph_->elements(n), block_.begin() + position_[n]);
}

std::vector<double> Plan::gradient() const {
  std::vector<double> out;
  for (const NodeId n : task_.wrt) {
    const auto begin = block_.begin() + adjoints_ + adjoint_[n];
    out.insert(out.end(), begin, begin + graph_->elements(n));
  }
  return out;
}

std::vector<double> Plan::column(std::uint32_t begin, const std::vector<std::uint32_t>& at) const {
  std::vector<double> out(static_cast<std::size_t>(graph_->total_elements()));
  for (NodeId n = 0; n < graph_->size(); ++n)
    std::copy_n(block_.begin() + begin + at[n], graph_->elements(n), out.begin() + graph_->offset[n]);
  return out;
}

}  // namespace bw
