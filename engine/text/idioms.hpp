// What people write who come from other languages: recognised, to say what to write here instead.
#pragma once

#include <optional>
#include <string>

#include "text/cursor.hpp"

namespace bw {

struct Said {
  std::string message, hint;
};

// A word of another language where a value should begin: `lambda`, `not`. Nothing where the cursor is at none.
std::optional<Said> prefix_word(const Cursor& cursor);
// There is no value at the cursor.
Said no_operand(const Cursor& cursor);
// There is no operator at the cursor, which is behind a value. bracket: the one that is open, or null.
Said no_operator(const Cursor& cursor, const Token* bracket);

// A statement of another language at the cursor. skipped: the network is clear without it; else it is refused. block: the
// lines below that are indented belong to it. name: what it would define, by the place of its token, or 0.
struct StatementIdiom {
  Said said;
  bool skipped = false, block = false, defines_function = false;
  std::size_t name = 0;
};
std::optional<StatementIdiom> statement_idiom(const Cursor& cursor);

}  // namespace bw
