// The reader of one expression, and what it keeps while brackets and operators are open.
#pragma once

#include <vector>

#include "text/cursor.hpp"
#include "text/syntax.hpp"

namespace bw {

// What waits on the stack for its right-hand side or its closing bracket. argument: where in the output its operand, or the
// one that is read, begins.
struct Waiting {
  enum Kind { kBinary, kUnary, kBracket, kCall, kMethod, kList, kKeyword };
  Kind kind;
  int precedence;
  const Token* token;
  std::size_t begin = 0, argument = 0, commas = 0;
  bool whole = false;  // a bracket or list that is the first of an argument
  bool calls() const { return kind == kCall || kind == kMethod; }
  bool encloses() const { return calls() || kind == kBracket || kind == kList; }
};

class ExpressionReader {
 public:
  // numbers_only: no calls, lists, subscripts.
  explicit ExpressionReader(Cursor& cursor, bool numbers_only = false) : cursor_(cursor), numbers_only_(numbers_only) {}

  // Shunting-yard. Inside brackets a line goes on.
  bool run(Expression& out);
  int unclosed_line() const { return unclosed_line_; }

 private:
  enum class Next { kPostfix, kOperand, kEnd, kFailed };
  static Next when(bool good, Next next) { return good ? next : Next::kFailed; }

  // expression.cpp: operands and operators
  Next after_operand(Expression& out);
  bool infix(Expression& out);
  bool operand(Expression& out);
  bool keyword_value(const Token& t) const;
  bool negative_literal(Expression& out);
  bool missing_operand(const Token& t);
  bool push(Waiting w);
  void reduce(Expression& out, int least);
  void skip_newlines() {
    while (open_ > 0 && cursor_.peek().kind == TokenKind::kNewline) cursor_.advance();
  }

  // brackets.cpp: lists, calls and what stands between their commas
  bool open(Waiting::Kind kind, const Token& token, Expression& out);
  Next method(Expression& out);
  Next comma(Expression& out);
  void end_argument(Expression& out);
  bool close(Expression& out, std::size_t trailing);
  bool unclosed(const Token& t);
  const Waiting& open_bracket() const;

  Cursor& cursor_;
  bool numbers_only_;
  std::vector<Waiting> stack_;
  int open_ = 0;
  int unclosed_line_ = 0;
  bool empty_ = false;
};

}  // namespace bw
