// Words on the first number that is not finite, and on who made it.
#include "api/differentiate/nonfinite.hpp"

#include <cmath>

#include "analysis/nonfinite.hpp"

namespace bw {
namespace {

constexpr double kApart = 1e-9;  // ways that differ by more lost something on the way

std::string figure(double x) { return std::isnan(x) ? "NaN" : x > 0 ? "Infinity" : "-Infinity"; }

class Search {
 public:
  Search(const Graph& graph, const Activity& activity, const Differentiated& r, Diagnostics& diagnostics)
      : g_(graph), activity_(activity), r_(r), diagnostics_(diagnostics) {}

  // One warning; where the first such value is given, one more on the first derivative.
  void run() {
    const auto value = first_value(g_, r_.values);
    if (value) {
      const std::string message = name(value->node) + " is the first node whose value is not a finite number.";
      if (!g_.is_given(value->node)) return warn(value->node, message, hint(*value));
      warn(value->node, message, "It is given as " + figure(value->made) + ".");
    }
    if (const auto adjoint = first_adjoint(g_, activity_, r_.values, r_.adjoints))
      return warn_adjoint(*adjoint, "is the first, going back, that is not a finite number");
    if (const auto tangent = first_tangent(g_, r_.tangents))
      return warn(tangent->node, "The tangent of " + name(tangent->node) + " is the first that is not a finite number.",
                  hint(*tangent));
    if (const auto entry = lost_entry()) return warn_entry(*entry);
    const Agreement& a = r_.agreement;
    if (!a.node || a.max_relative <= kApart) return;
    warn(*a.node,
         "The ways differ at " + name(*a.node) +
             ": a number on the way was too large or too small to be kept, or only its rounding is left.",
         "Look at the numbers between it and the outputs.");
  }

 private:
  std::string name(NodeId n) const { return in_ticks(g_.text[n].id); }
  void warn(NodeId n, std::string message, std::string hint) {
    const NodeText& t = g_.text[n];
    diagnostics_.add({Code::kNonfinite, std::move(message), std::move(hint), t.place.path, t.place.span});
  }
  std::string hint(const Nonfinite& found) const {
    if (const auto words = words_on(g_, r_.values, found); !words.empty())
      return in_ticks(g_.row[found.maker]->name) + ": " + std::string(words);
    if (found.maker == kNone) return "What is added there is finite, or was given as a seed.";
    return found.maker == found.node ? "Look at its operands." : "Look at " + name(found.maker) + " and its operands.";
  }

  // where: what is said of the derivative.
  void warn_adjoint(const Nonfinite& found, const std::string& where) {
    std::string by;
    if (found.maker != kNone && g_.used_by(found.node).size() > 1)
      by = ": " + name(found.maker) + " adds " + figure(found.made) + " to it";
    warn(found.node, "The derivative by " + name(found.node) + " " + where + by + ".", hint(found));
  }
  void warn_entry(const Entry& entry) {
    const auto found = first_on_the_way(g_, r_.values, entry);
    if (!found) return warn(entry.node, "A derivative by " + name(entry.node) + " is not a finite number.", "");
    if (found->maker != found->node)
      return warn_adjoint(*found, "is the first, going back from another output, that is not a finite number");
    warn(found->node,
         "A tangent of " + name(found->node) + ", that along " + name(entry.node) +
             ", is the first that is not a finite number.",
         hint(*found));
  }

  // The first entry of a gradient or Jacobian, or of the check, that is not finite.
  std::optional<Entry> lost_entry() const {
    for (const Run& run : r_.runs) {
      if (run.predicted || run.mode->referee) continue;
      for (std::size_t i = 0; i < run.outcome.gradient.size(); ++i)
        if (!std::isfinite(run.outcome.gradient[i])) return entry_by(i, r_.seeds);
      const std::size_t columns = static_cast<std::size_t>(count(g_.wrt));
      for (std::size_t i = 0; i < run.outcome.jacobian.size(); ++i)
        if (!std::isfinite(run.outcome.jacobian[i])) return entry_by(i % columns, {unit(i / columns)});
    }
    for (NodeId n = 0; n < g_.size() && !r_.gradient_forward.empty(); ++n)
      for (std::int64_t i = 0; activity_.active[n] && i < g_.elements(n); ++i)
        if (!std::isfinite(r_.gradient_forward[static_cast<std::size_t>(g_.offset[n] + i)]))
          return Entry{n, i, r_.seeds};
    return std::nullopt;
  }
  std::int64_t count(const std::vector<NodeId>& nodes) const {
    std::int64_t sum = 0;
    for (const NodeId n : nodes) sum += g_.elements(n);
    return sum;
  }
  // Elements of nodes, numbered through.
  std::pair<NodeId, std::int64_t> element(const std::vector<NodeId>& nodes, std::size_t number) const {
    auto i = static_cast<std::int64_t>(number);
    auto n = nodes.begin();
    while (i >= g_.elements(*n)) i -= g_.elements(*n++);
    return {*n, i};
  }
  Entry entry_by(std::size_t number, std::vector<NodeValues> seeds) const {
    const auto [n, i] = element(g_.wrt, number);
    return {n, i, std::move(seeds)};
  }
  NodeValues unit(std::size_t number) const {
    const auto [n, i] = element(g_.outputs, number);
    NodeValues seed{n, std::vector<double>(static_cast<std::size_t>(g_.elements(n)), 0.0)};
    seed.value[static_cast<std::size_t>(i)] = 1;
    return seed;
  }

  const Graph& g_;
  const Activity& activity_;
  const Differentiated& r_;
  Diagnostics& diagnostics_;
};

}  // namespace

void warn_nonfinite(const Graph& graph, const Activity& activity, const Differentiated& result,
                    Diagnostics& diagnostics) {
  Search(graph, activity, result, diagnostics).run();
}

}  // namespace bw
