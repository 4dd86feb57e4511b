// Sums over the edges in program order; what no later node needs is given back at once.
#include "analysis/paths.hpp"

#include <algorithm>

#include "base/limits.hpp"

namespace bw {
namespace {

// Calls free for each place that no place after this one reads.
template <class F>
void for_each_done(const Between& b, std::uint32_t place, F free) {
  for (std::uint32_t e = b.first_in[place]; e < b.first_in[place + 1]; ++e)
    if (b.is_last(e)) free(b.edges[e].from);
}

class Counting {
 public:
  explicit Counting(const Between& b) : b_(b), paths_(b.size()), products_(b.size()) {}

  bool run(PathCount& out) {
    if (b_.size() == 0) return true;
    paths_[0] = Natural(1);
    for (std::uint32_t i = 1; i < b_.size(); ++i) {
      for (const Edge& edge : b_.into(i))
        if (!add(i, edge.from)) return false;
      held_ += limbs(i);
      if (held_ > limits::kCountLimbs) return false;
      for_each_done(b_, i, [&](std::uint32_t operand) {
        held_ -= limbs(operand);
        paths_[operand] = products_[operand] = Natural();
      });
    }
    out.paths.add(paths_.back());
    out.work.adds.add(paths_.back());
    out.work.adds.decrement();
    out.work.products.add(products_.back());
    return true;
  }

 private:
  std::int64_t limbs(std::uint32_t i) const { return static_cast<std::int64_t>(paths_[i].limbs() + products_[i].limbs()); }

  // An edge makes every path before it longer by one; to one of no edge that is no product yet.
  bool add(std::uint32_t to, std::uint32_t from) {
    left_ -= limbs(from) + static_cast<std::int64_t>(paths_[from].limbs()) + 1;
    if (left_ < 0) return false;
    paths_[to].add(paths_[from]);
    products_[to].add(products_[from]);
    if (from != 0) products_[to].add(paths_[from]);
    return true;
  }

  const Between& b_;
  std::vector<Natural> paths_, products_;  // of the paths from the first node
  std::int64_t left_ = limits::kCountSums, held_ = 0;
};

// A node's counts by length stand side by side, from its shortest path to its longest, each in as many limbs as the
// count of all paths has: no sum of them is larger, so none is carried into the next.
class Lengths {
 public:
  Lengths(const Between& b, std::size_t width) : b_(b), width_(width), shortest_(b.size(), 0), longest_(b.size(), 0) {
    for (std::uint32_t i = 1; i < b.size(); ++i) {
      const auto in = b.into(i);
      shortest_[i] = shortest_[in[0].from] + 1;
      for (const Edge& edge : in) {
        shortest_[i] = std::min(shortest_[i], shortest_[edge.from] + 1);
        longest_[i] = std::max(longest_[i], longest_[edge.from] + 1);
      }
    }
  }

  bool affordable() const {
    std::int64_t sums = 0, held = 0, most = 0;
    for (std::uint32_t i = 0; i < b_.size(); ++i) {
      sums += limbs(i);
      held += limbs(i);
      most = std::max(most, held);
      for (const Edge& edge : b_.into(i)) sums += limbs(edge.from);
      for_each_done(b_, i, [&](std::uint32_t operand) { held -= limbs(operand); });
    }
    return sums <= limits::kPathSums && most <= limits::kCountLimbs;
  }

  void run(LengthCounts& out) const {
    std::vector<std::vector<Limb>> counts(b_.size());
    for (std::uint32_t i = 0; i < b_.size(); ++i) {
      counts[i].assign(static_cast<std::size_t>(limbs(i)), 0);
      if (i == 0) counts[i][0] = 1;
      for (const Edge& edge : b_.into(i)) {
        const auto behind = static_cast<std::size_t>(shortest_[edge.from] + 1 - shortest_[i]);
        add_limbs(counts[i].data() + behind * width_, counts[edge.from].data(), counts[edge.from].size());
      }
      for_each_done(b_, i, [&](std::uint32_t operand) { counts[operand] = {}; });
    }
    out.shortest = shortest_.back();
    out.width = width_;
    out.limbs.swap(counts.back());
  }

 private:
  std::int64_t limbs(std::uint32_t i) const { return (longest_[i] - shortest_[i] + 1) * static_cast<std::int64_t>(width_); }

  const Between& b_;
  std::size_t width_;
  std::vector<std::int64_t> shortest_, longest_;  // of the paths from the first node, in edges
};

}  // namespace

bool count_paths(const Between& between, PathCount& out) { return Counting(between).run(out); }

bool count_lengths(const Between& between, const Natural& paths, LengthCounts& out) {
  if (between.size() == 0) return true;
  const Lengths lengths(between, paths.limbs());
  if (!lengths.affordable()) return false;
  lengths.run(out);
  return true;
}

FactoredWork work_along(const Between& b) {
  FactoredWork work{static_cast<std::int64_t>(b.edges.size()), 0};
  for (std::uint32_t i = 1; i < b.size(); ++i) work.adds += static_cast<std::int64_t>(b.into(i).size()) - 1;
  return work;
}

FactoredWork work_against(const Between& b) {
  FactoredWork work{static_cast<std::int64_t>(b.edges.size()), 0};
  for (std::uint32_t i = 0; i + 1 < b.size(); ++i) work.adds += static_cast<std::int64_t>(b.out_of(i).size()) - 1;
  return work;
}

}  // namespace bw
