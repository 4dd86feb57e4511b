// The literals of declarations: numbers, vectors, matrices.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "base/generate.hpp"
#include "base/limits.hpp"
#include "text/fold.hpp"

namespace bw {

struct Array {
  Shape shape;
  std::vector<double> value = {};  // row-major; empty where there is a recipe
  bool is_seed = false;            // while a call is read: the number behind `seed=`
  std::optional<Recipe> recipe = {};
};

// Numbers of the literals of a text so far. asked: that they stand for; of them made: that take memory while the text is read,
// at most limits::kElements. most: that may be asked for.
struct Room {
  std::int64_t most = limits::kElements;
  std::int64_t asked = 0, made = 0;
};

// Makes the numbers of an array that has a recipe; false where they are more than there is room for.
bool write_out(Array& array, Room& room);

// The whole numbers that `size` statements have named.
using Sizes = std::unordered_map<std::string, std::int64_t>;

// Numbers, names of numbers, signs, + - * / ** of numbers, lists up to two deep, and generators such as
// randn(2, 3, seed=1): a generator alone leaves its recipe. Nothing, reported, where the expression is more, or for more
// than there is room.
std::optional<Array> literal(const Expression& expression, const NumberOf& number_of, Room& room,
                             Diagnostics& diagnostics);

}  // namespace bw
