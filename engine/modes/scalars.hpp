// What the modes on scalars share: the task on the expanded graph, its numbers, and which derivatives are not structurally zero.
#pragma once

#include <memory>

#include "base/lists.hpp"
#include "graph/apply.hpp"
#include "graph/expand.hpp"
#include "modes/mode.hpp"
#include "trace/recorder.hpp"

namespace bw {

// So many numbers are carried at most, each of them 8 bytes and what it belongs to.
inline constexpr std::int64_t kMostCarried = limits::kBudgetBytes / 16;

// The network on scalars; nothing where it has too many.
std::shared_ptr<const Expanded> expanded_of(const Graph& graph);
// The scalars of the elements of nodes.
std::vector<NodeId> scalars_of(const Graph& graph, const Expanded& expanded, const std::vector<NodeId>& nodes);

// By each scalar the places in wrt on which it depends, ascending; those of an independent scalar are its own. Null: too many.
std::optional<Lists> carried_along(const Graph& scalars, const Activity& activity, const std::vector<NodeId>& wrt);
// By each scalar the places in `of` that depend on it, ascending; none of one that passes nothing on. Null: too many.
std::optional<Lists> carried_back(const Graph& scalars, const Activity& activity, const std::vector<NodeId>& of);

// In place of a run whose graph of scalars is not even made.
std::unique_ptr<Execution> too_large();

// A run on scalars. The task outlives it.
class OnScalars : public Execution {
 public:
  Outcome finish() override;

 protected:
  OnScalars(const Task& task, std::shared_ptr<const Expanded> expanded, const std::vector<NodeId>& seeded);

  std::vector<NodeId> scalars(const std::vector<NodeId>& nodes) const {
    return scalars_of(task_.graph, *expanded_, nodes);
  }
  // Steps and bytes, once what is carried is known.
  void plan(const std::optional<Lists>& carried);
  void allocate_values();
  void make(NodeId n);  // the value of n, within its step
  void coef(NodeId n, Sweep part);
  // What a kernel counts; where nothing runs, what the formula says.
  template <class F>
  void spend(Sweep part, NodeId n, const Cost& formula, F execute) {
    if (task_.predict) return recorder_.spend(part, n, formula);
    const Cost before = counter;
    execute();
    recorder_.spend(part, n, counter - before);
  }
  virtual void read_off() = 0;

  const Task& task_;
  std::shared_ptr<const Expanded> expanded_;
  const Graph& graph_;
  std::vector<NodeId> wrt_;
  Activity activity_;
  Recorder recorder_;
  Apply apply_;
  std::vector<NodeId> last_use_;
  std::vector<Counted> values_, coef_;
  Outcome out_;
};

}  // namespace bw
