// Values alone, as a prediction has them: each is freed after its last reader, but for the outputs. No way to a derivative.
#include "modes/sweep.hpp"

namespace bw {

std::unique_ptr<Execution> begin_values(const Task& task);

namespace {

class ValuesAlone : public Execution {
 public:
  explicit ValuesAlone(const Task& task)
      : task_(task), graph_(task.graph), activity_(graph_, {}, {}), recorder_(graph_, activity_, task.keep),
        sweeper_(task, activity_, recorder_, 0, false), last_use_(last_uses(graph_, graph_.outputs)) {
    out_.planned_bytes = sweeper_.planned_bytes();
    out_.planned_steps = graph_.size();
  }

  std::int64_t advance() override {
    std::int64_t work = next_ < graph_.size() ? 1 : 0;
    for (; next_ < graph_.size() && work < kPortion; ++next_) {
      if (!graph_.is_given(next_)) step(next_);
      work += task_.predict ? 0 : work_of(graph_, next_, 1);
    }
    return work;
  }

  std::int64_t sweeps_done() const override { return 0; }

  Outcome finish() override {
    if (task_.keep_nodes && !task_.predict) out_.values = sweeper_.values();
    out_.trace = recorder_.finish();
    return std::move(out_);
  }

 private:
  void step(NodeId n) {
    recorder_.begin_step(Sweep::kValue, n);
    sweeper_.value(n);
    recorder_.computed();
    for_each_last_use(graph_, last_use_, n, [&](NodeId done) {
      if (!graph_.is_given(done)) recorder_.free(done, What::kValue, graph_.elements(done));
    });
    recorder_.end_step();
  }

  const Task& task_;
  const Graph& graph_;
  Activity activity_;
  Recorder recorder_;
  Sweeper sweeper_;
  std::vector<NodeId> last_use_;
  NodeId next_ = 0;
  Outcome out_;
};

}  // namespace

std::unique_ptr<Execution> begin_values(const Task& task) { return std::make_unique<ValuesAlone>(task); }

}  // namespace bw
