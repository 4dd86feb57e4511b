// The one place that calls kernels.
#include "graph/apply.hpp"

#include <algorithm>
#include <cmath>

#include "graph/contribution.hpp"
#include "ops/uncounted.hpp"

namespace bw {
namespace {

// Where each node's hidden numbers begin, and behind the last their end.
std::vector<std::int64_t> hidden_begins(const Graph& graph) {
  std::vector<std::int64_t> begins{0};
  for (NodeId n = 0; n < graph.size(); ++n) {
    const auto count = graph.row[n]->hidden_elements;
    begins.push_back(begins.back() + (count != nullptr ? count(graph.dims(n)) : 0));
  }
  return begins;
}
// What a node hides, or null.
template <class T>
const T* hidden_of(const std::vector<T>& hidden, const std::vector<std::int64_t>& begins, NodeId n) {
  return begins[n] < begins[n + 1] ? hidden.data() + begins[n] : nullptr;
}
std::size_t most_operands(const Graph& graph) {
  std::size_t most = 0;
  for (NodeId n = 0; n < graph.size(); ++n) most = std::max(most, graph.arity(n));
  return most;
}

}  // namespace

template <class T>
Values<T>::Values(const Graph& graph)
    : graph_(graph), in_(most_operands(graph)), hidden_begin_(hidden_begins(graph)),
      hidden_(static_cast<std::size_t>(hidden_begin_.back())) {}

template <class T>
void Values<T>::value(NodeId n, T* values) {
  const auto operands = graph_.in(n);
  for (std::size_t port = 0; port < operands.size(); ++port) in_[port] = values + graph_.offset[operands[port]];
  const Site<T> site{graph_.dims(n),
                     {in_.data(), operands.size()},
                     nullptr,
                     hidden_.data() + hidden_begin_[n],
                     {},
                     hidden_of(hidden_, hidden_begin_, operands[0])};
  T* out = values + graph_.offset[n];
  if constexpr (std::is_same_v<T, Counted>) graph_.row[n]->kernels.value(site, out);
  else graph_.row[n]->complex_value(site, out);
}

template class Values<Counted>;
template class Values<Complex>;

Apply::Apply(const Graph& graph, const Activity& activity, bool runs)
    : graph_(graph), hidden_begin_(hidden_begins(graph)),
      hidden_(runs ? static_cast<std::size_t>(hidden_begin_.back()) : 0) {
  std::int64_t most_numbers = 0;
  for (NodeId n = 0; n < graph.size() && runs; ++n) {
    std::int64_t numbers = 0;
    for (std::size_t port = 0; port < graph.arity(n); ++port) numbers += contribution_shape(graph, n, port).elements();
    most_numbers = std::max(most_numbers, numbers);
  }
  const std::size_t ports = most_operands(graph);
  in_.resize(ports);
  active_.resize(graph.inputs.size());
  for (NodeId n = 0; n < graph.size(); ++n)
    for (std::size_t port = 0; port < graph.arity(n); ++port)
      active_[graph.first_input[n] + port] = activity.passes(graph, n, port);
  out_.resize(ports);
  plain_in_.resize(ports);
  plain_out_.resize(ports);
  begin_.resize(ports);
  contributions_.resize(static_cast<std::size_t>(most_numbers));
}

Site<Counted> Apply::site(NodeId n, const Counted* values, const Counted* out) {
  const auto operands = graph_.in(n);
  for (std::size_t port = 0; port < operands.size(); ++port) in_[port] = values + graph_.offset[operands[port]];
  return {graph_.dims(n),
          {in_.data(), operands.size()},
          out,
          hidden_.data() + hidden_begin_[n],
          active(n),
          hidden_of(hidden_, hidden_begin_, operands[0])};
}

void Apply::value(NodeId n, Counted* values) {
  graph_.row[n]->kernels.value(site(n, values, nullptr), values + graph_.offset[n]);
}

void Apply::refill(const Counted* values) {
  const Uncounted made_before;
  std::vector<Counted> again;
  for (NodeId n = 0; n < graph_.size(); ++n) {
    if (graph_.row[n]->hidden_elements == nullptr) continue;
    again.resize(static_cast<std::size_t>(graph_.elements(n)));
    graph_.row[n]->kernels.value(site(n, values, nullptr), again.data());
  }
}

std::int64_t Apply::coef_elements(NodeId n) const { return graph_.row[n]->coef_elements(graph_.dims(n)); }

void Apply::coef(NodeId n, const Counted* values, Counted* coef) {
  graph_.row[n]->kernels.coef(site(n, values, values + graph_.offset[n]), coef);
}

void Apply::jvp(NodeId n, const Counted* values, const Counted* coef, std::span<const Counted* const> tangents,
                Counted* out) {
  const StrongZeros strong;
  graph_.row[n]->kernels.jvp(site(n, values, values + graph_.offset[n]), coef, tangents, out);
}

void Apply::vjp(NodeId n, const Counted* values, const Counted* coef, const Counted* adjoint, Active wanted) {
  const Row& row = *graph_.row[n];
  std::int64_t end = 0;
  for (std::size_t port = 0; port < wanted.size(); ++port) {
    begin_[port] = end;
    out_[port] = wanted[port] ? contributions_.data() + end : nullptr;
    end += contribution_shape(graph_, n, port).elements();
  }
  if (counts_ || !plain_vjp(n, values, coef, adjoint, end)) {
    const StrongZeros strong;
    row.kernels.vjp(site(n, values, values + graph_.offset[n]), coef, adjoint, {out_.data(), wanted.size()});
  }
  for (std::size_t port = 0; port < wanted.size(); ++port) {
    if (out_[port] == nullptr) continue;
    const Shape& operand = graph_.input_shapes[graph_.first_input[n] + port];
    sum_back(out_[port], contribution_shape(graph_, n, port), operand);
    if (!row.is_negated(port)) continue;
    for (std::int64_t i = 0; i < operand.elements(); ++i) out_[port][i] = -out_[port][i];
  }
}

bool Apply::plain_vjp(NodeId n, const Counted* values, const Counted* coef, const Counted* adjoint,
                      std::int64_t numbers) {
  const Site<Counted> s = site(n, values, values + graph_.offset[n]);
  const std::size_t ports = s.in.size();
  for (std::size_t port = 0; port < ports; ++port)
    plain_in_[port] = uncounted(s.in[port]), plain_out_[port] = uncounted(out_[port]);
  bw::plain_vjp(
      *graph_.row[n],
      {s.dims, {plain_in_.data(), ports}, uncounted(s.out), uncounted(s.hidden), s.active, uncounted(s.hidden_first)},
      uncounted(coef), uncounted(adjoint), {plain_out_.data(), ports});
  return std::all_of(contributions_.begin(), contributions_.begin() + numbers,
                     [](Counted x) { return std::isfinite(x.v); });
}

Cost Apply::value_cost(NodeId n) const { return graph_.row[n]->cost.value(graph_.dims(n)); }
Cost Apply::coef_cost(NodeId n) const { return graph_.row[n]->cost.coef(graph_.dims(n), active(n)); }
Cost Apply::jvp_cost(NodeId n, Active carried) const { return graph_.row[n]->cost.jvp(graph_.dims(n), carried); }

Cost Apply::vjp_cost(NodeId n, Active wanted) const {
  Cost cost = graph_.row[n]->cost.vjp(graph_.dims(n), wanted);
  for (std::size_t port = 0; port < wanted.size(); ++port) {
    if (!wanted[port]) continue;
    const std::int64_t operand = graph_.input_shapes[graph_.first_input[n] + port].elements();
    cost.add += contribution_shape(graph_, n, port).elements() - operand;
    if (graph_.row[n]->is_negated(port)) cost.add += operand;
  }
  return cost;
}

std::vector<double> local_jacobian(Apply& apply, const Graph& g, NodeId n, std::size_t port, const Counted* values) {
  const Uncounted shown_only;
  const std::int64_t rows = g.elements(n), cols = g.elements(g.in(n)[port]);
  std::vector<Counted> coef(static_cast<std::size_t>(apply.coef_elements(n))), unit(static_cast<std::size_t>(cols)),
      column(static_cast<std::size_t>(rows));
  apply.coef(n, values, coef.data());
  std::vector<const Counted*> tangents(g.arity(n), nullptr);
  tangents[port] = unit.data();
  std::vector<double> jacobian(static_cast<std::size_t>(rows * cols));
  for (std::int64_t j = 0; j < cols; ++j) {
    unit[static_cast<std::size_t>(j)] = 1.0;
    apply.jvp(n, values, coef.data(), tangents, column.data());
    for (std::int64_t i = 0; i < rows; ++i)
      jacobian[static_cast<std::size_t>(i * cols + j)] = column[static_cast<std::size_t>(i)].v;
    unit[static_cast<std::size_t>(j)] = 0.0;
  }
  return jacobian;
}

}  // namespace bw
