// How a run is cut into passes, what it is called, and how much work its steps are.
#include <algorithm>

#include "modes/sweep.hpp"

namespace bw {

std::int64_t chunk_of(const Options& options, std::int64_t directions) {
  const std::int64_t most = std::max<std::int64_t>(directions, 1);
  return options.all ? most : std::min(options.chunk.value_or(1), most);
}

std::vector<Pass> passes(std::int64_t directions, std::int64_t chunk, bool predict) {
  std::vector<Pass> list;
  const std::int64_t full = directions / chunk, rest = directions % chunk;
  if (predict && full > 0) list.push_back({0, chunk, full});
  for (std::int64_t i = 0; !predict && i < full; ++i) list.push_back({i * chunk, chunk, 1});
  if (rest > 0 || directions == 0) list.push_back({full * chunk, rest, 1});
  return list;
}

std::int64_t work_of(const Graph& graph, NodeId n, std::int64_t lanes) {
  std::int64_t numbers = graph.elements(n);
  for (const NodeId operand : graph.in(n)) numbers += graph.elements(operand);
  return kWorkOfStep + numbers * std::max<std::int64_t>(lanes, 1);
}

std::int64_t work_of_sweep(const Graph& graph, std::int64_t lanes) {
  std::int64_t sum = 1;
  for (NodeId n = 0; n < graph.size(); ++n) sum += work_of(graph, n, lanes);
  return sum;
}

std::int64_t count_elements(const Graph& graph, const std::vector<NodeId>& nodes) {
  std::int64_t sum = 0;
  for (const NodeId n : nodes) sum += graph.elements(n);
  return sum;
}

std::string fill_title(std::string_view text, const Task& task, const Outcome& outcome) {
  std::string title(text);
  const auto replace = [&](std::string_view name, std::int64_t number) {
    for (std::size_t at; (at = title.find(name)) != std::string::npos;)
      title.replace(at, name.size(), std::to_string(number));
  };
  replace("{sweeps}", outcome.sweeps);
  replace("{directions}", outcome.directions);
  replace("{chunk}", chunk_of(task.options, outcome.directions));
  return title;
}

}  // namespace bw
