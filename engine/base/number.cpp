// Doubles as text: the digits are nlohmann's.
#include "base/number.hpp"

#include <cmath>
#include <nlohmann/detail/conversions/to_chars.hpp>
#include <string_view>

namespace bw {

std::string shortest(double x) {
  if (std::isnan(x)) return "nan";
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  char digits[64];
  const std::string_view text(digits, static_cast<std::size_t>(nlohmann::detail::to_chars(digits, digits + sizeof digits, x) - digits));
  return std::string(text.ends_with(".0") ? text.substr(0, text.size() - 2) : text);
}

}  // namespace bw
