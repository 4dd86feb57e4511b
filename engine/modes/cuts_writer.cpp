// Writes cuts in their order.
#include "modes/cuts_writer.hpp"

namespace bw {

Cuts write_cuts(std::uint32_t steps, std::int64_t level, const CutRule& rule) {
  struct Item {
    Waiting segment;
    bool taped, is_last;
  };
  Cuts cuts;
  std::vector<Item> waiting{{{0, steps, level}, false, false}};
  std::vector<Part> parts;
  while (!waiting.empty()) {
    const Item item = waiting.back();
    const Waiting& s = item.segment;
    waiting.pop_back();
    cuts.push_back({s.from, s.to, 0, item.taped});
    parts.clear();
    if (!item.is_last && !item.taped) rule(s, parts);
    for (std::size_t i = parts.size(); i-- > 0;)
      waiting.push_back(
          {{i == 0 ? s.from : parts[i - 1].to, parts[i].to, parts[i].level}, parts[i].taped, i + 1 == parts.size()});
  }
  std::vector<std::uint32_t> open;
  const auto close_before = [&](std::uint32_t from, std::uint32_t at) {
    for (; !open.empty() && cuts[open.back()].to <= from; open.pop_back()) cuts[open.back()].next = at;
  };
  for (std::uint32_t i = 0; i < cuts.size(); ++i) {
    close_before(cuts[i].from, i);
    open.push_back(i);
  }
  close_before(steps, static_cast<std::uint32_t>(cuts.size()));
  return cuts;
}

}  // namespace bw
