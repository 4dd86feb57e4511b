// Strongly connected components: Tarjan, Depth-First Search and Linear Graph Algorithms, SIAM J. Comput. 1(2), 1972.
#include "text/circles.hpp"

#include <algorithm>

namespace bw {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// For each node of a graph, given by what its nodes point to, the number of its component.
class Components {
 public:
  explicit Components(const std::vector<std::vector<std::size_t>>& targets)
      : targets_(targets), order_(targets.size(), kNone), lowest_(targets.size(), kNone),
        component_(targets.size(), kNone) {}

  std::vector<std::size_t> run() {
    for (std::size_t n = 0; n < targets_.size(); ++n) {
      if (order_[n] == kNone) enter(n);
      while (!open_.empty()) step();
    }
    return std::move(component_);
  }

 private:
  struct Visit {
    std::size_t node, next;
  };
  void enter(std::size_t n) {
    order_[n] = lowest_[n] = entered_++;
    waiting_.push_back(n);
    open_.push_back({n, 0});
  }
  void step() {
    Visit& at = open_.back();
    const std::size_t n = at.node;
    if (at.next < targets_[n].size()) {
      const std::size_t target = targets_[n][at.next++];
      if (order_[target] == kNone) enter(target);
      else if (component_[target] == kNone) lowest_[n] = std::min(lowest_[n], order_[target]);
      return;
    }
    open_.pop_back();
    if (!open_.empty()) lowest_[open_.back().node] = std::min(lowest_[open_.back().node], lowest_[n]);
    if (lowest_[n] != order_[n]) return;
    for (std::size_t member = kNone; member != n; waiting_.pop_back()) {
      member = waiting_.back();
      component_[member] = components_;
    }
    ++components_;
  }

  const std::vector<std::vector<std::size_t>>& targets_;
  std::vector<std::size_t> order_, lowest_, component_, waiting_;
  std::vector<Visit> open_;
  std::size_t entered_ = 0, components_ = 0;
};

}  // namespace

Circles::Circles(const std::vector<Statement>& statements) {
  std::vector<const Statement*> definitions;
  for (const Statement& s : statements)
    if (s.kind == Statement::kDef &&
        circle_of_.try_emplace(s.names[0].name, static_cast<std::int64_t>(definitions.size())).second)
      definitions.push_back(&s);
  std::vector<std::vector<std::size_t>> calls(definitions.size());
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const auto collect = [&](const Expression& expression) {
      for (const Item& item : expression)
        if (const auto it = circle_of_.find(item.text); item.kind == Item::kCall && it != circle_of_.end())
          calls[i].push_back(static_cast<std::size_t>(it->second));
    };
    collect(definitions[i]->expression);
    for (const Stated& stated : definitions[i]->derivatives) collect(stated.expression);
  }
  const std::vector<std::size_t> components = Components(calls).run();
  for (auto& [name, circle] : circle_of_)
    circle = static_cast<std::int64_t>(components[static_cast<std::size_t>(circle)]);
}

bool Circles::closes(const std::string& caller, const std::string& called) const {
  const auto a = circle_of_.find(caller), b = circle_of_.find(called);
  return a != circle_of_.end() && b != circle_of_.end() && a->second == b->second;
}

}  // namespace bw
