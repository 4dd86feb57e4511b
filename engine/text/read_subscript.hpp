// The reader of subscripts.
#pragma once

#include "text/cursor.hpp"
#include "text/syntax.hpp"

namespace bw {

// x[1], x[0, -1], x[1:3, :] behind an operand, from its opening bracket on; false if it is malformed, which was reported.
bool read_subscript(Cursor& cursor, Expression& out);

}  // namespace bw
