// Walks over a finished result.
#include "api/warnings.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/kinks.hpp"

namespace bw {
namespace {

class Warnings {
 public:
  Warnings(const Graph& graph, const Activity& activity, Diagnostics& diagnostics) : graph_(graph), activity_(activity), diagnostics_(diagnostics) {}

  void run(const Differentiated& r) {
    const auto hint = [&](NodeId n) { return graph_.row[n]->kink.empty() ? "Look at its operands." : in_ticks(graph_.row[n]->name) + ": " + std::string(graph_.row[n]->kink); };
    const auto value = first_nonfinite(r.values, false);
    if (value) {
      warn_at(Code::kNonfinite, *value, in_ticks(graph_.text[*value].id) + " is the first node whose value is not a finite number.", hint(*value));
    } else if (const auto adjoint = first_nonfinite(r.adjoints, true)) {
      NodeId blamed = *adjoint;
      for (const Use& use : graph_.used_by(*adjoint))
        if (activity_.connected[use.node]) blamed = use.node;
      warn_at(Code::kNonfinite, *adjoint, "The derivative by " + in_ticks(graph_.text[*adjoint].id) + " is the first, going back, that is not a finite number.", hint(blamed));
    } else if (const auto tangent = first_nonfinite(r.tangents, false)) {
      warn_at(Code::kNonfinite, *tangent, "The tangent of " + in_ticks(graph_.text[*tangent].id) + " is the first that is not a finite number.", hint(*tangent));
    }
    kinks(r);
    std::vector<unsigned char> is_output(graph_.size(), 0);
    for (const NodeId n : graph_.outputs) is_output[n] = 1;
    for (NodeId n = 0; n < graph_.size(); ++n) {
      if (graph_.row[n]->is_leaf() && graph_.used_by(n).empty() && !is_output[n]) warn_at(Code::kUnused, n, "Nothing uses " + in_ticks(graph_.text[n].id) + ".", "Use it in a statement, or delete it.");
    }
    if (graph_.wrt.empty()) return report(Code::kInactive, "There is nothing to differentiate by.", "Declare a `param`, or name a node with `wrt`.");
    bool any = false;
    for (const NodeValues& seed : r.seeds) any = any || activity_.active[seed.node];
    if (!any) report(Code::kInactive, "What is differentiated does not depend on what one differentiates by.", "All derivatives are zero.");
  }

 private:
  void report(Code code, std::string message, std::string hint) { diagnostics_.add({code, std::move(message), std::move(hint), "", {}}); }
  // One warning, at the first such node.
  void kinks(const Differentiated& r) {
    NodeId first = kNone, count = 0;
    for (NodeId n = 0; n < graph_.size(); ++n) {
      if (!on_kink(graph_, activity_, n, r.values)) continue;
      if (count++ == 0) first = n;
    }
    if (count == 0) return;
    std::string others = count == 1 ? "" : count == 2 ? " One other node does, too." : " So do " + std::to_string(count - 1) + " other nodes.";
    warn_at(Code::kKink, first, in_ticks(graph_.text[first].id) + " stands exactly on a kink of " + in_ticks(graph_.row[first]->name) + ", where the derivative is a choice." + others, std::string(graph_.row[first]->kink));
  }
  std::optional<NodeId> first_nonfinite(const std::vector<double>& numbers, bool from_the_end) const {
    for (NodeId k = 0; k < graph_.size(); ++k) {
      const NodeId n = from_the_end ? graph_.size() - 1 - k : k;
      for (std::int64_t i = graph_.offset[n]; i < graph_.offset[n + 1]; ++i)
        if (!std::isfinite(numbers[static_cast<std::size_t>(i)])) return n;
    }
    return std::nullopt;
  }
  void warn_at(Code code, NodeId n, std::string message, std::string hint) {
    const NodeText& t = graph_.text[n];
    diagnostics_.add({code, std::move(message), std::move(hint), t.place.path, t.place.span});
  }

  const Graph& graph_;
  const Activity& activity_;
  Diagnostics& diagnostics_;
};

}  // namespace

void warn(const Graph& graph, const Activity& activity, const Differentiated& result, Diagnostics& diagnostics) {
  Warnings(graph, activity, diagnostics).run(result);
}

}  // namespace bw
