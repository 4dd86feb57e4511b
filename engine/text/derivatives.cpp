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
      Span span = s_.derivatives.empty() ? with_ : cursor_.peek().span;
      Stated& stated = s_.derivatives.emplace_back();
      if (!left_side(stated) || !read_expression(cursor_, stated.expression, unclosed_line)) return false;
      const Span& end = cursor_.previous().span;
      span.end_line = end.end_line, span.end_column = end.end_column;
      stated.span = span;
    } while (cursor_.peek().is(","));
    for (const NameAt& parameter : s_.parameters)
      if (times_stated(parameter.name) == 0)
        return fail(Code::kSyntax, "No derivative is stated by ", parameter.name, kEach, with_);
    return true;
  }

 private:
  static constexpr std::string_view
      kForm = "Write `def f(x) = x > 0 with df = 1`, or by each of its parameters `with df/dx = w, df/dw = x`.",
      kEach = "State one for each parameter, `with df/dx = 1, df/dw = 0`: where none passes it is 0.";

  std::ptrdiff_t times_stated(std::string_view by) const {
    return std::count_if(s_.derivatives.begin(), s_.derivatives.end(), [&](const Stated& one) { return one.by == by; });
  }
  // what, the name in ticks, and a full stop.
  bool fail(Code code, std::string what, std::string_view name, std::string_view hint, const Span& span) {
    what.append(in_ticks(name)).append(".");
    return cursor_.fail(code, std::move(what), std::string(hint), span);
  }
  // A word of the form d and name; what it is, where it is another. The name is of a parameter or of the definition.
  bool read_slope(std::string_view name) {
    const Token& t = cursor_.peek();
    if (t.kind == TokenKind::kName && t.text.size() > 1 && t.text.front() == 'd' && t.text.substr(1) == name)
      return cursor_.advance(), true;
    std::string expected("Expected the derivative, `d");
    expected.append(name).append("`, but there is ").append(seen(t)).append(".");
    return cursor_.fail(Code::kSyntax, std::move(expected), std::string(kForm), t.span);
  }

  // df =, or df/dx =
  bool left_side(Stated& stated) {
    const Span df = cursor_.peek().span;
    if (!read_slope(s_.names[0].name)) return false;
    stated.by = s_.parameters[0].name;
    if (cursor_.peek().is("/")) {
      cursor_.advance();
      const Token& by = cursor_.peek();
      for (const NameAt& parameter : s_.parameters)
        if (by.text.size() > 1 && by.text.substr(1) == parameter.name) stated.by = parameter.name;
      if (by.kind == TokenKind::kName && by.text.front() == 'd' && by.text.substr(1) != stated.by)
        return fail(Code::kUnknownName, "There is no parameter ", by.text.substr(1), kForm, by.span);
      if (!read_slope(stated.by)) return false;
    } else if (s_.parameters.size() > 1) {
      return fail(Code::kSyntax, "It is not said by which parameter this is the derivative of ", s_.names[0].name,
                  kForm, df);
    }
    if (times_stated(stated.by) > 1)
      return fail(Code::kDupId, "There are two derivatives by ", stated.by, "Keep one of the two.", df);
    if (!cursor_.peek().is("="))
      return fail(Code::kSyntax, "Expected `=` and the derivative, but there is ", seen_text(), kForm,
                  cursor_.peek().span);
    cursor_.advance();
    return true;
  }
  std::string_view seen_text() const {
    const Token& t = cursor_.peek();
    return t.kind == TokenKind::kEnd || t.kind == TokenKind::kNewline ? "the end" : t.text;
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
