// The table of all modes.
#pragma once

#include "modes/mode.hpp"

namespace bw {

// In the order in which they are shown.
const std::vector<const Mode*>& modes();
// nullptr if there is none.
const Mode* find_mode(std::string_view name);
// The one of its direction that is run where none is named.
const Mode& default_mode(Direction direction);

// What a prediction runs: values alone, each freed after its last reader, the outputs held. In no list, as it is no way to a
// derivative; of a task it needs no seeds and no wrt.
std::unique_ptr<Execution> begin_values(const Task& task);

}  // namespace bw
