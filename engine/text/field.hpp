// One number as a reader types it into a field, or pastes it there.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/diagnostic.hpp"

namespace bw {

struct FieldNumber {
  double value = 0;
  std::int64_t digits = 0;  // written, from the first that is not 0; none of a name such as `inf`
  double last_place = 0;    // what one unit of the last digit is worth; 0 where no digit is written
};

// The numbers of the language with at most a minus before them, and the spelling of the page: U+2212 for the minus,
// no-break and thin spaces between groups of three digits, Infinity, ∞ and NaN. All else is reported, without a span.
std::optional<FieldNumber> read_field(std::string_view text, Diagnostics& diagnostics);

}  // namespace bw
