// The literals of declarations: numbers, vectors, matrices.
#pragma once

#include <optional>
#include <vector>

#include "base/shape.hpp"
#include "text/syntax.hpp"

namespace bw {

struct Array {
  Shape shape;
  std::vector<double> value;  // row-major
};

// Numbers, signs, + - * / ** of numbers, and lists up to two deep. Nothing, reported, where the expression is more.
std::optional<Array> literal(const Expression& expression, Diagnostics& diagnostics);

}  // namespace bw
