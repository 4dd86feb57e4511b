// Lists of whole numbers, many in one array.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bw {

struct Lists {
  std::vector<std::uint32_t> items, begins{0};

  // One list after another.
  void add(std::uint32_t item) { items.push_back(item); }
  void end_list() { begins.push_back(static_cast<std::uint32_t>(items.size())); }

  std::size_t size() const { return begins.size() - 1; }
  std::span<const std::uint32_t> of(std::size_t i) const {
    return {items.data() + begins[i], begins[i + 1] - begins[i]};
  }
};

}  // namespace bw
