// Names to operands, and what comes before what.
#include "graph/items.hpp"

#include <algorithm>
#include <functional>
#include <queue>

#include "graph/attributes.hpp"

namespace bw {

void Items::index_names() {
  items_by_id_.reserve(size());
  for (std::uint32_t item = 0; item < size(); ++item) {
    if (items_by_id_.emplace(id(item), item).second) continue;
    report(Code::kDupId, in_ticks(id(item)) + " is defined twice.",
           "A graph has no time: a name stands for one node. Choose another name.", inside(place(item), ".id"));
  }
}

std::uint32_t Items::lookup(const Ref& ref) {
  const auto it = items_by_id_.find(ref.id);
  if (it != items_by_id_.end()) return it->second;
  std::vector<std::string_view> names;
  const bool shown = diagnostics_.total() < Diagnostics::kShown;
  for (std::uint32_t item = 0; shown && item < size() && names.size() < 2000; ++item) names.push_back(id(item));
  report(Code::kUnknownName, in_ticks(ref.id) + " is not defined.",
         did_you_mean(ref.id, names, "Give it among the inputs or the nodes."), ref.place);
  return kUnknown;
}

void Items::resolve_inputs() {
  first_.push_back(0);
  for (const NodeSpec& n : spec_.nodes) {
    for (const Ref& ref : n.inputs)
      operands_.push_back(n.broken && items_by_id_.find(ref.id) == items_by_id_.end() ? kUnknown : lookup(ref));
    first_.push_back(static_cast<std::uint32_t>(operands_.size()));
  }
}
std::span<const std::uint32_t> Items::operands(std::uint32_t item) const {
  if (item < leaves()) return {};
  const std::size_t i = item - leaves();
  return {operands_.data() + first_[i], first_[i + 1] - first_[i]};
}

// Kahn's algorithm; of what is ready, the first in the text comes first.
std::optional<std::vector<std::uint32_t>> Items::in_order() {
  index_names();
  resolve_inputs();
  std::vector<std::uint32_t> waiting(size(), 0), first_use(size() + 1, 0), uses;
  const auto each_edge = [&](auto f) {
    for (std::uint32_t item = 0; item < size(); ++item)
      for (const std::uint32_t operand : operands(item))
        if (operand != kUnknown) f(operand, item);
  };
  each_edge([&](std::uint32_t from, std::uint32_t to) { ++waiting[to], ++first_use[from + 1]; });
  for (std::size_t i = 0; i < size(); ++i) first_use[i + 1] += first_use[i];
  uses.resize(first_use.back());
  std::vector<std::uint32_t> next(first_use.begin(), first_use.end() - 1);
  each_edge([&](std::uint32_t from, std::uint32_t to) { uses[next[from]++] = to; });

  std::vector<std::uint32_t> order;
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> ready;
  for (std::uint32_t item = 0; item < size(); ++item)
    if (waiting[item] == 0) ready.push(item);
  while (!ready.empty()) {
    const std::uint32_t item = ready.top();
    ready.pop();
    order.push_back(item);
    for (std::uint32_t u = first_use[item]; u < first_use[item + 1]; ++u)
      if (--waiting[uses[u]] == 0) ready.push(uses[u]);
  }
  if (order.size() == size()) return order;
  report_cycle(waiting);
  return std::nullopt;
}

// Every waiting item has a waiting operand: walking to it again and again ends in a cycle.
void Items::report_cycle(const std::vector<std::uint32_t>& waiting) {
  std::uint32_t item = 0;
  while (waiting[item] == 0) ++item;
  std::vector<std::uint32_t> path;
  std::vector<unsigned char> seen(size(), 0);
  while (!seen[item]) {
    seen[item] = 1;
    path.push_back(item);
    for (const std::uint32_t operand : operands(item))
      if (operand != kUnknown && waiting[operand] != 0) {
        item = operand;
        break;
      }
  }
  path.erase(path.begin(), std::find(path.begin(), path.end(), item));
  std::reverse(path.begin(), path.end());
  std::rotate(path.begin(), std::min_element(path.begin(), path.end()), path.end());
  std::string cycle;
  constexpr std::size_t kShown = 10;
  for (std::size_t i = 0; i < std::min(path.size(), kShown); ++i) cycle += in_ticks(id(path[i])) + " → ";
  if (path.size() > kShown) cycle += "… → ";
  report(Code::kCycle, "These nodes depend on each other: " + cycle + in_ticks(id(path[0])) + ".",
         "A graph has no time: a node cannot use its own result.", place(path[0]));
}

}  // namespace bw
