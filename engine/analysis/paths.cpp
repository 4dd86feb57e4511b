// Sums over the edges in their order; what no later edge reads is given back at once.
#include "analysis/paths.hpp"

#include <algorithm>

#include "base/limits.hpp"

namespace bw {
namespace {

class Counting {
 public:
  explicit Counting(const Between& b) : b_(b), paths_(b.size()), products_(b.size()) {}

  bool run(PathCount& out) {
    if (b_.size() == 0) return true;
    paths_[0] = Natural(1);
    for (const Edge& edge : b_.edges) {
      held_ -= limbs(edge.to);
      left_ -= limbs(edge.from) + static_cast<std::int64_t>(paths_[edge.from].limbs()) + 1;
      if (left_ < 0 || held_ > limits::kCountLimbs) return false;
      if (paths_[edge.to].limbs() == 0) reuse(paths_[edge.to]), reuse(products_[edge.to]);
      // Every path to `from` becomes longer by one, which is one more product but where it had no edge.
      paths_[edge.to].add(paths_[edge.from]);
      products_[edge.to].add(products_[edge.from]);
      if (edge.from != 0) products_[edge.to].add(paths_[edge.from]);
      held_ += limbs(edge.to);
      if (edge.next != kNone) continue;
      held_ -= limbs(edge.from);
      spare(paths_[edge.from]), spare(products_[edge.from]);
    }
    out.paths.add(paths_.back());
    out.work.adds.add(paths_.back());
    out.work.adds.decrement();
    out.work.products.add(products_.back());
    return true;
  }

 private:
  std::int64_t limbs(std::uint32_t i) const {
    return static_cast<std::int64_t>(paths_[i].limbs() + products_[i].limbs());
  }

  // A few numbers that nothing reads any more serve the next nodes: asking for longer and longer ones, and giving them
  // back, leaves memory in pieces.
  void spare(Natural& n) {
    constexpr std::size_t kMost = 8;
    n.clear();
    if (spares_.size() < kMost) spares_.push_back(std::move(n));
    n = Natural();
  }
  void reuse(Natural& n) {
    if (spares_.empty()) return;
    n = std::move(spares_.back());
    spares_.pop_back();
  }

  const Between& b_;
  std::vector<Natural> paths_, products_;  // of the paths from the first node
  std::vector<Natural> spares_;
  std::int64_t left_ = limits::kCountSums, held_ = 0;
};

// A node's counts by length stand side by side, from its shortest path to its longest, each in as many limbs as the
// count of all paths has: no sum of them is larger, so none is carried into the next.
class Lengths {
 public:
  Lengths(const Between& b, std::size_t width) : b_(b), width_(width), shortest_(b.size(), 0), longest_(b.size(), 0) {
    for (const Edge& edge : b.edges) {
      const std::int64_t shortest = shortest_[edge.from] + 1;
      shortest_[edge.to] = longest_[edge.to] == 0 ? shortest : std::min(shortest_[edge.to], shortest);
      longest_[edge.to] = std::max(longest_[edge.to], longest_[edge.from] + 1);
    }
  }

  bool affordable() const {
    std::int64_t sums = 0, held = limbs(0), most = held;
    std::uint32_t last = 0;  // the place whose counts came last
    for (const Edge& edge : b_.edges) {
      if (edge.to != last) held += limbs(last = edge.to);
      most = std::max(most, held);
      sums += limbs(edge.to) + limbs(edge.from);
      if (edge.next == kNone) held -= limbs(edge.from);
    }
    return sums <= limits::kPathSums && most <= limits::kCountLimbs;
  }

  void run(LengthCounts& out) const {
    std::vector<std::vector<Limb>> counts(b_.size());
    counts[0].resize(width_);
    counts[0][0] = 1;
    for (const Edge& edge : b_.edges) {
      std::vector<Limb>&to = counts[edge.to], &from = counts[edge.from];
      to.resize(static_cast<std::size_t>(limbs(edge.to)));
      const auto behind = static_cast<std::size_t>(shortest_[edge.from] + 1 - shortest_[edge.to]);
      add_limbs(to.data() + behind * width_, from.data(), from.size());
      if (edge.next == kNone) from = {};
    }
    out.shortest = shortest_.back();
    out.width = width_;
    out.limbs.swap(counts.back());
  }

 private:
  std::int64_t limbs(std::uint32_t i) const {
    return (longest_[i] - shortest_[i] + 1) * static_cast<std::int64_t>(width_);
  }

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
  for (std::size_t e = 1; e < b.edges.size(); ++e) work.adds += b.edges[e - 1].to == b.edges[e].to;
  return work;
}

FactoredWork work_against(const Between& b) {
  FactoredWork work{static_cast<std::int64_t>(b.edges.size()), 0};
  for (const Edge& edge : b.edges) work.adds += edge.next != kNone;
  return work;
}

}  // namespace bw
