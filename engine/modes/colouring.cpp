// Colours greedily, who meets most first.
#include "modes/colouring.hpp"

#include <algorithm>
#include <numeric>

namespace bw {
namespace {

constexpr std::uint32_t kNoColour = static_cast<std::uint32_t>(-1);
constexpr std::int64_t kMostLooks = 200'000'000;

// Colours by the order of their first elements.
void number_by_place(Colouring& c) {
  std::vector<std::uint32_t> place(static_cast<std::size_t>(c.colours), kNoColour);
  std::uint32_t next = 0;
  for (std::uint32_t& colour : c.of) {
    if (place[colour] == kNoColour) place[colour] = next++;
    colour = place[colour];
  }
}

}  // namespace

bool Colouring::meets(std::int64_t element, std::int64_t of_what) const {
  const auto list = met.of(static_cast<std::size_t>(element));
  return std::binary_search(list.begin(), list.end(), static_cast<std::uint32_t>(of_what));
}

Lists transposed(const Lists& lists, std::size_t count) {
  Lists out;
  out.begins.assign(count + 1, 0);
  for (const std::uint32_t item : lists.items) ++out.begins[item + 1];
  std::partial_sum(out.begins.begin(), out.begins.end(), out.begins.begin());
  out.items.resize(lists.items.size());
  std::vector<std::uint32_t> to(out.begins.begin(), out.begins.end() - 1);
  for (std::size_t i = 0; i < lists.size(); ++i)
    for (const std::uint32_t item : lists.of(i)) out.items[to[item]++] = static_cast<std::uint32_t>(i);
  return out;
}

std::optional<Colouring> coloured(Lists met, const Lists& by) {
  const std::size_t elements = met.size();
  Colouring out;
  for (std::size_t i = 0; i < by.size(); ++i)
    out.at_least = std::max(out.at_least, static_cast<std::int64_t>(by.of(i).size()));
  if (elements > 0) out.at_least = std::max<std::int64_t>(out.at_least, 1);
  out.of.assign(elements, kNoColour);
  std::vector<std::uint32_t> order(elements);
  std::iota(order.begin(), order.end(), 0U);
  // Where all meet, each has a colour of its own.
  if (out.at_least == static_cast<std::int64_t>(elements)) {
    out.of = std::move(order);
    out.colours = out.at_least;
    out.met = std::move(met);
    return out;
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return met.of(a).size() > met.of(b).size(); });
  std::vector<std::uint32_t> taken_by(elements, kNoColour);  // of a colour: the last element that could not have it
  std::int64_t looks = 0;
  for (const std::uint32_t element : order) {
    for (const std::uint32_t place : met.of(element)) {
      looks += static_cast<std::int64_t>(by.of(place).size());
      if (looks > kMostLooks) return std::nullopt;
      for (const std::uint32_t other : by.of(place))
        if (out.of[other] != kNoColour) taken_by[out.of[other]] = element;
    }
    std::uint32_t colour = 0;
    while (taken_by[colour] == element) ++colour;
    out.of[element] = colour;
    out.colours = std::max(out.colours, static_cast<std::int64_t>(colour) + 1);
  }
  number_by_place(out);
  out.met = std::move(met);
  return out;
}

}  // namespace bw
