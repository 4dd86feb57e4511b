// Reads the places between the brackets of a subscript.
#include "text/read_subscript.hpp"

#include <cmath>

namespace bw {
namespace {

// A whole number with its sign, or nothing.
bool place(Cursor& cursor, std::optional<std::int64_t>& out) {
  const bool minus = cursor.peek().is("-");
  const Token& t = cursor.peek(minus ? 1 : 0);
  if (t.kind != TokenKind::kNumber)
    return minus ? cursor.fail(Code::kSyntax, "Expected a whole number, but there is " + seen(t) + ".",
                               "A subscript is `x[2]`, `x[1:3]` or `W[0, :]`.", t.span)
                 : true;
  if (t.number != std::floor(t.number) || t.number > 1e9)
    return cursor.fail(Code::kIndex, in_ticks(t.text) + " is not a place: places are whole numbers.",
                       "Places count from 0; -1 is the last.", t.span);
  out = static_cast<std::int64_t>(minus ? -t.number : t.number);
  cursor.advance(minus ? 2 : 1);
  return true;
}

}  // namespace

bool read_subscript(Cursor& cursor, Expression& out) {
  const Token& open = cursor.peek();
  Item item{.kind = Item::kSubscript, .text = "", .count = 1, .span = open.span};
  cursor.advance();
  while (true) {
    Selector s;
    if (!place(cursor, s.begin)) return false;
    if (cursor.peek().is(":")) {
      s.is_range = true;
      cursor.advance();
      if (!place(cursor, s.end)) return false;
    }
    const Token& t = cursor.peek();
    if (!s.is_range && !s.begin)
      return cursor.fail(Code::kSyntax, "Expected a whole number or `:`, but there is " + seen(t) + ".",
                         "A subscript is `x[2]`, `x[1:3]` or `W[0, :]`.", t.span);
    item.selectors.push_back(s);
    if (!t.is(",") && !t.is("]"))
      return cursor.fail(Code::kSyntax, "Expected `]`, but there is " + seen(t) + ".",
                         "A subscript is `x[2]`, `x[1:3]` or `W[0, :]`.", t.span);
    cursor.advance();
    if (t.is("]")) break;
  }
  if (item.selectors.size() > 2)
    return cursor.fail(Code::kRank, "A subscript with more than two places.", "Arrays have at most two axes.",
                       open.span);
  out.push_back(std::move(item));
  return true;
}

}  // namespace bw
