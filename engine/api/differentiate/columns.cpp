// The numbers of every node, and what follows from them: contributions, local derivatives, groups, gauges.
#include "api/differentiate/parts.hpp"
#include "base/limits.hpp"
#include "graph/apply.hpp"
#include "modes/registry.hpp"

namespace bw {
namespace {

bool refuse(Differentiation& d, const Outcome& predicted) {
  d.report(Code::kLimit,
           "One sweep over this network takes " + decimal(predicted.trace.total().flops()) + " flops and " +
               std::to_string(predicted.planned_bytes) + " bytes; the limits are " +
               std::to_string(limits::kBudgetFlops) + " and " + std::to_string(limits::kBudgetBytes) + ".",
           "Use a smaller network.");
  return false;
}

// A network whose values cost so little that a sweep, at a few times as much, is far below the budget.
bool is_small(const Graph& g) {
  constexpr Wide kSweep = 16;
  Wide operations = 0;
  for (NodeId n = 0; n < g.size(); ++n) {
    if (g.is_given(n)) continue;
    const Cost value = g.row[n]->cost.value(g.dims(n));
    operations += value.flops() + value.fn + g.elements(n);
    for (const NodeId operand : g.in(n)) operations += g.elements(operand);
  }
  return kSweep * operations <= limits::kBudgetFlops &&
         kSweep * g.total_elements() * kBytesPerNumber <= limits::kBudgetBytes;
}

void take_along(Differentiated& r, Outcome out) {
  r.values = std::move(out.values);
  r.tangents = std::move(out.tangents);
  r.value_cost = std::move(out.trace.value_at);
  r.tangent_cost = std::move(out.trace.tangent_at);
}

void take_against(Differentiated& r, Outcome out) {
  r.adjoints = std::move(out.adjoints);
  r.adjoint_cost = std::move(out.trace.adjoint_at);
  r.saved_for.resize(r.graph().size());
  for (const Step& step : out.trace.steps)
    for (const Read& read : step.reads)
      if (step.sweep == Sweep::kAdjoint && read.what != What::kAdjoint)
        r.saved_for[read.node].push_back({step.node, read.what});
}

// One sweep each way.
bool sweep(Differentiation& d) {
  Differentiated& r = d.result;
  const bool small = is_small(d.graph());
  for (const Direction direction : {Direction::kAgainst, Direction::kAlong}) {
    const bool along = direction == Direction::kAlong;
    const Mode& mode = default_mode(direction);
    Task t = d.task();
    t.keep_nodes = true;
    if (along) t.direction = r.tangent;
    if (!small) {
      t.predict = true;
      const Outcome predicted = mode.run(t);
      if (!affordable(predicted, predicted.trace.total())) return refuse(d, predicted);
    }
    if (d.plan != nullptr) continue;
    t.predict = false;
    t.keep.steps = !along;  // to know what each adjoint step reads
    if (along) take_along(r, mode.run(t));
    else take_against(r, mode.run(t));
  }
  if (d.plan != nullptr) {
    run_plan(*d.plan, d.resolved);
    r.values = d.plan->values();
    r.tangents = d.plan->tangents();
    r.adjoints = d.plan->adjoints();
  }
  if (r.tangents.empty()) r.tangents.assign(r.values.size(), 0.0);
  return true;
}

void fill_locals(Differentiated& r) {
  const Graph& g = r.graph();
  Apply apply(g, r.activity);
  const std::vector<Counted> values(r.values.begin(), r.values.end());
  apply.refill(values.data());
  r.locals.resize(g.size());
  for (NodeId n = 0; n < g.size(); ++n) {
    const auto operands = g.in(n);
    for (std::uint32_t port = 0; port < operands.size(); ++port) {
      Local local{operands[port], port, {}, g.elements(n), g.elements(operands[port])};
      const bool wanted = r.activity.passes(g, n, port);
      if (wanted && local.rows * local.cols <= limits::kShownNumbers)
        local.jacobian = local_jacobian(apply, g, n, port, values.data());
      r.locals[n].push_back(std::move(local));
    }
  }
}

}  // namespace

bool fill_columns(Differentiation& d) {
  if (!sweep(d)) return false;
  Differentiated& r = d.result;
  const Graph& g = d.graph();
  Pulled pulled = pull(g, r.activity, r.seeds, r.values, r.tangents, r.adjoints, d.include().contributions);
  r.scale = std::move(pulled.scale);
  r.path_scale = std::move(pulled.path_scale);
  r.absolute = std::move(pulled.absolute);
  r.contributions = std::move(pulled.contributions);
  if (d.include().local) fill_locals(r);
  if (d.include().groups && !find_groups(g, r.activity, r.values, r.groups)) {
    d.report(Code::kLeftOut,
             "Some local derivatives of groups were left out: they would take more than " +
                 std::to_string(limits::kBudgetFlops) + " flops.",
             "");
  }
  if (d.include().cost)
    r.gauges = {gauge(g, r.activity, Direction::kAgainst, r.value_cost, r.adjoint_cost),
                gauge(g, r.activity, Direction::kAlong, r.value_cost, r.tangent_cost)};
  return true;
}

}  // namespace bw
