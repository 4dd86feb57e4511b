// Addition with carries, and printing, limb by limb.
#include "base/natural.hpp"

namespace bw {

Limb add_limbs(Limb* to, const Limb* from, std::size_t count) {
  Limb carry = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Limb sum = to[i] + from[i] + carry;
    carry = sum >= kLimbBase;
    to[i] = carry != 0 ? sum - kLimbBase : sum;
  }
  return carry;
}

std::string decimal(const Limb* limbs, std::size_t count) {
  while (count > 0 && limbs[count - 1] == 0) --count;
  if (count == 0) return "0";
  std::string text = std::to_string(limbs[--count]);
  while (count-- > 0) text += std::to_string(kLimbBase + limbs[count]).substr(1);
  return text;
}

Natural::Natural(Limb small) {
  if (small > 0) limbs_.push_back(small);
}

void Natural::add(const Natural& other) {
  const std::size_t count = other.limbs();
  if (limbs() < count) limbs_.resize(count, 0);
  Limb carry = add_limbs(limbs_.data(), other.limbs_.data(), count);
  for (std::size_t i = count; carry != 0 && i < limbs(); ++i) {
    carry = ++limbs_[i] == kLimbBase;
    if (carry != 0) limbs_[i] = 0;
  }
  if (carry != 0) limbs_.push_back(carry);
}

void Natural::decrement() {
  if (limbs_.empty()) return;
  std::size_t i = 0;
  while (limbs_[i] == 0) limbs_[i++] = kLimbBase - 1;
  if (--limbs_[i] == 0 && i + 1 == limbs()) limbs_.pop_back();
}

}  // namespace bw
