// The least work again on a chain within a budget: dynamic programming over segments, each with the list of its ways, none of
// which is better than another in both numbers and work.
#include <algorithm>
#include <limits>

#include "modes/cuts_writer.hpp"

namespace bw {
namespace {

// A way to go back over a segment: the numbers that it takes, the work that it makes again, and where it is cut first.
struct Way {
  std::int64_t numbers, work;
  std::int32_t cut;  // place of the cut among the positions; kWhole: none; negative: behind one step that is taped
};
constexpr std::int32_t kWhole = std::numeric_limits<std::int32_t>::max();
constexpr std::size_t kMostWays = 400;

// Value p is that behind p steps; value 0 is the input, which takes nothing. A segment a … b has made value a, and goes back
// to it from value b, whose adjoint is there. Its ways count: value a as long as something reads it, value b if its own
// adjoint step reads it, the adjoints, the output, and all that they make; not what lies before a.
class Chain {
 public:
  Chain(const Order& order, std::int64_t budget) : order_(order), steps_(order.size()), budget_(budget) {
    values_.assign(steps_ + 1, {});
    for (std::uint32_t p = 1; p <= steps_; ++p) {
      Value& v = values_[p];
      v = {order.numbers[p - 1], order.hidden[p - 1], order.adjoint[p - 1], order.work[p - 1], false, false};
      for (const std::uint32_t read : order.saved.of(p - 1)) (read + 1 == p ? v.reads_itself : v.reads_last) = true;
    }
    choose_positions();
  }

  BestCuts find() {
    const std::uint32_t all = last();
    least_.assign(positions_.size() * positions_.size(), 0);
    uses_.assign(least_.size(), 0);
    ways_.resize(least_.size());
    made_.resize(steps_ + 2);
    reads_.resize(steps_ + 2);
    for (std::uint32_t length = 1; length <= all; ++length)
      for (std::uint32_t a = 0; a + length <= all; ++a) fill(a, a + length);
    BestCuts out{.cuts = {}, .least = least_[at(0, all)], .proven = false};
    if (out.least > budget_) return out;
    out.cuts = cuts();
    out.proven = positions_.size() == steps_ + 1 && !thinned_;
    return out;
  }

 private:
  struct Value {
    std::int64_t numbers = 0, hidden = 0, adjoint = 0, work = 0;
    bool reads_itself = false, reads_last = false;  // its adjoint step, the value itself, and the one before
  };

  // All of them, or as many, spread evenly, as bound the table and the walks over its segments.
  void choose_positions() {
    constexpr std::int64_t kMostWalks = 60'000'000;
    std::int64_t most = kProvenSteps;
    while (most > 8 && steps_ > kProvenSteps && most * most * steps_ / 6 > kMostWalks) most -= 4;
    const std::int64_t parts = std::min<std::int64_t>(most, steps_);
    for (std::int64_t i = 0; i <= parts; ++i) positions_.push_back(static_cast<std::uint32_t>(steps_ * i / parts));
  }
  std::uint32_t last() const { return static_cast<std::uint32_t>(positions_.size() - 1); }
  std::size_t at(std::uint32_t a, std::uint32_t b) const { return a * positions_.size() + b; }

  // What is live throughout the way back over what ends at value b, besides what it makes.
  std::int64_t beside(std::uint32_t b) const {
    if (b == steps_) return 0;
    return values_[steps_].numbers + values_[b].adjoint + (values_[b].reads_itself ? values_[b].numbers : 0);
  }

  // Segment a … b, not cut. taped: its one step is not made again, its hidden numbers are kept. uses: whether it reads value a.
  Way whole(std::uint32_t a, std::uint32_t b, bool taped, bool& uses) {
    const bool first = b == steps_;
    std::int64_t work = 0;
    for (std::uint32_t p = b; p > a; --p) {
      const Value& v = values_[p];
      const bool above = p < b && (values_[p + 1].reads_last || made_[p + 1] != 0);
      made_[p] = !taped && (first || v.hidden > 0 || (p < b && (v.reads_itself || above)));
      if (made_[p] && !first) work += v.work;
    }
    for (std::uint32_t p = a; p <= b; ++p)
      reads_[p] = (p > a && values_[p].reads_itself ? 1 : 0) + (p < b && values_[p + 1].reads_last ? 1 : 0) +
                  (p < b && made_[p + 1] ? 1 : 0) + (p == steps_ ? 1 : 0);
    uses = reads_[a] > 0;
    if (values_[a].reads_itself) ++reads_[a];
    std::int64_t live = beside(b) + (reads_[a] > 0 ? values_[a].numbers : 0) + (taped ? values_[b].hidden : 0);
    std::int64_t peak = live;
    const auto read = [&](std::uint32_t p) {
      if (--reads_[p] == 0) live -= values_[p].numbers;
    };
    for (std::uint32_t p = a + 1; p <= b; ++p) {
      if (!made_[p]) continue;
      const bool allocates = first || p < b;
      live += values_[p].hidden + (allocates ? values_[p].numbers : 0);
      peak = std::max(peak, live);
      read(p - 1);
      if (allocates && reads_[p] == 0) live -= values_[p].numbers;
    }
    if (first) live += values_[b].adjoint;
    for (std::uint32_t p = b; p > a; --p) {
      live += values_[p - 1].adjoint;
      peak = std::max(peak, live);
      live -= values_[p].adjoint + values_[p].hidden;
      if (values_[p].reads_itself) read(p);
      if (values_[p].reads_last) read(p - 1);
    }
    return {peak, work, kWhole};
  }

  void fill(std::uint32_t ia, std::uint32_t ib) {
    const std::uint32_t a = positions_[ia], b = positions_[ib];
    bool uses = false;
    Way own = whole(a, b, false, uses);
    uses_[at(ia, ib)] = uses;
    std::int64_t& least = least_[at(ia, ib)] = own.numbers;
    std::vector<Way>& ways = ways_[at(ia, ib)];
    if (own.numbers <= budget_) ways.push_back(own);
    if (!uses && b != steps_) return;  // nothing is made again
    std::int64_t advance = 0, work = 0, before = values_[a].numbers;
    std::uint32_t p = a;
    for (std::uint32_t ic = ia + 1; ic < ib; ++ic) {
      const std::uint32_t c = positions_[ic];
      const bool keeps = uses_[at(ia, ic)] || values_[a].reads_itself;
      for (; p < c; ++p) {
        if (p > a) advance = std::max(advance, values_[p].numbers + values_[p + 1].numbers);
        work += b == steps_ ? 0 : values_[p + 1].work;
      }
      const std::int64_t kept = keeps ? values_[a].numbers : 0;
      const std::int64_t peak = beside(b) + std::max(before + values_[a + 1].numbers, advance + (advance > 0 ? kept : 0));
      Split split{peak, work, kept, static_cast<std::int32_t>(ic)};
      least = std::min(least, std::max({peak, kept + least_[at(ic, ib)], least_[at(ia, ic)]}));
      merge(ways, split, ways_[at(ic, ib)], ways_[at(ia, ic)]);
      if (c == a + 1 && values_[c].hidden > 0) tape(ways, least, ia, ic, ib, split);
    }
    if (ways.size() > kMostWays) thin(ways);
  }

  struct Split {
    std::int64_t peak, work, kept;
    std::int32_t cut;
  };

  // The segment cut behind its first step, whose hidden numbers are kept until its own adjoint step.
  void tape(std::vector<Way>& ways, std::int64_t& least, std::uint32_t ia, std::uint32_t ic, std::uint32_t ib,
            Split split) {
    const std::uint32_t a = positions_[ia], c = positions_[ic];
    bool uses = false;
    const std::vector<Way> step{whole(a, c, true, uses)};
    split.peak += values_[c].hidden;
    split.kept = (uses || values_[a].reads_itself ? values_[a].numbers : 0) + values_[c].hidden;
    split.cut = -split.cut;
    least = std::min(least, std::max({split.peak, split.kept + least_[at(ic, ib)], step[0].numbers}));
    merge(ways, split, ways_[at(ic, ib)], step);
  }

  // Adds to ways what a split gives with each two ways of its parts, in ascending numbers, descending work.
  void merge(std::vector<Way>& ways, const Split& split, const std::vector<Way>& after, const std::vector<Way>& before) {
    found_.clear();
    std::size_t i = 0, j = 0;
    while (i < after.size() && j < before.size()) {
      const std::int64_t x = split.kept + after[i].numbers, y = before[j].numbers;
      const std::int64_t numbers = std::max({split.peak, x, y});
      if (numbers > budget_) break;
      while (i + 1 < after.size() && split.kept + after[i + 1].numbers <= numbers) ++i;
      while (j + 1 < before.size() && before[j + 1].numbers <= numbers) ++j;
      found_.push_back({numbers, split.work + after[i].work + before[j].work, split.cut});
      const std::int64_t next_x = i + 1 < after.size() ? split.kept + after[i + 1].numbers : kNever,
                         next_y = j + 1 < before.size() ? before[j + 1].numbers : kNever;
      if (next_x == kNever && next_y == kNever) break;
      if (next_x <= next_y) ++i;
      else ++j;
    }
    merged_.clear();
    std::merge(ways.begin(), ways.end(), found_.begin(), found_.end(), std::back_inserter(merged_),
               [](const Way& l, const Way& r) { return l.numbers != r.numbers ? l.numbers < r.numbers : l.work < r.work; });
    ways.clear();
    for (const Way& way : merged_)
      if (ways.empty() || way.work < ways.back().work) ways.push_back(way);
  }

  // Every second of the ways is left out, but for the first and the last.
  void thin(std::vector<Way>& ways) {
    thinned_ = true;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < ways.size(); ++i)
      if (i % 2 == 0 || i + 1 == ways.size()) ways[kept++] = ways[i];
    ways.resize(kept);
  }

  // The cuts of the way with the least work; level: the numbers that a segment may take.
  Cuts cuts() const {
    return write_cuts(steps_, budget_, [&](const Waiting& s, auto add) {
      std::uint32_t ia = place_of(s.from);
      const std::uint32_t ib = place_of(s.to);
      std::int64_t left = s.level;
      const std::uint32_t begin = ia;
      for (;;) {
        const Way& way = best(ways_[at(ia, ib)], left);
        if (way.cut == kWhole) break;
        const bool taped = way.cut < 0;
        const auto ic = static_cast<std::uint32_t>(taped ? -way.cut : way.cut);
        const Value& a = values_[positions_[ia]];
        const Value& c = values_[positions_[ic]];
        add({positions_[ic], left, taped});
        const bool keeps = (taped ? c.reads_last : uses_[at(ia, ic)] != 0) || a.reads_itself;
        left -= (keeps ? a.numbers : 0) + (taped ? c.hidden : 0);
        ia = ic;
      }
      if (ia != begin) add({s.to, left});
    });
  }
  std::uint32_t place_of(std::uint32_t position) const {
    return static_cast<std::uint32_t>(std::lower_bound(positions_.begin(), positions_.end(), position) -
                                      positions_.begin());
  }
  static const Way& best(const std::vector<Way>& ways, std::int64_t numbers) {
    std::size_t i = 0;
    while (i + 1 < ways.size() && ways[i + 1].numbers <= numbers) ++i;
    return ways[i];
  }

  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
  const Order& order_;
  std::uint32_t steps_;
  std::int64_t budget_;
  std::vector<Value> values_;
  std::vector<std::uint32_t> positions_;  // where it may be cut
  std::vector<std::int64_t> least_;       // numbers that a segment takes at least
  std::vector<unsigned char> uses_;       // whether it reads the value before it, where it is not cut
  std::vector<std::vector<Way>> ways_;
  std::vector<Way> found_, merged_;
  std::vector<unsigned char> made_;
  std::vector<std::int32_t> reads_;
  bool thinned_ = false;
};

}  // namespace

BestCuts best_cuts_of_chain(const Order& order, std::int64_t budget) { return Chain(order, budget).find(); }

}  // namespace bw
