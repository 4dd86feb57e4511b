// Operator precedence with a stack of its own, so that no text is too deep for it.
#include "text/expression.hpp"

#include "base/limits.hpp"
#include "text/expression_reader.hpp"
#include "text/idioms.hpp"
#include "text/literals.hpp"
#include "text/read_subscript.hpp"

namespace bw {
namespace {

constexpr int kComparison = 1, kUnaryPrecedence = 4, kPower = 5;
int precedence(const Token& t) {
  if (t.is("<") || t.is("<=") || t.is(">") || t.is(">=") || t.is("==") || t.is("!=")) return kComparison;
  if (t.is("+") || t.is("-")) return 2;
  if (t.is("*") || t.is("/") || t.is("@") || t.is("·") || t.is("×")) return 3;
  return t.is("**") || t.is("^") ? kPower : 0;
}

}  // namespace

// Shunting-yard. Inside brackets a line goes on.
bool ExpressionReader::run(Expression& out) {
  while (true) {
    if (!operand(out)) return false;
    Next next = Next::kPostfix;
    while (next == Next::kPostfix) next = after_operand(out);
    if (next == Next::kEnd) return true;
    if (next == Next::kFailed) return false;
  }
}

// What follows an operand: a postfix, an operator, a comma, a closing bracket, or what ends the expression.
ExpressionReader::Next ExpressionReader::after_operand(Expression& out) {
  skip_newlines();
  const Token& t = cursor_.peek();
  if (t.is(".T") && !numbers_only_) {
    out.push_back({.kind = Item::kTranspose, .text = "transpose", .count = 1, .span = t.span});
    cursor_.advance();
    return Next::kPostfix;
  }
  if (t.is("[") && !numbers_only_) return when(read_subscript(cursor_, out), Next::kPostfix);
  if (t.is(".") && !numbers_only_) return method(out);
  if (precedence(t) > 0) return when(infix(out), Next::kOperand);
  if (t.is(",") && open_ > 0) return comma(out);
  if ((t.is(")") || t.is("]")) && open_ > 0) return when(close(out, 0), Next::kPostfix);
  if (open_ > 0) return when(unclosed(t), Next::kEnd);
  reduce(out, 0);
  return Next::kEnd;
}

bool ExpressionReader::infix(Expression& out) {
  const Token& t = cursor_.peek();
  const int p = precedence(t);
  reduce(out, p == kPower || p == kComparison ? p + 1 : p);
  if (p == kComparison && !stack_.empty() && stack_.back().kind == Waiting::kBinary && stack_.back().precedence == p)
    return cursor_.fail(Code::kSyntax,
                        "Two comparisons in a row: " + seen(t) + " after " + in_ticks(stack_.back().token->text) + ".",
                        "Each gives 0 or 1; of both write the product: `(a < x) * (x < b)`.", t.span);
  if (!push({Waiting::kBinary, p, &t})) return false;
  cursor_.advance();
  return true;
}

// One operand, with the signs and opening brackets before it.
bool ExpressionReader::operand(Expression& out) {
  while (true) {
    skip_newlines();
    const Token& t = cursor_.peek();
    if (t.is("-")) {
      if (negative_literal(out)) return true;
      if (!push({Waiting::kUnary, kUnaryPrecedence, &t})) return false;
      cursor_.advance();
    } else if (const std::optional<double> number = literal_of(t)) {
      out.push_back({.kind = Item::kNumber, .text = "", .number = *number, .span = t.span});
      cursor_.advance();
      return true;
    } else if (keyword_value(t)) {
      const bool text = t.kind == TokenKind::kText;
      out.push_back({.kind = text ? Item::kText : Item::kNumber,
                     .text = text ? std::string(t.text) : "",
                     .number = t.text == "True" ? 1.0 : 0.0,
                     .span = t.span});
      cursor_.advance();
      return true;
    } else if (const auto idiom = prefix_word(cursor_)) {
      return cursor_.fail(Code::kSyntax, idiom->message, idiom->hint, t.span);
    } else if (t.kind == TokenKind::kName && cursor_.peek(1).is("(") && !numbers_only_) {
      cursor_.advance();
      if (!open(Waiting::kCall, t, out)) return false;
      if (empty_) return true;
    } else if (t.kind == TokenKind::kName && cursor_.peek(1).is("=") && !stack_.empty() && stack_.back().calls()) {
      if (!push({.kind = Waiting::kKeyword, .precedence = 0, .token = &t, .begin = out.size(), .argument = out.size()}))
        return false;
      cursor_.advance(2);
    } else if (t.kind == TokenKind::kName) {
      out.push_back({.kind = Item::kName, .text = std::string(t.text), .span = t.span});
      cursor_.advance();
      return true;
    } else if (t.is("(") || (t.is("[") && !numbers_only_)) {
      if (!open(t.is("(") ? Waiting::kBracket : Waiting::kList, t, out)) return false;
      if (empty_) return true;
    } else {
      return missing_operand(t);
    }
  }
}

// True, False and texts, which are values of keywords alone.
bool ExpressionReader::keyword_value(const Token& t) const {
  const bool boolean = t.is_word("True") || t.is_word("False");
  return (boolean || t.kind == TokenKind::kText) && !stack_.empty() && stack_.back().kind == Waiting::kKeyword;
}

bool ExpressionReader::negative_literal(Expression& out) {
  const Token &sign = cursor_.peek(), &next = cursor_.peek(1);
  const std::optional<double> number = literal_of(next);
  if (!number || cursor_.peek(2).is("**") || cursor_.peek(2).is("^")) return false;
  out.push_back({.kind = Item::kNumber,
                 .text = "",
                 .number = -*number,
                 .span = {sign.span.line, sign.span.column, next.span.end_line, next.span.end_column}});
  cursor_.advance(2);
  return true;
}

bool ExpressionReader::missing_operand(const Token& t) {
  if (open_ > 0 && t.kind == TokenKind::kEnd) return unclosed(t);
  const Said said = no_operand(cursor_);
  return cursor_.fail(Code::kSyntax, said.message, said.hint, t.span);
}

bool ExpressionReader::push(Waiting w) {
  if (stack_.size() >= static_cast<std::size_t>(limits::kNesting)) {
    return cursor_.fail(Code::kDepth,
                        "The expression is nested more than " + std::to_string(limits::kNesting) + " deep.",
                        "Give a part of it a name.", w.token->span);
  }
  stack_.push_back(w);
  return true;
}

// Writes what waits with at least this precedence.
void ExpressionReader::reduce(Expression& out, int least) {
  while (!stack_.empty()) {
    const Waiting w = stack_.back();
    const bool keyword = w.kind == Waiting::kKeyword && least == 0;
    if (!keyword && (w.precedence == 0 || w.precedence < least)) return;
    if (keyword) fold_count(out, w.argument);
    stack_.pop_back();
    if (keyword)
      out.push_back({.kind = Item::kKeyword, .text = std::string(w.token->text), .count = 1, .span = w.token->span});
    else
      out.push_back({.kind = Item::kOperator,
                     .text = std::string(w.token->text),
                     .count = w.kind == Waiting::kUnary ? 1u : 2u,
                     .span = w.token->span});
  }
}
bool read_expression(Cursor& cursor, Expression& out, int& unclosed_line) {
  ExpressionReader reader(cursor);
  const bool good = reader.run(out);
  unclosed_line = reader.unclosed_line();
  return good;
}

bool read_count(Cursor& cursor, Parts& out) {
  Expression expression;
  const bool good = ExpressionReader(cursor, true).run(expression);
  for (Item& item : expression) out.push_back(part_of(std::move(item)));
  return good;
}

}  // namespace bw
