// Doubles as text.
#pragma once

#include <string>
#include <string_view>

namespace bw {

using DigitRoom = char[64];
// A finite number, written into room, in at most 17 digits that read back as the same double; with a point or an exponent.
std::string_view digits(double x, DigitRoom& room);
// The same without a point where it is whole; inf, -inf, nan.
std::string shortest(double x);

}  // namespace bw
