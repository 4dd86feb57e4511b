// Which parts of an expression are numbers alone: they are folded where the text is read.
#pragma once

#include <string>
#include <unordered_set>

#include "text/syntax.hpp"

namespace bw {

using Defined = std::unordered_set<std::string>;

// An item that has no parts itself.
Item::Part part_of(Item item);
// Whether a call takes the sizes of a shape behind its first operand: reshape and its other spellings.
bool shapes(std::string_view call);
// A sum, product … of numbers and names from `begin` on becomes one kFolded; anything else stays as it is.
void fold_count(Expression& out, std::size_t begin);
// Appends a list or a call whose contents begin there. A list of numbers and literals, and a generator, become one kArray
// with all that they are made of; defined: names of definitions, which are no generators.
void append_literal(Expression& out, std::size_t begin, Item item, const Defined& defined);

}  // namespace bw
