// The derivatives that a definition states: `with df = 1`, or `with df/dx = w, df/dw = x`.
#pragma once

#include "text/cursor.hpp"
#include "text/syntax.hpp"

namespace bw {

// Whether the cursor stands at such a clause: `with` and another word, where the expression of the definition may end.
bool begins_clause(const Cursor& cursor);
// Reads it into the statement, whose name and parameters are read: one derivative for each parameter, each stated once.
// unclosed_line: as of read_expression.
bool read_derivatives(Cursor& cursor, Statement& definition, int& unclosed_line);

}  // namespace bw
