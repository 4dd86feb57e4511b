// Writes cuts in their order, segment by segment, without recursion.
#pragma once

#include <functional>

#include "modes/cuts.hpp"

namespace bw {

// A segment that is still to be cut; level means what the rule makes of it.
struct Waiting {
  std::uint32_t from, to;
  std::int64_t level;
};
// Where a part ends.
struct Part {
  std::uint32_t to;
  std::int64_t level;
  bool taped = false;
};

// rule(segment, parts) adds the parts of a segment in their order, none or at least two, the last to its end.
using CutRule = std::function<void(const Waiting& segment, std::vector<Part>& parts)>;
Cuts write_cuts(std::uint32_t steps, std::int64_t level, const CutRule& rule);

}  // namespace bw
