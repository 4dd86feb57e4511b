// The table of all kinds of requests.
#pragma once

#include "api/kinds/kind.hpp"

namespace bw {

// In the order in which they are named.
const std::vector<const Kind*>& kinds();
// nullptr if there is none.
const Kind* find_kind(std::string_view name);

}  // namespace bw
