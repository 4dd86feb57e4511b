// Seeds, adjoint steps and results, as all modes that go back have them.
#include "modes/backward.hpp"

namespace bw {

namespace {

// Without a Jacobian there is one direction, the seeds of the task.
std::int64_t count_of(const Task& task, const Directions& directions) { return task.jacobian ? directions.count() : 1; }

}  // namespace

Backward::Backward(const Task& task, Directions directions)
    : task_(task), graph_(task.graph), activity_(task.graph, task.wrt, seeded_nodes(task), task.cut),
      recorder_(task.graph, activity_, task.keep), saved_(task.graph, activity_), directions_(std::move(directions)),
      chunk_(chunk_of(task.options, count_of(task, directions_))), sweeper_(task, activity_, recorder_, chunk_, false),
      last_use_(last_uses(task.graph, held_nodes(task))),
      // Passes over several outputs visit different ancestors, so only those of one output count as alike.
      passes_(
          passes(count_of(task, directions_), chunk_, task.predict && (!task.jacobian || graph_.outputs.size() == 1))) {
  out_.directions = count_of(task, directions_);
  if (task.jacobian) out_.colouring = directions_.colouring();
  out_.planned_bytes = sweeper_.planned_bytes();
  const std::int64_t rows = task.jacobian ? count_elements(graph_, graph_.outputs) : 1;
  if (!task_.predict)
    (task_.jacobian ? out_.jacobian : out_.gradient)
        .resize(static_cast<std::size_t>(rows * count_elements(graph_, task_.wrt)));
}

void Backward::seed(const Pass& pass) {
  if (task_.jacobian) {
    directions_.for_each(pass, [&](std::int64_t d, NodeId n, std::int64_t element, std::int64_t) {
      if (!activity_.active[n]) return;
      if (!sweeper_.has_adjoint(n)) seed_step(n);
      sweeper_.set(n, d - pass.first, element, 1.0);
    });
    return;
  }
  for (const NodeValues& seed : task_.seeds) {
    if (!activity_.active[seed.node]) continue;
    seed_step(seed.node);
    for (std::size_t i = 0; i < seed.value.size(); ++i)
      sweeper_.set(seed.node, 0, static_cast<std::int64_t>(i), seed.value[i]);
  }
}

void Backward::seed_step(NodeId n) {
  recorder_.begin_step(Sweep::kAdjoint, n, true);
  sweeper_.begin_adjoint(n);
  recorder_.computed();
  recorder_.end_step();
}

void Backward::adjoint_step(NodeId n, const Pass& pass) {
  recorder_.begin_step(Sweep::kAdjoint, n);
  saved_.for_each(n, [&](NodeId saved) { recorder_.read(saved, What::kValue); });
  if (saved_.hidden(n) > 0) recorder_.read(n, What::kSaved);
  sweeper_.coef(n, Sweep::kAdjoint);
  sweeper_.adjoint(n);
  recorder_.computed();
  recorder_.free(n, What::kAdjoint, graph_.elements(n), pass.lanes);
}

void Backward::end_pass(const Pass& pass, bool last) {
  if (!task_.predict) read_off(pass);
  if (task_.keep_nodes && !task_.predict && last) {
    out_.values = sweeper_.values();
    out_.adjoints = adjoints();
  }
  sweeper_.end_adjoints();
}

void Backward::read_off(const Pass& pass) {
  const auto row = [&](std::int64_t lane, double* out, auto owns) {
    std::int64_t at = 0;
    for (const NodeId n : task_.wrt)
      for (std::int64_t i = 0; i < graph_.elements(n); ++i, ++at)
        out[at] = sweeper_.has_adjoint(n) && owns(at) ? sweeper_.derivative(n, lane, i) : 0.0;
  };
  if (!task_.jacobian) return row(0, out_.gradient.data(), [](std::int64_t) { return true; });
  const std::int64_t columns = count_elements(graph_, task_.wrt);
  directions_.for_each(pass, [&](std::int64_t d, NodeId, std::int64_t, std::int64_t element) {
    row(d - pass.first, out_.jacobian.data() + element * columns,
        [&](std::int64_t column) { return directions_.owns(element, column); });
  });
}

std::vector<double> Backward::adjoints() const {
  std::vector<double> out = sweeper_.derivatives(0);
  for (NodeId n = 0; n < graph_.size(); ++n)
    if (!sweeper_.has_adjoint(n)) std::fill(out.begin() + graph_.offset[n], out.begin() + graph_.offset[n + 1], 0.0);
  return out;
}

}  // namespace bw
