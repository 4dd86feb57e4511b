// What the name of a call stands for, where it is no definition.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "ops/names.hpp"
#include "text/libraries.hpp"

namespace bw {

// kOp: a row by its own name. kSpelling: another spelling of one. Both as a method where receiver, a name of a value, is not
// empty.
struct Called {
  enum Kind { kUnknown, kOp, kSpelling } kind = kUnknown;
  const OpName* op = nullptr;
  const Spelling* spelling = nullptr;
  std::string receiver = {};
  std::string_view method = {};  // of what is not known: the part behind a receiver
};

using IsValue = std::function<bool(const std::string&)>;

// In this order: a row; the longest part before a dot that is a value, with a method; a plain spelling; one behind the
// prefix of a library. The called name outlives the answer.
Called resolve_call(const std::string& name, const IsValue& is_value);
// A method behind a bracket.
Called resolve_method(std::string_view name);

// E_UNKNOWN_OP for a call that stands for nothing, with what to write instead where that is known. value: the name is that
// of a node.
Diagnostic unknown_call(const std::string& name, const Called& called, bool value, const Span& span);

}  // namespace bw
