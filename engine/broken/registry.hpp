// All broken engines.
#pragma once

#include "broken/broken.hpp"

namespace bw {

// In the order in which they are shown.
const std::vector<const BrokenEngine*>& broken_engines();

}  // namespace bw
