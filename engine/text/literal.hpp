// The literals of declarations: numbers, vectors, matrices.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "base/shape.hpp"
#include "text/fold.hpp"

namespace bw {

struct Array {
  Shape shape;
  std::vector<double> value;  // row-major
  bool is_seed = false;       // while a call is read: the number behind `seed=`
};

// The whole numbers that `size` statements have named.
using Sizes = std::unordered_map<std::string, std::int64_t>;

// Numbers, names of numbers, signs, + - * / ** of numbers, lists up to two deep, and generators such as
// randn(2, 3, seed=1). Nothing, reported, where the expression is more. Limits are checked before an array is made: made
// counts the numbers of all generators of the text so far.
std::optional<Array> literal(const Expression& expression, const NumberOf& number_of, std::int64_t& made,
                             Diagnostics& diagnostics);

}  // namespace bw
