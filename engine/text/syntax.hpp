// What the parser makes of a text: statements, each with its expression in postfix order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"

namespace bw {

// A step of a postfix expression: pushes one operand, or takes count operands and pushes the result.
struct Item {
  enum Kind {
    kNumber,
    kName,
    kText,       // in quotes: the value of a keyword
    kOperator,   // count 1 or 2
    kCall,       // of what the name stands for here
    kOperation,  // a call that means no definition, whatever bears its name
    kMethod,     // a call whose first operand stands before the dot
    kTranspose,
    kList,     // [a, b], or (a, b) where text is "("
    kKeyword,  // names the operand before it
    kSubscript,
    kArray,   // a literal array: parts is what it is made of
    kFolded,  // a number that parts come to
  };
  // A step of what is numbers alone: all that a count, or a literal array, is made of.
  struct Part {
    Kind kind;
    std::string text;
    double number = 0;
    std::size_t count = 0;
    Span span = {};
  };
  using Parts = std::vector<Part>;
  // One axis of a subscript: a place (begin), a range begin:end:step, where each may be left out (empty), or a list of places.
  struct Selector {
    enum Choice { kAt, kFromTo, kSeveral } choice = kAt;
    Parts begin = {}, end = {}, step = {};
    std::vector<Parts> list = {};
  };

  Kind kind;
  std::string text;  // name, function, operator, keyword or text
  double number = 0;
  std::size_t count = 0;
  Span span;
  std::vector<Selector> selectors = {};
  Parts parts = {};
  bool argument = false;  // of kList and kArray: it is the whole of an argument
};
using Expression = std::vector<Item>;
using Selector = Item::Selector;
using Parts = Item::Parts;

struct NameAt {
  std::string name;
  bool quoted = false;
  Span span;
};

// The derivative that a definition states by one of its parameters.
struct Stated {
  std::string by;
  Expression expression;
  Span span;
};

struct Statement {
  enum Kind { kInput, kParam, kAssign, kSize, kDef, kRepeat, kLoss, kOutputs, kWrt };
  Kind kind;
  std::vector<NameAt> names;  // one for kInput, kParam, kAssign, kSize, kDef and kLoss; of kRepeat the counter, if any
  std::vector<NameAt> parameters;  // of kDef
  Expression expression;
  std::vector<Stated> derivatives;  // of kDef
  Parts times;                      // of kRepeat: how often
  std::vector<Statement> body;      // of kRepeat
  Span span;
  std::string label;  // the statement as written, without its comment
};

}  // namespace bw
