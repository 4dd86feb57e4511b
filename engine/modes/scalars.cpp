// The expanded graph, and which derivatives of its scalars are not structurally zero.
#include "modes/scalars.hpp"

#include <algorithm>

#include "modes/sweep.hpp"

namespace bw {
namespace {

// Adds items, ascending, to an ascending list.
template <class Items>
void merge(std::vector<std::uint32_t>& list, const Items& items) {
  const auto half = static_cast<std::ptrdiff_t>(list.size());
  list.insert(list.end(), items.begin(), items.end());
  std::inplace_merge(list.begin(), list.begin() + half, list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

std::vector<NodeId> held(const Task& task, const Expanded& expanded) {
  return scalars_of(task.graph, expanded, held_nodes(task));
}

class TooLarge : public Execution {
 public:
  std::int64_t advance() override { return 0; }
  std::int64_t sweeps_done() const override { return 0; }
  Outcome finish() override {
    Outcome out;
    out.too_large = true;
    return out;
  }
};

}  // namespace

std::shared_ptr<const Expanded> expanded_of(const Graph& graph) {
  return expanded_size(graph) > limits::kScalars ? nullptr : std::make_shared<const Expanded>(expand(graph));
}

std::vector<NodeId> scalars_of(const Graph& graph, const Expanded& expanded, const std::vector<NodeId>& nodes) {
  std::vector<NodeId> out;
  for (const NodeId n : nodes)
    for (std::int64_t e = graph.offset[n]; e < graph.offset[n + 1]; ++e)
      out.push_back(expanded.scalar[static_cast<std::size_t>(e)]);
  return out;
}

std::optional<Lists> carried_along(const Graph& g, const Activity& activity, const std::vector<NodeId>& wrt) {
  Lists out;
  std::vector<std::uint32_t> own(g.size(), 0), merged;
  for (std::size_t d = 0; d < wrt.size(); ++d) own[wrt[d]] = static_cast<std::uint32_t>(d);
  for (NodeId n = 0; n < g.size(); ++n) {
    merged.clear();
    if (activity.is_wrt[n]) merged.push_back(own[n]);
    else
      for (std::size_t port = 0; port < g.arity(n); ++port)
        if (activity.passes(g, n, port)) merge(merged, out.of(g.in(n)[port]));
    out.items.insert(out.items.end(), merged.begin(), merged.end());
    out.end_list();
    if (static_cast<std::int64_t>(out.items.size()) > kMostCarried) return std::nullopt;
  }
  return out;
}

std::optional<Lists> carried_back(const Graph& g, const Activity& activity, const std::vector<NodeId>& of) {
  std::vector<std::vector<std::uint32_t>> lists(g.size());
  std::int64_t carried = 0;
  for (std::size_t i = 0; i < of.size(); ++i)
    if (activity.active[of[i]])
      merge(lists[of[i]], std::initializer_list<std::uint32_t>{static_cast<std::uint32_t>(i)});
  for (NodeId n = g.size(); n-- > 0;) {
    for (const Use& use : g.used_by(n))
      if (activity.passes(g, use.node, use.port)) merge(lists[n], lists[use.node]);
    carried += static_cast<std::int64_t>(lists[n].size());
    if (carried > kMostCarried) return std::nullopt;
  }
  Lists out;
  for (const auto& list : lists) {
    out.items.insert(out.items.end(), list.begin(), list.end());
    out.end_list();
  }
  return out;
}

std::unique_ptr<Execution> too_large() { return std::make_unique<TooLarge>(); }

OnScalars::OnScalars(const Task& task, std::shared_ptr<const Expanded> expanded, const std::vector<NodeId>& seeded)
    : task_(task), expanded_(std::move(expanded)), graph_(expanded_->graph), wrt_(scalars(task.wrt)),
      activity_(graph_, wrt_, scalars(seeded), scalars(task.cut)), recorder_(graph_, activity_, task.keep),
      apply_(graph_, activity_), last_use_(last_uses(graph_, held(task, *expanded_))) {
  out_.traced_graph = {expanded_, &expanded_->graph};
}

void OnScalars::plan(const std::optional<Lists>& carried) {
  out_.too_large = !carried;
  if (!carried) return;
  const auto numbers = static_cast<std::int64_t>(carried->items.size());
  out_.planned_steps = graph_.size() + numbers;
  out_.planned_bytes = numbers * 16 + graph_.size() * kBytesPerNumber;
}

void OnScalars::allocate_values() {
  values_.resize(graph_.size());
  for (NodeId n = 0; n < graph_.size(); ++n) values_[n] = graph_.leaf_values[n];
  for (std::size_t e = 0; e < expanded_->scalar.size(); ++e) {
    const NodeId n = expanded_->scalar[e];
    if (graph_.row[n]->is_leaf()) values_[n] = task_.leaf_values[e];
  }
}

void OnScalars::make(NodeId n) {
  for_each_operand(graph_, n, [&](NodeId operand) { recorder_.read(operand, What::kValue); });
  spend(Sweep::kValue, n, apply_.value_cost(n), [&] { apply_.value(n, values_.data()); });
  recorder_.allocate(n, What::kValue, 1);
}

void OnScalars::coef(NodeId n, Sweep part) {
  coef_.resize(static_cast<std::size_t>(apply_.coef_elements(n)));
  spend(part, n, apply_.coef_cost(n), [&] { apply_.coef(n, values_.data(), coef_.data()); });
}

Outcome OnScalars::finish() {
  if (out_.too_large) return std::move(out_);
  if (!task_.predict) read_off();
  out_.trace = recorder_.finish();
  return std::move(out_);
}

}  // namespace bw
