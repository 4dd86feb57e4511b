// What stands on the stack while a postfix expression is read.
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.hpp"
#include "text/literal.hpp"

namespace bw {

// kList: operands in brackets, kept until it is known what takes them. kFunction: the name of an operation or a definition,
// for dense. kNothing: `None`. kBad: reported as wrong.
struct Operand {
  enum Kind { kNumber, kArray, kNode, kList, kText, kFunction, kNothing, kBad } kind = kBad;
  double number = 0;
  Array array = {};
  std::shared_ptr<std::vector<Operand>> elements = {};  // of kList
  bool is_tuple = false;                                // a list in round brackets
  std::string id = {};                                  // of a node or function, and what a text says
  Span span = {};
  std::string keyword = {};
  Span keyword_span = {};

  bool is_whole() const { return kind == kNumber && number == std::floor(number) && std::fabs(number) < 1e15; }
};
using Operands = std::vector<Operand>;

// The statement or layer whose operations are appended: the last of them bears its id, the others are numbered.
struct Current {
  std::string id, label;
  std::size_t made = 0;
};

struct Stated;

// A call of a definition that states its derivatives. by: those that are asked, as nodes stand for their parameters; next: how
// many of these are read or under way; value: the one value, with those that are read; whole: none is left.
struct Stating {
  const std::string* name = nullptr;  // of the definition
  std::vector<const Stated*> by;
  std::size_t next = 0;
  Operands value;
  bool whole = false;
};

// An expression under way, of the statement or of a definition that it calls: what is read next, what stands on the stack,
// and what the parameters stand for. within: the statement that goes on after it, where this one has operations of its own.
struct Reading {
  const Expression* expression;
  std::size_t next = 0;
  Operands stack = {};
  std::unordered_map<std::string, Operand> parameters = {};
  std::optional<Current> within = {};
  std::shared_ptr<const Expression> own = {};  // the expression, where nothing else keeps it
  std::shared_ptr<Stating> stating = {};       // of a call, where derivatives are to follow its body
};

}  // namespace bw
