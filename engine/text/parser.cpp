// The parser: operator precedence with a stack of its own, so that no text is too deep for it.
#include "text/parser.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/limits.hpp"
#include "text/lexer.hpp"

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

bool is_literal_name(const Token& t) { return t.kind == TokenKind::kName && !t.quoted && (t.text == "pi" || t.text == "inf" || t.text == "nan"); }
double literal(const Token& t) {
  if (t.kind == TokenKind::kNumber) return t.number;
  if (t.text == "pi") return 3.14159265358979323846;
  return t.text == "inf" ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
}

class Parser {
 public:
  Parser(std::string_view source, Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics), tokens_(lex(source, diagnostics)) {}

  std::vector<Statement> run() {
    std::vector<Statement> statements;
    while (true) {
      while (peek().kind == TokenKind::kNewline) ++at_;
      if (peek().kind == TokenKind::kEnd) return statements;
      const std::size_t first = at_;
      Statement s{};
      resume_line_ = 0;
      if (statement(s) && end_of_statement()) {
        const std::size_t begin = tokens_[first].begin;
        s.label = std::string(source_.substr(begin, tokens_[at_ - 1].end - begin));
        statements.push_back(std::move(s));
      } else {
        recover();
        s.expression.clear();  // its name is kept, so that uses of it are not reported too
        if (s.names.size() == 1 && s.kind <= Statement::kAssign) statements.push_back(std::move(s));
      }
    }
  }

 private:
  const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  bool fail(Code code, std::string message, std::string hint, const Span& span) {
    diagnostics_.add({code, std::move(message), std::move(hint), "", span});
    return false;
  }
  static std::string seen(const Token& t) {
    if (t.kind == TokenKind::kEnd) return "the end of the text";
    if (t.kind == TokenKind::kNewline) return "the end of the line";
    return in_ticks(t.text);
  }

  // Skips to the next line; after an unclosed bracket, to the line after the bracket.
  void recover() {
    if (resume_line_ > 0) {
      while (at_ > 0 && tokens_[at_ - 1].span.line > resume_line_) --at_;
    }
    while (peek().kind != TokenKind::kNewline && peek().kind != TokenKind::kEnd) ++at_;
  }

  bool end_of_statement() {
    const Token& t = peek();
    if (t.kind == TokenKind::kNewline || t.kind == TokenKind::kEnd) return true;
    if (t.is("=")) return fail(Code::kSyntax, "A second `=`: a statement gives one name.", "Write one statement a line.", t.span);
    if (t.is(")") || t.is("]") || t.is("}")) return fail(Code::kSyntax, seen(t) + " closes a bracket that was not opened.", "", t.span);
    if (t.is(",")) return fail(Code::kSyntax, "A `,` outside brackets.", "The decimal point is `.`", t.span);
    if (t.is(";")) return fail(Code::kSyntax, "Expected the end of the statement, but there is `;`.", "Write one statement a line.", t.span);
    const bool value_before = tokens_[at_ - 1].kind == TokenKind::kNumber || tokens_[at_ - 1].is(")");
    const bool product = value_before && (t.kind == TokenKind::kName || t.is("("));
    return fail(Code::kSyntax, "Expected an operator or the end of the statement, but there is " + seen(t) + ".", product ? "A product needs `*`." : "", t.span);
  }

  bool statement(Statement& s) {
    const Token& t = peek();
    if (t.kind == TokenKind::kName && !t.quoted && peek(1).kind == TokenKind::kName) {
      if (t.text == "input" || t.text == "param") {
        s.kind = t.text == "input" ? Statement::kInput : Statement::kParam;
        ++at_;
        return assignment(s);
      }
      if (t.text == "loss" || t.text == "output" || t.text == "wrt") return names(s);
    }
    if (t.kind == TokenKind::kName && peek(1).is("=")) {
      s.kind = Statement::kAssign;
      return assignment(s);
    }
    if (t.kind == TokenKind::kName && peek(1).is("==")) return fail(Code::kSyntax, "`==` compares; a statement gives a name with one `=`.", "Write `" + std::string(t.text) + " = …`.", peek(1).span);
    return fail(Code::kSyntax, "Expected a statement such as `z = w @ x`, but there is " + seen(t) + (peek(1).kind == TokenKind::kNewline || peek(1).kind == TokenKind::kEnd ? "." : " …"), "Give the result a name: `y = …`.", t.span);
  }

  bool assignment(Statement& s) {
    const Token& name = peek();
    s.names.push_back({std::string(name.text), name.quoted, name.span});
    ++at_;
    if (!peek().is("=")) return fail(Code::kSyntax, "Expected `=` after " + in_ticks(name.text) + ", but there is " + seen(peek()) + ".", "A declaration is `input x = [1, 2]`.", peek().span);
    ++at_;
    return expression(s.expression);
  }

  bool names(Statement& s) {
    const Token& word = peek();
    s.kind = word.text == "loss" ? Statement::kLoss : word.text == "output" ? Statement::kOutputs : Statement::kWrt;
    ++at_;
    while (true) {
      const Token& name = peek();
      if (name.kind != TokenKind::kName) return fail(Code::kSyntax, "Expected a name, but there is " + seen(name) + ".", "", name.span);
      s.names.push_back({std::string(name.text), name.quoted, name.span});
      ++at_;
      if (!peek().is(",") || s.kind == Statement::kLoss) return true;
      ++at_;
    }
  }

  // Shunting-yard. Inside brackets a line goes on.
  bool expression(Expression& out) {
    stack_.clear();
    open_ = 0;
    while (true) {
      if (!operand(out)) return false;
      bool again = false;
      while (!again) {
        skip_newlines();
        const Token& t = peek();
        if (t.is(".T")) {
          out.push_back({.kind = Item::kTranspose, .text = "transpose", .count = 1, .span = t.span});
          ++at_;
        } else if (t.is("[")) {
          if (!subscript(out)) return false;
        } else if (const int p = precedence(t); p > 0) {
          reduce(out, p == 4 ? p + 1 : p);
          if (!push({Waiting::kBinary, p, &t})) return false;
          ++at_;
          again = true;
        } else if (t.is(",") && open_ > 0) {
          reduce(out, 0);
          if (stack_.back().kind == Waiting::kBracket) return fail(Code::kSyntax, "A `,` inside brackets that only group.", "The decimal point is `.`; a vector is `[1, 2]`.", t.span);
          ++stack_.back().commas;
          ++at_;
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

  // One operand, with the signs and opening brackets before it.
  bool operand(Expression& out) {
    while (true) {
      skip_newlines();
      const Token& t = peek();
      if (t.is("-")) {
        const Token& next = peek(1);
        const bool number = next.kind == TokenKind::kNumber || is_literal_name(next);
        if (number && !peek(2).is("**") && !peek(2).is("^")) {
          out.push_back({.kind = Item::kNumber, .text = "", .number = -literal(next), .span = {t.span.line, t.span.column, next.span.end_line, next.span.end_column}});
          at_ += 2;
          return true;
        }
        if (!push({Waiting::kUnary, kUnaryPrecedence, &t})) return false;
        ++at_;
      } else if (t.kind == TokenKind::kNumber || is_literal_name(t)) {
        out.push_back({.kind = Item::kNumber, .text = "", .number = literal(t), .span = t.span});
        ++at_;
        return true;
      } else if ((t.text == "True" || t.text == "False") && !stack_.empty() && stack_.back().kind == Waiting::kKeyword) {
        out.push_back({.kind = Item::kNumber, .text = "", .number = t.text == "True" ? 1.0 : 0.0, .span = t.span});
        ++at_;
        return true;
      } else if (t.kind == TokenKind::kName && peek(1).is("(")) {
        if (!push({Waiting::kCall, 0, &t})) return false;
        at_ += 2;
        ++open_;
        skip_newlines();
        if (peek().is(")")) return close(out, true);
      } else if (t.kind == TokenKind::kName && peek(1).is("=") && !stack_.empty() && stack_.back().kind == Waiting::kCall) {
        if (!push({Waiting::kKeyword, 0, &t})) return false;
        at_ += 2;
      } else if (t.kind == TokenKind::kName) {
        out.push_back({.kind = Item::kName, .text = std::string(t.text), .span = t.span});
        ++at_;
        return true;
      } else if (t.is("(") || t.is("[")) {
        if (!push({t.is("(") ? Waiting::kBracket : Waiting::kList, 0, &t})) return false;
        ++at_;
        ++open_;
        skip_newlines();
        if (t.is("[") && peek().is("]")) return close(out, true);
      } else {
        return missing_operand(t);
      }
    }
  }

  // x[1], x[0, -1], x[1:3, :] behind an operand.
  bool subscript(Expression& out) {
    const Token& open = peek();
    Item item{.kind = Item::kSubscript, .text = "", .count = 1, .span = open.span};
    ++at_;
    while (true) {
      Selector s;
      if (!place(s.begin)) return false;
      if (peek().is(":")) {
        s.is_range = true;
        ++at_;
        if (!place(s.end)) return false;
      }
      const Token& t = peek();
      if (!s.is_range && !s.begin) return fail(Code::kSyntax, "Expected a whole number or `:`, but there is " + seen(t) + ".", "A subscript is `x[2]`, `x[1:3]` or `W[0, :]`.", t.span);
      item.selectors.push_back(s);
      if (!t.is(",") && !t.is("]")) return fail(Code::kSyntax, "Expected `]`, but there is " + seen(t) + ".", "", t.span);
      ++at_;
      if (t.is("]")) break;
    }
    if (item.selectors.size() > 2) return fail(Code::kRank, "A subscript with more than two places.", "Arrays have at most two axes.", open.span);
    out.push_back(std::move(item));
    return true;
  }
  // A whole number with its sign, or nothing.
  bool place(std::optional<std::int64_t>& out) {
    const bool minus = peek().is("-");
    const Token& t = peek(minus ? 1 : 0);
    if (t.kind != TokenKind::kNumber) return minus ? fail(Code::kSyntax, "Expected a whole number, but there is " + seen(t) + ".", "", t.span) : true;
    if (t.number != std::floor(t.number) || t.number > 1e9) return fail(Code::kIndex, in_ticks(t.text) + " is not a place: places are whole numbers.", "", t.span);
    out = static_cast<std::int64_t>(minus ? -t.number : t.number);
    at_ += minus ? 2 : 1;
    return true;
  }

  bool missing_operand(const Token& t) {
    if (open_ > 0 && t.kind == TokenKind::kEnd) return unclosed(t);
    std::string hint;
    if (t.is("+")) hint = "A number needs no `+` before it.";
    if (t.is("\"") || t.is("'")) hint = "The language has no texts.";
    return fail(Code::kSyntax, "Expected an expression, but there is " + seen(t) + ".", hint, t.span);
  }
  bool unclosed(const Token& t) {
    const Token& open = *open_bracket().token;
    if (t.kind == TokenKind::kEnd || t.span.line > open.span.line) {
      resume_line_ = open.span.line;
      return fail(Code::kSyntax, "A bracket is not closed.", "It opens at " + in_ticks(open.text) + ".", open.span);
    }
    return fail(Code::kSyntax, "Expected `,` or a closing bracket, but there is " + seen(t) + ".", "", t.span);
  }
  const Waiting& open_bracket() const {
    std::size_t i = stack_.size() - 1;
    while (stack_[i].kind != Waiting::kBracket && stack_[i].kind != Waiting::kCall && stack_[i].kind != Waiting::kList) --i;
    return stack_[i];
  }

  void skip_newlines() {
    while (open_ > 0 && peek().kind == TokenKind::kNewline) ++at_;
  }

  bool push(Waiting w) {
    if (stack_.size() >= static_cast<std::size_t>(limits::kNesting)) {
      return fail(Code::kDepth, "The expression is nested more than " + std::to_string(limits::kNesting) + " deep.", "Give a part of it a name.", w.token->span);
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
      if (keyword) out.push_back({.kind = Item::kKeyword, .text = std::string(w.token->text), .count = 1, .span = w.token->span});
      else out.push_back({.kind = Item::kOperator, .text = std::string(w.token->text), .count = w.kind == Waiting::kUnary ? 1u : 2u, .span = w.token->span});
    }
  }

  bool close(Expression& out, bool empty) {
    const Token& t = peek();
    reduce(out, 0);
    const Waiting w = stack_.back();
    const std::string_view wanted = w.kind == Waiting::kList ? "]" : ")";
    if (!t.is(wanted)) return fail(Code::kSyntax, "Expected `" + std::string(wanted) + "`, but there is " + seen(t) + ".", "", t.span);
    const std::size_t count = empty ? 0 : w.commas + 1;
    stack_.pop_back();
    --open_;
    ++at_;
    if (w.kind == Waiting::kCall) out.push_back({.kind = Item::kCall, .text = std::string(w.token->text), .count = count, .span = w.token->span});
    if (w.kind == Waiting::kList) out.push_back({.kind = Item::kList, .text = "", .count = count, .span = w.token->span});
    return true;
  }

  std::string_view source_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  std::vector<Waiting> stack_;
  std::size_t at_ = 0;
  int open_ = 0;
  int resume_line_ = 0;
};

}  // namespace

std::vector<Statement> parse_statements(std::string_view source, Diagnostics& diagnostics) { return Parser(source, diagnostics).run(); }

}  // namespace bw
