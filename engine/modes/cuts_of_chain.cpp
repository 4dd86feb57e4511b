// The least work again on a chain within a budget: dynamic programming over segments, each with the list of its ways, none of
// which is better than another in both numbers and work.
#include <algorithm>
#include <iterator>
#include <limits>

#include "modes/chain.hpp"
#include "modes/cuts_writer.hpp"

namespace bw {
namespace {

// Of a first look, which is quick, and of a second, which is exact and knows from the first what work is enough.
constexpr std::size_t kFewWays = 16, kAllWays = 1'000'000;
// Ways that a look may go through, and hold.
constexpr std::int64_t kMostLooked = 150'000'000, kMostHeld = 2'000'000;

class Planner {
 public:
  Planner(const Order& order, std::int64_t budget) : chain_(order), positions_(chain_.positions()), budget_(budget) {}

  BestCuts find() {
    const std::size_t all = at(0, last());
    look(kFewWays);
    BestCuts out{.cuts = {}, .least = least_[all], .proven = false};
    if (out.least > budget_) return out;
    out.cuts = cuts();
    if (positions_.size() != chain_.steps() + 1) return out;
    out.proven = !thinned_;
    if (out.proven) return out;
    enough_ = ways_[all].back().work;
    look(kAllWays);
    out.proven = !thinned_;
    if (out.proven) out.cuts = cuts();
    return out;
  }

 private:
  // Fills the table, with at most so many ways a segment.
  void look(std::size_t most) {
    most_ways_ = most;
    thinned_ = false;
    looked_ = held_ = 0;
    least_.assign(positions_.size() * positions_.size(), 0);
    uses_.assign(least_.size(), 0);
    ways_.assign(least_.size(), {});
    for (std::uint32_t length = 1; length <= last(); ++length)
      for (std::uint32_t a = 0; a + length <= last(); ++a) {
        fill(a, a + length);
        held_ += static_cast<std::int64_t>(ways_[at(a, a + length)].size());
        if (most == kAllWays && (looked_ > kMostLooked || held_ > kMostHeld)) return void(thinned_ = true);
      }
  }

  std::uint32_t last() const { return static_cast<std::uint32_t>(positions_.size() - 1); }
  std::size_t at(std::uint32_t a, std::uint32_t b) const { return a * positions_.size() + b; }

  void fill(std::uint32_t ia, std::uint32_t ib) {
    const std::uint32_t a = positions_[ia], b = positions_[ib];
    bool uses = false;
    Way own = chain_.whole(a, b, false, uses);
    uses_[at(ia, ib)] = uses;
    std::int64_t& least = least_[at(ia, ib)] = own.numbers;
    std::vector<Way>& ways = ways_[at(ia, ib)];
    if (own.numbers <= budget_ && own.work <= enough_) ways.push_back(own);
    if (!uses && b != chain_.steps()) return;  // nothing is made again
    std::int64_t advance = 0, work = 0, before = chain_.value(a).numbers;
    std::uint32_t p = a;
    for (std::uint32_t ic = ia + 1; ic < ib; ++ic) {
      const std::uint32_t c = positions_[ic];
      const bool keeps = uses_[at(ia, ic)] || chain_.value(a).reads_itself;
      for (; p < c; ++p) {
        if (p > a) advance = std::max(advance, chain_.value(p).numbers + chain_.value(p + 1).numbers);
        work += b == chain_.steps() ? 0 : chain_.value(p + 1).work;
      }
      const std::int64_t kept = keeps ? chain_.value(a).numbers : 0;
      const std::int64_t peak =
          chain_.beside(b) + std::max(before + chain_.value(a + 1).numbers, advance + (advance > 0 ? kept : 0));
      Split split{peak, work, kept, static_cast<std::int32_t>(ic)};
      least = std::min(least, std::max({peak, kept + least_[at(ic, ib)], least_[at(ia, ic)]}));
      merge(ways, split, ways_[at(ic, ib)], ways_[at(ia, ic)]);
      if (c == a + 1 && chain_.value(c).hidden > 0) tape(ways, least, ia, ic, ib, split);
    }
    while (ways.size() > most_ways_) thin(ways);
    ways.shrink_to_fit();
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
    const std::vector<Way> step{chain_.whole(a, c, true, uses)};
    split.peak += chain_.value(c).hidden;
    split.kept = (uses || chain_.value(a).reads_itself ? chain_.value(a).numbers : 0) + chain_.value(c).hidden;
    split.cut = -split.cut;
    least = std::min(least, std::max({split.peak, split.kept + least_[at(ic, ib)], step[0].numbers}));
    merge(ways, split, ways_[at(ic, ib)], step);
  }

  // Adds to ways what a split gives with each two ways of its parts, in ascending numbers, descending work.
  void merge(std::vector<Way>& ways, const Split& split, const std::vector<Way>& after,
             const std::vector<Way>& before) {
    if (after.empty() || before.empty()) return;
    const std::int64_t least = std::max({split.peak, split.kept + after[0].numbers, before[0].numbers}),
                       least_work = split.work + after.back().work + before.back().work;
    if (least > budget_ || least_work > enough_ || is_known(ways, {least, least_work, 0})) return;
    found_.clear();
    std::size_t i = 0, j = 0;
    while (i < after.size() && j < before.size()) {
      const std::int64_t x = split.kept + after[i].numbers, y = before[j].numbers;
      const std::int64_t numbers = std::max({split.peak, x, y});
      if (numbers > budget_) break;
      while (i + 1 < after.size() && split.kept + after[i + 1].numbers <= numbers) ++i;
      while (j + 1 < before.size() && before[j + 1].numbers <= numbers) ++j;
      const Way way{numbers, split.work + after[i].work + before[j].work, split.cut};
      if (way.work <= enough_ && !is_known(ways, way)) found_.push_back(way);
      ++looked_;
      const std::int64_t next_x = i + 1 < after.size() ? split.kept + after[i + 1].numbers : kNever,
                         next_y = j + 1 < before.size() ? before[j + 1].numbers : kNever;
      if (next_x == kNever && next_y == kNever) break;
      if (next_x <= next_y) ++i;
      else ++j;
    }
    if (found_.empty()) return;
    looked_ += static_cast<std::int64_t>(ways.size());
    merged_.clear();
    std::merge(
        ways.begin(), ways.end(), found_.begin(), found_.end(), std::back_inserter(merged_),
        [](const Way& l, const Way& r) { return l.numbers != r.numbers ? l.numbers < r.numbers : l.work < r.work; });
    ways.clear();
    for (const Way& way : merged_)
      if (ways.empty() || way.work < ways.back().work) ways.push_back(way);
  }

  // Whether one of the ways takes no more numbers and no more work.
  static bool is_known(const std::vector<Way>& ways, const Way& way) {
    const auto above = std::upper_bound(ways.begin(), ways.end(), way.numbers,
                                        [](std::int64_t numbers, const Way& w) { return numbers < w.numbers; });
    return above != ways.begin() && std::prev(above)->work <= way.work;
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
    return write_cuts(chain_.steps(), budget_, [&](const Waiting& s, std::vector<Part>& out) {
      std::uint32_t ia = place_of(s.from);
      const std::uint32_t ib = place_of(s.to);
      std::int64_t left = s.level;
      const std::uint32_t begin = ia;
      for (;;) {
        const Way& way = best(ways_[at(ia, ib)], left);
        if (way.cut == kWhole) break;
        const bool taped = way.cut < 0;
        const auto ic = static_cast<std::uint32_t>(taped ? -way.cut : way.cut);
        const Chain::Value& a = chain_.value(positions_[ia]);
        const Chain::Value& c = chain_.value(positions_[ic]);
        out.push_back({positions_[ic], left, taped});
        const bool keeps = (taped ? c.reads_last : uses_[at(ia, ic)] != 0) || a.reads_itself;
        left -= (keeps ? a.numbers : 0) + (taped ? c.hidden : 0);
        ia = ic;
      }
      if (ia != begin) out.push_back({s.to, left});
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
  Chain chain_;
  std::vector<std::uint32_t> positions_;
  std::int64_t budget_;
  std::vector<std::int64_t> least_;  // numbers that a segment takes at least
  std::vector<unsigned char> uses_;  // whether it reads the value before it, where it is not cut
  std::vector<std::vector<Way>> ways_;
  std::vector<Way> found_, merged_;
  bool thinned_ = false;
  std::int64_t enough_ = kNever;  // no way with more work is looked for
  std::size_t most_ways_ = 0;
  std::int64_t looked_ = 0, held_ = 0;
};

}  // namespace

BestCuts best_cuts_of_chain(const Order& order, std::int64_t budget) { return Planner(order, budget).find(); }

}  // namespace bw
