// What the parser makes of a text: statements, each with its expression in postfix order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"

namespace bw {

// One place of a subscript: a place, or from begin to end, where both may be left out.
struct Selector {
  bool is_range = false;
  std::optional<std::int64_t> begin = {}, end = {};
};
// A step of a postfix expression: pushes one operand, or takes count operands and pushes the result. kOperation is a call
// that means the operation of that name, whatever definition bears it, too.
struct Item {
  enum Kind { kNumber, kName, kOperator, kCall, kOperation, kTranspose, kList, kKeyword, kSubscript };
  Kind kind;
  std::string text;  // name, function, operator or keyword
  double number = 0;
  std::size_t count = 0;  // kOperator 1 or 2, calls and kList any; kKeyword names the operand before it
  Span span;
  std::vector<Selector> selectors = {};
};
using Expression = std::vector<Item>;

struct NameAt {
  std::string name;
  bool quoted = false;
  Span span;
};

struct Statement {
  enum Kind { kInput, kParam, kAssign, kSize, kDef, kRepeat, kLoss, kOutputs, kWrt };
  Kind kind;
  std::vector<NameAt> names;       // one for kInput, kParam, kAssign, kSize, kDef and kLoss
  std::vector<NameAt> parameters;  // of kDef
  Expression expression;           // of kRepeat: how often
  std::vector<Statement> body;     // of kRepeat
  Span span;
  std::string label;  // the statement as written, without its comment
};

}  // namespace bw
