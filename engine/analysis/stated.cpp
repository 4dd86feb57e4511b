// Finds the expression of each call and moves what it reads.
#include "analysis/stated.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/generate.hpp"
#include "graph/apply.hpp"

namespace bw {
namespace {

constexpr std::int64_t kMostWork = 20'000'000;  // operations and numbers, of all calls together
constexpr int kDirections = 3;                  // all elements together, and two in which each moves by its own

struct Call {
  NodeId node, value;         // with all that is stated, and of the expression
  std::vector<NodeId> links;  // the nodes that attach what is stated, the last first
  std::vector<NodeId> body;   // the expression, in order
  std::vector<NodeId> reads;  // its arguments and what else it reads, each once
};

class Comparison {
 public:
  Comparison(const Graph& g, const Activity& activity, const std::vector<double>& values)
      : g_(g), activity_(activity), values_(values), hides_(hides_a_body(g)), mark_(g.size(), kNone),
        is_moved_(g.size(), 0) {}

  StatedDerivatives run() {
    for (NodeId n = 0; n < g_.size(); ++n) {
      if (!g_.row[n]->states || is_inner(n) || activity_.is_independent[n] || !begin(n)) continue;
      if (work_ > kMostWork || !find_body()) ++out_.left_out;
      else compare();
    }
    return std::move(out_);
  }

 private:
  // Another link of the same call goes on from it.
  bool is_inner(NodeId n) const {
    const auto uses = g_.used_by(n);
    return std::any_of(uses.begin(), uses.end(),
                       [&](const Use& use) { return use.port == 0 && g_.row[use.node]->states; });
  }
  // False where the links do not begin at a value that is stopped: then they add to its own derivative.
  bool begin(NodeId n) {
    call_.node = call_.value = n;
    call_.links.clear(), call_.body.clear(), call_.reads.clear();
    for (; g_.row[call_.value]->states; call_.value = g_.in(call_.value)[0]) call_.links.push_back(call_.value);
    if (!hides_[call_.value]) return false;
    call_.value = g_.in(call_.value)[0];
    return true;
  }
  NodeId by_of(NodeId link) const { return g_.in(link)[1]; }

  // False where that is too much work.
  bool find_body() {
    const std::string& group = g_.text[call_.node].group;
    const bool own = g_.text[call_.value].group == group;
    for (std::size_t i = call_.links.size(); i-- > 0;) note_read(by_of(call_.links[i]));
    const auto arguments = static_cast<std::ptrdiff_t>(call_.reads.size());
    std::vector<NodeId> open = {call_.value};
    while (!open.empty()) {
      const NodeId n = open.back();
      open.pop_back();
      if (mark_[n] == call_.node) continue;
      if (g_.is_given(n) || activity_.is_independent[n] || (own && g_.text[n].group != group)) {
        note_read(n);
        continue;
      }
      mark_[n] = call_.node;
      call_.body.push_back(n);
      open.insert(open.end(), g_.in(n).begin(), g_.in(n).end());
      const Cost cost = g_.row[n]->cost.value(g_.dims(n));
      work_of_body_ += g_.elements(n) + cost.flops() + cost.fn;
    }
    std::sort(call_.body.begin(), call_.body.end());
    std::sort(call_.reads.begin() + arguments, call_.reads.end());
    std::erase_if(call_.reads, [&](NodeId n) { return activity_.active[n] == 0; });
    work_ += std::exchange(work_of_body_, 0) * (1 + kDirections * static_cast<std::int64_t>(call_.reads.size()));
    return work_ <= kMostWork;
  }
  void note_read(NodeId n) {
    if (mark_[n] == call_.node) return;
    mark_[n] = call_.node;
    call_.reads.push_back(n);
  }

  void compare() {
    if (moved_.empty()) moved_.assign(values_.begin(), values_.end());
    if (!complex_) complex_.emplace(g_);
    for (const NodeId by : call_.reads) {
      StatedDerivative found{
          .node = call_.node, .by = by, .link = call_.node, .is_argument = false, .stated = {}, .body = {}};
      for (const NodeId link : call_.links)
        if (by_of(link) == by) found.is_argument = true, found.link = link;
      for (int d = 0; d < kDirections; ++d) {
        const std::vector<double> direction = direction_of(by, d);
        std::vector<double> stated = stated_along(by, direction), body = body_along(by, direction);
        const double difference = apart(stated, body, floor_of(by));
        found.mixes = found.mixes || (d > 0 && difference > 0 && found.difference == 0);
        found.difference = std::max(found.difference, difference);
        if (d == 0) found.stated = std::move(stated), found.body = std::move(body);
      }
      if (found.is_argument || !found.agrees()) out_.list.push_back(std::move(found));
    }
  }

  std::vector<double> direction_of(NodeId by, int d) const {
    if (d == 0) return std::vector<double>(static_cast<std::size_t>(g_.elements(by)), 1.0);
    return generate({Rule::kNormal, static_cast<std::uint64_t>(d)}, g_.shape[by]);
  }

  std::vector<double> stated_along(NodeId by, const std::vector<double>& direction) const {
    const Shape& shape = g_.shape[call_.node];
    std::vector<double> out(static_cast<std::size_t>(shape.elements()), 0.0);
    const Strides x = broadcast_strides(g_.shape[by]);
    for (const NodeId link : call_.links) {
      if (by_of(link) != by) continue;
      const NodeId stated = g_.in(link)[2];
      const Strides k = broadcast_strides(g_.shape[stated]);
      const double* factor = values_.data() + g_.offset[stated];
      for (std::int64_t r = 0, i = 0; r < shape.rows; ++r)
        for (std::int64_t c = 0; c < shape.cols; ++c, ++i)
          out[static_cast<std::size_t>(i)] += num::strong_product(
              direction[static_cast<std::size_t>(r * x.row + c * x.col)], factor[r * k.row + c * k.col]);
    }
    return out;
  }

  // Im f(x + i h d) / h of the value. What hides no expression of a stated derivative, and passes none, stays.
  std::vector<double> body_along(NodeId by, const std::vector<double>& direction) {
    const Uncounted shown_only;
    double size = 0;
    for (std::int64_t i = 0; i < g_.elements(by); ++i) size = std::max(size, std::fabs(value_of(by, i)));
    const double h = std::isfinite(size) && size > 0 ? std::clamp(1e-20 * size, 1e-290, 1e-50) : 1e-50;
    for (std::int64_t i = 0; i < g_.elements(by); ++i)
      moved_[static_cast<std::size_t>(g_.offset[by] + i)] = {value_of(by, i),
                                                             h * direction[static_cast<std::size_t>(i)]};
    const auto note = [&](NodeId n) { moves_.push_back(n), is_moved_[n] = 1; };
    note(by);
    for (const NodeId n : call_.body)
      if (moves(n)) complex_->value(n, moved_.data()), note(n);
    std::vector<double> out(static_cast<std::size_t>(g_.elements(call_.value)));
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = moved_[static_cast<std::size_t>(g_.offset[call_.value]) + i].im.v / h;
    for (const NodeId n : moves_) {
      is_moved_[n] = 0;
      for (std::int64_t i = g_.offset[n]; i < g_.offset[n + 1]; ++i)
        moved_[static_cast<std::size_t>(i)] = values_[static_cast<std::size_t>(i)];
    }
    moves_.clear();
    return out;
  }
  bool moves(NodeId n) const {
    const auto operands = g_.in(n);
    for (std::size_t port = 0; port < operands.size(); ++port)
      if ((g_.row[n]->passes(port) || hides_[n]) && is_moved_[operands[port]] != 0) return true;
    return false;
  }

  // Rounding in a factor that cancels: small beside the slope from 0 to the value.
  double floor_of(NodeId by) const {
    double x = 1, y = 0;
    const auto finite = [](double v) { return std::isfinite(v) ? std::fabs(v) : 0.0; };
    for (std::int64_t i = 0; i < g_.elements(by); ++i) x = std::max(x, finite(value_of(by, i)));
    for (std::int64_t i = 0; i < g_.elements(call_.value); ++i) y = std::max(y, finite(value_of(call_.value, i)));
    return 1e-12 * y / x;
  }
  static double apart(const std::vector<double>& a, const std::vector<double>& b, double floor) {
    constexpr double kRounding = 1e-9;
    double most = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]))) continue;
      const double larger = std::max(std::fabs(a[i]), std::fabs(b[i])), apart = std::fabs(a[i] - b[i]);
      if (apart <= kRounding * larger + floor && std::isfinite(larger)) continue;
      most = std::max(most, std::isfinite(apart) ? apart / larger : std::numeric_limits<double>::infinity());
    }
    return most;
  }

  double value_of(NodeId n, std::int64_t i) const { return values_[static_cast<std::size_t>(g_.offset[n] + i)]; }

  const Graph& g_;
  const Activity& activity_;
  const std::vector<double>& values_;
  std::vector<unsigned char> hides_;
  std::vector<NodeId> mark_;  // the call in whose expression, or among whose operands, a node was seen last
  std::vector<Complex> moved_;
  std::optional<Values<Complex>> complex_;
  std::vector<NodeId> moves_;  // those that move now
  std::vector<unsigned char> is_moved_;
  std::int64_t work_ = 0, work_of_body_ = 0;
  Call call_{};
  StatedDerivatives out_;
};

}  // namespace

StatedDerivatives compare_stated(const Graph& graph, const Activity& activity, const std::vector<double>& values) {
  const bool any = std::any_of(graph.row.begin(), graph.row.end(), [](const Row* row) { return row->states; });
  return any ? Comparison(graph, activity, values).run() : StatedDerivatives{};
}

}  // namespace bw
