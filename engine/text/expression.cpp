// Operator precedence with a stack of its own, so that no text is too deep for it.
#include "text/expression.hpp"

#include "base/limits.hpp"
#include "text/read_subscript.hpp"

namespace bw {
namespace {

// What waits on the stack for its right-hand side or its closing bracket.
struct Waiting {
  enum Kind { kBinary, kUnary, kBracket, kCall, kList, kKeyword };
  Kind kind;
  int precedence;
  const Token* token;
  std::size_t commas = 0;
};

int precedence(const Token& t) {
  if (t.is("+") || t.is("-")) return 1;
  if (t.is("*") || t.is("/") || t.is("@")) return 2;
  if (t.is("**") || t.is("^")) return 4;
  return 0;
}
constexpr int kUnaryPrecedence = 3;

class ExpressionReader {
 public:
  explicit ExpressionReader(Cursor& cursor) : cursor_(cursor) {}

  // Shunting-yard. Inside brackets a line goes on.
  bool run(Expression& out) {
    while (true) {
      if (!operand(out)) return false;
      bool again = false;
      while (!again) {
        skip_newlines();
        const Token& t = cursor_.peek();
        if (t.is(".T")) {
          out.push_back({.kind = Item::kTranspose, .text = "transpose", .count = 1, .span = t.span});
          cursor_.advance();
        } else if (t.is("[")) {
          if (!read_subscript(cursor_, out)) return false;
        } else if (const int p = precedence(t); p > 0) {
          reduce(out, p == 4 ? p + 1 : p);
          if (!push({Waiting::kBinary, p, &t})) return false;
          cursor_.advance();
          again = true;
        } else if (t.is(",") && open_ > 0) {
          reduce(out, 0);
          if (stack_.back().kind == Waiting::kBracket)
            return cursor_.fail(Code::kSyntax, "A `,` inside brackets that only group.",
                                "The decimal point is `.`; a vector is `[1, 2]`.", t.span);
          ++stack_.back().commas;
          cursor_.advance();
          again = true;
        } else if ((t.is(")") || t.is("]")) && open_ > 0) {
          if (!close(out, false)) return false;
        } else if (open_ > 0) {
          return unclosed(t);
        } else {
          reduce(out, 0);
          return true;
        }
      }
    }
  }

  int unclosed_line() const { return unclosed_line_; }

 private:
  // One operand, with the signs and opening brackets before it.
  bool operand(Expression& out) {
    while (true) {
      skip_newlines();
      const Token& t = cursor_.peek();
      if (t.is("-")) {
        const Token& next = cursor_.peek(1);
        const std::optional<double> number = literal_of(next);
        if (number && !cursor_.peek(2).is("**") && !cursor_.peek(2).is("^")) {
          out.push_back({.kind = Item::kNumber,
                         .text = "",
                         .number = -*number,
                         .span = {t.span.line, t.span.column, next.span.end_line, next.span.end_column}});
          cursor_.advance(2);
          return true;
        }
        if (!push({Waiting::kUnary, kUnaryPrecedence, &t})) return false;
        cursor_.advance();
      } else if (const std::optional<double> number = literal_of(t)) {
        out.push_back({.kind = Item::kNumber, .text = "", .number = *number, .span = t.span});
        cursor_.advance();
        return true;
      } else if ((t.text == "True" || t.text == "False") && !stack_.empty() &&
                 stack_.back().kind == Waiting::kKeyword) {
        out.push_back({.kind = Item::kNumber, .text = "", .number = t.text == "True" ? 1.0 : 0.0, .span = t.span});
        cursor_.advance();
        return true;
      } else if (t.kind == TokenKind::kName && cursor_.peek(1).is("(")) {
        if (!push({Waiting::kCall, 0, &t})) return false;
        cursor_.advance(2);
        ++open_;
        skip_newlines();
        if (cursor_.peek().is(")")) return close(out, true);
      } else if (t.kind == TokenKind::kName && cursor_.peek(1).is("=") && !stack_.empty() &&
                 stack_.back().kind == Waiting::kCall) {
        if (!push({Waiting::kKeyword, 0, &t})) return false;
        cursor_.advance(2);
      } else if (t.kind == TokenKind::kName) {
        out.push_back({.kind = Item::kName, .text = std::string(t.text), .span = t.span});
        cursor_.advance();
        return true;
      } else if (t.is("(") || t.is("[")) {
        if (!push({t.is("(") ? Waiting::kBracket : Waiting::kList, 0, &t})) return false;
        cursor_.advance();
        ++open_;
        skip_newlines();
        if (t.is("[") && cursor_.peek().is("]")) return close(out, true);
      } else {
        return missing_operand(t);
      }
    }
  }

  bool missing_operand(const Token& t) {
    if (open_ > 0 && t.kind == TokenKind::kEnd) return unclosed(t);
    std::string hint;
    if (t.is("+")) hint = "A number needs no `+` before it.";
    if (t.is("\"") || t.is("'")) hint = "The language has no texts, only numbers and names.";
    if (t.is("/") && cursor_.previous().is("/")) hint = "There is one division, `/`; a comment begins with `#`.";
    if (t.is(")") || t.is("]")) hint = "Delete it, or write before it what it encloses.";
    if (t.is("<") || t.is(">")) hint = "There are no comparisons; `maximum(a, b)` and `relu(x)` choose between values.";
    if (t.kind == TokenKind::kEnd || t.kind == TokenKind::kNewline) hint = "Finish the statement: `y = w @ x + b`.";
    if (t.is("*") || t.is("/") || t.is("@") || t.is("**") || t.is("^"))
      hint = hint.empty() ? "This operator needs a value on its left." : hint;
    return cursor_.fail(Code::kSyntax, "Expected an expression, but there is " + seen(t) + ".", hint, t.span);
  }
  bool unclosed(const Token& t) {
    const Token& open = *open_bracket().token;
    if (t.kind == TokenKind::kEnd || t.span.line > open.span.line) {
      unclosed_line_ = open.span.line;
      return cursor_.fail(Code::kSyntax, "The bracket of " + in_ticks(open.text) + " is not closed.",
                          open.is("[") ? "Write `]` where it ends." : "Write `)` where it ends.", open.span);
    }
    return cursor_.fail(
        Code::kSyntax, "Expected an operator, `,` or the closing bracket, but there is " + seen(t) + ".",
        cursor_.previous().kind != TokenKind::kSymbol && t.kind != TokenKind::kSymbol
            ? "A product needs `*`: " + in_ticks(std::string(cursor_.previous().text) + " * " + std::string(t.text)) +
                  "."
            : "",
        t.span);
  }
  const Waiting& open_bracket() const {
    std::size_t i = stack_.size() - 1;
    while (stack_[i].kind != Waiting::kBracket && stack_[i].kind != Waiting::kCall && stack_[i].kind != Waiting::kList)
      --i;
    return stack_[i];
  }

  void skip_newlines() {
    while (open_ > 0 && cursor_.peek().kind == TokenKind::kNewline) cursor_.advance();
  }

  bool push(Waiting w) {
    if (stack_.size() >= static_cast<std::size_t>(limits::kNesting)) {
      return cursor_.fail(Code::kDepth,
                          "The expression is nested more than " + std::to_string(limits::kNesting) + " deep.",
                          "Give a part of it a name.", w.token->span);
    }
    stack_.push_back(w);
    return true;
  }

  // Writes what waits with at least this precedence.
  void reduce(Expression& out, int least) {
    while (!stack_.empty()) {
      const Waiting w = stack_.back();
      const bool keyword = w.kind == Waiting::kKeyword && least == 0;
      if (!keyword && (w.precedence == 0 || w.precedence < least)) return;
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

  bool close(Expression& out, bool empty) {
    const Token& t = cursor_.peek();
    reduce(out, 0);
    const Waiting w = stack_.back();
    const std::string_view wanted = w.kind == Waiting::kList ? "]" : ")";
    if (!t.is(wanted))
      return cursor_.fail(Code::kSyntax, "Expected `" + std::string(wanted) + "`, but there is " + seen(t) + ".",
                          "The bracket that is open is that of " + in_ticks(w.token->text) + ".", t.span);
    const std::size_t count = empty ? 0 : w.commas + 1;
    stack_.pop_back();
    --open_;
    cursor_.advance();
    if (w.kind == Waiting::kCall)
      out.push_back({.kind = Item::kCall, .text = std::string(w.token->text), .count = count, .span = w.token->span});
    if (w.kind == Waiting::kList)
      out.push_back({.kind = Item::kList, .text = "", .count = count, .span = w.token->span});
    return true;
  }

  Cursor& cursor_;
  std::vector<Waiting> stack_;
  int open_ = 0;
  int unclosed_line_ = 0;
};

}  // namespace

bool read_expression(Cursor& cursor, Expression& out, int& unclosed_line) {
  ExpressionReader reader(cursor);
  const bool good = reader.run(out);
  unclosed_line = reader.unclosed_line();
  return good;
}

}  // namespace bw
