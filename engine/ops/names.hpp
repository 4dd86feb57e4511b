// What the language needs to know of the rows: spellings, operators, arity and attribute names.
#pragma once

#include <string_view>
#include <vector>

#include "base/attrs.hpp"
#include "base/few.hpp"

namespace bw {

using Aliases = Few<std::string_view, 1>;

struct OpName {
  std::string_view name;
  Aliases aliases;
  std::string_view symbol;  // its operator in the language, or empty
  std::size_t arity;
  bool variadic;  // takes more operands like its last
  AttrSpecs attrs;
};

const std::vector<OpName>& op_names();
// By name or alias; nullptr if there is none.
const OpName* find_op_name(std::string_view name);
// Whether the language keeps the name for itself.
bool is_reserved(std::string_view name);

}  // namespace bw
