// One network by every schedule, and what the answer says of it.
#include "edges.hpp"

#include <algorithm>
#include <bit>
#include <cfenv>
#include <cmath>
#include <limits>

#include "analysis/compare.hpp"
#include "analysis/kinks.hpp"
#include "analysis/nonfinite.hpp"
#include "api/differentiate/differentiate.hpp"
#include "base/number.hpp"
#include "graph/apply.hpp"
#include "graph/expand.hpp"
#include "modes/registry.hpp"
#include "ops/lines.hpp"
#include "plan/plan.hpp"
#include "text/printer.hpp"
#include "ways.hpp"

namespace bw::test {
namespace {

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}
bool same_class(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b)) || (std::isfinite(a) && std::isfinite(b));
}
bool all_finite(const std::vector<double>& x) {
  for (const double v : x)
    if (!std::isfinite(v)) return false;
  return true;
}

// Whether what f computes raises a flag for overflow or underflow.
template <class F>
bool loses(F f) {
  std::feclearexcept(FE_ALL_EXCEPT);
  f();
  return std::fetestexcept(FE_OVERFLOW | FE_UNDERFLOW) != 0;
}

class Edges {
 public:
  explicit Edges(const Graph& graph) : g_(graph), task_(weighted_task(graph)), text_(print(to_spec(graph))) {}

  AtEdges run() {
    lost_ = loses([&] {
      reverse_ = traced("reverse", {}, false);
      forward_ = traced("forward", {.chunk = 1}, false);
    });
    along_ = traced("forward", {}, true);
    planned();
    const Answer answer = answered(false);
    if (answer.result) check_columns(*answer.result), lane(*answer.result), says_so(answer);
    scalars();
    ways_agree();
    each_row();
    return {fault_.empty() ? std::nullopt : std::optional(fault_), whole_};
  }

 private:
  template <class... Words>
  void report(Words... words) {
    if (fault_.empty()) ((fault_ += words), ...);
  }
  void compare_bits(const std::string& what, const std::vector<double>& got, const std::vector<double>& expected) {
    if (got.size() != expected.size()) return report(what, ": another number of numbers");
    for (std::size_t i = 0; i < got.size(); ++i)
      if (!same_bits(got[i], expected[i]))
        return report(what, ": number ", std::to_string(i), " is ", shortest(got[i]), ", not ", shortest(expected[i]));
  }

  std::vector<NodeValues> direction() const {
    std::vector<NodeValues> list;
    for (const NodeId n : task_.wrt) {
      NodeValues v{n, {}};
      for (std::int64_t i = 0; i < g_.elements(n); ++i)
        v.value.push_back(i % 3 == 0 ? 0.0 : 1.0 - 0.5 * static_cast<double>(i % 4));
      list.push_back(std::move(v));
    }
    return list;
  }
  Outcome traced(const char* mode, Options options, bool along) const {
    Task task = task_;
    task.options = options;
    task.keep_nodes = true;
    if (along) task.direction = direction();
    return find_mode(mode)->run(task);
  }

  void planned() {
    compare_bits("forward, all at once", traced("forward", {.chunk = {}, .all = true}, false).gradient,
                 forward_.gradient);
    compare_bits("forward, values kept",
                 traced("forward", {.chunk = 2, .all = false, .keep_values = true}, false).gradient, forward_.gradient);
    for (const std::int64_t segments : {2, 5, 1'000'000}) {
      compare_bits("checkpointed, adjoints", traced("checkpointed", {.segments = segments}, false).adjoints,
                   reverse_.adjoints);
      Task task = task_;
      task.options.segments = segments;
      compare_bits("checkpointed", find_mode("checkpointed")->run(task).gradient, reverse_.gradient);
    }
    const std::shared_ptr<const Graph> shared(&g_, [](const Graph*) {});
    const std::unique_ptr<Plan> plan = Plan::make(shared, {task_.wrt, task_.seeds, direction()});
    plan->set_leaves(task_.leaf_values);
    plan->run_values();
    plan->run_tangent();
    plan->run_adjoint();
    compare_bits("planned values", plan->values(), reverse_.values);
    compare_bits("planned tangents", plan->tangents(), along_.tangents);
    compare_bits("planned adjoints", plan->adjoints(), reverse_.adjoints);
    for (const std::int64_t lanes : {1, 3})
      compare_bits("planned forward gradient", plan->gradient_along(lanes), forward_.gradient);
  }

  // ---- the answer, and the fast lane that it leaves

  std::vector<NamedNumbers> named(const std::vector<NodeValues>& list) const {
    std::vector<NamedNumbers> out;
    for (const NodeValues& v : list) out.push_back({g_.text[v.node].id, v.value, ""});
    return out;
  }
  struct Answer {
    std::optional<Differentiated> result;
    Diagnostics diagnostics;
  };
  Answer answered(bool expanded) {
    DifferentiateRequest request;
    request.network.text = text_;
    request.seeds = named(task_.seeds);
    request.tangent = named(direction());
    request.modes = default_modes();
    request.modes.push_back({.mode = "forward_sparse", .options = {}, .given = {}, .path = ""});
    request.include = {.value = true, .tangent = true, .adjoint = true, .gradient_forward = true};
    request.layout = !expanded;
    request.expand = expanded;
    Answer answer;
    answer.result = differentiate(request, answer.diagnostics);
    if (!answer.result) report("refused");
    else warned_ = warned_ || nonfinite(answer.diagnostics).has_value();
    return answer;
  }
  void check_columns(const Differentiated& r) {
    compare_bits("values of the answer", r.values, reverse_.values);
    compare_bits("tangents of the answer", r.tangents, along_.tangents);
    compare_bits("adjoints of the answer", r.adjoints, reverse_.adjoints);
  }
  void lane(const Differentiated& r) {
    double* block = lane_plan()->block();
    run_lane(kLaneValues | kLaneTangents | kLaneAdjoints);
    const Graph& own = r.graph();
    for (NodeId n = 0; n < own.size(); ++n) {
      const PlanPlaces at = r.lane->places(n);
      for (std::int64_t i = 0; i < own.elements(n); ++i) {
        const auto k = static_cast<std::size_t>(own.offset[n] + i);
        if (!same_bits(block[at.value + i], reverse_.values[k]) ||
            !same_bits(block[at.tangent + i], along_.tangents[k]) ||
            !same_bits(block[at.adjoint + i], reverse_.adjoints[k]))
          return report("the fast lane has other numbers at ", own.text[n].id);
      }
    }
  }

  // The last of them: what is said of a derivative comes behind what is said of a number that is given.
  static std::optional<Diagnostic> nonfinite(const Diagnostics& diagnostics) {
    std::optional<Diagnostic> found;
    for (const Diagnostic& d : diagnostics.shown())
      if (d.code == Code::kNonfinite) found = d;
    return found;
  }
  void says_so(const Answer& answer) {
    const Differentiated& r = *answer.result;
    const std::optional<Diagnostic> said = nonfinite(answer.diagnostics);
    bool finite = all_finite(r.values) && all_finite(r.tangents) && all_finite(r.adjoints) &&
                  all_finite(r.gradient_forward) && all_finite(forward_.gradient);
    for (const Run& run : r.runs) finite = finite && all_finite(run.outcome.gradient);
    if (!finite && !said) report("a number is not finite, and nothing is said");
    if (finite && said && said->message.find("The ways differ") == std::string::npos)
      report("all is finite, and the answer says: ", said->message);
    bool equal = true, near = true;
    const auto compare = [&](const std::vector<double>& a, const std::vector<double>& b) {
      for (std::size_t i = 0; i < a.size(); ++i) {
        equal = equal && (a[i] == b[i] || same_bits(a[i], b[i]));
        near = near && same_class(a[i], b[i]);
      }
    };
    for (const Run& run : r.runs) {
      compare(run.outcome.gradient, reverse_.gradient);
      if (run.mode->planned != Planned::kNot)
        compare_bits("the gradient of a run", run.outcome.gradient,
                     run.mode->direction == Direction::kAlong ? forward_.gradient : reverse_.gradient);
    }
    if (!r.gradient_forward.empty()) compare(r.adjoints, r.gradient_forward);
    const double apart = r.agreement.max_relative;
    if (equal && apart != 0) report("the ways are equal, and said to be ", shortest(apart), " apart");
    if (!near && !(apart > 1e-9)) report("the ways differ, and are said to be ", shortest(apart), " apart");
    if (!said) return;
    if (const auto adjoint = first_adjoint(g_, activity(task_), reverse_.values, reverse_.adjoints);
        adjoint && all_finite(r.values))
      names_maker(*said, *adjoint);
  }
  static Activity activity(const Task& task) {
    std::vector<NodeId> seeded;
    for (const NodeValues& seed : task.seeds) seeded.push_back(seed.node);
    return Activity(task.graph, task.wrt, seeded);
  }
  // The row that is named multiplies adjoints, finite ones, by what is not finite, or to what is not.
  void names_maker(const Diagnostic& said, const Nonfinite& found) {
    if (said.message.find("`" + g_.text[found.node].id + "`") == std::string::npos)
      return report("W_NONFINITE is not about ", g_.text[found.node].id);
    if (found.maker == kNone) return;
    const NodeId m = found.maker;
    const Activity active = activity(task_);
    Apply apply(g_, active);
    std::vector<Counted> values(reverse_.values.begin(), reverse_.values.end());
    apply.value(m, values.data());
    const std::vector<double> local = local_jacobian(apply, g_, m, found.port, values.data());
    double sum = 0;
    for (std::int64_t i = 0; i < g_.elements(m); ++i)
      sum += num::strong_product(local[static_cast<std::size_t>(i * g_.elements(found.node) + found.element)],
                                 reverse_.adjoints[static_cast<std::size_t>(g_.offset[m] + i)]);
    if (std::isfinite(sum) && g_.row[m]->broadcasts) report(g_.text[m].id, " is named, which adds ", shortest(sum));
    const std::string words = said.message + said.hint;
    if (words.find("`" + g_.text[m].id + "`") == std::string::npos &&
        words.find("`" + std::string(g_.row[m]->name) + "`") == std::string::npos)
      report(g_.text[m].id, " is not named in: ", words);
  }

  // ---- on scalars

  bool itself_on_scalars() const {
    for (NodeId n = 0; n < g_.size(); ++n)
      if (g_.elements(n) != 1 || (g_.row[n]->expand != nullptr && g_.row[n]->origin == nullptr)) return false;
    return true;
  }
  void scalars() {
    const std::vector<double> sparse = traced("forward_sparse", {}, false).gradient;
    answered(true);
    const Expanded e = expand(g_);
    Task task{.graph = e.graph, .leaf_values = e.graph.leaf_values, .wrt = e.graph.wrt, .seeds = {}};
    for (const NodeValues& seed : task_.seeds)
      for (std::size_t i = 0; i < seed.value.size(); ++i)
        task.seeds.push_back({e.scalar[static_cast<std::size_t>(g_.offset[seed.node]) + i], {seed.value[i]}});
    task.keep_nodes = true;
    Outcome back, along;
    const bool lost = loses([&] {
                        back = find_mode("reverse")->run(task);
                        along = find_mode("forward")->run(task);
                      }) ||
                      lost_;
    if (itself_on_scalars()) {
      const auto column = [&](const std::vector<double>& numbers) {
        std::vector<double> out;
        for (const NodeId n : e.scalar) out.push_back(numbers[n]);
        return out;
      };
      compare_bits("values on scalars", column(back.values), reverse_.values);
      compare_bits("adjoints on scalars", column(back.adjoints), reverse_.adjoints);
      compare_bits("forward on scalars", along.gradient, forward_.gradient);
      compare_bits("forward_sparse", sparse, forward_.gradient);
      return;
    }
    for (std::size_t i = 0; i < e.scalar.size(); ++i) {
      const double a = reverse_.values[i], b = back.values[e.scalar[i]];
      if (!lost && !(relative_difference(a, b, std::max(std::fabs(a), largest_value())) <= 1e-12))
        return report("on scalars value ", std::to_string(i), " is ", shortest(b), ", not ", shortest(a));
    }
    // On scalars there are more paths, that of the largest element through which a shift goes among them.
    std::vector<double> sums = path_sums(task, back);
    const bool excused = lost || !all_finite(back.values) || !all_finite(back.adjoints);
    agree("reverse on scalars", back.gradient, reverse_.gradient, sums, excused);
    agree("forward on scalars", along.gradient, forward_.gradient, sums, excused);
    agree("forward_sparse", sparse, along.gradient, sums, excused);
  }
  double largest_value() const {
    double most = 0;
    for (const double x : reverse_.values)
      if (std::isfinite(x)) most = std::max(most, std::fabs(x));
    return most;
  }

  // ---- forward and reverse

  // For each element of wrt the sum over paths of |products|, or what is the largest of its node, where it is finite.
  static std::vector<double> path_sums(const Task& task, const Outcome& back) {
    const Graph& g = task.graph;
    const Pulled pulled = pull(g, activity(task), task.seeds, back.values, std::vector<double>(back.values.size(), 0.0),
                               back.adjoints, false);
    std::vector<double> sums;
    for (const NodeId n : task.wrt) {
      const auto begin = pulled.absolute.begin() + g.offset[n], end = pulled.absolute.begin() + g.offset[n + 1];
      double most = 0;
      for (auto sum = begin; sum != end; ++sum)
        if (std::isfinite(*sum)) most = std::max(most, *sum);
      for (auto sum = begin; sum != end; ++sum) sums.push_back(std::isfinite(*sum) ? most : *sum);
    }
    return sums;
  }
  // excused: something was lost on the way. Then W_NONFINITE must have been said where the two differ.
  void agree(const std::string& what, const std::vector<double>& a, const std::vector<double>& b,
             const std::vector<double>& sums, bool excused) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (same_bits(a[i], b[i]) || a[i] == b[i]) continue;
      const bool finite = std::isfinite(a[i]) && std::isfinite(b[i]);
      if (finite && std::fabs(a[i] - b[i]) <= tolerance() * sums[i] + floor()) continue;
      if (finite && std::isfinite(sums[i]) && !excused)
        return report(what, ": derivative ", std::to_string(i), " is ", shortest(a[i]), ", not ", shortest(b[i]),
                      "; the sum over paths is ", shortest(sums[i]));
      if (!warned_)
        return report(what, ": derivative ", std::to_string(i), " is ", shortest(a[i]), ", not ", shortest(b[i]),
                      ", and nothing is said");
    }
  }
  // Of two elements a norm makes -1 and 1 but for eps: what it subtracts from an adjoint leaves 1e-5 of it.
  double tolerance() const {
    for (const Row* row : g_.row)
      if (row->name == "layer_norm" || row->name == "batch_norm") return 1e-9;
    return 1e-12;
  }
  // Where one element of a softmax is 1 to all digits, what it subtracts from an adjoint leaves the rounding of it.
  double floor() const {
    double most = 0;
    for (const double x : reverse_.adjoints)
      if (std::isfinite(x)) most = std::max(most, std::fabs(x));
    for (const Row* row : g_.row)
      if (row->name == "softmax" || row->name == "log_softmax") return 1e-15 * most;
    return 0;
  }
  void ways_agree() {
    const bool finite = all_finite(reverse_.values) && all_finite(reverse_.adjoints) && all_finite(along_.tangents) &&
                        all_finite(forward_.gradient);
    whole_ = finite && !lost_;
    agree("forward against reverse", forward_.gradient, reverse_.gradient, path_sums(task_, reverse_), lost_);
  }

  // ---- rows of one element

  static bool takes_slope_from_value(const Row& row) { return row.name == "tanh" || row.name == "sigmoid"; }
  void each_row() {
    for (NodeId n = 0; n < g_.size(); ++n) {
      if (!g_.is_given(n) && g_.row[n]->broadcasts) one_row(n);
      if (takes_limits(n)) limits(n);
      if (g_.row[n]->name == "logsumexp") above_largest(n);
      if (g_.row[n]->name == "bce") certain(n);
    }
  }
  void one_row(NodeId n) {
    const Row& row = *g_.row[n];
    const auto operands = g_.in(n);
    std::vector<NodeId> all(operands.begin(), operands.end());
    for (const NodeId operand : operands)
      for (std::int64_t i = g_.offset[operand]; i < g_.offset[operand + 1]; ++i)
        if (!std::isfinite(reverse_.values[static_cast<std::size_t>(i)])) return;
    const Activity active(g_, all, {n});
    if (on_kink(g_, active, n, reverse_.values)) return;
    Apply apply(g_, active);
    std::vector<Counted> values(reverse_.values.begin(), reverse_.values.end());
    apply.value(n, values.data());
    for (std::int64_t i = g_.offset[n]; i < g_.offset[n + 1]; ++i)
      if (std::isnan(values[static_cast<std::size_t>(i)].v) && row.kink.empty())
        return report(g_.text[n].id, " is NaN of finite operands, and the row has no words on it");
    for (std::size_t port = 0; port < operands.size(); ++port) {
      if (!row.passes(port) || (row.states && port == 1)) continue;  // stated: not that of the value
      const std::vector<double> local = local_jacobian(apply, g_, n, port, values.data());
      for (std::int64_t j = 0; j < g_.elements(operands[port]); ++j) slopes(n, port, j, local);
    }
  }
  bool certain_target(NodeId n) const {
    const std::vector<double> targets = values_of(g_.in(n)[1]);
    return std::all_of(targets.begin(), targets.end(), [](double y) { return y == 0 || y == 1; });
  }
  void slopes(NodeId n, std::size_t port, std::int64_t j, const std::vector<double>& local) {
    const Row& row = *g_.row[n];
    const NodeId operand = g_.in(n)[port];
    for (std::size_t other = 0; other < g_.arity(n); ++other)
      if (other != port && g_.in(n)[other] == operand) return;  // the step moves both ports
    const double x = reverse_.values[static_cast<std::size_t>(g_.offset[operand] + j)],
                 h = x != 0 ? 1e-20 * std::fabs(x) : 1e-50;
    std::vector<Complex> moved;
    for (const double v : reverse_.values) moved.emplace_back(v);
    moved[static_cast<std::size_t>(g_.offset[operand] + j)].im = h;
    const bool lost = loses([&] { Values<Complex>(g_).value(n, moved.data()); });
    for (std::int64_t i = 0; i < g_.elements(n); ++i) {
      const double slope = local[static_cast<std::size_t>(i * g_.elements(operand) + j)],
                   exact = moved[static_cast<std::size_t>(g_.offset[n] + i)].im.v / h;
      if (std::isnan(slope) && row.kink.empty())
        return report("the slope of ", g_.text[n].id, " is NaN at finite operands, and the row has no words on it");
      if (slope == 0 && x == 0 && row.name == "pow")
        continue;  // a power little above 1 grows by little less than the step
      if (lost || takes_slope_from_value(row) || !std::isfinite(slope) || !std::isfinite(exact)) continue;
      if (row.name == "bce_logits" && std::fabs(slope - exact) <= 4e-16 && !certain_target(n))
        continue;  // σ(z) - y, the rounding of both
      const double y = std::fabs(reverse_.values[static_cast<std::size_t>(g_.offset[n] + i)]);
      if (y != 0 && std::fabs(slope) * h > 1e-8 * y) continue;  // no small step: of 1 ** 1e155 it turns round and round
      if (row.name == "logaddexp" && h > 1e-8) continue;        // nor is it beside the difference of two that tie
      if (!(std::fabs(slope - exact) <= 1e-9 * std::fabs(exact) + 1e-290))
        return report("the slope of ", g_.text[n].id, ", ", std::string(row.name), " at ", shortest(x), ", is ",
                      shortest(slope), ", and ", shortest(exact), " by the complex step");
    }
  }

  // ---- infinite scores

  // Whether the row takes scores, of which each line has a finite one that is not large and none is infinity, and finite targets.
  bool takes_limits(NodeId n) const {
    const std::string_view name = g_.row[n]->name;
    const Dims dims = g_.dims(n);
    if (name == "bce_logits") return all_finite(values_of(g_.in(n)[1]));
    if (name != "cross_entropy" && name != "softmax" && name != "log_softmax" && name != "logsumexp") return false;
    if (name == "cross_entropy" && !all_finite(values_of(g_.in(n)[1]))) return false;
    const Lines l = name == "cross_entropy" ? lines_along(dims.in[0], dims.in[0].rank - 1) : lines_of(dims);
    const std::vector<double> scores = values_of(g_.in(n)[0]);
    for (std::int64_t i = 0; i < l.count; ++i) {
      bool found = false;
      for (std::int64_t j = 0; j < l.size; ++j) {
        const double score = scores[static_cast<std::size_t>(l.start(i) + j * l.step)];
        if (!(score < 1000) || (std::isfinite(score) && score < -1000)) return false;
        found = found || std::isfinite(score);
      }
      if (!found) return false;
    }
    return true;
  }
  std::vector<double> values_of(NodeId n) const {
    return {reverse_.values.begin() + g_.offset[n], reverse_.values.begin() + g_.offset[n + 1]};
  }
  // What a row gives, its value and its local derivatives, where ±infinity is ± about far; itself where far is infinite.
  std::vector<double> with_infinite_as(NodeId n, double far) const {
    const auto operands = g_.in(n);
    const Activity active(g_, {operands.begin(), operands.end()}, {n});
    std::vector<Counted> values(reverse_.values.begin(), reverse_.values.end());
    double grows = 1;  // no two are the same, so that none cancels another
    for (Counted& x : values)
      if (std::isinf(x.v)) x = std::copysign(far * (grows += 0.125), x.v);
    Apply apply(g_, active);
    apply.value(n, values.data());
    std::vector<double> out;
    for (std::int64_t i = g_.offset[n]; i < g_.offset[n + 1]; ++i) out.push_back(values[static_cast<std::size_t>(i)].v);
    for (std::size_t port = 0; port < operands.size(); ++port) {
      if (!g_.row[n]->passes(port)) continue;
      const std::vector<double> local = local_jacobian(apply, g_, n, port, values.data());
      out.insert(out.end(), local.begin(), local.end());
    }
    return out;
  }
  // What is the same at -1e6 and at -1e9 is the same at -infinity.
  void limits(NodeId n) {
    const std::vector<double> near = with_infinite_as(n, 1e6), far = with_infinite_as(n, 1e9),
                              there = with_infinite_as(n, std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < there.size(); ++i)
      if (std::isfinite(near[i]) && near[i] == far[i] && there[i] != far[i])
        return report(g_.text[n].id, ", ", std::string(g_.row[n]->name), ": number ", std::to_string(i), " is ",
                      shortest(there[i]), ", and its limit ", shortest(far[i]));
  }

  // max x <= logsumexp x <= max x + log n, at infinity, too.
  void above_largest(NodeId n) {
    const Lines l = lines_of(g_.dims(n));
    const std::vector<double> x = values_of(g_.in(n)[0]), y = values_of(n);
    for (std::int64_t i = 0; i < l.count; ++i) {
      double most = -std::numeric_limits<double>::infinity();
      for (std::int64_t j = 0; j < l.size; ++j) {
        const double one = x[static_cast<std::size_t>(l.start(i) + j * l.step)];
        most = std::isnan(one) || std::isnan(most) ? std::nan("") : std::max(most, one);
      }
      const double got = y[static_cast<std::size_t>(i)],
                   slack = std::isfinite(most) ? 1e-15 * (1 + std::fabs(most)) : 0;
      if (!std::isnan(most) && !(got >= most - slack && got <= most + std::log(static_cast<double>(l.size)) + slack))
        return report(g_.text[n].id, ", logsumexp, is ", shortest(got), ", and its largest operand ", shortest(most));
    }
  }
  // What is certain and happens costs nothing.
  void certain(NodeId n) {
    if (g_.elements(g_.in(n)[0]) != g_.elements(n) || g_.elements(g_.in(n)[1]) != g_.elements(n)) return;
    const std::vector<double> p = values_of(g_.in(n)[0]), target = values_of(g_.in(n)[1]), loss = values_of(n);
    for (std::size_t i = 0; i < loss.size(); ++i)
      if (p[i] == target[i] && (p[i] == 0 || p[i] == 1) && loss[i] != 0)
        return report(g_.text[n].id, ", bce, is ", shortest(loss[i]), " of what is certain");
  }

  const Graph& g_;
  const Task task_;
  const std::string text_;
  Outcome reverse_, forward_, along_;
  bool lost_ = false, warned_ = false, whole_ = false;
  std::string fault_;
};

}  // namespace

AtEdges at_edges(const Graph& graph) { return Edges(graph).run(); }

}  // namespace bw::test
