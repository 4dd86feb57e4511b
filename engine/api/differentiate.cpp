// Chooses seeds and direction, runs the modes, fills the columns, and compares.
#include "api/differentiate.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/limits.hpp"
#include "graph/apply.hpp"
#include "graph/expand.hpp"
#include "modes/registry.hpp"

namespace bw {
namespace {

class Differentiation {
 public:
  Differentiation(const Request& request, const Graph& original, const Expanded* expanded, Response& response)
      : request_(request), original_(original), expanded_(expanded), response_(response), graph_(*response.graph), leaf_values_(graph_.leaf_values) {}

  void run() {
    Differentiated& r = response_.result.emplace();
    replace_leaves();
    choose_seeds(r.seeds);
    choose_direction(r.tangent);
    check_modes();
    if (response_.diagnostics.has_errors()) return void(response_.result.reset());
    std::vector<NodeId> seeded;
    for (const NodeValues& seed : r.seeds) seeded.push_back(seed.node);
    activity_ = &response_.activity.emplace(graph_, graph_.wrt, seeded);
    if (!columns(r)) return void(response_.result.reset());
    for (const ModeRequest& mode : request_.modes) add_run(mode, r);
    if (request_.include.gradient_forward) forward_check(r);
    agree(r);
    warn(r);
  }

 private:
  const Include& include() const { return request_.include; }
  void report(Code code, std::string message, std::string hint, std::string path = "") { response_.diagnostics.add({code, std::move(message), std::move(hint), std::move(path), {}}); }

  // ---- what to differentiate, where, and along what

  // The nodes and numbers that an id stands for: one node, or the scalars of a node of the network as written.
  std::vector<NodeValues> find(const NamedNumbers& named) {
    const auto fits = [&](const Graph& g, NodeId n) {
      if (static_cast<std::int64_t>(named.value.size()) == g.elements(n)) return true;
      report(Code::kShape, in_ticks(named.id) + " is " + in_words(g.shape[n]) + ", but there are " + std::to_string(named.value.size()) + " numbers for it.", "Give one number for each element.", named.path);
      return false;
    };
    if (const auto n = graph_.find(named.id)) {
      if (fits(graph_, *n)) return {{*n, named.value}};
      return {};
    }
    if (const auto n = expanded_ != nullptr ? original_.find(named.id) : std::nullopt) {
      std::vector<NodeValues> list;
      if (!fits(original_, *n)) return {};
      for (std::size_t i = 0; i < named.value.size(); ++i) list.push_back({expanded_->scalar[static_cast<std::size_t>(original_.offset[*n]) + i], {named.value[i]}});
      return list;
    }
    std::vector<std::string_view> names;
    for (NodeId n = 0; n < graph_.size() && n < 2000; ++n) names.push_back(graph_.text[n].id);
    const auto guess = closest(named.id, names);
    report(Code::kUnknownName, "There is no node " + in_ticks(named.id) + ".", guess ? "Did you mean " + in_ticks(*guess) + "?" : "", named.path);
    return {};
  }

  void replace_leaves() {
    for (const NamedNumbers& named : request_.at) {
      for (const NodeValues& v : find(named)) {
        if (!graph_.row[v.node]->is_leaf()) {
          report(Code::kUnknownName, in_ticks(named.id) + " is no leaf: it is computed, and its value cannot be replaced.", "at takes inputs and params.", named.path);
          break;
        }
        std::copy(v.value.begin(), v.value.end(), leaf_values_.begin() + graph_.offset[v.node]);
      }
    }
  }

  // A column for a Jacobian without seeds: the first element of the first output.
  void choose_seeds(std::vector<NodeValues>& seeds) {
    if (request_.seeds) {
      for (const NamedNumbers& named : *request_.seeds)
        for (NodeValues& v : find(named)) add_once(seeds, std::move(v), named);
      if (request_.seeds->empty()) report(Code::kSeed, "There are no seeds.", "Give at least one, or leave seeds out.", "$.seeds");
      return;
    }
    const NodeId first = graph_.outputs[0];
    if (!request_.jacobian && (graph_.outputs.size() > 1 || graph_.elements(first) > 1)) {
      return report(Code::kSeed, graph_.outputs.size() > 1 ? "The network has " + std::to_string(graph_.outputs.size()) + " outputs: a gradient needs one number." : in_ticks(graph_.text[first].id) + " is " + in_words(graph_.shape[first]) + ": a gradient needs one number.",
                    "Ask for want: \"jacobian\", or give seeds, or name a scalar with `loss`.", "$.seeds");
    }
    std::vector<double> unit(static_cast<std::size_t>(graph_.elements(first)), 0.0);
    unit[0] = 1;
    seeds.push_back({first, std::move(unit)});
  }
  void add_once(std::vector<NodeValues>& list, NodeValues v, const NamedNumbers& named) {
    for (const NodeValues& other : list)
      if (other.node == v.node) return report(Code::kDupId, in_ticks(named.id) + " stands twice.", "Name it once.", named.path);
    list.push_back(std::move(v));
  }

  void choose_direction(std::vector<NodeValues>& direction) {
    if (request_.tangent) {
      for (const NamedNumbers& named : *request_.tangent) {
        for (NodeValues& v : find(named)) {
          if (std::find(graph_.wrt.begin(), graph_.wrt.end(), v.node) == graph_.wrt.end()) {
            report(Code::kSeed, in_ticks(named.id) + " is not in wrt: it has no tangent of its own.", "Declare it with `param`, or name it in `wrt`.", named.path);
            break;
          }
          add_once(direction, std::move(v), named);
        }
      }
      return;
    }
    if (graph_.wrt.empty()) return;
    std::vector<double> unit(static_cast<std::size_t>(graph_.elements(graph_.wrt[0])), 0.0);
    unit[0] = 1;
    direction.push_back({graph_.wrt[0], std::move(unit)});
  }

  void check_modes() {
    for (const ModeRequest& m : request_.modes) {
      const Mode* mode = find_mode(m.mode);
      if (mode == nullptr) {
        std::vector<std::string_view> names;
        for (const Mode* known : modes()) names.push_back(known->name);
        const auto guess = closest(m.mode, names);
        report(Code::kUnknownOp, "There is no mode " + in_ticks(m.mode) + ".", guess ? "Did you mean " + in_ticks(*guess) + "?" : "The catalogue lists all modes.", m.path + ".mode");
        continue;
      }
      for (const std::string& option : m.given)
        if (std::find(mode->options.begin(), mode->options.end(), option) == mode->options.end()) report(Code::kAttr, in_ticks(m.mode) + " takes no " + in_ticks(option) + ".", "", m.path);
    }
  }

  // ---- runs

  Task task() const {
    return {.graph = graph_, .leaf_values = leaf_values_, .wrt = graph_.wrt, .seeds = response_.result->seeds};
  }
  static bool affordable(const Outcome& predicted) {
    const Cost total = predicted.trace.value + predicted.trace.derivative;
    return total.flops() + total.fn <= limits::kBudgetFlops && predicted.planned_steps <= limits::kBudgetSteps && predicted.planned_bytes <= limits::kBudgetBytes;
  }

  // The numbers of every node: values and tangents from one forward sweep, adjoints from one sweep back.
  bool columns(Differentiated& r) {
    for (const Mode* mode : modes()) {
      const bool along = mode->direction == Direction::kAlong;
      if (along ? !r.tangents.empty() || !r.values.empty() : !r.adjoints.empty()) continue;
      Task t = task();
      t.keep_nodes = true;
      if (along) t.direction = r.tangent;
      t.predict = true;
      const Outcome predicted = mode->run(t);
      if (!affordable(predicted)) {
        report(Code::kLimit, "One sweep over this network takes " + std::to_string(predicted.trace.value.flops() + predicted.trace.derivative.flops()) + " flops and " + std::to_string(predicted.planned_bytes) + " bytes; the limits are " +
                                 std::to_string(limits::kBudgetFlops) + " and " + std::to_string(limits::kBudgetBytes) + ".", "Use a smaller network.");
        return false;
      }
      t.predict = false;
      t.keep.steps = !along;  // to know what each adjoint step reads
      Outcome out = mode->run(t);
      if (along) {
        r.values = std::move(out.values);
        r.tangents = std::move(out.tangents);
        r.value_cost = std::move(out.trace.value_at);
        r.tangent_cost = std::move(out.trace.tangent_at);
      } else {
        r.adjoints = std::move(out.adjoints);
        r.adjoint_cost = std::move(out.trace.adjoint_at);
        r.saved_for.resize(graph_.size());
        for (const Step& step : out.trace.steps)
          for (const Read& read : step.reads)
            if (step.sweep == Sweep::kAdjoint && read.what == What::kValue) r.saved_for[read.node].push_back({step.node, read.what});
      }
    }
    if (r.tangents.empty()) r.tangents.assign(r.values.size(), 0.0);
    Pulled pulled = pull(graph_, *activity_, r.seeds, r.values, r.tangents, r.adjoints, include().contributions);
    r.scale = std::move(pulled.scale);
    r.contributions = std::move(pulled.contributions);
    if (include().local) locals(r);
    return true;
  }

  void locals(Differentiated& r) {
    Apply apply(graph_, *activity_);
    const std::vector<Counted> values(r.values.begin(), r.values.end());
    r.locals.resize(graph_.size());
    for (NodeId n = 0; n < graph_.size(); ++n) {
      const auto operands = graph_.in(n);
      for (std::uint32_t port = 0; port < operands.size(); ++port) {
        Local local{operands[port], port, {}, graph_.elements(n), graph_.elements(operands[port])};
        const bool wanted = activity_->passes(n) && activity_->active[operands[port]];
        if (wanted && local.rows * local.cols <= limits::kShownNumbers) local.jacobian = local_jacobian(apply, graph_, n, port, values.data());
        r.locals[n].push_back(std::move(local));
      }
    }
  }

  void add_run(const ModeRequest& request, Differentiated& r) {
    const Mode* mode = find_mode(request.mode);
    Task t = task();
    t.jacobian = request_.jacobian;
    t.options = request.options;
    t.keep = {.steps = include().steps, .timeline = include().timeline};
    t.predict = true;
    Run run{.mode = mode, .request = request, .title = {}, .outcome = mode->run(t), .cut_sums = {}, .seconds = {}};
    if (run.outcome.too_large) return report(Code::kLeftOut, "The run `" + request.mode + "` was left out: the network is too large for it.", "", request.path);
    run.predicted = !affordable(run.outcome);
    run.title = mode->title(t, run.outcome);
    if (run.predicted) {
      report(Code::kPredicted, "The run `" + run.title + "` is above the budget of a call: its figures are predicted, not counted.", "", request.path);
    } else {
      t.predict = false;
      const auto begin = std::chrono::steady_clock::now();
      run.outcome = mode->run(t);
      if (request_.timing) run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      if (include().steps) cut_sums(t, run, r);
    }
    r.runs.push_back(std::move(run));
  }

  // Of a run whose first sweep carries one direction: that direction against the seeds in force going along, the
  // seeds in force against the tangent column going back.
  void cut_sums(const Task& t, Run& run, const Differentiated& r) {
    run.cut_sums.resize(run.outcome.trace.steps.size());
    const bool along = run.mode->direction == Direction::kAlong;
    const bool one_lane = !t.options.all && t.options.chunk.value_or(1) == 1;
    if (run.outcome.traced_graph || (along && !(one_lane || run.outcome.directions == 1)) || graph_.wrt.empty()) return;
    std::vector<NodeValues> seeds = r.seeds;
    std::vector<double> tangents = r.tangents, adjoints = r.adjoints;
    if (along) {
      Task first = task();
      std::vector<double> unit(static_cast<std::size_t>(graph_.elements(graph_.wrt[0])), 0.0);
      unit[0] = 1;
      first.direction = {{graph_.wrt[0], unit}};
      first.keep_nodes = true;
      tangents = run.mode->run(first).tangents;
    } else if (t.jacobian) {
      if (!one_lane) return;
      std::vector<double> unit(static_cast<std::size_t>(graph_.elements(graph_.outputs[0])), 0.0);
      unit[0] = 1;
      seeds = {{graph_.outputs[0], unit}};
      Task first = task();
      first.seeds = seeds;
      first.keep_nodes = true;
      adjoints = run.mode->run(first).adjoints;
    }
    std::vector<NodeId> seeded;
    for (const NodeValues& seed : seeds) seeded.push_back(seed.node);
    const Pulled pulled = pull(graph_, Activity(graph_, graph_.wrt, seeded), seeds, r.values, tangents, adjoints, false);
    for (std::size_t i = 0; i < run.cut_sums.size(); ++i) {
      const Step& step = run.outcome.trace.steps[i];
      if (step.sweep == Sweep::kValue && !along) continue;
      if (along) run.cut_sums[i] = pulled.cut_sums[step.seed ? 0 : step.node + 1];
      else run.cut_sums[i] = pulled.cut_sums[step.seed ? graph_.size() : step.node];
    }
  }

  void forward_check(Differentiated& r) {
    std::int64_t elements = 0;
    for (NodeId n = 0; n < graph_.size(); ++n)
      if (activity_->active[n]) elements += graph_.elements(n);
    if (elements > limits::kCheckElements) {
      return report(Code::kLeftOut, "gradient_forward was left out: it would take " + std::to_string(elements) + " forward sweeps; the limit is " + std::to_string(limits::kCheckElements) + ".", "The gradients of the runs are compared all the same.");
    }
    r.check = check_by_forward(task(), *activity_);
    r.gradient_forward = r.check->gradient;
    r.difference.assign(graph_.size(), 0.0);
    for (NodeId n = 0; n < graph_.size(); ++n) {
      for (std::int64_t i = graph_.offset[n]; i < graph_.offset[n + 1]; ++i) {
        const auto at = static_cast<std::size_t>(i);
        r.difference[n] = std::max(r.difference[n], relative_difference(r.adjoints[at], r.gradient_forward[at], r.scale[n]));
      }
    }
  }

  // ---- what the ways agree on

  void agree(Differentiated& r) {
    Agreement& a = r.agreement;
    const auto note = [&](double difference, NodeId n) {
      if (!a.node || difference > a.max_relative) a.node = n, a.max_relative = difference;
    };
    if (!r.difference.empty())
      for (NodeId n = 0; n < graph_.size(); ++n)
        if (activity_->active[n]) note(r.difference[n], n);
    const Run* first = nullptr;
    for (const Run& run : r.runs) {
      if (run.predicted) continue;
      if (first != nullptr) compare(first->outcome, run.outcome, r, note);
      else first = &run;
    }
    if (!graph_.wrt.empty()) a.dot = dot_test(graph_, *activity_, r.seeds, r.tangent, r.tangents, r.adjoints);
  }
  template <class F>
  void compare(const Outcome& a, const Outcome& b, const Differentiated& r, F note) const {
    if (!request_.jacobian) {
      std::size_t at = 0;
      for (const NodeId n : graph_.wrt)
        for (std::int64_t i = 0; i < graph_.elements(n); ++i, ++at) note(relative_difference(a.gradient[at], b.gradient[at], r.scale[n]), n);
      return;
    }
    // Rows of a Jacobian have no contributions at hand: relative to the largest entry of the row.
    const std::size_t columns = static_cast<std::size_t>(a.directions), rows = columns == 0 ? 0 : a.jacobian.size() / columns;
    const std::size_t width = rows == 0 ? 0 : a.jacobian.size() / static_cast<std::size_t>(output_elements());
    for (std::size_t row = 0; width > 0 && row < a.jacobian.size() / width; ++row) {
      double scale = 0;
      for (std::size_t j = 0; j < width; ++j) scale = std::max(scale, std::fabs(a.jacobian[row * width + j]));
      std::size_t j = row * width;
      for (const NodeId n : graph_.wrt)
        for (std::int64_t i = 0; i < graph_.elements(n); ++i, ++j) note(relative_difference(a.jacobian[j], b.jacobian[j], scale), n);
    }
  }
  std::int64_t output_elements() const {
    std::int64_t sum = 0;
    for (const NodeId n : graph_.outputs) sum += graph_.elements(n);
    return sum;
  }

  // ---- warnings

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
    response_.diagnostics.add({code, std::move(message), std::move(hint), t.place.path, t.place.span});
  }

  void warn(const Differentiated& r) {
    const auto hint = [&](NodeId n) { return graph_.row[n]->kink.empty() ? "Look at its operands." : in_ticks(graph_.row[n]->name) + ": " + std::string(graph_.row[n]->kink); };
    const auto value = first_nonfinite(r.values, false);
    if (value) {
      warn_at(Code::kNonfinite, *value, in_ticks(graph_.text[*value].id) + " is the first node whose value is not a finite number.", hint(*value));
    } else if (const auto adjoint = first_nonfinite(r.adjoints, true)) {
      NodeId blamed = *adjoint;
      for (const Use& use : graph_.used_by(*adjoint))
        if (activity_->connected[use.node]) blamed = use.node;
      warn_at(Code::kNonfinite, *adjoint, "The derivative by " + in_ticks(graph_.text[*adjoint].id) + " is the first, going back, that is not a finite number.", hint(blamed));
    } else if (const auto tangent = first_nonfinite(r.tangents, false)) {
      warn_at(Code::kNonfinite, *tangent, "The tangent of " + in_ticks(graph_.text[*tangent].id) + " is the first that is not a finite number.", hint(*tangent));
    }
    for (NodeId n = 0; n < graph_.size(); ++n) {
      const bool is_output = std::find(graph_.outputs.begin(), graph_.outputs.end(), n) != graph_.outputs.end();
      if (graph_.row[n]->is_leaf() && graph_.used_by(n).empty() && !is_output) warn_at(Code::kUnused, n, "Nothing uses " + in_ticks(graph_.text[n].id) + ".", "");
    }
    if (graph_.wrt.empty()) return report(Code::kInactive, "There is nothing to differentiate by.", "Declare a `param`, or name a node with `wrt`.");
    bool any = false;
    for (const NodeValues& seed : r.seeds) any = any || activity_->active[seed.node];
    if (!any) report(Code::kInactive, "What is differentiated does not depend on what one differentiates by.", "All derivatives are zero.");
  }

  const Request& request_;
  const Graph& original_;
  const Expanded* expanded_;
  Response& response_;
  const Graph& graph_;
  std::vector<double> leaf_values_;
  const Activity* activity_ = nullptr;
};

}  // namespace

void differentiate(const Request& request, const Graph& original, const Expanded* expanded, Response& response) {
  Differentiation(request, original, expanded, response).run();
}

}  // namespace bw
