// One line a mode.
#include "modes/registry.hpp"

#include <algorithm>

namespace bw {

const std::vector<const Mode*>& modes() {
  static const std::vector<const Mode*> list = {
      &reverse_mode(), &forward_mode(), &forward_sparse_mode(), &difference_mode(), &complex_step_mode(),
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
