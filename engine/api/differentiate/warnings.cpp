// Walks over a finished result.
#include "api/differentiate/warnings.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "analysis/kinks.hpp"
#include "analysis/saturation.hpp"
#include "api/differentiate/nonfinite.hpp"

namespace bw {
namespace {

class Warnings {
 public:
  Warnings(const Graph& graph, const Activity& activity, Diagnostics& diagnostics)
      : graph_(graph), activity_(activity), diagnostics_(diagnostics) {}

  void run(const Differentiated& r) {
    warn_nonfinite(graph_, activity_, r, diagnostics_);
    kinks(r);
    saturation(r);
    broadcasts();
    stated(r);
    std::vector<unsigned char> is_output(graph_.size(), 0);
    for (const NodeId n : graph_.outputs) is_output[n] = 1;
    for (NodeId n = 0; n < graph_.size(); ++n) {
      if (graph_.row[n]->is_leaf() && graph_.used_by(n).empty() && !is_output[n])
        warn_at(Code::kUnused, n, "Nothing uses " + in_ticks(graph_.text[n].id) + ".",
                "Use it in a statement, or delete it.");
    }
    if (graph_.wrt.empty())
      return report(Code::kInactive, "There is nothing to differentiate by.",
                    "Declare a `param`, or name a node with `wrt`.");
    bool any = false;
    for (const NodeValues& seed : r.seeds) any = any || activity_.active[seed.node];
    if (!any)
      report(Code::kInactive, "What is differentiated does not depend on what one differentiates by.",
             "All derivatives are zero.");
  }

 private:
  void report(Code code, std::string message, std::string hint) {
    diagnostics_.add({code, std::move(message), std::move(hint), "", {}});
  }
  // One warning, at the first such node.
  void kinks(const Differentiated& r) {
    NodeId first = kNone, count = 0;
    for (NodeId n = 0; n < graph_.size(); ++n) {
      if (!on_kink(graph_, activity_, n, r.values)) continue;
      if (count++ == 0) first = n;
    }
    if (count == 0) return;
    const std::string others = count == 1   ? ""
                               : count == 2 ? " One other node does, too."
                                            : " So do " + std::to_string(count - 1) + " other nodes.";
    warn_at(Code::kKink, first,
            in_ticks(graph_.text[first].id) + " stands exactly on a kink of " + in_ticks(graph_.row[first]->name) +
                ", where the derivative is a choice." + others,
            std::string(graph_.row[first]->kink));
  }
  // One warning, at the first such node.
  void saturation(const Differentiated& r) {
    std::optional<std::int64_t> element;
    NodeId where = kNone, count = 0;
    for (NodeId n = 0; n < graph_.size(); ++n) {
      const auto found = saturated_element(graph_, activity_, n, r.values);
      if (found && count++ == 0) element = found, where = n;
    }
    if (!element) return;
    const Saturated first = saturation_at(graph_, where, *element, r.values);
    const Row& row = *graph_.row[where];
    const std::string left = first.digits == 0
                                 ? "no digit is left"
                                 : "about " + std::to_string(first.digits) +
                                       (first.digits == 1 ? " of 16 digits is left" : " of 16 digits are left");
    const std::string others = count == 1   ? ""
                               : count == 2 ? " One other node is saturated, too."
                                            : " So are " + std::to_string(count - 1) + " other nodes.";
    warn_at(Code::kSaturated, where,
            in_ticks(graph_.text[where].id) + " is saturated: the derivative of " + in_ticks(row.name) +
                " comes from its value a, and " + std::string(row.saturation.formula) + " cancels at " +
                figure(first.operand) + ". It gives " + figure(first.slope) + ", of which " + left +
                "; the complex step gives " + figure(first.exact) + "." + others,
            "Smaller weights keep it away from its limits; the mode complex_step has all digits.");
  }
  // One warning, at the first node whose two operands both grow: (n, 1) against (n) gives n×n.
  void broadcasts() {
    for (NodeId n = 0; n < graph_.size(); ++n) {
      const Dims d = graph_.dims(n);
      if (!graph_.row[n]->broadcasts || d.in.size() != 2) continue;
      const Shape &a = d.in[0], &b = d.in[1];
      if (a.rank == 0 || b.rank == 0 || d.out.elements() <= a.elements() || d.out.elements() <= b.elements()) continue;
      const NodeId x = graph_.in(n)[0], y = graph_.in(n)[1];
      const auto shape = [&](NodeId of) { return in_ticks(graph_.text[of].id) + " is " + in_words(graph_.shape[of]); };
      const NodeId column = a.rank == 2 && a.cols == 1 ? x : y, other = column == x ? y : x;
      const bool flat = graph_.shape[other].rank == 1 && graph_.shape[column].cols == 1;
      warn_at(
          Code::kBroadcast, n,
          shape(x) + ", " + shape(y) + ": each is repeated along the other, and the result is " + in_words(d.out) + ".",
          flat ? "To pair their elements give " + in_ticks(graph_.text[other].id) +
                     " the same shape: " + in_ticks("reshape(" + graph_.text[other].id + ", (-1, 1))") + "."
               : "To pair their elements give both the same shape; for all pairs this is what is wanted.");
      return;
    }
  }
  // One warning, at the first such call.
  void stated(const Differentiated& r) {
    const auto& list = r.stated.list;
    const auto differs = [](const StatedDerivative& one) { return !one.agrees(); };
    const auto first = std::find_if(list.begin(), list.end(), differs);
    if (r.stated.left_out > 0)
      report(Code::kLeftOut,
             "Stated derivatives of " + std::to_string(r.stated.left_out) +
                 (r.stated.left_out == 1 ? " call" : " calls") + " were not held against their expressions.",
             "It would take too long; a smaller network shows the same definition.");
    if (first == list.end()) return;
    const auto count = std::count_if(first, list.end(), differs);
    const std::string others = count == 1   ? ""
                               : count == 2 ? " One other differs, too."
                                            : " So do " + std::to_string(count - 1) + " others.";
    const NodeText &of = graph_.text[first->node], &by = graph_.text[first->by];
    const bool unnamed = by.group == of.group && by.id != by.group;  // a part of the statement
    warn_at(
        Code::kStated, first->link,
        said(*first, in_ticks(of.id), unnamed ? "what it is called with" : in_ticks(by.id)) + others,
        "Both directions follow what is stated. Where that is meant, as in a straight-through estimator or a clipped "
        "gradient, nothing is wrong.");
  }
  static std::string said(const StatedDerivative& one, std::string of, const std::string& by) {
    if (one.mixes)
      return of.append(" states one factor for each element as its derivative by ")
          .append(by)
          .append(", but its expression mixes the elements.");
    std::size_t at = 0;
    for (std::size_t i = 0; i < one.stated.size(); ++i)
      if (!(std::fabs(one.stated[i] - one.body[i]) <= std::fabs(one.stated[at] - one.body[at]))) at = i;
    if (one.is_argument)
      return of.append(" states ")
          .append(figure(one.stated[at]))
          .append(" as its derivative by ")
          .append(by)
          .append("; that of its expression is ")
          .append(figure(one.body[at]))
          .append(".");
    return of.append(" reads ")
        .append(by)
        .append(", which is no argument of its definition: nothing passes there, though its slope is ")
        .append(figure(one.body[at]))
        .append(".");
  }
  static std::string figure(double x) {
    char text[32];
    std::snprintf(text, sizeof text, "%.10g", x);
    return text;
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
