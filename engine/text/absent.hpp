// Names that are no operation here: those of other libraries, with what to write instead, and those that are misspelt.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bw {

// later: an operation that is still to come. hint: what gives the same today; may be empty.
struct Absent {
  std::string_view name;
  bool later;
  std::string_view hint;
};
// The operation that a misspelt name is close to; none of short names, which are close to anything.
std::optional<std::string> closest_op(std::string_view name);
// nullptr if nothing is known of the name.
const Absent* find_absent(std::string_view name);

}  // namespace bw
