// What a subscript means: ranges make a slice, lists of places a take, places an index; together one after the other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/attrs.hpp"
#include "text/fold.hpp"

namespace bw {

struct Subscript {
  std::string op;
  Attrs attrs;
};

// The operations of x[…] in order; at least one. Nothing, reported, where a place is no whole number.
std::optional<std::vector<Subscript>> subscripts(const Item& item, const NumberOf& number_of, Diagnostics& diagnostics);

}  // namespace bw
