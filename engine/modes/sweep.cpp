// One step of a sweep, executed or predicted, and its record.
#include "modes/sweep.hpp"

#include <algorithm>
#include <limits>

#include "base/limits.hpp"

namespace bw {
namespace {

Shown shown(std::vector<double> numbers) {
  if (static_cast<std::int64_t>(numbers.size()) > limits::kShownNumbers) return std::nullopt;
  return numbers;
}

std::vector<double> plain(const Counted* from, std::int64_t count) {
  std::vector<double> out(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = from[i].v;
  return out;
}

}  // namespace

std::vector<NodeId> seeded_nodes(const Task& task) {
  if (task.jacobian) return task.graph.outputs;
  std::vector<NodeId> nodes;
  for (const NodeValues& seed : task.seeds) nodes.push_back(seed.node);
  return nodes;
}

std::vector<NodeId> held_nodes(const Task& task) {
  std::vector<NodeId> held = task.graph.outputs;
  for (const NodeValues& seed : task.seeds) held.push_back(seed.node);
  return held;
}

std::vector<NodeId> last_uses(const Graph& g, const std::vector<NodeId>& held) {
  std::vector<NodeId> last(g.size());
  for (NodeId n = 0; n < g.size(); ++n) {
    const auto uses = g.used_by(n);
    last[n] = !uses.empty() ? uses.back().node : g.is_given(n) ? kNone : n;
  }
  for (const NodeId n : held) last[n] = kNone;
  return last;
}

Sweeper::Sweeper(const Task& task, const Activity& activity, Recorder& recorder, std::int64_t most_lanes,
                 bool keep_coefs)
    : task_(task), graph_(task.graph), activity_(activity), recorder_(recorder),
      apply_(task.graph, activity, !task.predict), lanes_(most_lanes), most_lanes_(most_lanes),
      present_(task.graph.size(), 0) {
  std::size_t most_ports = 0;
  for (NodeId n = 0; n < graph_.size(); ++n) {
    if (keep_coefs) coef_offset_.push_back(coef_numbers_);
    most_ports = std::max(most_ports, graph_.arity(n));
    if (graph_.is_given(n)) continue;
    const std::int64_t numbers = apply_.coef_elements(n);
    coef_numbers_ = keep_coefs ? coef_numbers_ + numbers : std::max(coef_numbers_, numbers);
  }
  tangents_.resize(most_ports);
  is_first_.resize(most_ports);
  if (task.predict) return;
  values_.resize(static_cast<std::size_t>(graph_.total_elements()));
  for (std::size_t i = 0; i < values_.size(); ++i) values_[i] = task.leaf_values[i];
  derivatives_.resize(static_cast<std::size_t>(graph_.total_elements() * most_lanes));
  coefs_.resize(static_cast<std::size_t>(coef_numbers_));
}

std::int64_t Sweeper::planned_bytes() const {
  const Wide bytes = kBytesPerNumber * (static_cast<Wide>(graph_.total_elements()) * (1 + most_lanes_) + coef_numbers_);
  return static_cast<std::int64_t>(std::min<Wide>(bytes, std::numeric_limits<std::int64_t>::max()));
}

// The cost is what the kernels counted while they ran; where nothing runs it is the formula's. What a
// framework would count differs by shape alone.
template <class F>
void Sweeper::spend(Sweep part, NodeId n, const Cost& formula, std::int64_t lanes, F execute) {
  if (task_.predict) return recorder_.spend(part, n, formula, lanes);
  const Cost before = counter;
  execute();
  Cost spent = counter - before;
  spent.framework_extra = lanes * formula.framework_extra;
  recorder_.spend(part, n, spent);
}

void Sweeper::value(NodeId n, bool is_there) {
  for_each_operand(graph_, n, [&](NodeId operand) { recorder_.read(operand, What::kValue); });
  spend(Sweep::kValue, n, apply_.value_cost(n), 1, [&] { apply_.value(n, values_.data()); });
  if (!is_there) recorder_.allocate(n, What::kValue, graph_.elements(n));
}

void Sweeper::forget(NodeId n) {
  if (task_.predict) return;
  std::fill(values_.begin() + graph_.offset[n], values_.begin() + graph_.offset[n + 1],
            Counted(std::numeric_limits<double>::quiet_NaN()));
}

void Sweeper::coef(NodeId n, Sweep part) {
  spend(part, n, apply_.coef_cost(n), 1, [&] { apply_.coef(n, values_.data(), coef_of(n)); });
  if (!coef_offset_.empty()) {
    const std::int64_t numbers = graph_.row[n]->coef_numbers(graph_.dims(n), apply_.active(n));
    if (numbers > 0) recorder_.allocate(n, What::kSaved, numbers);
  }
}

void Sweeper::tangent(NodeId n) {
  const auto operands = graph_.in(n);
  for_each_operand(graph_, n, [&](NodeId operand) {
    if (activity_.active[operand]) recorder_.read(operand, What::kTangent);
  });
  spend(Sweep::kTangent, n, apply_.jvp_cost(n, apply_.active(n)), lanes_, [&] {
    for (std::int64_t lane = 0; lane < lanes_; ++lane) {
      for (std::size_t port = 0; port < operands.size(); ++port)
        tangents_[port] = activity_.passes(graph_, n, port) ? lane_of(operands[port], lane) : nullptr;
      apply_.jvp(n, values_.data(), coef_of(n), {tangents_.data(), operands.size()}, lane_of(n, lane));
    }
  });
  recorder_.allocate(n, What::kTangent, graph_.elements(n), lanes_);
  if (recorder_.keeps_steps() && !task_.predict) show_tangent_terms(n);
}

void Sweeper::adjoint(NodeId n) {
  const auto operands = graph_.in(n);
  recorder_.read(n, What::kAdjoint);
  const Active wanted = apply_.active(n);
  Cost formula = apply_.vjp_cost(n, wanted);
  for (std::size_t port = operands.size(); port-- > 0;) {
    const NodeId operand = operands[port];
    if (!wanted[port]) continue;
    is_first_[port] = present_[operand] == 0;
    present_[operand] = 1;
    if (is_first_[port]) recorder_.allocate(operand, What::kAdjoint, graph_.elements(operand), lanes_);
    else formula.add += added(n, operand);
    if (recorder_.copies(n) > recorder_.copies(operand)) sum_over_batch(n, port);
  }
  spend(Sweep::kAdjoint, n, formula, lanes_, [&] {
    for (std::int64_t lane = 0; lane < lanes_; ++lane) {
      apply_.vjp(n, values_.data(), coef_of(n), lane_of(n, lane), wanted);
      for (std::size_t port = operands.size(); port-- > 0;) {
        if (wanted[port]) accumulate(n, port, lane);
      }
    }
  });
}

// Numbers that n adds to the adjoint of an operand that has one.
std::int64_t Sweeper::added(NodeId n, NodeId operand) const {
  return graph_.elements(graph_.row[n]->touched != nullptr ? n : operand);
}

// The contributions of all examples to an operand that they share are added up like those of the rows of a batch: a first
// one is a store for the first example alone, and a sign is applied once, after the sum.
void Sweeper::sum_over_batch(NodeId n, std::size_t port) {
  const NodeId operand = graph_.in(n)[port];
  const Wide others = static_cast<Wide>(recorder_.copies(n) - 1) * lanes_;
  std::vector<unsigned char> alone(graph_.arity(n), 0);
  alone[port] = 1;
  // For a framework that is one product with more columns.
  WideCost more{.framework_extra = -others * apply_.vjp_cost(n, alone).framework_extra};
  if (is_first_[port]) more.add += others * added(n, operand);
  if (graph_.row[n]->is_negated(port)) more.add -= others * graph_.elements(operand);
  recorder_.spend_together(Sweep::kAdjoint, n, more);
}

// Adds what n contributes through port to the operand's adjoint; the first contribution is a store.
void Sweeper::accumulate(NodeId n, std::size_t port, std::int64_t lane) {
  const NodeId operand = graph_.in(n)[port];
  const Counted* from = apply_.contribution(port);
  Counted* to = lane_of(operand, lane);
  if (is_first_[port]) std::copy(from, from + graph_.elements(operand), to);
  else if (const auto touched = graph_.row[n]->touched)
    for (std::int64_t i = 0; i < graph_.elements(n); ++i)
      to[touched(graph_.dims(n), i)] += from[touched(graph_.dims(n), i)];
  else
    for (std::int64_t i = 0; i < graph_.elements(operand); ++i) to[i] += from[i];
  if (lane == 0 && recorder_.keeps_steps()) show_adjoint_term(n, static_cast<std::uint32_t>(port));
}

void Sweeper::clear(NodeId n) {
  if (task_.predict) return;
  std::fill(lane_of(n, 0), lane_of(n, 0) + lanes_ * graph_.elements(n), Counted(0.0));
}

void Sweeper::set(NodeId n, std::int64_t lane, std::int64_t element, double x) {
  if (!task_.predict) lane_of(n, lane)[element] = x;
}

void Sweeper::begin_adjoint(NodeId n) {
  clear(n);
  recorder_.allocate(n, What::kAdjoint, graph_.elements(n), lanes_);
  present_[n] = 1;
}

double Sweeper::derivative(NodeId n, std::int64_t lane, std::int64_t element) const {
  return lane_of(n, lane)[element].v;
}

std::vector<double> Sweeper::values() const { return plain(values_.data(), graph_.total_elements()); }

std::vector<double> Sweeper::derivatives(std::int64_t lane) const {
  std::vector<double> out(static_cast<std::size_t>(graph_.total_elements()));
  for (NodeId n = 0; n < graph_.size(); ++n)
    for (std::int64_t i = 0; i < graph_.elements(n); ++i)
      out[static_cast<std::size_t>(graph_.offset[n] + i)] = lane_of(n, lane)[i].v;
  return out;
}

void Sweeper::show_tangent_terms(NodeId n) {
  const Uncounted shown_only;
  const auto operands = graph_.in(n);
  const std::int64_t size = lanes_ * graph_.elements(n);
  if (size > limits::kShownNumbers) {
    for (std::uint32_t port = 0; port < operands.size(); ++port)
      if (activity_.passes(graph_, n, port)) recorder_.term({operands[port], port, {}, {}, {}, {}});
    return;
  }
  std::vector<Counted> product(static_cast<std::size_t>(size));
  std::vector<double> sum(static_cast<std::size_t>(size), 0.0);
  for (std::uint32_t port = 0; port < operands.size(); ++port) {
    const NodeId operand = operands[port];
    if (!activity_.passes(graph_, n, port)) continue;
    std::fill(tangents_.begin(), tangents_.end(), nullptr);
    for (std::int64_t lane = 0; lane < lanes_; ++lane) {
      tangents_[port] = lane_of(operand, lane);
      apply_.jvp(n, values_.data(), coef_of(n), {tangents_.data(), operands.size()},
                 product.data() + lane * graph_.elements(n));
    }
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += product[i].v;
    const bool small = graph_.elements(n) * graph_.elements(operand) <= limits::kShownNumbers;
    recorder_.term(
        {operand, port, small ? Shown(local_jacobian(apply_, graph_, n, port, values_.data())) : std::nullopt,
         shown(plain(lane_of(operand, 0), lanes_ * graph_.elements(operand))), plain(product.data(), size), sum});
  }
}

void Sweeper::show_adjoint_term(NodeId n, std::uint32_t port) {
  const Uncounted shown_only;
  const NodeId operand = graph_.in(n)[port];
  const bool small = graph_.elements(n) * graph_.elements(operand) <= limits::kShownNumbers;
  const std::vector<double> product = plain(apply_.contribution(port), graph_.elements(operand));
  Shown local;
  if (small) local = local_jacobian(apply_, graph_, n, port, values_.data());
  recorder_.term({operand, port, std::move(local), shown(plain(lane_of(n, 0), graph_.elements(n))), shown(product),
                  shown(plain(lane_of(operand, 0), graph_.elements(operand)))});
}

}  // namespace bw
