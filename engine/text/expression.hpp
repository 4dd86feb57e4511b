// Reads one expression.
#pragma once

#include "text/cursor.hpp"
#include "text/syntax.hpp"

namespace bw {

// Appends the expression at the cursor in postfix order and stops behind it. False, reported, where there is none;
// unclosed_line is then the line of a bracket that is never closed, else 0.
bool read_expression(Cursor& cursor, Expression& out, int& unclosed_line);

// As read_expression, for a number that is made of numbers, names, signs and brackets alone.
bool read_count(Cursor& cursor, Parts& out);

}  // namespace bw
