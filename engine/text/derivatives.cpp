// Reads the clause behind a definition.
#include "text/derivatives.hpp"

#include <algorithm>

#include "text/expression.hpp"

namespace bw {
namespace {

std::string together(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const std::string_view part : parts) all.append(part);
  return all;
}

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
  // "`df`", or "`df/dx`".
  std::string slope(std::string_view by = "") const { return together({"d", function(), by.empty() ? "" : "/d", by}); }
  // "`with df = …`", or of more parameters "`with df/dx = …, df/dw = …`".
  std::string form() const {
    const auto& all = s_.parameters;
    if (all.size() == 1) return in_ticks(together({"with ", slope(), " = …"}));
    return in_ticks(together({"with ", slope(all[0].name), " = …, ", slope(all[1].name), " = …"}));
  }
  bool fail(Code code, std::initializer_list<std::string_view> message, const Span& span) {
    return cursor_.fail(code, together(message), together({"Write ", form(), " behind the expression."}), span);
  }
  bool expected(std::string_view what) {
    return fail(Code::kSyntax, {"Expected ", what, ", but there is ", seen(cursor_.peek()), "."}, cursor_.peek().span);
  }

  // df =, or df/dx =
  bool left_side(std::string& by) {
    const Token& name = cursor_.peek();
    const std::string f = in_ticks(function()), df = in_ticks(slope());
    if (name.kind != TokenKind::kName || name.text != slope())
      return expected(together({df, ", the derivative of ", f}));
    cursor_.advance();
    if (cursor_.peek().is("/")) {
      cursor_.advance();
      if (!parameter(by)) return false;
    } else if (s_.parameters.size() > 1) {
      return fail(Code::kSyntax,
                  {f, " has ", std::to_string(s_.parameters.size()), " parameters: by which of them is ", df, "?"},
                  name.span);
    } else {
      by = s_.parameters[0].name;
    }
    if (!cursor_.peek().is("=")) return expected("`=` and the derivative");
    if (is_stated(by))
      return cursor_.fail(Code::kDupId, together({"The derivative of ", f, " by ", in_ticks(by), " is stated twice."}),
                          "Keep one of the two.", name.span);
    cursor_.advance();
    return true;
  }
  bool parameter(std::string& by) {
    const Token& token = cursor_.peek();
    if (token.kind != TokenKind::kName || token.text.size() < 2 || token.text.front() != 'd')
      return expected(together({"`d` and a parameter of ", in_ticks(function()), " behind the `/`"}));
    by = token.text.substr(1);
    if (std::none_of(s_.parameters.begin(), s_.parameters.end(), [&](const NameAt& one) { return one.name == by; }))
      return fail(Code::kUnknownName, {in_ticks(function()), " has no parameter ", in_ticks(by), "."}, token.span);
    cursor_.advance();
    return true;
  }
  bool every_parameter() {
    for (const NameAt& parameter : s_.parameters) {
      if (is_stated(parameter.name)) continue;
      return cursor_.fail(Code::kSyntax,
                          together({in_ticks(function()), " states no derivative by ", in_ticks(parameter.name), "."}),
                          together({"State one for each parameter; where none passes it is 0: ",
                                    in_ticks(together({slope(parameter.name), " = 0"})), "."}),
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
