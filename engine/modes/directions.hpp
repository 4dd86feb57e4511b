// What the sweeps of a run go along, or go back with: unit vectors, or the sums of those of one colour.
#pragma once

#include <optional>

#include "modes/colouring.hpp"
#include "modes/sweep.hpp"

namespace bw {

class Directions {
 public:
  // One for each element of the nodes, or for each colour of their elements.
  Directions(const Graph& graph, std::vector<NodeId> nodes, std::optional<Colouring> colouring);

  std::int64_t count() const { return colouring_ ? colouring_->colours : elements_; }
  const std::optional<Colouring>& colouring() const { return colouring_; }

  // Calls f(direction, node, element of it, element of all nodes) for each element whose direction is in the pass.
  template <class F>
  void for_each(const Pass& pass, F f) const {
    if (!colouring_) {
      for_each_direction(graph_, nodes_, pass, [&](std::int64_t d, NodeId n, std::int64_t e) { f(d, n, e, d); });
      return;
    }
    for_each_direction(graph_, nodes_, {0, elements_, 1}, [&](std::int64_t element, NodeId n, std::int64_t e) {
      const std::int64_t d = colouring_->of[static_cast<std::size_t>(element)];
      if (pass.first <= d && d < pass.first + pass.lanes) f(d, n, e, element);
    });
  }

  // Whether entry `of`, of those that come of the direction of an element, is that element's own: others of its colour have no
  // part in it.
  bool owns(std::int64_t element, std::int64_t of) const { return !colouring_ || colouring_->meets(element, of); }

 private:
  const Graph& graph_;
  std::vector<NodeId> nodes_;
  std::int64_t elements_;
  std::optional<Colouring> colouring_;
};

// What a mode of a direction goes along or back with: the elements of wrt, or of what is seeded.
Directions each_element(const Task& task, Direction direction);
// The same by colours: columns, or rows, of the Jacobian of what is seeded by wrt. Null: on scalars it is too large.
std::optional<Directions> each_colour(const Task& task, Direction direction);

}  // namespace bw
