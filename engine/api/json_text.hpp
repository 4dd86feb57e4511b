// Reads hostile JSON: size, UTF-8, depth and duplicate keys are checked before anything is built from it.
#pragma once

#include <optional>
#include <string_view>

#include "api/value.hpp"
#include "base/diagnostic.hpp"

namespace bw {

// One JSON value and nothing after it, or nothing and a diagnostic. -0 stays a double.
std::optional<Document> read_json(std::string_view text, Diagnostics& diagnostics);

}  // namespace bw
