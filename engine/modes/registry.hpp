// The table of all modes.
#pragma once

#include "modes/mode.hpp"

namespace bw {

// In the order in which they are shown.
const std::vector<const Mode*>& modes();
// nullptr if there is none.
const Mode* find_mode(std::string_view name);
// The first of a direction that is no referee.
const Mode& first_mode(Direction direction);

}  // namespace bw
