// One schedule of a mode: predicted, taken from the plan, or traced.
#include <algorithm>
#include <chrono>

#include "api/differentiate/cut_sums.hpp"
#include "api/differentiate/parts.hpp"
#include "modes/registry.hpp"

namespace bw {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// How many derivatives a plan carries side by side: their bits are the same for any number, and few stay near.
std::int64_t lanes_of(const Options& options, std::int64_t directions) {
  constexpr std::int64_t kMany = kManyTangents;
  return std::clamp<std::int64_t>(options.all ? kMany : options.chunk.value_or(1), 1,
                                  std::min(kMany, std::max<std::int64_t>(directions, 1)));
}

}  // namespace

Task Differentiation::task(const ModeRequest& mode) const {
  Task t = task();
  t.jacobian = request.jacobian;
  t.options = mode.options;
  t.keep = {.steps = include().steps, .timeline = include().timeline, .pass = mode.pass};
  return t;
}

void run_values_alone(Differentiation& d) {
  Task t = d.task();
  t.predict = true;
  Run run{.mode = nullptr,
          .request = {},
          .title = {},
          .outcome = run_all(begin_values(t)),
          .cut_sums = {},
          .seconds = {},
          .max_relative = {}};
  run.predicted = !affordable(run.outcome, run.outcome.trace.value);
  t.predict = false;
  if (!run.predicted) run.outcome = run_all(begin_values(t));
  d.result.values_alone = std::move(run);
}

bool is_planned(const Differentiation& d, const Run& run) {
  return d.plan != nullptr && !d.request.jacobian && run.mode->planned != Planned::kNot;
}

void run_planned(Differentiation& d, Run& run) {
  const Planned planned = run.mode->planned;
  const auto begin = Clock::now();
  // The columns of the answer have had these sweeps; what is timed has all of its own.
  if (d.request.timing) {
    d.plan->run_values();
    if (planned == Planned::kAgainst) d.plan->run_adjoint();
  }
  run.outcome.gradient = planned == Planned::kAlong
                             ? d.plan->gradient_along(lanes_of(run.request.options, run.outcome.directions))
                             : d.plan->gradient();
  if (d.request.timing) run.seconds = seconds_since(begin);
  run.predicted = run.pending = false;
}

void end_run(Differentiation& d, const Task& task, Run& run, Outcome outcome) {
  run.outcome = std::move(outcome);
  run.predicted = run.pending = false;
  if (d.include().steps) run.cut_sums = cut_sums(task, d.task(), run, d.result);
}

void plan_run(Differentiation& d, const ModeRequest& request) {
  const Mode* mode = find_mode(request.mode);
  Task t = d.task(request);
  t.predict = true;
  Run run{.mode = mode,
          .request = request,
          .title = {},
          .outcome = mode->run(t),
          .cut_sums = {},
          .seconds = {},
          .max_relative = {}};
  if (const auto& refusal = run.outcome.refusal)
    return d.report(refusal->code, refusal->message, refusal->hint, path_of(request, *refusal));
  if (run.outcome.too_large)
    return d.report(Code::kLeftOut, "The run `" + request.mode + "` was left out: the network is too large for it.",
                    "Use a smaller network for it.", request.path);
  run.predicted = true;
  run.pending = affordable(run.outcome, run.outcome.trace.total());
  run.title = mode->title(t, run.outcome);
  if (request.pass > std::max<std::int64_t>(run.outcome.sweeps, 1)) {
    return d.report(Code::kAttr,
                    "`pass` is " + std::to_string(request.pass) + ", and the run `" + run.title + "` has " +
                        std::to_string(run.outcome.sweeps) + " sweeps.",
                    "It is a whole number from 1 to the number of sweeps.", request.path + ".pass");
  }
  if (!run.pending)
    d.report(Code::kPredicted,
             "The run `" + run.title + "` is above the budget of a call: its figures are predicted, not counted.",
             "Fewer passes or a smaller network are counted.", request.path);
  d.result.runs.push_back(std::move(run));
}

}  // namespace bw
