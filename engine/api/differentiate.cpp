// Runs the modes, fills the columns, and compares.
#include "api/differentiate.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "api/cut_sums.hpp"
#include "api/kept.hpp"
#include "api/question.hpp"
#include "api/warnings.hpp"
#include "base/limits.hpp"
#include "graph/apply.hpp"
#include "modes/registry.hpp"

namespace bw {
namespace {

class Differentiation {
 public:
  Differentiation(const Request& request, const Question& question, Response& response)
      : request_(request), question_(question), response_(response), graph_(*response.graph) {}

  void run() {
    Differentiated& r = response_.result.emplace();
    r.seeds = question_.seeds;
    r.tangent = question_.direction;
    std::vector<NodeId> seeded;
    for (const NodeValues& seed : r.seeds) seeded.push_back(seed.node);
    activity_ = &response_.activity.emplace(graph_, graph_.wrt, seeded);
    if (!traced()) plan_ = plan_for(response_.graph, {graph_.wrt, r.seeds, r.tangent}, request_.layout);
    if (!columns(r)) return void(response_.result.reset());
    for (const ModeRequest& mode : request_.modes) add_run(mode, r);
    if (request_.include.gradient_forward) forward_check(r);
    agree(r);
    if (request_.layout) lane(r);
    warn(graph_, *activity_, r, response_.diagnostics);
  }

 private:
  const Include& include() const { return request_.include; }
  void report(Code code, std::string message, std::string hint, std::string path = "") {
    response_.diagnostics.add({code, std::move(message), std::move(hint), std::move(path), {}});
  }

  // ---- runs

  Task task() const {
    return {.graph = graph_, .leaf_values = question_.leaf_values, .wrt = graph_.wrt, .seeds = response_.result->seeds};
  }
  static bool affordable(const Outcome& predicted) {
    return bw::affordable(predicted, predicted.trace.value + predicted.trace.derivative);
  }

  // Whether someone wants to see how the numbers came about. Else they are a plan's, which has the same bits, and costs
  // are those that the rows' formulas give.
  bool traced() const { return include().cost || include().steps || include().timeline; }

  // The numbers of every node: values and tangents from one forward sweep, adjoints from one sweep back.
  bool columns(Differentiated& r) {
    bool planned = false;
    for (const Mode* mode : modes()) {
      const bool along = mode->direction == Direction::kAlong;
      if (along ? !r.tangents.empty() || !r.values.empty() : !r.adjoints.empty()) continue;
      Task t = task();
      t.keep_nodes = true;
      if (along) t.direction = r.tangent;
      t.predict = true;
      const Outcome predicted = mode->run(t);
      if (!affordable(predicted)) {
        report(Code::kLimit,
               "One sweep over this network takes " +
                   std::to_string(predicted.trace.value.flops() + predicted.trace.derivative.flops()) + " flops and " +
                   std::to_string(predicted.planned_bytes) + " bytes; the limits are " +
                   std::to_string(limits::kBudgetFlops) + " and " + std::to_string(limits::kBudgetBytes) + ".",
               "Use a smaller network.");
        return false;
      }
      if (plan_ != nullptr) {
        if (!planned) run_plan(*plan_);
        planned = true;
        if (along) r.values = plan_->values(), r.tangents = plan_->tangents();
        else r.adjoints = plan_->adjoints();
        continue;
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
            if (step.sweep == Sweep::kAdjoint && read.what != What::kAdjoint)
              r.saved_for[read.node].push_back({step.node, read.what});
      }
    }
    if (r.tangents.empty()) r.tangents.assign(r.values.size(), 0.0);
    Pulled pulled = pull(graph_, *activity_, r.seeds, r.values, r.tangents, r.adjoints, include().contributions);
    r.scale = std::move(pulled.scale);
    r.path_scale = std::move(pulled.path_scale);
    r.absolute = std::move(pulled.absolute);
    r.contributions = std::move(pulled.contributions);
    if (include().local) locals(r);
    if (include().groups && !find_groups(graph_, *activity_, r.values, r.groups)) {
      report(Code::kLeftOut,
             "Some local derivatives of groups were left out: they would take more than " +
                 std::to_string(limits::kBudgetFlops) + " flops.",
             "");
    }
    if (include().cost)
      r.gauges = {gauge(graph_, *activity_, Direction::kAgainst, r.value_cost, r.adjoint_cost),
                  gauge(graph_, *activity_, Direction::kAlong, r.value_cost, r.tangent_cost)};
    return true;
  }

  void locals(Differentiated& r) {
    Apply apply(graph_, *activity_);
    const std::vector<Counted> values(r.values.begin(), r.values.end());
    apply.refill(values.data());
    r.locals.resize(graph_.size());
    for (NodeId n = 0; n < graph_.size(); ++n) {
      const auto operands = graph_.in(n);
      for (std::uint32_t port = 0; port < operands.size(); ++port) {
        Local local{operands[port], port, {}, graph_.elements(n), graph_.elements(operands[port])};
        const bool wanted = activity_->passes(graph_, n, port);
        if (wanted && local.rows * local.cols <= limits::kShownNumbers)
          local.jacobian = local_jacobian(apply, graph_, n, port, values.data());
        r.locals[n].push_back(std::move(local));
      }
    }
  }

  void add_run(const ModeRequest& request, Differentiated& r) {
    const Mode* mode = find_mode(request.mode);
    Task t = task();
    t.jacobian = request_.jacobian;
    t.options = request.options;
    t.keep = {.steps = include().steps, .timeline = include().timeline, .pass = request.pass};
    t.predict = true;
    Run run{.mode = mode,
            .request = request,
            .title = {},
            .outcome = mode->run(t),
            .cut_sums = {},
            .seconds = {},
            .max_relative = {}};
    if (run.outcome.too_large)
      return report(Code::kLeftOut, "The run `" + request.mode + "` was left out: the network is too large for it.",
                    "Use a smaller network for it.", request.path);
    run.predicted = !affordable(run.outcome);
    run.title = mode->title(t, run.outcome);
    if (request.pass > std::max<std::int64_t>(run.outcome.sweeps, 1)) {
      return report(Code::kAttr,
                    "`pass` is " + std::to_string(request.pass) + ", and the run `" + run.title + "` has " +
                        std::to_string(run.outcome.sweeps) + " sweeps.",
                    "It is a whole number from 1 to the number of sweeps.", request.path + ".pass");
    }
    const bool planned = plan_ != nullptr && !t.jacobian && mode->planned != Planned::kNot;
    if (planned && !run.predicted) {
      const auto begin = std::chrono::steady_clock::now();
      // The columns of the answer have had these sweeps; what is timed has all of its own.
      if (request_.timing) {
        plan_->run_values();
        if (mode->planned == Planned::kAgainst) plan_->run_adjoint();
      }
      run.outcome.gradient = mode->planned == Planned::kAlong
                                 ? plan_->gradient_along(lanes_of(t.options, run.outcome.directions))
                                 : plan_->gradient();
      if (request_.timing)
        run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    } else if (run.predicted) {
      report(Code::kPredicted,
             "The run `" + run.title + "` is above the budget of a call: its figures are predicted, not counted.",
             "Fewer passes or a smaller network are counted.", request.path);
    } else {
      t.predict = false;
      const auto begin = std::chrono::steady_clock::now();
      run.outcome = mode->run(t);
      if (request_.timing)
        run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      if (include().steps) run.cut_sums = cut_sums(t, task(), run, r);
    }
    r.runs.push_back(std::move(run));
  }

  // How many derivatives a plan carries side by side: their bits are the same for any number, and few stay near.
  static std::int64_t lanes_of(const Options& options, std::int64_t directions) {
    constexpr std::int64_t kWide = 8;
    return std::clamp<std::int64_t>(options.all ? kWide : options.chunk.value_or(1), 1,
                                    std::min(kWide, std::max<std::int64_t>(directions, 1)));
  }

  void forward_check(Differentiated& r) {
    std::int64_t elements = 0;
    for (NodeId n = 0; n < graph_.size(); ++n)
      if (activity_->active[n]) elements += graph_.elements(n);
    if (elements > limits::kCheckElements) {
      return report(Code::kLeftOut,
                    "`gradient_forward` was left out: it would take " + std::to_string(elements) +
                        " forward sweeps; the limit is " + std::to_string(limits::kCheckElements) + ".",
                    "The gradients of the runs are compared all the same.");
    }
    r.check = check_by_forward(task(), *activity_);
    r.gradient_forward = r.check->gradient;
    r.difference.assign(graph_.size(), 0.0);
    for (NodeId n = 0; n < graph_.size(); ++n) {
      for (std::int64_t i = graph_.offset[n]; i < graph_.offset[n + 1]; ++i) {
        const auto at = static_cast<std::size_t>(i);
        r.difference[n] = std::max(r.difference[n], relative_difference(r.adjoints[at], r.gradient_forward[at],
                                                                        r.scale[n] > 0 ? r.scale[n] : r.path_scale[n]));
      }
    }
  }

  void run_plan(Plan& plan) const {
    plan.set_leaves(question_.leaf_values);
    plan.run_values();
    plan.run_tangent();
    plan.run_adjoint();
  }

  // The plan of the fast lane, its leaves and results as in this response.
  void lane(const Differentiated& r) {
    const std::shared_ptr<Plan> plan = plan_for(response_.graph, {graph_.wrt, r.seeds, r.tangent}, true);
    if (plan == nullptr)
      return report(Code::kLeftOut, "The layout was left out: the network is too large for the fast lane.",
                    "Ask for it without a layout, or use a smaller network.");
    run_plan(*plan);
    response_.lane = plan;
  }

  // ---- what the ways agree on

  void agree(Differentiated& r) {
    Agreement& a = r.agreement;
    const auto note = [&](double difference, NodeId n) {
      if (!a.node || difference > a.max_relative) a.node = n, a.max_relative = difference;
    };
    // The difference relative to the sums over paths, which are larger.
    const auto over_paths = [&](NodeId n) {
      return r.scale[n] > 0 && std::isfinite(r.difference[n]) ? r.difference[n] * (r.scale[n] / r.path_scale[n])
                                                              : r.difference[n];
    };
    if (!r.difference.empty())
      for (NodeId n = 0; n < graph_.size(); ++n)
        if (activity_->active[n]) note(over_paths(n), n);
    const Run* first = nullptr;
    for (const Run& run : r.runs) {
      if (run.predicted || run.mode->referee) continue;
      if (first != nullptr) compare(first->outcome, run.outcome, r, note);
      else first = &run;
    }
    for (Run& run : r.runs) {
      if (run.predicted || !run.mode->referee || first == nullptr) continue;
      run.max_relative = 0;
      compare(first->outcome, run.outcome, r,
              [&](double difference, NodeId) { run.max_relative = std::max(*run.max_relative, difference); });
    }
    if (!graph_.wrt.empty())
      a.dot = dot_test(graph_, *activity_, r.seeds, r.tangent, r.tangents, r.adjoints, r.absolute);
  }
  template <class F>
  void compare(const Outcome& a, const Outcome& b, const Differentiated& r, F note) const {
    if (!request_.jacobian) {
      std::size_t at = 0;
      for (const NodeId n : graph_.wrt)
        for (std::int64_t i = 0; i < graph_.elements(n); ++i, ++at)
          note(relative_difference(a.gradient[at], b.gradient[at], r.path_scale[n]), n);
      return;
    }
    // Rows of a Jacobian have no contributions at hand: relative to the largest finite entry of the row.
    const std::size_t columns = static_cast<std::size_t>(a.directions),
                      rows = columns == 0 ? 0 : a.jacobian.size() / columns;
    const std::size_t width = rows == 0 ? 0 : a.jacobian.size() / static_cast<std::size_t>(output_elements());
    for (std::size_t row = 0; width > 0 && row < a.jacobian.size() / width; ++row) {
      double scale = 0;
      for (std::size_t j = 0; j < width; ++j)
        if (std::isfinite(a.jacobian[row * width + j])) scale = std::max(scale, std::fabs(a.jacobian[row * width + j]));
      std::size_t j = row * width;
      for (const NodeId n : graph_.wrt)
        for (std::int64_t i = 0; i < graph_.elements(n); ++i, ++j)
          note(relative_difference(a.jacobian[j], b.jacobian[j], scale), n);
    }
  }
  std::int64_t output_elements() const {
    std::int64_t sum = 0;
    for (const NodeId n : graph_.outputs) sum += graph_.elements(n);
    return sum;
  }

  const Request& request_;
  const Question& question_;
  Response& response_;
  const Graph& graph_;
  const Activity* activity_ = nullptr;
  std::shared_ptr<Plan> plan_;
};

}  // namespace

void differentiate(const Request& request, Response& response) {
  const Question question =
      ask(request, *response.graph, *response.original, response.expanded.get(), response.diagnostics);
  if (response.ok()) Differentiation(request, question, response).run();
}

}  // namespace bw
