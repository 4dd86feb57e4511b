// Shapes and words that all elementwise rows share.
#include "ops/elementwise.hpp"

namespace bw {

std::string describe(const ShapeQuery& q, std::size_t port) {
  return in_ticks(q.names[port]) + " is " + in_words(q.in[port]);
}

ShapeAnswer broadcast_shapes(const ShapeQuery& q) {
  Shape shape = q.in[0];
  for (std::size_t k = 1; k < q.in.size(); ++k) {
    const auto both = broadcast(shape, q.in[k]);
    if (!both) {
      return Problem{Code::kShape,
                     describe(q, 0) + ", " + describe(q, k) + ": they do not fit together element by element",
                     "Sizes must be equal, or one of them 1, counted from the right."};
    }
    shape = *both;
  }
  return shape;
}

}  // namespace bw
