// Makes a failing network small enough to read.
#pragma once

#include <functional>
#include <string>

#include "graph/spec.hpp"

namespace bw::test {

// What is wrong with the network of a text, or nothing. A text that is no network is not wrong.
using Judge = std::function<std::optional<std::string>(const std::string& text)>;

// The shortest text found that the judge still finds wrong: statements are left out, replaced by their operands or by
// params with their value, and numbers made round, for as long as one such change keeps it wrong.
std::string shrink(const std::string& text, const Judge& judge);

}  // namespace bw::test
