// The checks of values against slopes: jvp, vjp, costs, saved values, expansion.
#include "row_checks.hpp"

#include <cmath>
#include <limits>

#include "analysis/kinks.hpp"
#include "graph/expand.hpp"
#include "samples.hpp"

namespace bw::test {

Findings check_jvp(const Row& row) {
  Findings findings;
  Noise noise;
  constexpr double kStep = 1e-3;
  for (Sample& s : samples(row)) {
    // Steps of differences would go over the kink.
    if (row.kink_at == KinkAt::kNear && near_kink(*s.graph, s.node, uncounted(s.values.data()), 6 * kStep)) continue;
    for (std::size_t port = 0; port < row.arity(); ++port) {
      if (!row.passes(port)) continue;
      const auto direction = random_like(noise, s.graph->elements(static_cast<NodeId>(port)));
      std::vector<const Counted*> tangents(row.arity(), nullptr);
      tangents[port] = direction.data();
      const auto got = tangent(s, tangents);
      // f' = Σ w_k (f(+kh) - f(-kh)) / h; error of order h^6.
      constexpr double kWeights[] = {3.0 / 4, -3.0 / 20, 1.0 / 60};
      std::vector<double> expected(got.size(), 0.0);
      for (int k = 1; k <= 3; ++k) {
        for (const double sign : {1.0, -1.0}) {
          std::vector<Counted> moved = s.values;
          for (std::size_t i = 0; i < direction.size(); ++i)
            moved[static_cast<std::size_t>(s.graph->offset[port]) + i].v += sign * k * kStep * direction[i].v;
          Apply(*s.graph, *s.activity).value(s.node, moved.data());
          for (std::size_t i = 0; i < got.size(); ++i)
            expected[i] +=
                sign * kWeights[k - 1] * moved[static_cast<std::size_t>(s.graph->offset[s.node]) + i].v / kStep;
        }
      }
      if (moves_as_stated(row, port)) expected = stated_moves(s, direction);
      for (std::size_t i = 0; i < got.size(); ++i)
        if (!near(got[i].v, expected[i], 1e-9, std::max(1.0, std::fabs(expected[i]))))
          findings.push_back(s.name + ", by operand " + std::to_string(port) + ": " + std::to_string(got[i].v) +
                             ", not " + std::to_string(expected[i]));
    }
  }
  return findings;
}

Findings check_vjp(const Row& row) {
  Findings findings;
  Noise noise;
  for (Sample& s : samples(row)) {
    std::vector<std::vector<Counted>> directions;
    std::vector<const Counted*> tangents;
    for (std::size_t port = 0; port < row.arity(); ++port)
      directions.push_back(random_like(noise, s.graph->elements(static_cast<NodeId>(port))));
    for (std::size_t port = 0; port < row.arity(); ++port)
      tangents.push_back(row.passes(port) ? directions[port].data() : nullptr);
    const auto forward = tangent(s, tangents);
    const auto adjoint = random_like(noise, s.elements());
    Apply apply(*s.graph, *s.activity);
    std::vector<Counted> coef(static_cast<std::size_t>(apply.coef_elements(s.node)));
    apply.refill(s.values.data());
    apply.coef(s.node, s.values.data(), coef.data());
    apply.vjp(s.node, s.values.data(), coef.data(), adjoint.data(), apply.active(s.node));
    double left = 0, right = 0, terms = 0;
    for (std::size_t i = 0; i < forward.size(); ++i)
      left += adjoint[i].v * forward[i].v, terms += std::fabs(adjoint[i].v * forward[i].v);
    for (std::size_t port = 0; port < row.arity(); ++port)
      for (std::size_t i = 0; row.passes(port) && i < directions[port].size(); ++i) {
        const double term = apply.contribution(port)[i].v * directions[port][i].v;
        right += term;
        terms += std::fabs(term);
      }
    if (!near(left, right, 1e-12, terms))
      findings.push_back(s.name + ": " + std::to_string(left) + " and " + std::to_string(right));
  }
  return findings;
}

Findings check_costs(const Row& row) {
  Findings findings;
  Noise noise;
  for (Sample& s : samples(row)) {
    const std::size_t arity = row.arity();
    const auto expect = [&](const char* what, Cost formula, const Cost& counted) {
      formula.framework_extra = 0;  // by shape alone, never executed
      if (!(formula == counted))
        findings.push_back(s.name + ": the formula of its " + what + " has " + std::to_string(formula.flops()) +
                           " flops + " + std::to_string(formula.fn) + ", counted are " +
                           std::to_string(counted.flops()) + " + " + std::to_string(counted.fn));
    };
    Apply all(*s.graph, *s.activity);
    expect("value", all.value_cost(s.node), cost_of([&] { all.value(s.node, s.values.data()); }));
    for (unsigned choice = 1; choice < (1u << arity); ++choice) {
      std::vector<NodeId> wrt;
      std::vector<std::vector<Counted>> tangents(arity);
      std::vector<const Counted*> in(arity, nullptr);
      for (std::size_t port = 0; port < arity; ++port) {
        tangents[port] = random_like(noise, s.graph->elements(static_cast<NodeId>(port)));
        if ((choice >> port & 1) == 0 || !row.passes(port)) continue;
        wrt.push_back(static_cast<NodeId>(port));
        in[port] = tangents[port].data();
      }
      const Activity activity(*s.graph, wrt, {s.node});
      Apply apply(*s.graph, activity);
      std::vector<Counted> coef(static_cast<std::size_t>(apply.coef_elements(s.node))),
          out(static_cast<std::size_t>(s.elements()));
      apply.refill(s.values.data());
      expect("coefficient", apply.coef_cost(s.node),
             cost_of([&] { apply.coef(s.node, s.values.data(), coef.data()); }));
      expect("jvp", apply.jvp_cost(s.node, apply.active(s.node)),
             cost_of([&] { apply.jvp(s.node, s.values.data(), coef.data(), in, out.data()); }));
      const auto adjoint = random_like(noise, s.elements());
      expect("vjp", apply.vjp_cost(s.node, apply.active(s.node)),
             cost_of([&] { apply.vjp(s.node, s.values.data(), coef.data(), adjoint.data(), apply.active(s.node)); }));
    }
  }
  return findings;
}

Findings check_saves(const Row& row) {
  Findings findings;
  Noise noise;
  for (Sample& s : samples(row)) {
    for (std::size_t port = 0; port < row.arity(); ++port) {
      if (!row.passes(port)) continue;
      const Activity activity(*s.graph, {static_cast<NodeId>(port)}, {s.node});
      Apply apply(*s.graph, activity);
      apply.refill(s.values.data());
      const auto adjoint = random_like(noise, s.elements());
      const auto pull = [&](const std::vector<Counted>& values) {
        std::vector<Counted> coef(static_cast<std::size_t>(apply.coef_elements(s.node)));
        apply.coef(s.node, values.data(), coef.data());
        apply.vjp(s.node, values.data(), coef.data(), adjoint.data(), apply.active(s.node));
        return std::vector<Counted>(apply.contribution(port),
                                    apply.contribution(port) + s.graph->elements(static_cast<NodeId>(port)));
      };
      std::vector<Counted> poisoned = s.values;
      const auto poison = [&](NodeId n) {
        for (std::int64_t i = s.graph->offset[n]; i < s.graph->offset[n + 1]; ++i)
          poisoned[static_cast<std::size_t>(i)] = std::numeric_limits<double>::quiet_NaN();
      };
      for (std::size_t operand = 0; operand < row.arity(); ++operand)
        if ((row.saves[port].inputs >> operand & 1) == 0) poison(static_cast<NodeId>(operand));
      if (!row.saves[port].output) poison(s.node);
      const auto clean = pull(s.values), dirty = pull(poisoned);
      for (std::size_t i = 0; i < clean.size(); ++i)
        if (clean[i].v != dirty[i].v)
          findings.push_back(s.name + ": the adjoint of operand " + std::to_string(port) +
                             " reads a value that is not saved");
    }
  }
  return findings;
}

Findings check_expansion(const Row& row) {
  Findings findings;
  for (Sample& s : samples(row)) {
    for (std::size_t i = 0; i < s.values.size(); ++i) s.graph->leaf_values[i] = s.values[i].v;
    const Expanded e = expand(*s.graph);
    if (const auto wrong = verify(e.graph)) findings.push_back(s.name + ": " + *wrong);
    if (expanded_size(*s.graph) != static_cast<std::int64_t>(e.graph.size()))
      findings.push_back(s.name + ": the size of the expansion is not what was said");
    const Activity activity(e.graph, {}, {});
    Apply apply(e.graph, activity);
    std::vector<Counted> values(e.graph.leaf_values.begin(), e.graph.leaf_values.end());
    const Cost cost = cost_of([&] {
      for (NodeId n = 0; n < e.graph.size(); ++n)
        if (!e.graph.is_given(n)) apply.value(n, values.data());
    });
    Cost whole = Apply(*s.graph, *s.activity).value_cost(s.node);
    whole.framework_extra = 0;
    if (!(cost == whole))
      findings.push_back(s.name + ": on scalars its value costs " + std::to_string(cost.flops()) + " flops, not " +
                         std::to_string(whole.flops()));
    for (std::int64_t i = 0; i < s.elements(); ++i) {
      const auto at = static_cast<std::size_t>(s.graph->offset[s.node] + i);
      const double scalar = values[e.scalar[at]].v, tensor = s.values[at].v;
      if (!near(scalar, tensor, 1e-14, std::max(1.0, std::fabs(tensor))))
        findings.push_back(s.name + ": on scalars element " + std::to_string(i) + " is " + std::to_string(scalar) +
                           ", not " + std::to_string(tensor));
    }
  }
  return findings;
}

}  // namespace bw::test
