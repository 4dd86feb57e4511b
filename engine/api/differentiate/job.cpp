// Does one part of a differentiation after another.
#include "api/differentiate/job.hpp"

#include <deque>

#include "api/differentiate/warnings.hpp"
#include "modes/sweep.hpp"

namespace bw {
namespace {

// Whether someone wants to see how the numbers came about. Else they are a plan's, which has the same bits, and costs
// are those that the rows' formulas give.
bool is_traced(const Include& include) { return include.cost || include.steps || include.timeline; }

// FNV-1a of the names and the leaf values of what is differentiated, so that an engine that was started anew does not take
// a number for one of its own.
std::int64_t fingerprint(const Job& job, std::int64_t count) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  const auto mix = [&](const void* bytes, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) hash = (hash ^ static_cast<const unsigned char*>(bytes)[i]) * 0x100000001b3u;
  };
  mix(&count, sizeof count);
  const Graph& g = job.result().graph();
  for (const NodeText& text : g.text) mix(text.id.data(), text.id.size());
  mix(job.result().values.data(), job.result().values.size() * sizeof(double));
  constexpr std::uint64_t kExact = (std::uint64_t{1} << 53) - 1;  // a number of JSON
  return static_cast<std::int64_t>(std::max<std::uint64_t>(hash & kExact, 1));
}

struct Kept {
  std::int64_t number;
  std::shared_ptr<Job> job;
};
struct Jobs {
  std::int64_t count = 0;
  std::deque<Kept> kept;
};
Jobs& jobs() {
  static Jobs it;
  return it;
}

}  // namespace

std::shared_ptr<Job> Job::begin(const DifferentiateRequest& request, Diagnostics& diagnostics) {
  const std::optional<BuiltNetwork> network = built_network(request, diagnostics);
  if (!network) return nullptr;
  const Graph& graph = *network->graph;
  Resolved resolved = resolve(request, graph, *network->original, network->expanded.get(), diagnostics);
  if (diagnostics.has_errors()) return nullptr;
  std::vector<NodeId> seeded;
  for (const NodeValues& seed : resolved.seeds) seeded.push_back(seed.node);
  std::shared_ptr<Job> job(new Job({request, std::move(resolved), {*network, seeded}, diagnostics, nullptr}));
  job->plan(request);
  diagnostics = job->d_.diagnostics;
  return diagnostics.has_errors() ? nullptr : job;
}

void Job::plan(const DifferentiateRequest& request) {
  Differentiated& r = d_.result;
  r.include = request.include;
  r.first = request.first.value_or(r.first);
  r.jacobian = request.jacobian;
  r.seeds = d_.resolved.seeds;
  r.tangent = d_.resolved.direction;
  if (!is_traced(request.include))
    d_.plan = plan_for(r.network.graph, {d_.graph().wrt, r.seeds, r.tangent}, request.layout);
  if (!fill_columns(d_)) return;
  r.stated = compare_stated(d_.graph(), r.activity, r.values);
  for (const ModeRequest& mode : request.modes) plan_run(d_, mode);
  // A plan may run for others between two parts, so all that it gives is taken now.
  for (Run& run : r.runs)
    if (run.pending && is_planned(d_, run)) run_planned(d_, run);
  checked_ = wants_check(d_);
  for (NodeId n = 0; checked_ && n < d_.graph().size(); ++n)
    if (r.activity.active[n]) check_sweeps_ += d_.graph().elements(n);
  if (request.values_alone) run_values_alone(d_);
  if (request.layout) open_lane();
  compare_ways(d_);
  advance(0);
}

// The plan of the fast lane, its leaves and results as in this answer.
void Job::open_lane() {
  const Differentiated& r = d_.result;
  const std::shared_ptr<Plan> plan = plan_for(r.network.graph, {r.graph().wrt, r.seeds, r.tangent}, true);
  if (plan == nullptr) {
    return lane_said_.add({Code::kLeftOut,
                           "The layout was left out: the network is too large for the fast lane.",
                           "Ask for it without a layout, or use a smaller network.",
                           "",
                           {}});
  }
  run_plan(*plan, d_.resolved);
  d_.result.lane = plan;
}

void Job::complete() {
  while (!is_done()) portion();
}

void Job::advance(std::int64_t work) {
  // What takes no time of its own is never left over.
  const auto is_free = [&] {
    return stage_ == Stage::kRuns ? run_ == d_.result.runs.size() || !d_.result.runs[run_].pending
                                  : stage_ == Stage::kCheck && !checked_;
  };
  while (!is_done() && (work > 0 || is_free())) work -= portion();
}

std::int64_t Job::portion() {
  if (stage_ == Stage::kCheck) return portion_of_check();
  if (run_ < d_.result.runs.size()) return portion_of_run(d_.result.runs[run_]);
  stage_ = Stage::kCheck;
  return 0;
}

std::int64_t Job::portion_of_run(Run& run) {
  if (!run.pending) return ++run_, 0;
  const auto begin = Clock::now();
  if (execution_ == nullptr) {
    task_.emplace(d_.task(run.request));
    execution_ = run.mode->begin(*task_);
    seconds_ = 0;
  }
  const std::int64_t work = execution_->advance();
  std::optional<Outcome> outcome;
  if (work == 0) outcome = execution_->finish();
  seconds_ += std::chrono::duration<double>(Clock::now() - begin).count();
  if (!outcome) return work;
  execution_ = nullptr;
  end_run(d_, *task_, run, std::move(*outcome));
  if (d_.request.timing) run.seconds = seconds_;
  ++run_;
  return 1;
}

std::int64_t Job::portion_of_check() {
  if (!checked_) return end(), 0;
  if (!checking_) {
    task_.emplace(d_.task());
    checking_.emplace(*task_, d_.result.activity);
  }
  const std::int64_t work = checking_->advance();
  if (work > 0) return work;
  end_check(d_, checking_->finish());
  end();
  return 1;
}

void Job::end() {
  compare_ways(d_);
  stage_ = Stage::kDone;
}

std::int64_t Job::work_left() const {
  std::int64_t sum = 0;
  for (std::size_t i = run_; i < d_.result.runs.size(); ++i) {
    const Run& run = d_.result.runs[i];
    const WideCost cost = run.outcome.trace.total();
    if (run.pending) sum += static_cast<std::int64_t>(cost.flops() + cost.fn) + kWorkOfStep * run.outcome.planned_steps;
  }
  if (checked_ && stage_ != Stage::kDone) sum += check_sweeps_ * work_of_sweep(d_.graph(), 1);
  return sum;
}

std::int64_t Job::sweeps() const {
  std::int64_t sum = checked_ ? check_sweeps_ : 0;
  for (const Run& run : d_.result.runs)
    if (run.pending || !run.predicted) sum += run.outcome.sweeps;
  return sum;
}

std::int64_t Job::sweeps_done() const {
  std::int64_t sum = is_done() && checked_ ? check_sweeps_ : checking_ ? checking_->sweeps_done() : 0;
  for (const Run& run : d_.result.runs)
    if (!run.predicted) sum += run.outcome.sweeps;
  return sum + (execution_ != nullptr ? execution_->sweeps_done() : 0);
}

Diagnostics Job::said() const {
  Diagnostics all = d_.diagnostics;
  for (const Diagnostic& said : lane_said_.shown()) all.add(said);
  warn(d_.graph(), d_.result.activity, d_.result, all);
  return all;
}

std::int64_t keep_job(std::shared_ptr<Job> job) {
  constexpr std::size_t kMost = 8;  // several pages may ask one engine
  constexpr std::int64_t kMostElements = 100'000;
  Jobs& all = jobs();
  const std::int64_t number = fingerprint(*job, ++all.count);
  all.kept.push_back({number, std::move(job)});
  const auto elements = [&] {
    std::int64_t sum = 0;
    for (const Kept& kept : all.kept) sum += kept.job->result().graph().total_elements();
    return sum;
  };
  while (all.kept.size() > kMost || (all.kept.size() > 1 && elements() > kMostElements)) all.kept.pop_front();
  return number;
}

void forget_job(std::int64_t number) {
  std::erase_if(jobs().kept, [&](const Kept& kept) { return kept.number == number; });
}

std::shared_ptr<Job> find_job(std::int64_t number) {
  for (const Kept& kept : jobs().kept)
    if (kept.number == number) return kept.job;
  return nullptr;
}

}  // namespace bw
