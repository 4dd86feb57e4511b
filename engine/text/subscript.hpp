// What a subscript means: ranges make a slice, places an index, both together two operations.
#pragma once

#include <string>
#include <vector>

#include "base/attrs.hpp"
#include "text/syntax.hpp"

namespace bw {

struct Subscript {
  std::string op;
  Attrs attrs;
};

// The operations of x[…] in order; at least one.
std::vector<Subscript> subscripts(const Item& item);

}  // namespace bw
