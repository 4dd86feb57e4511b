// Reads the places between the brackets of a subscript.
#include "text/read_subscript.hpp"

#include "text/expression.hpp"

namespace bw {
namespace {

constexpr const char* kForms = "A subscript is `x[2]`, `x[1:3]`, `x[::2]`, `x[[0, 2]]` or `W[0, :]`.";

bool begins_number(const Token& t) {
  return t.kind == TokenKind::kNumber || t.kind == TokenKind::kName || t.is("-") || t.is("(");
}

// A number that names and signs may make up, or nothing where none begins.
bool place(Cursor& cursor, Parts& out) { return !begins_number(cursor.peek()) || read_count(cursor, out); }

// [0, 2] inside the brackets.
bool places(Cursor& cursor, Selector& s) {
  s.choice = Selector::kSeveral;
  do {
    cursor.advance();
    if (cursor.peek().is("]") && !s.list.empty()) break;
    if (!begins_number(cursor.peek()))
      return cursor.fail(Code::kSyntax, "Expected a place, but there is " + seen(cursor.peek()) + ".", kForms,
                         cursor.peek().span);
    if (!read_count(cursor, s.list.emplace_back())) return false;
  } while (cursor.peek().is(","));
  if (!cursor.peek().is("]"))
    return cursor.fail(Code::kSyntax, "Expected `]`, but there is " + seen(cursor.peek()) + ".", kForms,
                       cursor.peek().span);
  cursor.advance();
  return true;
}

bool selector(Cursor& cursor, Selector& s) {
  if (cursor.peek().is("[")) return places(cursor, s);
  if (!place(cursor, s.begin)) return false;
  if (cursor.peek().is(":")) {
    s.choice = Selector::kFromTo;
    cursor.advance();
    if (!place(cursor, s.end)) return false;
    if (cursor.peek().is(":")) {
      cursor.advance();
      if (!place(cursor, s.step)) return false;
    }
  }
  if (s.choice == Selector::kAt && s.begin.empty())
    return cursor.fail(Code::kSyntax, "Expected a whole number or `:`, but there is " + seen(cursor.peek()) + ".",
                       kForms, cursor.peek().span);
  return true;
}

}  // namespace

bool read_subscript(Cursor& cursor, Expression& out) {
  const Token& open = cursor.peek();
  Item item{.kind = Item::kSubscript, .text = "", .count = 1, .span = open.span};
  cursor.advance();
  while (true) {
    if (!selector(cursor, item.selectors.emplace_back())) return false;
    const Token& t = cursor.peek();
    if (!t.is(",") && !t.is("]"))
      return cursor.fail(Code::kSyntax, "Expected `]`, but there is " + seen(t) + ".", kForms, t.span);
    cursor.advance();
    if (t.is("]")) break;
    if (cursor.peek().is("]")) {
      cursor.advance();
      break;
    }
  }
  if (item.selectors.size() > 2)
    return cursor.fail(Code::kRank, "A subscript with more than two places.", "Arrays have at most two axes.",
                       open.span);
  out.push_back(std::move(item));
  return true;
}

}  // namespace bw
