// Request text to a typed request.
#pragma once

#include <string_view>

#include "api/request.hpp"

namespace bw {

// kind is set as soon as it is known, also where the rest is wrong.
std::optional<Request> decode(std::string_view text, std::optional<Kind>& kind, Diagnostics& diagnostics);

}  // namespace bw
