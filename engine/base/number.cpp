// Doubles as text: the digits are nlohmann's.
#include "base/number.hpp"

#include <cmath>
#include <nlohmann/detail/conversions/to_chars.hpp>

namespace bw {

std::string_view digits(double x, DigitRoom& room) {
  return {room, static_cast<std::size_t>(nlohmann::detail::to_chars(room, room + sizeof room, x) - room)};
}

std::string shortest(double x) {
  if (std::isnan(x)) return "nan";
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  DigitRoom room;
  const std::string_view text = digits(x, room);
  return std::string(text.ends_with(".0") ? text.substr(0, text.size() - 2) : text);
}

}  // namespace bw
