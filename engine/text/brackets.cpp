// Brackets in an expression: groups, lists, and calls with their arguments.
#include "text/expression_reader.hpp"
#include "text/idioms.hpp"
#include "text/literals.hpp"

namespace bw {

// An opening bracket at the cursor, of w. empty_: it was closed at once, with nothing in it.
bool ExpressionReader::open(Waiting::Kind kind, const Token& token, Expression& out) {
  const Waiting* parent = stack_.empty() ? nullptr : &stack_.back();
  const bool whole =
      parent != nullptr && (parent->calls() || parent->kind == Waiting::kKeyword) && parent->argument == out.size();
  if (!push({kind, 0, &token, out.size(), out.size(), 0, whole})) return false;
  cursor_.advance();
  ++open_;
  skip_newlines();
  empty_ = (kind == Waiting::kList && cursor_.peek().is("]")) ||
           ((kind == Waiting::kCall || kind == Waiting::kMethod) && cursor_.peek().is(")"));
  return !empty_ || close(out, 1);
}

// x.sum( behind a bracket; behind a name the lexer has made it a part of the name.
ExpressionReader::Next ExpressionReader::method(Expression& out) {
  const Token &dot = cursor_.peek(), &name = cursor_.peek(1);
  if (name.kind != TokenKind::kName || !cursor_.peek(2).is("("))
    return when(cursor_.fail(Code::kSyntax, "After a `.` stands `T` or a call, but there is " + seen(name) + ".",
                             "Write `.T` for the transpose, or a call such as `.sum()`.", dot.span),
                Next::kEnd);
  cursor_.advance(2);
  const bool good = open(Waiting::kMethod, name, out);
  return when(good, empty_ ? Next::kPostfix : Next::kOperand);
}

ExpressionReader::Next ExpressionReader::comma(Expression& out) {
  const Token& t = cursor_.peek();
  reduce(out, 0);
  Waiting& w = stack_.back();
  if (w.kind == Waiting::kBracket && !w.whole)
    return when(cursor_.fail(Code::kSyntax, "A `,` inside brackets that only group.",
                             "The decimal point is `.`; a vector is `[1, 2]`.", t.span),
                Next::kEnd);
  end_argument(out);
  ++w.commas;
  cursor_.advance();
  skip_newlines();
  const Token& next = cursor_.peek();
  if (!next.is(")") && !next.is("]")) return Next::kOperand;
  return when(close(out, 1), Next::kPostfix);
}

// The argument before the cursor is read: where it is a count, it becomes one number.
void ExpressionReader::end_argument(Expression& out) {
  Waiting& w = stack_.back();
  const Waiting* parent = stack_.size() > 1 ? &stack_[stack_.size() - 2] : nullptr;
  const bool in_shape = (w.kind == Waiting::kBracket || w.kind == Waiting::kList) && w.whole && parent != nullptr &&
                        (parent->kind == Waiting::kKeyword || shapes(parent->token->text));
  const bool in_call = w.calls() && ((has_width(w.token->text) && w.commas == 1) ||
                                     (shapes(w.token->text) && (w.commas > 0 || w.token->text != "reshape")));
  if (in_shape || in_call) fold_count(out, w.argument);
  w.argument = out.size();
}

// trailing: 1 where a comma, or nothing at all, stands before the closing bracket.
bool ExpressionReader::close(Expression& out, std::size_t trailing) {
  const Token& t = cursor_.peek();
  reduce(out, 0);
  const std::string_view wanted = stack_.back().kind == Waiting::kList ? "]" : ")";
  if (!t.is(wanted))
    return cursor_.fail(Code::kSyntax, "Expected `" + std::string(wanted) + "`, but there is " + seen(t) + ".",
                        "The bracket that is open is that of " + in_ticks(stack_.back().token->text) + ".", t.span);
  if (trailing == 0) end_argument(out);
  const Waiting w = stack_.back();
  const std::size_t count = w.commas + 1 - trailing;
  stack_.pop_back();
  --open_;
  cursor_.advance();
  const Token& next = cursor_.peek();
  Item item{.kind = Item::kList, .text = std::string(w.token->text), .count = count, .span = w.token->span};
  item.argument = w.whole && (next.is(",") || next.is(")"));
  if (w.kind == Waiting::kBracket) {
    if (w.commas == 0) return true;
    if (!item.argument)
      return cursor_.fail(Code::kSyntax, "A `,` inside brackets that only group.",
                          "The decimal point is `.`; a vector is `[1, 2]`.", w.token->span);
    out.push_back(std::move(item));
    return true;
  }
  if (w.calls()) {
    item.kind = w.kind == Waiting::kCall ? Item::kCall : Item::kMethod;
    item.count += w.kind == Waiting::kMethod;
  }
  append_literal(out, w.begin, std::move(item), cursor_.defined);
  return true;
}

bool ExpressionReader::unclosed(const Token& t) {
  const Token& bracket = *open_bracket().token;
  if (t.kind == TokenKind::kEnd || t.span.line > bracket.span.line) {
    unclosed_line_ = bracket.span.line;
    return cursor_.fail(Code::kSyntax, "The bracket of " + in_ticks(bracket.text) + " is not closed.",
                        bracket.is("[") ? "Write `]` where it ends." : "Write `)` where it ends.", bracket.span);
  }
  const Said said = no_operator(cursor_, &bracket);
  return cursor_.fail(Code::kSyntax, said.message, said.hint, t.span);
}

const Waiting& ExpressionReader::open_bracket() const {
  std::size_t i = stack_.size() - 1;
  while (!stack_[i].encloses()) --i;
  return stack_[i];
}
}  // namespace bw
