// Doubles as text.
#pragma once

#include <string>

namespace bw {

// Digits that read back as the same double, as few as nlohmann's printer finds (Grisu2: all but always the fewest); inf, -inf, nan.
std::string shortest(double x);

}  // namespace bw
