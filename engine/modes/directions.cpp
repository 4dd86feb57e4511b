// Single elements, and colours by what the scalars of the network carry.
#include "modes/directions.hpp"

#include "modes/scalars.hpp"

namespace bw {
namespace {

// By each row of the Jacobian the columns that are not structurally zero.
std::optional<Lists> pattern_of(const Task& task) {
  const std::shared_ptr<const Expanded> expanded = expanded_of(task.graph);
  if (expanded == nullptr) return std::nullopt;
  const auto scalars = [&](const std::vector<NodeId>& nodes) { return scalars_of(task.graph, *expanded, nodes); };
  const std::vector<NodeId> wrt = scalars(task.wrt), rows = scalars(seeded_nodes(task));
  const auto carried = carried_along(expanded->graph, Activity(expanded->graph, wrt, rows, scalars(task.cut)), wrt);
  if (!carried) return std::nullopt;
  Lists pattern;
  for (const NodeId row : rows) {
    for (const std::uint32_t column : carried->of(row)) pattern.add(column);
    pattern.end_list();
  }
  return pattern;
}

std::vector<NodeId> nodes_of(const Task& task, Direction direction) {
  return direction == Direction::kAlong ? task.wrt : seeded_nodes(task);
}

}  // namespace

Directions::Directions(const Graph& graph, std::vector<NodeId> nodes, std::optional<Colouring> colouring)
    : graph_(graph), nodes_(std::move(nodes)), elements_(count_elements(graph, nodes_)),
      colouring_(std::move(colouring)) {}

Directions each_element(const Task& task, Direction direction) {
  return {task.graph, nodes_of(task, direction), std::nullopt};
}

std::optional<Directions> each_colour(const Task& task, Direction direction) {
  std::optional<Lists> by_row = pattern_of(task);
  if (!by_row) return std::nullopt;
  const std::int64_t columns = count_elements(task.graph, task.wrt);
  Lists by_column = transposed(*by_row, static_cast<std::size_t>(columns));
  std::optional<Colouring> colouring = direction == Direction::kAlong ? coloured(std::move(by_column), *by_row)
                                                                      : coloured(std::move(*by_row), by_column);
  if (!colouring) return std::nullopt;
  return Directions(task.graph, nodes_of(task, direction), std::move(colouring));
}

}  // namespace bw
