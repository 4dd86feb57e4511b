// How many paths lead from one node to another, how long they are, and what summing over them takes. Linear in the
// nodes, but for the digits of the counts.
#pragma once

#include "analysis/between.hpp"
#include "base/natural.hpp"

namespace bw {

// What it takes to sum, over all paths, the products of the local derivatives on them, each path for itself: a path of
// n edges is n - 1 products, and each path after the first is added to the others.
struct OneByOne {
  Natural products, adds;
};
struct PathCount {
  Natural paths;
  OneByOne work;
};
// False above limits::kCountSums or limits::kCountLimbs.
bool count_paths(const Between& between, PathCount& out);

// How many paths have shortest, shortest + 1 … edges, up to the longest one: some of them maybe none.
struct LengthCounts {
  std::size_t size() const { return limbs.size() / width; }
  std::string text(std::size_t i) const { return decimal(limbs.data() + i * width, width); }

  std::int64_t shortest = 0;
  std::size_t width = 1;  // limbs of each count
  std::vector<Limb> limbs;
};
// False above limits::kPathSums or limits::kCountLimbs; paths: as counted.
bool count_lengths(const Between& between, const Natural& paths, LengthCounts& out);

// The same sum with common parts taken out. Each node between the two holds one number: the sum over the paths to it
// from the first node (along), or from it to the last (against). Each edge is one product, also the edges of the node
// where the sweep begins, whose number is 1; a node where k edges meet takes k - 1 adds.
struct FactoredWork {
  std::int64_t products, adds;
};
FactoredWork work_along(const Between& between);
FactoredWork work_against(const Between& between);

}  // namespace bw
