// Natural numbers of any size, to be added up and printed: counts that no machine word holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bw {

// Eighteen decimal digits. Limbs go from the lowest up; the sum of two and a carry fits.
using Limb = std::uint64_t;
inline constexpr Limb kLimbBase = 1'000'000'000'000'000'000;

// to += from, both of count limbs; what is carried out of the last limb.
Limb add_limbs(Limb* to, const Limb* from, std::size_t count);
// In decimal, without zeros in front.
std::string decimal(const Limb* limbs, std::size_t count);

class Natural {
 public:
  Natural() = default;
  explicit Natural(Limb small);  // below kLimbBase

  void add(const Natural& other);
  // One less; 0 stays 0.
  void decrement();
  void clear() { limbs_.clear(); }  // 0, its memory kept for the next sum
  bool operator==(const Natural&) const = default;
  std::size_t limbs() const { return limbs_.size(); }
  std::string text() const { return decimal(limbs_.data(), limbs_.size()); }

 private:
  std::vector<Limb> limbs_;  // the highest is not 0; none: 0
};

}  // namespace bw
