// Whole numbers of 128 bits: counts that add up past 64.
#pragma once

#include <string>

namespace bw {

__extension__ typedef __int128 Wide;  // NOLINT: `using` does not take the extension

// In decimal digits.
inline std::string decimal(Wide n) {
  if (n == 0) return "0";
  std::string digits;
  for (Wide left = n; left != 0; left /= 10) {
    const int digit = static_cast<int>(left % 10);
    digits.insert(digits.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
  }
  return n < 0 ? "-" + digits : digits;
}

}  // namespace bw
