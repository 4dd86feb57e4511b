// Two lines a mode: the function that its file defines, and its place in the order.
#include "modes/registry.hpp"

#include <algorithm>

namespace bw {

const Mode& reverse_mode();
const Mode& checkpointed_mode();
const Mode& reverse_sparse_mode();
const Mode& reverse_coloured_mode();
const Mode& forward_mode();
const Mode& forward_sparse_mode();
const Mode& forward_coloured_mode();
const Mode& difference_mode();
const Mode& complex_step_mode();

const std::vector<const Mode*>& modes() {
  static const std::vector<const Mode*> list = {
      &reverse_mode(),          &checkpointed_mode(), &reverse_sparse_mode(),
      &reverse_coloured_mode(), &forward_mode(),      &forward_sparse_mode(),
      &forward_coloured_mode(), &difference_mode(),   &complex_step_mode(),
  };
  return list;
}

const Mode* find_mode(std::string_view name) {
  for (const Mode* mode : modes())
    if (mode->name == name) return mode;
  return nullptr;
}

const Mode& default_mode(Direction direction) {
  return **std::find_if(modes().begin(), modes().end(),
                        [&](const Mode* mode) { return mode->default_of_direction && mode->direction == direction; });
}

}  // namespace bw
