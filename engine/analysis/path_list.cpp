// Walks forward along the arrows with a stack of its own; what was multiplied up to a node serves all paths from there.
#include "analysis/path_list.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "graph/apply.hpp"

namespace bw {
namespace {

// A node on the path under way.
struct Stop {
  std::uint32_t place;
  std::uint32_t edge;  // that led here; kNone: the first stop
  std::uint32_t next;  // the edge out of it that is walked next; kNone: none is left
  std::size_t begin;   // of its product on the stack
  std::int64_t shown;  // numbers of the factors up to it
};

class Lister {
 public:
  Lister(const Graph& g, const Between& b, const std::vector<double>& leaf_values, std::int64_t most, PathList& out)
      : g_(g), b_(b), most_(most), rows_(g.elements(b.nodes.back())), columns_(g.elements(b.nodes.front())),
        carries_(rows_ * columns_ <= limits::kShownNumbers), apply_(g, b.activity),
        values_(leaf_values.begin(), leaf_values.end()), out_(out) {
    out.factors.resize(b.edges.size());
    for (const NodeId n : b.nodes) most_ports_ = std::max(most_ports_, g.arity(n));
    flags_.resize(most_ports_);
    tangents_.resize(most_ports_);
    if (carries_) out.numbers = static_cast<std::size_t>(rows_ * columns_);
  }

  void run() {
    const Uncounted shown_only;
    if (fill_values() && start()) walk();
  }

 private:
  bool cut(std::string_view what) { return out_.cut = what, false; }
  bool spend(const Cost& cost, std::int64_t besides) {
    left_ -= cost.flops() + cost.fn + besides;
    return left_ >= 0 || cut("operations");
  }

  // The value of every node up to the last one, where one such sweep is within the budget of a call.
  bool fill_values() {
    Cost cost;
    for (NodeId n = 0; n <= b_.nodes.back(); ++n)
      if (!g_.is_given(n)) cost += apply_.value_cost(n);
    if (cost.flops() + cost.fn > limits::kBudgetFlops) return cut("operations");
    for (NodeId n = 0; n <= b_.nodes.back(); ++n)
      if (!g_.is_given(n)) apply_.value(n, values_.data());
    return true;
  }

  // At the first node the product is the identity. Column by column: each is a tangent of the node.
  bool start() {
    stops_.push_back({.place = 0, .edge = kNone, .next = b_.first_out[0], .begin = 0, .shown = 0});
    if (!carries_) return true;
    if (!spend({}, columns_ * columns_)) return false;
    product_.resize(static_cast<std::size_t>(columns_ * columns_));
    for (std::int64_t j = 0; j < columns_; ++j) product_[static_cast<std::size_t>(j * columns_ + j)] = 1.0;
    return true;
  }

  void walk() {
    while (!stops_.empty()) {
      Stop& stop = stops_.back();
      if (const std::uint32_t e = stop.next; e != kNone) {
        stop.next = b_.edges[e].next;
        if (!step(e)) return;
        continue;
      }
      if (stop.place + 1 == b_.size() && (!take(stop) || static_cast<std::int64_t>(out_.size()) == most_)) return;
      product_.resize(stop.begin);
      stops_.pop_back();
    }
  }

  bool step(std::uint32_t e) {
    const Edge& edge = b_.edges[e];
    const NodeId n = b_.nodes[edge.to], operand = b_.nodes[edge.from];
    if (static_cast<std::int64_t>(out_.edges.size() + out_.size() + stops_.size()) >= limits::kPathNodes)
      return cut("nodes");
    const std::int64_t local = g_.elements(n) * g_.elements(operand);
    const bool shown = local <= limits::kShownNumbers;
    if (shown && !make_factor(e, n, edge.port)) return false;
    const Stop next{.place = edge.to,
                    .edge = e,
                    .next = b_.first_out[edge.to],
                    .begin = product_.size(),
                    .shown = stops_.back().shown + (shown ? local : 0)};
    if (carries_ && !multiply(n, operand, edge.port, stops_.back().begin)) return false;
    stops_.push_back(next);
    return true;
  }

  // Of one tangent of n along the edge, and what is made once for all of them.
  Cost cost_of_tangents(NodeId n, std::uint32_t port, std::int64_t count) {
    flags_[port] = 1;
    const Cost cost = apply_.coef_cost(n) + count * apply_.jvp_cost(n, {flags_.data(), g_.arity(n)});
    flags_[port] = 0;
    return cost;
  }

  bool make_factor(std::uint32_t e, NodeId n, std::uint32_t port) {
    if (out_.factors[e]) return true;
    const std::int64_t columns = g_.elements(g_.in(n)[port]);
    if (!spend(cost_of_tangents(n, port, columns), static_cast<std::int64_t>(g_.arity(n)))) return false;
    out_.factors[e] = local_jacobian(apply_, g_, n, port, values_.data());
    return true;
  }

  // Puts the product at n on the stack: each column of that at the operand, carried along the edge.
  bool multiply(NodeId n, NodeId operand, std::uint32_t port, std::size_t from) {
    const std::int64_t numbers = g_.elements(n) * columns_;
    if (!spend(cost_of_tangents(n, port, columns_),
               numbers + apply_.coef_elements(n) + static_cast<std::int64_t>(g_.arity(n))))
      return false;
    coef_.resize(static_cast<std::size_t>(apply_.coef_elements(n)));
    apply_.coef(n, values_.data(), coef_.data());
    const std::size_t begin = product_.size();
    product_.resize(begin + static_cast<std::size_t>(numbers));
    for (std::int64_t j = 0; j < columns_; ++j) {
      tangents_[port] = product_.data() + from + j * g_.elements(operand);
      apply_.jvp(n, values_.data(), coef_.data(), {tangents_.data(), g_.arity(n)},
                 product_.data() + begin + j * g_.elements(n));
    }
    tangents_[port] = nullptr;
    return true;
  }

  // The path under way has arrived.
  bool take(const Stop& stop) {
    numbers_ += stop.shown + static_cast<std::int64_t>(out_.numbers);
    if (numbers_ > limits::kPathNumbers) return cut("numbers");
    for (std::size_t i = 1; i < stops_.size(); ++i) out_.edges.push_back(stops_[i].edge);
    out_.end.push_back(static_cast<std::uint32_t>(out_.edges.size()));
    for (std::int64_t i = 0; carries_ && i < rows_; ++i)
      for (std::int64_t j = 0; j < columns_; ++j)
        out_.products.push_back(product_[stop.begin + static_cast<std::size_t>(j * rows_ + i)].v);
    return true;
  }

  const Graph& g_;
  const Between& b_;
  std::int64_t most_, rows_, columns_;
  bool carries_;  // products are shown, and so computed
  Apply apply_;
  std::vector<Counted> values_, coef_;
  std::vector<Counted> product_;  // of each stop, one after the other
  std::vector<Stop> stops_;
  std::size_t most_ports_ = 0;
  std::vector<unsigned char> flags_;      // a flag a port, and
  std::vector<const Counted*> tangents_;  // a tangent a port: none but while one edge is looked at
  std::int64_t left_ = limits::kPathOperations, numbers_ = 0;
  PathList& out_;
};

}  // namespace

void list_paths(const Graph& graph, const Between& between, const std::vector<double>& leaf_values, std::int64_t most,
                PathList& out) {
  if (between.size() > 0) Lister(graph, between, leaf_values, most, out).run();
}

}  // namespace bw
