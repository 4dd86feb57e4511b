// Selectors to attributes.
#include "text/subscript.hpp"

namespace bw {

std::vector<Subscript> subscripts(const Item& item) {
  Attrs ranges, places;
  for (std::size_t axis = 0; axis < item.selectors.size(); ++axis) {
    const Selector& s = item.selectors[axis];
    const std::string name = axis == 0 ? "axis0" : "axis1";
    if (!s.is_range) places.push_back({name, *s.begin});
    else if (s.end) ranges.push_back({name, std::vector<std::int64_t>{s.begin.value_or(0), *s.end}});
    else if (s.begin) ranges.push_back({name, std::vector<std::int64_t>{*s.begin}});
  }
  std::vector<Subscript> list;
  if (!ranges.empty() || places.empty()) list.push_back({"slice", std::move(ranges)});
  if (!places.empty()) list.push_back({"index", std::move(places)});
  return list;
}

}  // namespace bw
