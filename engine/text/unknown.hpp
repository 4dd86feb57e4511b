// What is said of a character that the language does not use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bw {

struct Unknown {
  std::string message, hint;
};
// seen: the character as written; of a backslash with the word behind it.
Unknown about_unknown(std::uint32_t c, std::string_view seen);

}  // namespace bw
