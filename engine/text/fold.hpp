// Numbers that the text itself makes of numbers: counts, places, sizes.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "text/syntax.hpp"

namespace bw {

// The number that a name stands for where no node is meant: a size, the counter of a repetition, a parameter that is given
// a number, `np.pi`. Nothing for others.
using NumberOf = std::function<std::optional<double>(const std::string&)>;

// One operator on two numbers.
double combine(const std::string& op, double a, double b);

// What numbers, names of numbers, signs and operators come to; nothing where a name stands for no number.
std::optional<double> fold(const Parts& parts, const NumberOf& number_of);

}  // namespace bw
