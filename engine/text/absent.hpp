// Operations of other libraries that are not here, by their names: what to write instead.
#pragma once

#include <string_view>

namespace bw {

// later: an operation that is still to come. hint: what gives the same today; may be empty.
struct Absent {
  std::string_view name;
  bool later;
  std::string_view hint;
};
// nullptr if nothing is known of the name.
const Absent* find_absent(std::string_view name);

}  // namespace bw
