// How many paths lead from one node to another, how long they are, and what summing over them takes. Linear in the
// nodes, but for the digits of the counts.
#pragma once

#include <optional>
#include <string>

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
// Nothing above limits::kCountSums or limits::kCountLimbs.
std::optional<PathCount> count_paths(const Between& between);

// Length in edges. Only lengths that some path has, in ascending order.
struct LengthCount {
  std::int64_t length;
  std::string count;
};
// Nothing above limits::kPathSums or limits::kCountLimbs; paths: as counted.
std::optional<std::vector<LengthCount>> count_lengths(const Between& between, const Natural& paths);

// The same sum with common parts taken out. Each node between the two holds one number: the sum over the paths to it
// from the first node (along), or from it to the last (against). Each edge is one product, also the edges of the node
// where the sweep begins, whose number is 1; a node where k edges meet takes k - 1 adds.
struct FactoredWork {
  std::int64_t products, adds;
};
FactoredWork work_along(const Between& between);
FactoredWork work_against(const Between& between);

}  // namespace bw
