// Reads the clause behind a definition.
#include "text/derivatives.hpp"

#include <algorithm>

#include "text/expression.hpp"

namespace bw {
namespace {

class Clause {
 public:
  Clause(Cursor& cursor, Statement& definition) : cursor_(cursor), s_(definition), with_(cursor.peek().span) {}

  bool run(int& unclosed_line) {
    do {
      cursor_.advance();  // `with`, or the comma
      const Span begin = s_.derivatives.empty() ? with_ : cursor_.peek().span;
      Stated stated;
      if (!left_side(stated.by)) return false;
      if (!read_expression(cursor_, stated.expression, unclosed_line)) return false;
      const Span& end = cursor_.previous().span;
      stated.span = {begin.line, begin.column, end.end_line, end.end_column};
      s_.derivatives.push_back(std::move(stated));
    } while (cursor_.peek().is(","));
    return every_parameter();
  }

 private:
  const std::string& function() const { return s_.names[0].name; }
  bool is_stated(const std::string& by) const {
    return std::any_of(s_.derivatives.begin(), s_.derivatives.end(), [&](const Stated& one) { return one.by == by; });
  }
  // "`with df = …`", or of more parameters "`with df/dx = …, df/dw = …`".
  std::string form() const {
    if (s_.parameters.size() == 1) return in_ticks("with d" + function() + " = …");
    std::string all;
    for (std::size_t i = 0; i < std::min<std::size_t>(s_.parameters.size(), 2); ++i)
      all += (i > 0 ? ", d" : "d") + function() + "/d" + s_.parameters[i].name + " = …";
    return in_ticks("with " + all);
  }
  bool fail(Code code, std::string message, const Span& span) {
    return cursor_.fail(code, std::move(message), "Write " + form() + " behind the expression.", span);
  }

  // df =, or df/dx =
  bool left_side(std::string& by) {
    const Token& name = cursor_.peek();
    const std::string wanted = "d" + function();
    if (name.kind != TokenKind::kName || name.text != wanted)
      return fail(Code::kSyntax,
                  "Expected " + in_ticks(wanted) + ", the derivative of " + in_ticks(function()) + ", but there is " +
                      seen(name) + ".",
                  name.span);
    cursor_.advance();
    if (cursor_.peek().is("/")) {
      const Token& parameter = cursor_.peek(1);
      if (!parameter_of(parameter, by)) return false;
      cursor_.advance(2);
    } else if (s_.parameters.size() > 1) {
      return fail(Code::kSyntax,
                  in_ticks(function()) + " has " + std::to_string(s_.parameters.size()) +
                      " parameters: by which of them is " + in_ticks(wanted) + "?",
                  name.span);
    } else {
      by = s_.parameters[0].name;
    }
    if (!cursor_.peek().is("="))
      return fail(Code::kSyntax, "Expected `=` and the derivative, but there is " + seen(cursor_.peek()) + ".",
                  cursor_.peek().span);
    if (is_stated(by))
      return cursor_.fail(Code::kDupId,
                          "The derivative of " + in_ticks(function()) + " by " + in_ticks(by) + " is stated twice.",
                          "Keep one of the two.", name.span);
    cursor_.advance();
    return true;
  }
  bool parameter_of(const Token& token, std::string& by) {
    const bool named = token.kind == TokenKind::kName && token.text.size() > 1 && token.text.front() == 'd';
    if (!named)
      return fail(Code::kSyntax,
                  "Expected `d` and a parameter of " + in_ticks(function()) + " behind the `/`, but there is " +
                      seen(token) + ".",
                  token.span);
    by = token.text.substr(1);
    if (std::any_of(s_.parameters.begin(), s_.parameters.end(), [&](const NameAt& one) { return one.name == by; }))
      return true;
    return fail(Code::kUnknownName, in_ticks(function()) + " has no parameter " + in_ticks(by) + ".", token.span);
  }
  bool every_parameter() {
    for (const NameAt& parameter : s_.parameters) {
      if (is_stated(parameter.name)) continue;
      return cursor_.fail(Code::kSyntax,
                          in_ticks(function()) + " states no derivative by " + in_ticks(parameter.name) + ".",
                          "State one for each parameter; where none passes it is 0: " +
                              in_ticks("d" + function() + "/d" + parameter.name + " = 0") + ".",
                          with_);
    }
    return true;
  }

  Cursor& cursor_;
  Statement& s_;
  Span with_;
};

}  // namespace

bool begins_clause(const Cursor& cursor) { return cursor.peek().is_word("with") && !cursor.peek(1).is("="); }

bool read_derivatives(Cursor& cursor, Statement& definition, int& unclosed_line) {
  return Clause(cursor, definition).run(unclosed_line);
}

}  // namespace bw
