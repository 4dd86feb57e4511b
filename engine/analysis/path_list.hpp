// The first paths between two nodes, one by one, with the derivatives along them.
#pragma once

#include <string_view>

#include "analysis/between.hpp"
#include "trace/trace.hpp"

namespace bw {

struct PathList {
  std::size_t size() const { return end.size(); }
  // Places in Between::edges, in the order of the path.
  std::span<const std::uint32_t> path(std::size_t i) const {
    const std::uint32_t begin = i == 0 ? 0 : end[i - 1];
    return {edges.data() + begin, end[i] - begin};
  }
  // Of path number i: the product of its factors, the last edge on the left.
  std::span<const double> product(std::size_t i) const { return {products.data() + i * numbers, numbers}; }

  std::vector<std::uint32_t> edges;  // of one path after the other
  std::vector<std::uint32_t> end;    // where the edges of each path end
  // By place in Between::edges, for edges on listed paths: the local derivative along the edge, [elements of the node,
  // elements of the operand], row by row. Absent above limits::kShownNumbers.
  std::vector<Shown> factors;
  // Of one path after the other, [elements of the last node, elements of the first], row by row.
  std::vector<double> products;
  std::size_t numbers = 0;  // of a product; 0: there are none, above limits::kShownNumbers
  // What the next path that was asked for had too many of, "nodes", "numbers" or "operations": limits::kPathNodes,
  // kPathNumbers, kPathOperations. Empty where nothing was cut.
  std::string_view cut;
};

// At most `most` paths. Their order: of two paths that part at a node, the one whose next edge leads to the earlier
// node in program order, or to the lower port of the same node, comes first. Only edges between the two nodes are
// walked, so that every step leads to a path. leaf_values: at graph.offset. out is empty before. Not counted.
void list_paths(const Graph& graph, const Between& between, const std::vector<double>& leaf_values, std::int64_t most,
                PathList& out);

}  // namespace bw
