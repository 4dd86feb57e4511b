// A differentiation under way: its columns are there from the start; schedules follow one after another, portion by portion,
// and the check comes last.
#pragma once

#include <chrono>

#include "api/differentiate/parts.hpp"

namespace bw {

class Job {
 public:
  // With the columns, and every schedule predicted. Null, reported, where the request is refused.
  static std::shared_ptr<Job> begin(const DifferentiateRequest& request, Diagnostics& diagnostics);

  // Goes on for about so much work (modes/sweep.hpp), and at most one portion more.
  void advance(std::int64_t work);
  void complete();
  bool is_done() const { return stage_ == Stage::kDone; }
  // How much work is still to be done, about.
  std::int64_t work_left() const;

  // Derivative sweeps that are executed, and those of the whole.
  std::int64_t sweeps_done() const;
  std::int64_t sweeps() const;
  // The first so many runs are as they will stay.
  std::size_t runs_done() const { return run_; }

  const Differentiated& result() const { return d_.result; }
  Differentiated take() { return std::move(d_.result); }
  // What there is to say of what is there.
  Diagnostics said() const;

 private:
  enum class Stage { kRuns, kCheck, kDone };
  using Clock = std::chrono::steady_clock;

  explicit Job(Differentiation d) : d_(std::move(d)) {}
  void plan(const DifferentiateRequest& request);
  void open_lane();
  // One portion; gives its work.
  std::int64_t portion();
  std::int64_t portion_of_run(Run& run);
  std::int64_t portion_of_check();
  void end();

  Differentiation d_;
  Diagnostics lane_said_;
  Stage stage_ = Stage::kRuns;
  std::size_t run_ = 0;
  std::optional<Task> task_;  // of the run or the check under way
  std::unique_ptr<Execution> execution_;
  std::optional<ForwardChecking> checking_;
  bool checked_ = false;  // there is, or will be, a check
  std::int64_t check_sweeps_ = 0;
  double seconds_ = 0;
};

// Keeps a job for those who ask for more of it, in place of the oldest where there are many, or they are large; gives its number.
std::int64_t keep_job(std::shared_ptr<Job> job);
// Nobody will ask for it.
void forget_job(std::int64_t number);
// Null where it is not kept any more.
std::shared_ptr<Job> find_job(std::int64_t number);

}  // namespace bw
