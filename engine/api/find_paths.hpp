// Finds the paths from one node of a network to another.
#pragma once

#include "analysis/path_list.hpp"
#include "analysis/paths.hpp"
#include "api/cache.hpp"

namespace bw {

struct PathsRequest : Request {
  std::optional<std::string> from, to;  // ids; absent: the first of wrt, the first output
  std::int64_t limit = 20;              // how many are listed
};

// Jacobians are [rows, columns], row by row.
struct PathsFound {
  PathsFound(std::shared_ptr<const Graph> g, NodeId first, NodeId last)
      : graph(std::move(g)), from(first), to(last), rows(graph->elements(last)), columns(graph->elements(first)),
        between(*graph, first, last) {}

  std::shared_ptr<const Graph> graph;
  NodeId from, to;
  std::int64_t rows, columns;  // elements of to, elements of from
  Between between;
  PathCount count;
  LengthCounts lengths;
  bool has_lengths = false;
  PathList list;
  bool all_listed = false;
  Shown sum;               // of the products, where all are listed
  Shown forward, reverse;  // the derivative of to by from, as these modes find it
};

// Nothing where the request is refused.
std::optional<PathsFound> find_paths(const PathsRequest& request, Diagnostics& diagnostics);

}  // namespace bw
